from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Lead, Solution
from eduhub.catalogue.rules.solutions import may_write_for, works_at
from eduhub.catalogue.states import LEAD_MOVES, LeadState
from eduhub.kit.access import Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role


def _works_at(actor: Actor, solution: Solution) -> bool:
    return works_at(actor, solution.company_id)


def _may_write_for(actor: Actor, solution: Solution) -> bool:
    return may_write_for(actor, solution.company_id)


def _has_an_open_stand(actor: Actor, solution: Solution) -> bool:
    stand = getattr(solution, "stand", None)
    return stand is not None and stand.is_open


def _leads_a_company(actor: Actor, thing: object) -> bool:
    return actor.holds(Role.COMPANY_LEAD)


def _can_become(state: LeadState) -> Rule:
    return Rule(
        lambda actor, lead: state in LEAD_MOVES[lead.state],
        _("This request cannot be moved there any more."),
        NotNow,
    )


def _got_the_request(actor: Actor, lead: Lead) -> bool:
    return _works_at(actor, lead.solution)


OF_THE_COMPANY = Rule(_works_at, _("Only the people of the solution's company can do this."))
WRITES_FOR_IT = Rule(
    _may_write_for, _("Only the company's own people and the hub's can change this.")
)
STAND_IS_OPEN = Rule(
    _has_an_open_stand, _("The stand is closed just now, so no demo can be asked for."), NotNow
)
GOT_IT = Rule(_got_the_request, _("Only the company that was asked can do this."))
LEADS_THE_COMPANY = Rule(
    _leads_a_company, _("Only the one who leads the company takes the requests out of the hub.")
)

STAND_RULES: Rules = {
    "edit_stand": (WRITES_FOR_IT,),
    "ask": (STAND_IS_OPEN,),
}
LEAD_RULES: Rules = {
    LeadState.ANSWERED: (GOT_IT, _can_become(LeadState.ANSWERED)),
    LeadState.CLOSED: (GOT_IT, _can_become(LeadState.CLOSED)),
    "export": (LEADS_THE_COMPANY,),
}
