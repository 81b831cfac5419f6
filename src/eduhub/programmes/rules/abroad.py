"""Who reads and who writes how ready a solution is for a market."""

from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF, Role

COMPANY_PEOPLE = (Role.COMPANY_LEAD, Role.COMPANY_MEMBER)


def of_a_company(actor: Actor) -> bool:
    return any(actor.holds(role) for role in COMPANY_PEOPLE)


def works_for(actor: Actor, solution: Solution) -> bool:
    return any(actor.holds_at(role, solution.company_id) for role in COMPANY_PEOPLE)


OF_THE_COMPANY = Rule(
    works_for, _("Only the people of the solution's company write this. You read it.")
)
FOLLOWS = Rule(
    lambda actor, thing: of_a_company(actor) or bool(actor.roles & STAFF),
    _("Only companies, and the hub, see how ready their solutions are for a market."),
)
IS_OWN = Rule(
    lambda actor, item: item.is_own,
    _("This one stands in every list. Mark it as not needed, with the reason."),
    NotNow,
)

READINESS_RULES: Rules = {
    "look": (SIGNED_IN, FOLLOWS),
    "write": (SIGNED_IN, OF_THE_COMPANY),  # of the solution
}
ITEM_RULES: Rules = {"remove": (IS_OWN,)}
