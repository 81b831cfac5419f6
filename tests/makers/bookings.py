"""Units that are open on weekdays, and bookings of them."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Part, Quota, Unit, WeeklyHours
from eduhub.bookings.services import Asked, Repeat
from eduhub.bookings.states import UnitState
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor

MONDAY = dt.date(2026, 9, 7)  # the week after NOW


def make_unit(**fields: Any) -> Unit:
    """A room for 20, open on weekdays from 8 to 18, without a fee, terms or approval."""
    fields.setdefault("kind", "room")
    fields.setdefault("state", UnitState.SHOWN)
    fields.setdefault("name", Text(fi="Työpaja", sv="Verkstad", en="Workshop"))
    fields.setdefault("size", 20)
    fields.setdefault("least_minutes", 15)
    is_open = fields.pop("is_open", True)
    unit = Unit.objects.create(**fields)
    if is_open:
        WeeklyHours.objects.bulk_create(
            WeeklyHours(unit=unit, weekday=day, opens=dt.time(8), closes=dt.time(18))
            for day in range(5)
        )
    return unit


def make_hall() -> tuple[Unit, Unit, Unit]:
    """A hall and its two halves."""
    hall, left, right = (make_unit(name=Text(en=name)) for name in ("Hall", "Left", "Right"))
    Part.objects.bulk_create(Part(whole=hall, part=part) for part in (left, right))
    return hall, left, right


def at(hour: float, day: dt.date = MONDAY) -> dt.datetime:
    """That hour by the clock in Helsinki."""
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(hours=hour)
    return wall.replace(tzinfo=timezone.get_current_timezone()).astimezone(dt.UTC)


def asked(begins: float, ends: float, day: dt.date = MONDAY, **told: Any) -> Asked:
    told.setdefault("title", "Robots with 5B")
    return Asked(begins=at(begins, day), ends=at(ends, day), **told)


def make_booking(
    unit: Unit | None = None, begins: float = 9, ends: float = 10, **told: Any
) -> Booking:
    """Booked by a new teacher unless told by whom (by=…)."""
    by = told.pop("by", None) or make_actor("teacher")
    now = told.pop("now", NOW)
    key = told.pop("key", None) or uuid.uuid4()
    what = asked(begins, ends, **told)
    return services.book((unit or make_unit()).pk, what, key=key, by=by, now=now)


def make_series(unit: Unit, by: Actor, weeks: int = 4, **told: Any) -> Any:
    """Mondays from 9 to 10, so many weeks, without what clashes."""
    repeat = told.pop("repeat", None) or Repeat(
        last=MONDAY + dt.timedelta(weeks=weeks - 1), weekdays=frozenset()
    )
    return services.book_series(
        unit.pk,
        told.pop("asked", None) or asked(9, 10),
        repeat,
        skips_clashes=told.pop("skips", True),
        key=told.pop("key", None) or uuid.uuid4(),
        by=by,
        now=told.pop("now", NOW),
    )


def make_quota(hours: int, **fields: Any) -> Quota:
    fields.setdefault("words", Text(en="Shared out to all"))
    fields.setdefault("period", "month")
    return Quota.objects.create(most_minutes=hours * 60, **fields)


def claims(unit: Unit) -> list[tuple[dt.datetime, dt.datetime]]:
    found = unit.claims.order_by("during").values_list("during", flat=True)
    return [(one.lower, one.upper) for one in found]
