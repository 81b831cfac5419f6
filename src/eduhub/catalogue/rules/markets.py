"""Who keeps the markets."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import Rule, Rules
from eduhub.people.states import STAFF

HUB_STAFF = Rule(
    lambda actor, thing: bool(actor.roles & STAFF) or actor.holds("machine"),
    _("Only the hub's own people do this."),
)

MARKET_RULES: Rules = {"keep": (HUB_STAFF,)}
