"""The pages: what each person sees and does there, and what a page costs."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.bookings.forms import BookForm, WaitForm
from eduhub.bookings.models import Booking, Series, SpecialDay, Unit, Wait, WeeklyHours
from eduhub.kit.lang import Text
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import TODAY, make_organisation, make_person, signed_in
from tests.makers.bookings import at, make_booking, make_hall, make_series, make_unit

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def people():
    school = make_organisation()
    return {
        "teacher": make_person(Role.TEACHER, school, language="en"),
        "colleague": make_person(Role.TEACHER, school),
        "stranger": make_person(Role.COMPANY_LEAD),
        "staff": make_person(Role.HUB_STAFF),
    }


@pytest.fixture
def monday():
    """Of next week but one, by today's calendar: pages read the clock."""
    today = timezone.localdate()
    return today - today.weekday() * DAY + 2 * WEEK


def url(name, *args):
    with override("en"):
        return reverse(f"bookings:{name}", args=args)


def booked(unit, people, monday, begins=9, ends=10, who="teacher"):
    by = actor_for(people[who], TODAY)
    return make_booking(unit, begins, ends, day=monday, by=by, now=timezone.now())


@pytest.mark.parametrize(("form", "told"), [(BookForm, {"subjects": []}), (WaitForm, {})])
def test_the_second_of_two_equal_hours_can_be_asked_and_waited_for(form, told):
    night = {"begins": "2027-10-31T03:30", "ends": "2027-10-31T04:30", "later": "on"}
    typed = night | {"key": str(uuid.uuid4()), "title": "Robots with 5B", "people": "1"}

    filled = form(typed, unit=make_unit(), **told)

    assert filled.is_valid()
    assert filled.asked().begins == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("count", [1, 3])
def test_the_week_costs_the_same_however_many_units(client, people, monday, count):
    for _ in range(count):
        unit = make_unit(always_open=True, on_holidays=True)
        booked(unit, people, monday)

    with CaptureQueriesContext(connection) as asked:
        response = client.get(url("units"), {"day": monday.isoformat()})

    assert response.text.count('<th scope="row">') == count
    assert len(asked) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_list_costs_the_same_however_long(client, people, monday, count):
    unit = make_unit(always_open=True, on_holidays=True)
    for number in range(count):
        booked(unit, people, monday, 9 + number, 10 + number)

    signed_in(client, people["teacher"])
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url("mine"))

    assert response.text.count("<h3>") == count
    assert len(asked) <= 9


def test_a_visitor_sees_that_it_is_taken_and_not_by_whom(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True)
    booked(unit, people, monday)
    told = {}

    for who in ("visitor", "teacher", "colleague", "stranger", "staff"):
        if who != "visitor":
            signed_in(client, people[who])
        told[who] = "Robots with 5B" in client.get(url("unit", unit.pk), {"day": monday}).text

    assert told == {
        "visitor": False, "teacher": True, "colleague": True, "stranger": False, "staff": True
    }  # fmt: skip
    assert "klo 9.00–10.00" in client.get(f"/fi/spaces/{unit.pk}/?day={monday}").text


def test_the_search_shows_what_fits_and_is_free(client, people, monday):
    fits = make_unit(size=30, equipment=["vr", "screen"], name=Text(en="Fits"))
    make_unit(size=5, equipment=["vr"], name=Text(en="Small"))
    make_unit(size=30, name=Text(en="Bare"))
    make_unit(size=30, equipment=["vr"], is_open=False, name=Text(en="Shut"))
    asked = {"day": monday, "people": 20, "equipment": "vr", "free": "on", "minutes": "60"}

    text = client.get(url("units"), asked).text

    assert [name for name in ("Fits", "Small", "Bare", "Shut") if f">{name}</a>" in text] == [
        "Fits"
    ]
    assert f"{fits.pk}/book/?begins=" in text
    assert client.get(url("units"), {"day": "nonsense"}).status_code == 422


def form_of(client, address, **told):
    """What stands in the form of that page, with what is typed over it."""
    form = client.get(address).context["form"]
    stands = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    for name, value in stands.items():
        if isinstance(value, dt.datetime):
            stands[name] = value.strftime("%Y-%m-%dT%H:%M")
    return {name: value for name, value in (stands | told).items() if value is not False}


def test_a_slot_of_the_week_is_booked_with_two_presses(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True)
    signed_in(client, people["teacher"])
    page = client.get(url("units"), {"day": monday, "minutes": "90"}).text
    nine = at(9, monday).strftime("%Y-%m-%dT%H:%MZ")
    address = f"{url('book', unit.pk)}?begins={nine}&minutes=90"
    first = timezone.localtime(at(0, monday)).strftime("%d")
    assert first and f"{url('book', unit.pk)}?begins=" in page

    answer = client.post(address, form_of(client, address, title="Robots", people=12))

    made = Booking.objects.get()
    assert answer.headers["Location"] == url("booking", made.pk)
    assert (made.begins, made.minutes, made.people) == (at(9, monday), 90, 12)
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_taken_time_comes_back_with_the_reason_and_the_way_to_the_list(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True)
    booked(unit, people, monday, who="staff")
    signed_in(client, people["teacher"])
    nine = at(9, monday).strftime("%Y-%m-%dT%H:%MZ")
    address = f"{url('book', unit.pk)}?begins={nine}&minutes=60"
    typed = form_of(client, address, title="Robots", people=2)

    answer = client.post(address, typed)

    assert answer.status_code == 409
    assert "It is taken" in answer.text and 'value="Robots"' in answer.text
    assert url("wait", unit.pk) in answer.text
    queued = client.post(url("wait", unit.pk), typed)
    assert queued.headers["Location"] == url("mine")
    assert Wait.objects.get().person == people["teacher"]
    assert "Leave the list" in client.get(url("mine")).text


def test_a_series_is_booked_and_shows_every_day_it_lacks(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True)
    booked(unit, people, monday + WEEK, who="staff")
    signed_in(client, people["teacher"])
    nine = at(9, monday).strftime("%Y-%m-%dT%H:%MZ")
    address = f"{url('book', unit.pk)}?begins={nine}&minutes=60"
    told = {"title": "Robots", "people": 2, "every": "1", "last": monday + 2 * WEEK}

    answer = client.post(address, form_of(client, address, **told, skips="on"))

    series = Series.objects.get()
    assert answer.headers["Location"] == url("series", series.pk)
    text = client.get(answer.headers["Location"]).text
    assert series.bookings.count() == 2 and "It is taken" in text
    refused = client.post(address, form_of(client, address, **(told | {"skips": False})))
    assert refused.status_code == 409


def test_a_booking_is_changed_and_cancelled_on_its_pages(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True)
    booking = booked(unit, people, monday)
    signed_in(client, people["teacher"])
    address = url("change", booking.pk)

    typed = form_of(client, address, title="Robots again")
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed | {"title": "Other"}).status_code == 409
    assert client.post(url("cancel", booking.pk), {"grounds": "Ill"}).status_code == 302

    booking.refresh_from_db()
    assert (booking.title, booking.state, booking.grounds) == ("Robots again", "cancelled", "Ill")


def test_all_of_a_series_is_moved_and_the_rest_cancelled_on_its_pages(client, people, monday):
    from tests.makers.bookings import Repeat, asked

    unit = make_unit(always_open=True, on_holidays=True)
    by = actor_for(people["teacher"], TODAY)
    repeat = Repeat(last=monday + 2 * WEEK, weekdays=frozenset())
    series = make_series(unit, by, asked=asked(9, 10, monday), repeat=repeat, now=timezone.now())
    first, second, _third = series.bookings.order_by("during")
    signed_in(client, people["teacher"])
    address = url("change", first.pk)
    times = {"begins": f"{monday}T13:00", "ends": f"{monday}T14:00"}

    moved = client.post(address, form_of(client, address, scope="all", **times))
    client.post(url("cancel", second.pk), {"scope": "rest"})

    assert moved.status_code == 302
    assert [b.begins for b in Booking.objects.filter(state="booked")] == [at(13, monday)]


def test_the_desk_answers_checks_in_and_notes_who_did_not_come(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True, needs_approval=True)
    booking = booked(unit, people, monday)
    signed_in(client, people["staff"])

    assert "Robots with 5B" in client.get(url("desk")).text
    assert client.post(url("decide", booking.pk), {"decline": "1"}).status_code == 422
    client.post(url("decide", booking.pk), {"approve": "1"})
    assert "Robots with 5B" in client.get(url("desk"), {"day": monday}).text
    client.post(url("check_in", booking.pk))

    booking.refresh_from_db()
    assert booking.state == "came"


def test_the_code_at_the_door_leads_to_ones_booking_of_now(client, people):
    unit = make_unit(always_open=True, on_holidays=True, lead_hours=0)
    now = timezone.now()
    from eduhub.bookings import services

    what = services.Asked(begins=now, ends=now + dt.timedelta(hours=1), title="Robots")
    by = actor_for(people["teacher"], TODAY)
    booking = services.book(unit.pk, what, key=uuid.uuid4(), by=by, now=now)
    door = client.get(url("here", unit.door))
    assert door.status_code == 302

    shown = signed_in(client, people["teacher"]).get(url("here", unit.door)).text
    assert url("check_in", booking.pk) in shown
    assert "Robots" not in signed_in(client, people["stranger"]).get(url("here", unit.door)).text
    printed = signed_in(client, people["staff"]).get(url("door", unit.pk)).text
    assert "<svg" in printed and str(unit.door) in printed and "style=" not in printed


def test_staff_make_a_unit_and_say_when_it_is_open(client, people):
    signed_in(client, people["staff"])
    typed = form_of(client, url("new_unit"), kind="room", name_fi="Uusi", size=12)
    typed = {name: value for name, value in typed.items() if not isinstance(value, Text)}

    made = client.post(url("new_unit"), typed)
    unit = Unit.objects.get()
    times = {"hours-weekdays": ["0", "1"], "hours-opens": "09:00", "hours-closes": "17:00"}

    assert made.headers["Location"] == url("arrange", unit.pk)
    assert client.post(url("add_hours", unit.pk), times).status_code == 302
    assert client.post(url("add_hours", unit.pk), {}).status_code == 422
    day = {"special-first": "2026-12-01", "special-last": "2026-12-02"}
    assert client.post(url("add_special", unit.pk), day).status_code == 302
    rule = WeeklyHours.objects.first()
    client.post(url("remove", unit.pk, "hours", rule.pk))
    assert (WeeklyHours.objects.count(), SpecialDay.objects.count()) == (1, 1)
    part = make_unit()
    assert client.post(url("add_part", unit.pk), {"part-part": part.pk}).status_code == 302
    assert part.wholes.get().whole == unit


def test_only_staff_come_to_the_desk_and_to_hidden_units(client, people):
    shown, hidden, _ = make_hall()
    Unit.objects.filter(pk=hidden.pk).update(state="draft")
    found = {}
    for who in ("teacher", "stranger", "staff"):
        signed_in(client, people[who])
        pages = [url("desk"), url("edit", shown.pk), url("arrange", shown.pk)]
        pages += [url("unit", hidden.pk), url("edit", hidden.pk)]
        found[who] = [client.get(page).status_code for page in pages]

    assert found == {
        "teacher": [403, 403, 403, 404, 404],
        "stranger": [403, 403, 403, 404, 404],
        "staff": [200] * 5,
    }


def test_home_tells_of_what_is_booked_and_what_waits(client, people, monday):
    unit = make_unit(always_open=True, on_holidays=True, needs_approval=True)
    booked(unit, people, monday)

    told = {
        who: "Robots with 5B" in signed_in(client, people[who]).get("/en/home/").text
        for who in ("teacher", "stranger", "staff")
    }

    assert told == {"teacher": True, "stranger": False, "staff": True}
