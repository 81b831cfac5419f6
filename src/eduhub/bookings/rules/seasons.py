"""Who opens, applies for, decides and publishes a season; the thing judged is a SeasonAt."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.bookings.models import Season, SeasonWish
from eduhub.bookings.rules.bookings import FOR_AN_ORGANISATION, HUB_STAFF, is_staff
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS


@dataclass(frozen=True, slots=True)
class SeasonAt:
    """A season, looked at at a moment; of a wish the wish too."""

    season: Season
    now: dt.datetime
    wish: SeasonWish | None = None


def _own(actor: Actor, at: SeasonAt) -> bool:
    """Whoever sent it, or leads the organisation for which it was sent."""
    if at.wish is None:
        return False
    if actor.user_id is not None and at.wish.person_id == actor.user_id:
        return True
    leads = bool(actor.roles & LEADS)
    return leads and actor.organisation_id == at.wish.application.organisation_id


IN_PREPARATION = Rule(
    lambda actor, at: at.season.is_open,
    _("The season has been published or cancelled. Open a new one for what is left."),
    NotNow,
)
WINDOW = Rule(
    lambda actor, at: at.season.takes_wishes(at.now),
    _("Wishes can be sent, changed and withdrawn only while the application time lasts."),
    NotNow,
)
WINDOW_OVER = Rule(
    lambda actor, at: at.season.has_closed(at.now),
    _("The application time is not over: wishes can still come and go."),
    NotNow,
)
NO_WISHES_YET = Rule(
    lambda actor, at: at.now < at.season.closes_at,
    _("The application time is over. What was applied for can be changed no more."),
    NotNow,
)
STANDS = Rule(
    lambda actor, at: at.wish is not None and at.wish.rank is not None,
    _("The wish has been withdrawn."),
    NotNow,
)
OWNERS = Rule(
    lambda actor, at: _own(actor, at) or is_staff(actor),
    _("Only whoever sent the wish, the lead of their organisation or the hub can do this."),
)
APPLYING = (SIGNED_IN, FOR_AN_ORGANISATION, IN_PREPARATION, WINDOW)

SEASON_RULES: Rules = {
    "open": (SIGNED_IN, HUB_STAFF),
    "read": (SIGNED_IN, HUB_STAFF),  # the board: wishes, proposals, decisions
    "change": (SIGNED_IN, HUB_STAFF, IN_PREPARATION, NO_WISHES_YET),
    "propose": (SIGNED_IN, HUB_STAFF, IN_PREPARATION, WINDOW_OVER),  # and decide by hand
    "publish": (SIGNED_IN, HUB_STAFF, IN_PREPARATION, WINDOW_OVER),
    "cancel": (SIGNED_IN, HUB_STAFF, IN_PREPARATION),
    "apply": APPLYING,
}
SEASON_WISH_RULES: Rules = {
    "edit": (SIGNED_IN, OWNERS, STANDS, IN_PREPARATION, WINDOW),
}


def phase_of(season: Season, now: dt.datetime) -> str:
    """coming, wishes (can be sent), prepared, published or cancelled."""
    if not season.is_open:
        return str(season.state)
    if now < season.opens_at:
        return "coming"
    return "wishes" if season.takes_wishes(now) else "prepared"
