"""The hub publishes visits; a booking keeps the unit; what becomes of it, the groups hear."""

import datetime as dt
import uuid

import pytest

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Claim, Visit, VisitTime
from eduhub.bookings.services import TimeAsked
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_organisation, make_solution
from tests.makers.bookings import asked, at, make_booking, make_unit
from tests.makers.visits import HOUR, make_group, make_time, make_visit, visit_words

pytestmark = pytest.mark.django_db


def test_only_the_hub_publishes_and_only_the_host_sees_a_draft():
    company = make_company()
    draft = make_visit(state="draft", host_id=company.pk)
    people = {
        "staff": make_actor(Role.HUB_STAFF),
        "host": make_actor(Role.COMPANY_MEMBER, company),
        "stranger": make_actor(Role.COMPANY_LEAD),
    }

    seen = {who: Visit.objects.visible_to(by).count() for who, by in people.items()}

    assert seen == {"staff": 1, "host": 1, "stranger": 0}
    for who in ("host", "stranger"):
        with pytest.raises(NotAllowed):
            make_visit(by=people[who])
    told = visit_words(draft.unit)
    with pytest.raises(NotFound):
        services.edit_visit(draft.pk, told, seen=1, by=people["stranger"], now=NOW)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("state", {"state": "gone"}),
        ("title", {"title": Text()}),
        ("title", {"title": Text(fi="131052-308T")}),
        ("about", {"about": Text(sv="fråga pupil@school.example")}),
        ("grades", {"grades": []}),
        ("grades", {"grades": ["15"]}),
        ("languages", {"languages": ["ru"]}),
        ("most_pupils", {"least_pupils": 9, "most_pupils": 8}),
        ("most_pupils", {"most_pupils": 201}),
        ("groups_at_once", {"groups_at_once": 0}),
        ("product", {"product": 987_654}),
    ],
)
def test_what_cannot_be_published_is_told_beside_its_field(field, told):
    with pytest.raises(Invalid) as no:
        make_visit(**told)

    assert list(no.value.fields) == [field]


def test_a_host_is_a_company_and_a_solution_is_a_published_one():
    with pytest.raises(Invalid):
        make_visit(host_id=make_organisation().pk)
    with pytest.raises(Invalid):
        make_visit(product=make_solution(state="draft").pk)

    assert make_visit(product=make_solution().pk).product


def test_the_same_form_makes_one_visit_and_an_old_one_changes_nothing():
    by, unit, key = make_actor(Role.HUB_STAFF), make_unit(), uuid.uuid4()
    told = visit_words(unit)

    first, second = (services.make_visit(told, key=key, by=by, now=NOW) for _ in range(2))

    assert first.pk == second.pk
    services.edit_visit(first.pk, visit_words(unit, adults=3), seen=1, by=by, now=NOW)
    with pytest.raises(Stale):
        services.edit_visit(first.pk, told, seen=1, by=by, now=NOW)
    assert Visit.objects.get().adults == 3


def test_a_time_books_the_unit_and_a_taken_one_is_refused():
    visit = make_visit(groups_at_once=2)
    time = make_time(visit)

    assert (time.places, time.most_groups) == (40, 2)
    booking = Booking.objects.get()
    assert (booking.during, booking.people, booking.state) == (time.during, 40, "booked")
    with pytest.raises(NotNow) as no:
        make_time(visit, 9.5)
    assert no.value.code == "taken"
    with pytest.raises(NotNow) as no:
        make_booking(visit.unit, 9, 10)
    assert (no.value.code, VisitTime.objects.count()) == ("taken", 1)


def test_a_time_needs_room_and_lies_ahead():
    visit, by = make_visit(unit=make_unit(size=15)), make_actor(Role.HUB_STAFF)
    with pytest.raises(NotNow) as no:
        make_time(visit)
    assert no.value.code == "too_many"
    with pytest.raises(Invalid):
        make_time(visit, places=4)
    with pytest.raises(Invalid):
        asked_for = TimeAsked(begins=NOW - HOUR, ends=NOW, places=10)
        services.add_time(visit.pk, asked_for, key=uuid.uuid4(), by=by, now=NOW)

    make_time(visit, places=15)

    told = visit_words(make_unit())
    with pytest.raises(Invalid) as no:
        services.edit_visit(visit.pk, told, seen=1, by=by, now=NOW)
    assert list(no.value.fields) == ["unit"]


def test_called_off_all_groups_hear_why_and_the_unit_is_free():
    time, staff = make_time(), make_actor(Role.HUB_STAFF)
    groups = [make_group(time), make_group(time)]
    with pytest.raises(Invalid):
        services.call_off(time.pk, "  ", by=staff, now=NOW)
    with pytest.raises(NotAllowed):
        services.call_off(time.pk, "No", by=make_actor(Role.TEACHER), now=NOW)

    for _ in range(2):
        services.call_off(time.pk, "The robots are at the repairer's.", by=staff, now=NOW)

    for group in groups:
        group.refresh_from_db()
        assert (group.state, group.grounds) == ("cancelled", "The robots are at the repairer's.")
    assert (Claim.objects.count(), Booking.objects.get().state) == (0, "cancelled")
    time.refresh_from_db()
    assert (time.groups, time.pupils, time.cancelled_at) == (0, 0, NOW)


def test_what_is_moved_at_the_desk_moves_here():
    time, staff = make_time(), make_actor(Role.HUB_STAFF)
    group = make_group(time)
    assert group.contact.over_at == at(10)

    services.move(time.booking_id, asked(13, 14), seen=1, by=staff, now=NOW)
    for _ in range(2):  # a task may run twice
        services.follow_booking(time.booking_id, now=NOW)

    time.refresh_from_db()
    assert (time.begins, time.ends) == (at(13), at(14))
    again = type(group).objects.get()
    assert (again.sequence, again.contact.over_at) == (group.sequence + 1, at(14))


def test_what_is_cancelled_at_the_desk_is_off_here():
    time, staff = make_time(), make_actor(Role.HUB_STAFF)
    group = make_group(time)

    services.cancel(time.booking_id, by=staff, now=NOW, grounds="Water damage.")
    services.follow_booking(time.booking_id, now=NOW)
    services.follow_booking(make_booking().pk, now=NOW)  # of no visit

    group.refresh_from_db()
    assert (group.state, group.grounds) == ("cancelled", "Water damage.")


def test_the_figures_outlive_the_booking():
    time = make_time()
    Booking.objects.all().delete()

    time.refresh_from_db()
    assert time.booking is None
    services.call_off(time.pk, "Off", by=make_actor(Role.HUB_STAFF), now=NOW + dt.timedelta(1))
