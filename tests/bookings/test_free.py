"""What is free, told by arrays, against the plain way: a list of minutes for every unit."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eduhub.bookings.models import Claim, Part, Site, SpecialDay, Unit, WeeklyHours
from eduhub.bookings.queries import (
    Wanted,
    first_free,
    free_between,
    gaps_from,
    taken_between,
    times_of,
    units_to_list,
    week_of,
)
from eduhub.bookings.queries.times import days_as_span
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import NOW, make_actor
from tests.makers.bookings import MONDAY, at, make_hall, make_unit

pytestmark = pytest.mark.django_db
DAYS, MINUTE = 9, dt.timedelta(minutes=1)


def make_claim(unit, begins, ends):
    """Time that is taken, whoever has it; the booking itself tells nothing here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bookings_booking (unit_id, during, state, title, people, subject_kind,"
            " accepted_terms, booked_at, changed_at, grounds, sequence, version, reference, key)"
            " VALUES (%s, tstzrange(%s, %s), 'booked', '', 1, '', false, %s, %s, '', 0, 1,"
            " gen_random_uuid(), gen_random_uuid()) RETURNING id",
            [unit.pk, begins, ends, NOW, NOW],
        )
        Claim.objects.create(unit=unit, booking_id=cursor.fetchone()[0], during=(begins, ends))


def make_town(seed):
    """A hall with halves, and units of every kind of hours, taken here and there."""
    luck = random.Random(seed)
    hall, left, _right = make_hall()
    Part.objects.create(whole=left, part=make_unit(is_open=False))
    odd = [
        make_unit(always_open=True, buffer_before=20, buffer_after=45),
        make_unit(over_night=True, kind="kit", step_minutes=60, most_minutes=9000),
        make_unit(over_night=True, always_open=True, least_minutes=1440, most_minutes=9000),
        make_unit(kind="container", always_open=True),
        make_unit(open_to=["company"], lead_hours=60),
    ]
    Site.objects.create(
        unit=odd[3], place=Text(en="Yard"), first=MONDAY, last=MONDAY + dt.timedelta(2)
    )
    SpecialDay.objects.create(unit=odd[0], first=MONDAY, last=MONDAY)
    SpecialDay.objects.create(first=MONDAY + dt.timedelta(1), last=MONDAY + dt.timedelta(1),
                              opens=dt.time(12), closes=dt.time())  # fmt: skip
    WeeklyHours.objects.create(unit=hall, weekday=5, opens=dt.time(20), closes=dt.time())
    for unit in Unit.objects.order_by("pk"):
        hour = -3.0
        while hour < 24 * (DAYS + 1):
            hour += luck.choice((0, 0, 0.25, 1, 2, 9))
            length = luck.choice((0.5, 1, 2, 7, 30))
            make_claim(unit, at(hour), at(hour + length))
            hour += length
    return list(Unit.objects.order_by("pk"))


def plain_gaps(times, taken, minutes, not_before):
    """Minute by minute: (unit, begin) of every gap, and its end."""
    unit = times.unit
    spans = [s for n in range(DAYS) for s in times.open_on(MONDAY + dt.timedelta(n))]
    if unit.over_night and spans:
        spans = [(spans[0][0], spans[-1][1])]
    found = []
    for begins, ends in spans:
        run, at_ = [], max(begins, not_before)
        while at_ <= ends:
            is_free = at_ < ends and not any(
                one.begins - unit.buffer_after * MINUTE
                <= at_
                < one.ends + unit.buffer_before * MINUTE
                for one in taken
            )
            if is_free:
                run.append(at_)
            elif run:
                if len(run) >= minutes:
                    found.append((run[0], at_))
                run = []
            at_ += MINUTE
    return found


@pytest.mark.parametrize("seed", range(3))
def test_gaps_are_those_that_counting_minute_by_minute_finds(seed):
    units, not_before = make_town(seed), at(11.5)
    times = times_of(units)
    taken = taken_between(units, *days_as_span(MONDAY, DAYS + 3))

    found = free_between(times, taken, MONDAY, DAYS, minutes=60, not_before=not_before)

    plain = {k: plain_gaps(times[k], taken[k], 60, not_before) for k in times}
    assert found == plain
    assert sum(map(len, plain.values())) > 20


@pytest.mark.parametrize("seed", range(3))
def test_gaps_in_order_of_time_are_the_same_gaps_read_piece_by_piece(seed):
    units, not_before = make_town(seed), at(11.5)
    times = times_of(units)
    taken = taken_between(units, *days_as_span(MONDAY, DAYS + 3))
    whole = free_between(times, taken, MONDAY, DAYS, minutes=60, not_before=not_before)

    pieces = list(gaps_from(units, MONDAY, DAYS, minutes=60, not_before=not_before))

    begins = [span[0] for _, span in pieces]
    assert begins == sorted(begins)
    by_unit = {key: [] for key in whole}
    for one, (begin, end) in pieces:
        known = by_unit[one.unit.pk]
        if known and begin <= known[-1][1]:  # the same gap goes on
            known[-1] = known[-1][0], max(end, known[-1][1])
        else:
            known.append((begin, end))
    assert by_unit == {key: touching(spans) for key, spans in whole.items()}


def touching(spans):
    """Openings that meet at midnight, as one."""
    joined = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((begin, end))
    return joined


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COMPANY_LEAD, Role.HUB_STAFF])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("minutes", [60, 480])
def test_the_first_free_time_is_the_first_that_the_weeks_show(seed, role, minutes):
    make_town(seed)
    actor, wanted = make_actor(role), Wanted(MONDAY, days=DAYS, minutes=minutes)
    units = list(units_to_list(actor, wanted))

    found = first_free(units, wanted, actor, at(7))

    weeks = [Wanted(MONDAY + dt.timedelta(weeks=n), days=7, minutes=minutes) for n in range(3)]
    shown = [
        day.slots[0]
        for week in weeks
        for row in week_of(units, week, actor, at(7))
        for day in row.days
        if day.slots
    ]
    assert found is not None
    assert found[1] == min(shown)


def test_nothing_is_free_where_nothing_is_open():
    unit, actor = make_unit(is_open=False), make_actor(Role.TEACHER)

    assert first_free([unit], Wanted(MONDAY), actor, NOW) is None
    assert first_free([], Wanted(MONDAY), actor, NOW) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_free_time_costs_the_same_however_many_units(count):
    units, actor = [make_unit() for _ in range(count)], make_actor(Role.TEACHER)

    with CaptureQueriesContext(connection) as asked:
        found = first_free(units, Wanted(MONDAY), actor, NOW)

    assert found == (units[0], at(8))
    assert len(asked) == 4


def test_a_week_without_a_free_time_names_the_first_one_after_it(client):
    unit = make_unit(name=Text(en="Attic"), lead_hours=0)
    today = timezone.localdate()
    monday = today + dt.timedelta(days=14 - today.weekday())
    SpecialDay.objects.create(unit=unit, first=monday, last=monday + dt.timedelta(days=6))
    next_week = monday + dt.timedelta(weeks=1)
    SpecialDay.objects.create(
        unit=unit, first=next_week, last=next_week, opens=dt.time(12), closes=dt.time(15)
    )

    page = client.get("/en/spaces/", {"day": monday.isoformat(), "free": "on"})

    assert f"Attic, {next_week.day} " in page.text
