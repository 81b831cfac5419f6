"""Who may write a group's profile; the thing judged is a GroupProfile."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.people.states import STAFF, Role

PROFILE_RULES: Rules = {
    "write": (
        SIGNED_IN,
        Rule(
            lambda actor, thing: actor.holds(Role.TEACHER),
            _("Only a teacher says what a group would like to try."),
        ),
    ),
    "edit": (
        SIGNED_IN,
        Rule(
            lambda actor, profile: profile.is_led_by(actor),
            _("Only the group's own teacher can do this."),
        ),
    ),
    "list": (
        SIGNED_IN,
        Rule(
            lambda actor, thing: bool(actor.roles & STAFF),
            _("Only the hub's people see the groups of all schools."),
        ),
    ),
}
