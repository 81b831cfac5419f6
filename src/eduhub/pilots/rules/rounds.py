"""Who matches, wishes and answers; the thing judged is a Round, a GroupProfile or a Standing."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.pilots.rules.needs import BY_STAFF
from eduhub.pilots.rules.pilots import (
    COMPANY,
    NOT_ENDED,
    PLACE_LEFT,
    STILL_OPEN,
    has_the_pilot,
    when,
)

IS_OPEN = when(
    lambda one: one.is_open,
    _("The round has been published or cancelled. Open a new one for what is left."),
)
ROUND_RULES: Rules = {
    "open": (SIGNED_IN, BY_STAFF),
    "change": (SIGNED_IN, BY_STAFF, IS_OPEN),  # limits, decisions, working it out anew
    "publish": (SIGNED_IN, BY_STAFF, IS_OPEN),
    "cancel": (SIGNED_IN, BY_STAFF, IS_OPEN),
}
INVITE_RULES: Rules = {"invite": (SIGNED_IN, BY_STAFF, *STILL_OPEN, PLACE_LEFT)}
WISH_RULES: Rules = {
    "wish": (
        SIGNED_IN,
        Rule(
            lambda actor, profile: profile.is_led_by(actor),
            _("Only the group's own teacher says which offers it would like."),
        ),
    ),
}
PREFER_RULES: Rules = {"prefer": (SIGNED_IN, Rule(has_the_pilot, COMPANY), NOT_ENDED)}
