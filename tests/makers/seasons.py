"""Seasons, wishes for them, and their proposals."""

import datetime as dt
import uuid
from typing import Any

from eduhub.bookings.models import Season, SeasonWish, Unit
from eduhub.bookings.services import season_wishes, seasons
from eduhub.bookings.services.season_wishes import WishWords
from eduhub.bookings.services.seasons import SeasonWords
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor
from tests.makers.bookings import MONDAY

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
OPENS, CLOSES = NOW - DAY, NOW + DAY
LATER = CLOSES + dt.timedelta(hours=1)  # when wishes come no more
FIRST, LAST = MONDAY, MONDAY + 4 * WEEK - DAY  # four weeks


def season_words(*units: Unit, **told: Any) -> SeasonWords:
    told = {
        "name": Text("Kevätkausi", "Vårsäsongen", "The spring season"),
        "first": FIRST,
        "last": LAST,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "unit_ids": [unit.pk for unit in units],
    } | told
    return SeasonWords(**told)


def make_season(*units: Unit, **told: Any) -> Season:
    """Four weeks from MONDAY on; wishes are taken until a day after NOW."""
    by = told.pop("by", None) or make_actor("hub_staff")
    key, now, seed = told.pop("key", uuid.uuid4()), told.pop("now", NOW), told.pop("seed", "lot")
    return seasons.open_season(season_words(*units, **told), key=key, by=by, now=now, seed=seed)


def wish_words(*units: Unit, **told: Any) -> WishWords:
    """Mondays from 16 to 17, at no other time."""
    told = {
        "title": "Robots club",
        "unit_ids": [unit.pk for unit in units],
        "weekday": 0,
        "earliest": dt.time(16),
        "minutes": 60,
    } | told
    return WishWords(**told)


def send_wish(season: Season, *units: Unit, by: Actor | None = None, **told: Any) -> SeasonWish:
    """By a new teacher of a new school unless told by whom."""
    key, now = told.pop("key", uuid.uuid4()), told.pop("now", NOW)
    words = wish_words(*units, **told)
    by = by or make_actor("teacher")
    return season_wishes.send_wish(season.pk, words, key=key, by=by, now=now)
