from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Reference
from eduhub.catalogue.rules.stands import OF_THE_COMPANY
from eduhub.catalogue.states import REFERENCE_MOVES, ReferenceState
from eduhub.kit.access import Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role


def _is_its_principal(actor: Actor, reference: Reference) -> bool:
    return actor.holds_at(Role.PRINCIPAL, reference.school_id)


def _named_by_own_company(actor: Actor, reference: Reference) -> bool:
    return OF_THE_COMPANY.holds(actor, reference.solution)


def _can_become(state: ReferenceState) -> Rule:
    return Rule(
        lambda actor, reference: state in REFERENCE_MOVES[reference.state],
        _("The reference is not in a state that permits this any more."),
        NotNow,
    )


PRINCIPAL = Rule(
    _is_its_principal, _("Only the school's principal says whether the school uses a solution.")
)
NAMED_IT = Rule(
    _named_by_own_company, _("Only the company that named the school can take this back.")
)

REFERENCE_RULES: Rules = {
    "name": (OF_THE_COMPANY,),
    ReferenceState.UNCONFIRMED: (NAMED_IT, _can_become(ReferenceState.UNCONFIRMED)),
    ReferenceState.CONFIRMED: (PRINCIPAL, _can_become(ReferenceState.CONFIRMED)),
    ReferenceState.DECLINED: (PRINCIPAL, _can_become(ReferenceState.DECLINED)),
    ReferenceState.REVOKED: (PRINCIPAL, _can_become(ReferenceState.REVOKED)),
    ReferenceState.WITHDRAWN: (NAMED_IT, _can_become(ReferenceState.WITHDRAWN)),
}
