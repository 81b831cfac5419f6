"""A trial at each of its stages, made through the services as people would make it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from eduhub.engines.evidence import Typed, as_json, moments_of_totals
from eduhub.evidence import services
from eduhub.evidence.models import Plan, PlanVersion, Totals, TrialClass
from eduhub.evidence.models.totals import OUTCOME
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services import ClassTotals, Draft
from eduhub.evidence.states import Design, Source, TotalsState, Way
from eduhub.kit.access import Actor, machine
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.states import GroupState, PilotState
from tests.makers import (
    NOW,
    make_actor,
    make_group,
    make_organisation,
    make_person,
    make_pilot,
    make_statement,
)
from tests.makers.pilots import open_every_gate

NONCE = bytes(range(32))
LATER = NOW + dt.timedelta(days=120)


def make_draft(**fields: Any) -> Draft:
    """A plan of a lot drawn here, without an earlier measure, on a scale from 0 to 40."""
    given: dict[str, Any] = {
        "baseline": Text(),
        "scale_low": Decimal(0),
        "scale_high": Decimal(40),
        "comparison": Text(en="Fractions as usual, from the textbook."),
        "design": Design.LOT_HERE,
        "source": Source.CLASSES,
        "within_schools": False,
        "arms_told": Text(),
        "arms_chosen": {},
        "collected_by": Text(en="The classes' own teachers."),
        "paid_by": Text(en="The company and the city, half each."),
        "publish_on": dt.date(2027, 1, 15),
    }
    return Draft(**given | fields)


def make_file_draft(**fields: Any) -> Draft:
    """A plan of a trial that was drawn elsewhere and comes in one file, with an earlier test."""
    given: dict[str, Any] = {
        "baseline": Text(en="The same test before"),
        "design": Design.LOT_ELSEWHERE,
        "source": Source.FILE,
        "arms_told": Text(en="A university drew the schools on 3 August 2026 by computer."),
        "scale_low": None,
        "scale_high": None,
    }
    return make_draft(**given | fields)


def make_agreed(groups: int = 4, *, schools: Sequence[Organisation] = (), **fields: Any) -> Pilot:
    """A pilot on which the company and the teachers of some groups agree.

    Args:
        schools: one for each group; each has one of its own where none are told.
    """
    pilot = make_pilot(state=PilotState.AGREED, **fields)
    statement = make_statement(
        pilot,
        unit=Text(en="points", fi="pistettä", sv="poäng"),
        company_agreed_at=NOW,
    )
    for number in range(groups):
        school = schools[number] if schools else make_organisation()
        make_group(
            pilot,
            school=school,
            teacher=make_person("teacher", school),
            state=GroupState.ACCEPTED,
            decided_at=NOW,
            agreed_to=statement,
            agreed_at=NOW,
        )
    open_every_gate(pilot)
    return pilot


def make_plan(pilot: Pilot | None = None, draft: Draft | None = None) -> Plan:
    """A draft."""
    agreed = pilot or make_agreed()
    return services.write_plan(
        agreed.pk, draft or make_draft(), seen=0, by=make_actor("hub_staff"), now=NOW
    )


def make_frozen(pilot: Pilot | None = None, draft: Draft | None = None) -> Plan:
    plan = make_plan(pilot, draft)
    return services.freeze(
        plan.pilot_id, seen=plan.version, by=make_actor("hub_staff"), now=NOW, nonce=NONCE
    )


def make_amended(
    plan: Plan, *, by: Actor | None = None, now: dt.datetime = NOW, **changes: Any
) -> PlanVersion:
    """The next version of a frozen plan, in which only these terms are others."""
    trial = trial_of(Pilot.objects.get(pk=plan.pilot_id))
    terms = replace(services.terms_of(trial), **changes)
    reason = Text(en="The school year ends a week later.", fi="Lukuvuosi päättyy myöhemmin.")
    seen = Plan.objects.get(pk=plan.pk).number
    by = by or make_actor("hub_staff")
    return services.amend(plan.pilot_id, terms, reason, seen=seen, by=by, now=now)


def make_running(pilot: Pilot | None = None, draft: Draft | None = None) -> Plan:
    """A trial whose lot is drawn, if it is drawn here, and which has started."""
    plan = make_frozen(pilot, draft)
    staff = make_actor("hub_staff")
    if plan.design == Design.LOT_HERE:
        services.draw_lot(plan.pilot_id, by=staff, now=NOW)
    return services.start(plan.pilot_id, by=staff, now=NOW)


def teacher_of(group: Group) -> Actor:
    """The actor behind the group's own teacher."""
    return Actor(
        name=f"person:{group.teacher_id}",
        user_id=group.teacher_id,
        organisation_id=group.school_id,
        roles=frozenset({"teacher"}),
    )


def numbered_in_arms(plan: Plan) -> Iterator[tuple[int, TrialClass]]:
    """The plan's classes with their number in their own arm, so that no figure hangs on the lot."""
    seen: Counter[str] = Counter()
    for one in plan.classes.select_related("group").order_by("code"):
        yield seen[one.arm], one
        seen[one.arm] += 1


def give_all(plan: Plan, tries: float, compares: float, *, spread: float = 0.5) -> None:
    """Every class gives 20 pupils, with means of its arm a little apart, and SD 5.

    The last goes the whole way, the others stand as that way would have left them.
    """
    classes = [
        (one, (tries if one.arm == "1" else compares) + spread * (number % 5 - 2))
        for number, one in numbered_in_arms(plan)
    ]
    Totals.objects.bulk_create(_counted(one, mean) for one, mean in classes[:-1])
    one, mean = classes[-1]
    by, told = teacher_of(one.group), ClassTotals(20, mean, 5.0)
    given = services.give_totals(plan.pilot_id, one.group_id, told, by=by, now=LATER)
    services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)


def _counted(one: TrialClass, mean: float) -> Totals:
    typed = {OUTCOME: Typed(mean, 5.0)}
    cell = moments_of_totals(one.code, arm=int(one.arm), pupils=20, variables=typed)
    return Totals(
        plan_id=one.plan_id,
        of_class=one,
        way=Way.TYPED,
        cells=[as_json(cell)],
        pupils=20,
        state=TotalsState.COUNTED,
        given_at=LATER,
        given_by_id=one.group.teacher_id,
        confirmed_at=LATER,
    )


def make_closed(
    tries: float = 24.0, compares: float = 20.0, groups: int = 12, **fields: Any
) -> Plan:
    """A trial whose data are closed and wait for the analysis."""
    plan = make_running(make_agreed(groups), make_draft(**fields))
    give_all(plan, tries, compares)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return plan


def make_analysed(
    tries: float = 24.0, compares: float = 20.0, groups: int = 12, **fields: Any
) -> Plan:
    plan = make_closed(tries, compares, groups, **fields)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    return plan


def make_published(
    tries: float = 24.0, compares: float = 20.0, groups: int = 12, **fields: Any
) -> Plan:
    plan = make_analysed(tries, compares, groups, **fields)
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return plan
