"""Programs see what is free and book it, by the same rules and with the same words as people."""

import datetime as dt
import uuid

import pytest

from eduhub.bookings.models import Booking
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_person, signed_in
from tests.makers.bookings import MONDAY, at, make_booking, make_hall, make_unit

pytestmark = pytest.mark.django_db
API = "/api/v1/units"
WEEK = dt.timedelta(weeks=1)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The faces read the clock; here it stands still."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def teacher(client):
    return signed_in(client, make_person(Role.TEACHER))


def post(client, address, **told):
    body = {"key": str(uuid.uuid4()), "begins": at(9).isoformat(), "ends": at(10).isoformat(),
            "title": "Robots"} | told  # fmt: skip
    headers = {"Accept-Language": "en"}
    return client.post(f"{API}{address}", body, content_type="application/json", headers=headers)


def free(client, **told):
    asked = {"begins": at(9).isoformat(), "ends": at(10).isoformat()} | told
    return [one["id"] for one in client.get(f"{API}/free", asked).json()["data"]]


def test_what_is_free_counts_parts_room_equipment_hours_and_what_is_kept_around(client):
    hall, left, right = make_hall()
    robots = make_unit(size=40, equipment=["robots"], buffer_after=60)
    make_unit(state="draft")
    make_booking(left, 9, 10)
    make_booking(robots, 11, 12)

    assert free(client) == [right.pk, robots.pk]
    assert free(client, people=30, equipment=["robots"]) == [robots.pk]
    assert free(client, ends=at(10.5).isoformat()) == [right.pk]
    assert free(client, begins=at(6).isoformat()) == []
    assert free(client, begins=at(12).isoformat(), ends=at(11).isoformat()) == []
    assert set(free(client, begins=at(13).isoformat(), ends=at(14).isoformat())) == {
        hall.pk, left.pk, right.pk, robots.pk
    }  # fmt: skip


def test_what_is_free_takes_as_many_queries_for_three_as_for_one(
    client, django_assert_max_num_queries
):
    for _ in range(3):
        make_booking(make_unit(name=Text(en="Room")), 12, 13)

    with django_assert_max_num_queries(9):
        assert len(free(client)) == 3


def test_a_booking_is_made_once_however_often_it_is_sent(teacher):
    unit, key = make_unit(), str(uuid.uuid4())

    first, again = (post(teacher, f"/{unit.pk}/bookings", key=key) for _ in range(2))

    assert (first.status_code, first.json()) == (200, again.json())
    assert first.json()["state"] == "booked" and Booking.objects.count() == 1
    other = post(teacher, f"/{unit.pk}/bookings")
    assert (other.status_code, other.json()["code"]) == (409, "taken")


def test_a_series_skips_clashes_and_tells_each_with_its_reason(teacher):
    unit = make_unit()
    make_booking(unit, 9, 10, day=MONDAY + WEEK, by=make_actor(Role.TEACHER))
    last = str(MONDAY + 2 * WEEK)

    whole = post(teacher, f"/{unit.pk}/series", last=last)
    told = post(teacher, f"/{unit.pk}/series", last=last, skips_clashes=True).json()

    assert (whole.status_code, whole.json()["code"]) == (409, "clashes")
    assert [one["begins"][:10] for one in told["bookings"]] == ["2026-09-07", "2026-09-21"]
    (refused,) = told["refused"]
    assert (refused["day"], refused["why"]) == ("2026-09-14", "taken")
    assert "It is taken" in refused["words"]


@pytest.mark.parametrize("begins", ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "2026-09-07T09:00"])
def test_a_time_that_is_none_is_refused_in_its_field(teacher, begins):
    answer = post(teacher, f"/{make_unit().pk}/bookings", begins=begins)

    assert answer.status_code == 422
    assert any("begins" in name for name in answer.json()["fields"])


def test_a_visitor_reads_and_books_nothing(client):
    unit = make_unit()

    assert client.get(API).json()["data"][0]["name"]["en"] == "Workshop"
    assert post(client, f"/{unit.pk}/bookings").status_code == 403
    assert not Booking.objects.exists()
