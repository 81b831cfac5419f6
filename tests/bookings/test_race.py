"""Many ask at once, on a real PostgreSQL, each with a connection of its own; and a control."""

import threading
import uuid
from collections import Counter

import pytest
from django.db import DatabaseError, connection, connections

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Claim, QuotaUse
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_organisation
from tests.makers.bookings import (
    asked,
    make_booking,
    make_hall,
    make_quota,
    make_series,
    make_unit,
)

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8


def race(*acts):
    """Start all acts at the same moment; what each of them came to."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            found.append(act())
        except NotNow as no:
            found.append(str(no.code))
        except DatabaseError as trouble:
            found.append(type(trouble).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def booking(unit, by, begins=9, ends=10, key=None):
    def act():
        make_booking(unit, begins, ends, by=by, key=key)
        return "booked"

    return act


def weekly(unit, by, key=None):
    def act():
        make_series(unit, by, key=key, skips=False)
        return "booked"

    return act


def overlaps():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM bookings_claim a JOIN bookings_claim b"
            " ON a.id < b.id AND a.unit_id = b.unit_id AND a.during && b.during"
        )
        return cursor.fetchone()[0]


def test_one_of_many_gets_the_time_and_the_others_a_reason(jobs):
    unit, people = make_unit(), [make_actor(Role.TEACHER) for _ in range(RACERS)]

    found = race(*(booking(unit, by, 9 + n / 16, 10 + n / 16) for n, by in enumerate(people)))

    assert Counter(found) == {"booked": 1, "taken": RACERS - 1}
    assert (Booking.objects.count(), Claim.objects.count()) == (1, 1)


def test_wholes_and_parts_race_without_overlap_or_deadlock(jobs):
    hall, left, right = make_hall()
    for round_ in range(5):
        units = [hall, left, right, hall, right, left, hall, left]
        people = [make_actor(Role.TEACHER) for _ in units]
        hours = 8 + round_, 9 + round_

        found = race(*(booking(u, by, *hours) for u, by in zip(units, people, strict=True)))

        assert set(found) == {"booked", "taken"}
        assert found.count("booked") in (1, 2)
    assert overlaps() == 0


def test_a_double_click_books_once(jobs):
    unit, by, key = make_unit(), make_actor(Role.TEACHER), uuid.uuid4()

    found = race(*(booking(unit, by, key=key) for _ in range(RACERS)))

    assert Counter(found) == {"booked": RACERS}
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("asks", [booking, weekly])
def test_a_twin_that_comes_between_two_looks_is_the_same_booking(jobs, asks):
    twin, found = asks(make_unit(), make_actor(Role.TEACHER), key=uuid.uuid4()), []
    beside = threading.Thread(target=lambda: found.extend(race(twin)))

    def let_the_twin_pass(execute, sql, params, many, context):
        if "bookings_claim" in sql and beside.ident is None:  # the key is not there, it saw
            beside.start()
            beside.join(1)  # where it need not wait for us, it is done long before
        return execute(sql, params, many, context)

    with connection.execute_wrapper(let_the_twin_pass):
        found.append(twin())
    beside.join()

    assert found == ["booked", "booked"]


def test_a_share_is_never_exceeded(jobs):
    school, quota = make_organisation(), make_quota(3)
    people = [make_actor(Role.TEACHER, school) for _ in range(RACERS)]

    found = race(*(booking(make_unit(), by) for by in people))

    assert Counter(found) == {"booked": 3, "quota": RACERS - 3}
    assert QuotaUse.objects.get(quota=quota).taken == 180
    assert Claim.objects.count() == 3


def test_a_cancelled_time_goes_to_who_waits_and_not_to_who_races_for_it(jobs):
    unit, owner, waiting = make_unit(), make_actor(Role.TEACHER), make_actor(Role.TEACHER)
    held = make_booking(unit, 9, 10, by=owner)
    services.wait_for(unit.pk, asked(9, 10), key=uuid.uuid4(), by=waiting, now=NOW)
    others = [make_actor(Role.TEACHER) for _ in range(RACERS)]

    def give_up():
        services.cancel(held.pk, by=owner, now=NOW)
        return "cancelled"

    found = race(give_up, *(booking(unit, by) for by in others))

    assert Counter(found) == {"cancelled": 1, "taken": RACERS}
    assert Claim.objects.get().booking.booker_id == waiting.user_id


def test_the_control_without_the_constraint_overlaps(jobs):
    """The same race, undefended: if nothing overlapped here, the races above would prove nothing."""
    unit, people = make_unit(), [make_actor(Role.TEACHER) for _ in range(RACERS)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bookings_claim DROP CONSTRAINT no_two_at_once")
    try:
        found = race(*(booking(unit, by) for by in people))

        assert found.count("booked") > 1
        assert overlaps() > 0
    finally:
        Claim.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE bookings_claim ADD CONSTRAINT no_two_at_once EXCLUDE USING gist"
                " (int8range(unit_id, unit_id, '[]') WITH &&, during WITH &&)"
            )
