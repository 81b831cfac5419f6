from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.catalogue.states import MOVES, SolutionState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Kind, Role

COMPANY_PEOPLE = frozenset({Role.COMPANY_LEAD, Role.COMPANY_MEMBER})


def works_at(actor: Actor, company_id: int) -> bool:
    return any(actor.holds_at(role, company_id) for role in COMPANY_PEOPLE)


def may_write_for(actor: Actor, company_id: int) -> bool:
    return works_at(actor, company_id) or bool(actor.roles & STAFF)


def _of_the_solution(actor: Actor, solution: Solution) -> bool:
    return may_write_for(actor, solution.company_id)


def _of_the_company(actor: Actor, company: Organisation) -> bool:
    return company.kind == Kind.COMPANY and may_write_for(actor, company.pk)


def _can_become(state: SolutionState, reason: Promise) -> Rule:
    return Rule(lambda actor, solution: state in MOVES[solution.state], reason, NotNow)


_OWN = _("Only the company's own people and the hub's can change this.")
_SOLUTION_PEOPLE = Rule(_of_the_solution, _OWN)
_COMPANY_PEOPLE = Rule(_of_the_company, _OWN)

SOLUTION_RULES: Rules = {
    "change": (SIGNED_IN, _SOLUTION_PEOPLE),
    "publish": (
        SIGNED_IN,
        _SOLUTION_PEOPLE,
        _can_become(SolutionState.PUBLISHED, _("It is published already.")),
        Rule(
            lambda actor, solution: not missing_for_publication(solution),
            _("Something that schools need to know is still missing."),
            NotNow,
        ),
    ),
    "withdraw": (
        SIGNED_IN,
        _SOLUTION_PEOPLE,
        _can_become(SolutionState.WITHDRAWN, _("Only what is published can be withdrawn.")),
    ),
}
COMPANY_RULES: Rules = {
    "change": (SIGNED_IN, _COMPANY_PEOPLE),
    "offer": (SIGNED_IN, _COMPANY_PEOPLE),
}


def missing_for_publication(solution: Solution) -> dict[str, str | Promise]:
    """What a school must be able to read before it meets the solution, by the form's fields."""
    missing: dict[str, str | Promise] = {}
    if not solution.name.spoken:
        missing["name"] = _("Write the name in at least one language.")
    if not solution.pitch.spoken:
        missing["pitch"] = _("Say in one sentence what it does, in at least one language.")
    if not any(code.startswith(("subject-", "age-")) for code in solution.codes):
        missing["subject"] = _("Choose at least one subject or age.")
    if solution.picture_id and not solution.picture_words.spoken:
        missing["picture_words"] = _("Say in words what the picture shows.")
    return missing
