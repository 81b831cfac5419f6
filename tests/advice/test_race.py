"""Many book the last place of a week at once, on a real PostgreSQL; and a control."""

import threading
from collections import Counter

import pytest
from django.db import connections, transaction

from eduhub.advice.models import Session
from eduhub.advice.queries import taken_by_week
from eduhub.advice.services import KIND
from eduhub.bookings import services as bookings
from eduhub.bookings.services import Asked
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor
from tests.makers.advice import make_adviser, make_case, make_session
from tests.makers.bookings import MONDAY, at

pytestmark = pytest.mark.django_db(transaction=True)
RACERS, CAP = 6, 2


def race(*acts):
    """Start all acts at the same moment; what each of them came to."""
    gate, found = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            found.append(act())
        except NotNow as no:
            found.append(str(no.code))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(found)


def requests():
    people = [make_actor(Role.COMPANY_LEAD) for _ in range(RACERS)]
    return [(make_case(by), by, 9 + number) for number, by in enumerate(people)]


def test_the_cap_of_a_week_holds_however_many_book_at_once(jobs):
    adviser = make_adviser(weekly_cap=CAP)

    def booking(case, by, hour):
        def act():
            make_session(case, hour, by=by)
            return "booked"

        return act

    found = race(*(booking(*one) for one in requests()))

    assert found == {"booked": CAP, "cap": RACERS - CAP}
    assert taken_by_week([adviser.pk], MONDAY)[adviser.pk, MONDAY] == CAP


def test_the_last_places_of_two_advisers_go_to_as_many(jobs):
    for _ in range(2):
        make_adviser(weekly_cap=1)

    def booking(case, by, hour):
        def act():
            make_session(case, hour, by=by)
            return "booked"

        return act

    assert race(*(booking(*one) for one in requests())) == {"booked": 2, "cap": RACERS - 2}


def test_the_control_that_counts_without_holding_goes_over_the_cap(jobs):
    """The same race, undefended: if nothing went over here, the races above would prove nothing."""
    adviser = make_adviser(weekly_cap=CAP)
    counted = threading.Barrier(RACERS)

    def booking(case, by, hour):
        def act():
            with transaction.atomic():
                taken = taken_by_week([adviser.pk], MONDAY)[adviser.pk, MONDAY]
                counted.wait()
                if taken >= CAP:
                    return "cap"
                asked = Asked(
                    begins=at(hour), ends=at(hour + 0.75), title="Advice", subject=(KIND, case.pk)
                )
                booked = bookings.book_led(adviser.unit_id, asked, key=case.key, by=by, now=NOW)
                Session.objects.create(case=case, adviser=adviser, booking=booked, booked_at=NOW)
                return "booked"

        return act

    found = race(*(booking(*one) for one in requests()))

    assert found["booked"] > CAP
    assert taken_by_week([adviser.pk], MONDAY)[adviser.pk, MONDAY] > CAP
