"""A town of units whose hours are nearly all taken, for the benchmarks of bookings.

Units are open on weekdays from 8 to 18; every tenth keeps other hours. Bookings of half an hour
to two hours follow each other, with gaps of a quarter or of half an hour; somewhere each unit
has an hour free every few days. FREE_IN_DAYS days from the first on there is none at all.
"""

import datetime as dt
import os
import random
from collections.abc import Iterator

from django.db import connection

from eduhub.bookings.models import Unit, WeeklyHours
from eduhub.kit.lang import Text

HOW_MANY = int(os.environ.get("BENCH_BOOKINGS", "500000"))
PER_UNIT = 500
MONDAY = dt.date(2026, 9, 7)
NOW = dt.datetime(2026, 9, 6, 9, 0, tzinfo=dt.UTC)
HELSINKI = dt.timedelta(hours=3)  # all of it lies in summer time
QUARTER = dt.timedelta(minutes=15)

COPIED = "COPY {} FROM STDIN"
BOOKING = """bookings_booking (id, unit_id, during, state, title, people, subject_kind,
accepted_terms, booked_at, changed_at, grounds, sequence, version, reference, key)"""
CLAIM = "bookings_claim (id, unit_id, booking_id, during)"


def fill(bookings: int, *, free_in_days: int) -> list[Unit]:
    """So many bookings, PER_UNIT of each unit."""
    luck = random.Random(11)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bookings_unit CASCADE")
    units = Unit.objects.bulk_create(
        Unit(kind="room", state="shown", name=Text(en=f"Room {n}"), size=20, least_minutes=15)
        for n in range(max(1, bookings // PER_UNIT))
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            unit=unit, weekday=day, opens=dt.time(8), closes=dt.time(19 if n % 10 == 9 else 18)
        )
        for n, unit in enumerate(units)
        for day in range(5)
    )
    rows = [
        (unit.pk, begins, ends)
        for n, unit in enumerate(units)
        for begins, ends in _taken(luck, 19 if n % 10 == 9 else 18, free_in_days)
    ]
    luck.shuffle(rows)  # as they come in over months
    with connection.cursor() as cursor:
        with cursor.copy(COPIED.format(BOOKING)) as copy:
            for key, (unit, begins, ends) in enumerate(rows, 1):
                uuid = f"{key:032x}"
                during = f"[{begins.isoformat()},{ends.isoformat()})"
                copy.write_row((key, unit, during, "booked", "", 1, "", False, NOW, NOW, "", 0, 1, uuid, uuid))  # fmt: skip
        with cursor.copy(COPIED.format(CLAIM)) as copy:
            for key, (unit, begins, ends) in enumerate(rows, 1):
                copy.write_row((key, unit, key, f"[{begins.isoformat()},{ends.isoformat()})"))
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # their CPU is not seen
    return units


def _taken(
    luck: random.Random, closes: int, free_in_days: int
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    day, left = MONDAY, PER_UNIT
    while left:
        if day.weekday() < 5:
            midnight = dt.datetime.combine(day, dt.time(), dt.UTC) - HELSINKI
            at, end = midnight + dt.timedelta(hours=8), midnight + dt.timedelta(hours=closes)
            has_room = (day - MONDAY).days >= free_in_days and luck.random() < 0.3
            while at < end and left:
                length = min(QUARTER * luck.randint(2, 8), end - at)
                yield at, at + length
                left -= 1
                at += length + QUARTER * luck.choice((0, 0, 1, 2, 6 if has_room else 0))
        day += dt.timedelta(days=1)
