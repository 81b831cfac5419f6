"""Who takes a group out of a pilot that runs."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.people.states import Role
from eduhub.pilots.rules.pilots import NOT_ENDED, NOT_YET_GONE, when
from eduhub.pilots.states import STATES_OF, Phase

RUNNING_RULES: Rules = {
    "take_out": (
        SIGNED_IN,
        Rule(
            lambda actor, group: (
                group.is_led_by(actor) or actor.holds_at(Role.PRINCIPAL, group.school_id)
            ),
            _("Only the group's own teacher, or the principal, takes it out."),
        ),
        NOT_ENDED,
        NOT_YET_GONE,
        when(
            lambda group: group.pilot.state in STATES_OF[Phase.UNDER_WAY],
            _(
                "Before the plan is frozen a group simply leaves. Once the data are closed its"
                " results stay, whatever it does."
            ),
        ),
    ),
}
