"""Many enrol at once in the last place, on a real PostgreSQL; and a control."""

import uuid
from collections import Counter

import pytest
from django.db import connection

from eduhub.bookings import services
from eduhub.bookings.models import SchoolGroup, VisitTime
from eduhub.bookings.queries import token_of
from eduhub.kit.access import VISITOR
from tests.bookings.test_race import race
from tests.makers import NOW
from tests.makers.visits import enrol, enrolment, make_group, make_time

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 8
LIMIT = "never_more_than_places"


def enrolling(time, **told):
    return lambda: enrol(time, **told).state


def test_one_of_many_gets_the_last_place_and_the_others_queue(jobs):
    time = make_time()

    found = race(*(enrolling(time) for _ in range(RACERS)))

    assert Counter(found) == {"held": 1, "waiting": RACERS - 1}
    time.refresh_from_db()
    assert (time.groups, time.pupils) == (1, 12)


def test_a_double_click_enrols_once(jobs):
    time, asked = make_time(), enrolment(key=uuid.uuid4())

    def act():
        return services.enrol(time.pk, asked, by=VISITOR, now=NOW).state

    assert Counter(race(*(act for _ in range(RACERS)))) == {"held": RACERS}
    assert SchoolGroup.objects.count() == 1


def test_a_cancelled_place_goes_to_who_waits_and_not_to_who_races_for_it(jobs):
    time = make_time()
    held, waits = make_group(time), make_group(time)

    def give_up():
        return services.cancel_group(token_of(held), now=NOW).state

    found = race(give_up, *(enrolling(time) for _ in range(RACERS)))

    assert Counter(found) == {"cancelled": 1, "waiting": RACERS}
    waits.refresh_from_db()
    time.refresh_from_db()
    assert (waits.state, time.groups) == ("offered", 1)


def test_the_control_without_the_constraint_is_overfull(jobs):
    """The same race, undefended: if all stayed within the limit here, the races above would
    prove nothing."""
    time = make_time()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE bookings_visittime DROP CONSTRAINT {LIMIT}")
    try:
        found = race(*(enrolling(time) for _ in range(RACERS)))

        assert found.count("held") > 1
    finally:
        SchoolGroup.objects.all().delete()
        VisitTime.objects.update(groups=0, pupils=0)
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER TABLE bookings_visittime ADD CONSTRAINT {LIMIT}"
                " CHECK (groups <= most_groups AND pupils <= places)"
            )
