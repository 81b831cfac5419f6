"""What is booked for a pilot: by its people, and read by them alone."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.bookings.models import Booking
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.pilots.services.spaces import booked_for, choices
from eduhub.pilots.states import GroupState
from tests.makers import TODAY, make_group, make_person, make_pilot, signed_in
from tests.makers.bookings import make_unit


@pytest.fixture
def pilot(db):
    return make_pilot()


@pytest.fixture
def teacher(pilot):
    user = make_person(Role.TEACHER)
    school = user.memberships.get().organisation
    make_group(pilot=pilot, school=school, teacher=user, state=GroupState.ACCEPTED)
    return user


def test_a_teacher_books_for_the_pilot_and_its_people_read_it_on_its_page(client, pilot, teacher):
    unit = make_unit(always_open=True, is_open=False)
    day = timezone.localdate() + dt.timedelta(days=7)
    told = {"title": "Robots", "people": 5, "subject": f"pilot:{pilot.pk}",
            "begins": f"{day} 09:00", "ends": f"{day} 10:00",
            "key": "0d9e8a55-34c3-4b07-8a56-9a4c3f0b5a12"}  # fmt: skip

    answer = signed_in(client, teacher).post(f"/en/spaces/{unit.pk}/book/", told)

    booking = Booking.objects.get()
    assert (answer.status_code, booking.subject_kind, booking.subject_key) == (
        302,
        "pilot",
        pilot.pk,
    )
    shown = client.get(f"/en/pilots/{pilot.pk}/").text
    assert "Booked for it" in shown and "Workshop" in shown
    client.logout()
    assert "Booked for it" not in client.get(f"/en/pilots/{pilot.pk}/").text


def test_others_can_neither_choose_the_pilot_nor_read_of_it(pilot, teacher):
    now = timezone.now()
    stranger = actor_for(make_person(Role.TEACHER), TODAY)
    own = actor_for(teacher, TODAY)

    assert (list(choices(own)), list(choices(stranger))) == ([pilot.pk], [])
    assert booked_for(pilot, stranger, now) == []
