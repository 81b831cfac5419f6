"""Who may be shown in the house."""

from django.utils.translation import gettext_lazy as _

from eduhub.bookings.rules.bookings import FOR_AN_ORGANISATION
from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.kit.errors import NotNow

HERE_TODAY = Rule(
    lambda actor, has_a_booking: bool(has_a_booking),
    _("Only who has a booking here today can be shown."),
    NotNow,
)

PRESENCE_RULES: Rules = {
    "show": (SIGNED_IN, FOR_AN_ORGANISATION, HERE_TODAY),
    "hide": (SIGNED_IN,),
}
