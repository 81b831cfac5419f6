"""Logic models at each of their stages, made through the services."""

from typing import Any

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import LogicModel, LogicReview
from eduhub.evidence.services import logic as services
from eduhub.evidence.services.logic import LogicTold
from eduhub.evidence.states.logic import CRITERIA, LINKS
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor, make_solution

STUDY = "Somebody: Feedback in mathematics, 2021. https://doi.org/10.1234/abc.5"
ALL_MET = dict.fromkeys(CRITERIA, True)


def reasoning(**fields: Any) -> LogicTold:
    """A whole model with one source and an outcome on each side."""
    given: dict[str, Any] = {
        "need": Text(en="Many pupils of grade 5 do not compare fractions."),
        "for_whom": Text(en="Pupils of grades 4 to 6."),
        "activities": Text(
            fi="Oppilaat vertaavat murtolukuja.\nOpettaja seuraa.",
            en="Pupils compare fractions.\nThe teacher follows.",
        ),
        "minutes_a_week": 45,
        "outputs": Text(en="Thirty tasks a week with an answer at once."),
        "near": Text(en="Pupils compare fractions with care.\nThey explain."),
        "far": Text(en="Better marks in mathematics."),
        "assumptions": Text(),
        "reasons": {stage: Text(en=f"Because of {stage}.") for stage in LINKS},
        "sources": dict.fromkeys(LINKS, "") | {"near": STUDY},
    }
    return LogicTold(**given | fields)


def make_reasoned(
    solution: Solution | None = None, *, by: Actor | None = None, **fields: Any
) -> LogicModel:
    """A draft, of a lead of the company."""
    of = solution or make_solution()
    writer = by or make_actor("company_lead", of.company)
    return services.write_logic(of.pk, reasoning(**fields), seen=0, by=writer, now=NOW)


def make_logic(
    solution: Solution | None = None, *, by: Actor | None = None, **fields: Any
) -> LogicModel:
    """Published."""
    draft = make_reasoned(solution, by=by, **fields)
    writer = by or make_actor("company_lead", draft.solution.company)
    return services.publish_logic(draft.solution_id, seen=draft.edition, by=writer, now=NOW)


def make_read(
    model: LogicModel | None = None, *, by: Actor | None = None, **criteria: bool
) -> LogicReview:
    """Read by the hub, which finds all of it to hold unless told otherwise."""
    read = model or make_logic()
    had = read.reviews.count()
    return services.review_logic(
        read.pk,
        ALL_MET | criteria,
        "I have read both.",
        seen=had,
        by=by or make_actor("hub_staff"),
        now=NOW,
    )


def make_logics(world: Any, lead: Actor) -> None:
    """For the whole house: one that is read and a draft after it, of one's own solution."""
    own = Solution.objects.get(pk=world.things["solution.own"])
    model = make_logic(own, by=lead)  # nobody else leads the own company
    make_read(model)
    services.write_logic(own.pk, reasoning(), seen=0, by=lead, now=NOW)
    world.things["logic"] = model.pk
