"""Two hundred clients want the same hours at the same moment.

The ways by themselves stand beside each other in SQL; then our whole service (rules, quotas,
ledger, letters) in threads, and over HTTP. Forty connections serve the clients, as the database
that is brought along has no more than a hundred. Rounds of all ways are run in turns, and wall
time is told, since what is asked is how long one waits.
"""

import datetime as dt
from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from benchmarks._database import own_database
from benchmarks._desks import (
    SHARE,
    Hours,
    hub_desk,
    over_http,
    people,
    plain_desk,
    served,
    service,
)
from benchmarks._racing import Came, race
from benchmarks._ways import TABLES, naive, ours, raw, recheck, row_lock
from benchmarks.harness import Study
from eduhub.bookings.models import Booking, Claim, QuotaUse, Unit
from eduhub.kit.lang import Text

CLIENTS, DESKS, TURNS, ROUNDS, HUB_ROUNDS = 200, 40, 5, 3, 2
LEAST_OF_RAW, LEAST_OF_OTHERS, LONGEST_WAIT = 0.5, 2.5, 0.3
WAYS = {way.__name__: way for way in (raw, ours, row_lock, recheck, naive)}
OVERLAPS = """SELECT count(*) FROM {0} a JOIN {0} b
ON a.id < b.id AND a.unit_id = b.unit_id AND a.during && b.during"""


def lines() -> Iterator[tuple[str, bool]]:
    with own_database():
        yield from _by_themselves()
        yield from _whole()


def _by_themselves() -> Iterator[tuple[str, bool]]:
    """The ways in SQL, some rounds of each in turn, the first one another each time."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("INSERT INTO race_unit SELECT generate_series(1, 100000)")
    found: dict[str, list[Came]] = {name: [] for name in WAYS}
    names = list(WAYS)
    for turn in range(TURNS):
        for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
            wanted = _wanted(ROUNDS, _units(ROUNDS))
            found[name].append(race(WAYS[name], [plain_desk] * DESKS, wanted))
    rates = {name: median(one.attempts_a_second for one in came) for name, came in found.items()}
    for name, came in found.items():
        booked = sum(one.won for one in came)
        overlaps, worst = _overlaps(name), max(max(one.waits) for one in came)
        errors = [error for one in came for error in one.errors]
        line = f"{name:9} {rates[name]:6.0f} attempts a second, {booked:4} booked, "
        line += f"{overlaps} overlaps, {len(errors)} errors, worst wait {1000 * worst:.0f} ms"
        is_control = name == "naive"
        yield line, (overlaps > 0) is is_control and not errors
        if name == "ours":
            yield f"  worst wait under {1000 * LONGEST_WAIT:.0f} ms", worst < LONGEST_WAIT
    for name, least in (
        ("raw", LEAST_OF_RAW),
        ("row_lock", LEAST_OF_OTHERS),
        ("recheck", LEAST_OF_OTHERS),
    ):
        times = rates["ours"] / rates[name]
        yield f"  ours is {times:.2f} times {name}, {least:g} at least", times >= least


def _whole() -> Iterator[tuple[str, bool]]:
    """Our service, and the same over HTTP; every school has a share that some would exceed."""
    clients = people(CLIENTS)
    with served() as door:
        for name, act, desk in (("service", service, hub_desk), ("http", over_http, door)):
            _forget()
            rounds = [
                list(zip(clients, hours, strict=True))
                for hours in _wanted(HUB_ROUNDS, _units(HUB_ROUNDS))
            ]
            came = race(act, [desk] * DESKS, rounds)
            overlaps, over = _overlaps("ours"), _over_quota()
            line = f"{name:9} {came.attempts_a_second:6.0f} attempts a second, "
            line += f"{came.won} booked, {overlaps} overlaps, {over} over quota, "
            line += f"{len(came.errors)} errors{came.errors[:1]}, wait {1000 * median(came.waits):.0f} ms, "
            line += f"worst {1000 * max(came.waits):.0f} ms"
            yield line, not (overlaps or over or came.errors) and came.won > 0


def _units(many: int) -> list[int]:
    """Open all days and hours, so that nothing but the race says no."""
    units = Unit.objects.bulk_create(
        Unit(kind="room", state="shown", name=Text(en="Room"), size=20, least_minutes=15,
             step_minutes=15, always_open=True, on_holidays=True)
        for _ in range(many)
    )  # fmt: skip
    return [unit.pk for unit in units]


def _wanted(rounds: int, units: list[int]) -> list[list[Hours]]:
    """In each round all want an hour of one unit on one day, each from another quarter on."""
    midnight = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=20), dt.time(), dt.UTC)
    return [
        [
            (units[number], begins, begins + dt.timedelta(hours=1))
            for n in range(CLIENTS)
            for begins in (midnight + dt.timedelta(minutes=15 * (n * 7 % 40)),)
        ]
        for number in range(rounds)
    ]


def _overlaps(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS.format("bookings_claim" if name == "ours" else f"race_{name}"))
        return int(cursor.fetchone()[0])


def _over_quota() -> int:
    """Uses that say more than their share, or less than what is held."""
    held = dict(
        Booking.objects.filter(claims__isnull=False)
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    uses = dict(QuotaUse.objects.values_list("holder", "taken"))
    return sum(60 * held[key] != uses.get(key) or held[key] > SHARE for key in held)


def _forget() -> None:
    Claim.objects.all().delete()
    QuotaUse.objects.all().delete()


STUDY = Study(
    name="booking_race",
    question="Two hundred want the same hours at once: who gets them, and how soon is it told?",
    lines=lines,
)
