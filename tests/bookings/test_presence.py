"""In the house today: who is shown, to whom, and that nothing of it is left."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from eduhub.bookings import queries, services
from eduhub.bookings.models import Booking, Presence
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotNow
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import TODAY, make_actor, make_organisation, make_person, signed_in
from tests.makers.bookings import at, make_booking, make_unit

pytestmark = pytest.mark.django_db
NOON = at(12)
DAY = dt.timedelta(days=1)


def make_guest(school=None, **booking):
    """A teacher with a booking on that Monday."""
    by = actor_for(make_person(Role.TEACHER, school, name="Test Teacher"), TODAY)
    make_booking(by=by, **booking)
    return by


def shown(actor, now=NOON):
    return [one.person_id for one in queries.in_the_house(actor, now)]


def test_only_who_wants_it_is_shown_and_only_to_those_who_are_signed_in():
    guest, other = make_guest(), make_guest()

    services.show_me("Reading  games", by=guest, now=NOON)

    assert shown(make_actor(Role.COMPANY_LEAD)) == [guest.user_id]
    assert shown(other) == [guest.user_id]
    assert shown(VISITOR) == []
    assert Presence.objects.get().about == "Reading games"


def test_only_who_has_a_booking_that_day_can_be_shown():
    school = make_organisation()
    guest = make_guest(school)
    colleague = actor_for(make_person(Role.TEACHER, school), TODAY)
    stranger = make_actor(Role.TEACHER)

    services.show_me("", by=colleague, now=NOON)  # comes along
    refused = {}
    for name, who, now in (("other", stranger, NOON), ("next day", guest, NOON + DAY)):
        with pytest.raises(NotNow) as no:
            services.show_me("", by=who, now=now)
        refused[name] = no.value.status
    with pytest.raises(NotAllowed):
        services.show_me("", by=VISITOR, now=NOON)

    assert refused == {"other": 409, "next day": 409}
    assert shown(stranger) == [colleague.user_id]


@pytest.mark.parametrize("state", ["cancelled", "missed", "declined", "asked", "offered"])
def test_whose_booking_does_not_stand_is_not_shown_any_more(state):
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)

    Booking.objects.update(state=state, answer_by=NOON)

    assert shown(guest) == []


def test_who_was_checked_in_is_shown():
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)
    services.check_in(Booking.objects.get().pk, by=guest, now=at(9))

    assert shown(guest) == [guest.user_id]


def test_one_hides_at_any_time_and_twice_is_once():
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)

    services.hide_me(by=guest, now=NOON), services.hide_me(by=guest, now=NOON)

    assert not Presence.objects.exists()
    with pytest.raises(NotAllowed):
        services.hide_me(by=VISITOR, now=NOON)


def test_the_day_forgets_it_and_the_ledger_never_knew():
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)

    assert shown(guest, NOON + DAY) == []
    assert services.forget_presence(now=at(23.9)) == 0
    assert services.forget_presence(now=at(24)) == 1
    assert services.forget_presence(now=at(24)) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kit_ledgerentry WHERE verb LIKE 'presence%'")
        assert cursor.fetchone() == (0,)


def test_whose_account_is_closed_is_not_shown():
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)

    User.objects.filter(pk=guest.user_id).update(is_active=False)

    assert shown(make_actor(Role.TEACHER)) == []


def test_it_goes_with_the_person():
    guest = make_guest()
    services.show_me("", by=guest, now=NOON)

    User.objects.get(pk=guest.user_id).delete()

    assert not Presence.objects.exists()


@pytest.mark.parametrize("about", ["x" * 141, "131052-308T"])
def test_what_one_writes_is_short_and_names_nobodys_code(about):
    guest = make_guest()

    with pytest.raises(Invalid) as no:
        services.show_me(about, by=guest, now=NOON)

    assert set(no.value.fields) == {"about"}


@pytest.fixture
def here_now():
    """A guest with a booking that goes on now, whatever the day."""

    def make():
        person = make_person(Role.TEACHER, name="Guest Today")
        now, by = timezone.now(), actor_for(person, timezone.localdate())
        unit = make_unit(always_open=True, on_holidays=True, lead_hours=0)
        booking = make_booking(unit, by=by, now=now - 9 * DAY, day=timezone.localdate() + DAY)
        during = now - dt.timedelta(minutes=5), now + dt.timedelta(minutes=5)
        Booking.objects.filter(pk=booking.pk).update(during=during)
        return person, by

    return make


def test_one_is_shown_and_hides_on_the_page(client, here_now):
    person, _by = here_now()
    signed_in(client, person)
    address = reverse("bookings:today")

    before = client.get(address).text
    client.post(address, {"about": "Games"})
    after = client.get(address).text
    client.post(reverse("bookings:hide"))

    assert "Guest Today, school" not in before
    assert "Guest Today, school" in after and "Games" in after
    assert "Guest Today, school" not in client.get(address).text


def test_what_is_refused_comes_back_as_it_was_typed(client, here_now):
    person, _by = here_now()

    answer = signed_in(client, person).post(reverse("bookings:today"), {"about": "131052-308T"})

    assert answer.status_code == 422
    assert "131052-308T" in answer.text


def test_others_read_the_page_a_visitor_signs_in_and_who_has_no_booking_is_refused(
    client, here_now
):
    _person, by = here_now()
    services.show_me("", by=by, now=timezone.now())
    address = reverse("bookings:today")

    read = signed_in(client, make_person(Role.COMPANY_LEAD)).get(address)
    refused = client.post(address, {"about": ""})
    client.logout()

    assert "Guest Today, school" in read.text
    assert refused.status_code == 409
    assert client.get(address).status_code == 302
    assert client.post(reverse("bookings:hide")).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_page_and_panel_cost_the_same_however_many_are_here(client, here_now, count):
    for _ in range(count):
        _person, by = here_now()
        services.show_me("", by=by, now=timezone.now())
    signed_in(client, make_person(Role.COMPANY_LEAD))
    client.get(reverse("home"))

    costs = {}
    for name in ("bookings:today", "home"):
        with CaptureQueriesContext(connection) as asked:
            text = client.get(reverse(name)).text
        costs[name] = sum("bookings_presence" in query["sql"] for query in asked)
        assert text.count("Guest Today, school") == count

    assert costs == {"bookings:today": 2, "home": 1}
