"""Who decides how a pilot ends, who answers, and who says what the register shows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import ClosingDecision, Standing
from eduhub.pilots.models.pilots import MAY_BE_LEFT_OUT
from eduhub.pilots.rules.pilots import COMPANY_ROLES, when
from eduhub.pilots.states import HIDDEN
from eduhub.pilots.states.closing import MAY_BE_CLOSED


@dataclass(frozen=True, slots=True)
class DecisionInPilot:
    """One closing decision, with its pilot as it stands."""

    standing: Standing
    decision: ClosingDecision


def _decides(actor: Actor, standing: Standing) -> bool:
    """A principal whose school took part, an official of such a school's provider."""
    heads = any(actor.holds_at(Role.PRINCIPAL, school) for school in standing.school_ids)
    providers = {group.school.provider_id for group in standing.accepted}
    return heads or any(actor.holds_at(Role.PROVIDER_OFFICIAL, one) for one in providers)


def _answers(actor: Actor, thing: DecisionInPilot) -> bool:
    return any(actor.holds_at(role, thing.standing.company_id) for role in COMPANY_ROLES)


CLOSED = when(
    lambda standing: standing.pilot.state in MAY_BE_CLOSED,
    _("First the data are closed. What was decided before would be no conclusion."),
)
CLOSING_RULES: Rules = {
    "decide": (
        SIGNED_IN,
        Rule(
            _decides,
            _(
                "Only the principal of a school that took part, or an official of its education"
                " provider, decides this."
            ),
        ),
        CLOSED,
    ),
    "answer": (
        SIGNED_IN,
        Rule(_answers, _("Only the company that offered the pilot answers.")),
        when(
            lambda thing: not thing.decision.answer,
            _("The company has answered already. It answers a decision once."),
        ),
    ),
}
STAFF_ALONE = Rule(
    lambda actor, thing: bool(actor.roles & STAFF), _("Only the hub leaves pilots out.")
)
LEAVES_OUT: Rules = {
    "leave_out": (
        SIGNED_IN,
        STAFF_ALONE,
        when(
            lambda standing: standing.pilot.state not in HIDDEN,
            _("This pilot was withdrawn or declined. It is not on the register."),
        ),
        when(
            lambda standing: standing.pilot.state in MAY_BE_LEFT_OUT,
            _("The data are closed. From here on everybody may know of the pilot."),
        ),
    ),
    "put_back": (SIGNED_IN, STAFF_ALONE),
}
LISTING_RULES: Rules = {
    "choose": (
        SIGNED_IN,
        Rule(
            lambda actor, school: (
                isinstance(school, Organisation) and actor.holds_at(Role.PRINCIPAL, school.pk)
            ),
            _("Only a school's principal chooses how the register names it."),
        ),
    ),
}
