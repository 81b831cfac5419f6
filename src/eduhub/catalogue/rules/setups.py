from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Kind, Role


def _decides_for(actor: Actor, school: Organisation) -> bool:
    """The school's principal, an official of its education provider, the hub's staff."""
    return school.kind == Kind.SCHOOL and (
        actor.holds_at(Role.PRINCIPAL, school.pk)
        or actor.holds_at(Role.PROVIDER_OFFICIAL, school.provider_id)
        or bool(actor.roles & STAFF)
    )


def _belongs_to(actor: Actor, school: Organisation) -> bool:
    return actor.holds_at(Role.TEACHER, school.pk) or _decides_for(actor, school)


SETUP_RULES: Rules = {
    "see": (SIGNED_IN, Rule(_belongs_to, _("Only the school's own people can see this."))),
    "change": (
        SIGNED_IN,
        Rule(
            _decides_for,
            _("The principal or the education provider's official decides what the school asks."),
        ),
    ),
}
