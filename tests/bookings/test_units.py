"""What staff say of units: words, hours, parts, sites, shares."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from eduhub.bookings import services
from eduhub.bookings.models import Part, Unit
from eduhub.bookings.queries import times_of
from eduhub.bookings.services import Open, Otherwise, UnitWords
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_organisation
from tests.makers.bookings import (
    MONDAY,
    at,
    claims,
    make_booking,
    make_hall,
    make_unit,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ROOM = UnitWords(kind="room", state="shown", name=Text(en="Studio"), size=24)


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def open_on(unit, day):
    return times_of([unit])[unit.pk].open_on(day)


def test_staff_make_a_unit_once_and_nobody_else_does(staff):
    key = uuid.uuid4()

    first, again = (services.make_unit(ROOM, key=key, by=staff, now=NOW) for _ in range(2))

    assert first == again == Unit.objects.get()
    assert (first.size, first.equipment) == (24, [])
    for by in (make_actor(Role.TEACHER), make_actor(Role.COMPANY_LEAD), VISITOR):
        with pytest.raises(NotAllowed):
            services.make_unit(ROOM, key=uuid.uuid4(), by=by, now=NOW)


def test_an_edit_over_another_is_not_made(staff):
    unit = make_unit()
    told = {"by": staff, "now": NOW}

    services.edit_unit(unit.pk, ROOM, seen=1, **told)

    with pytest.raises(Stale):
        services.edit_unit(unit.pk, ROOM, seen=1, **told)
    with pytest.raises(Invalid):
        services.edit_unit(unit.pk, UnitWords(kind="x", state="shown", name=Text(), size=1), seen=2, **told)  # fmt: skip


def test_hours_by_week_exceptions_and_holidays(staff):
    unit = make_unit(is_open=False)
    told = {"by": staff, "now": NOW}
    services.open_weekly(unit.pk, Open(0, dt.time(9), dt.time(0)), **told)
    services.set_special(None, Otherwise(MONDAY, MONDAY, why=Text(en="Moving")), **told)
    later = MONDAY + 7 * DAY
    services.set_special(unit.pk, Otherwise(later, later, dt.time(12), dt.time(13)), **told)

    assert open_on(unit, MONDAY) == []
    assert open_on(unit, later) == [(at(12, later), at(13, later))]
    assert open_on(unit, later + 7 * DAY) == [(at(9, later + 7 * DAY), at(24, later + 7 * DAY))]
    with pytest.raises(NotNow) as no:
        make_booking(unit, 9, 10)
    assert "Moving" in no.value.message
    with pytest.raises(Invalid):
        services.open_weekly(unit.pk, Open(0, dt.time(9), dt.time(8)), **told)
    with pytest.raises(Invalid):
        services.set_special(unit.pk, Otherwise(later, MONDAY), **told)


def test_a_units_own_special_day_wins_over_the_hubs(staff):
    unit = make_unit()
    told = {"by": staff, "now": NOW}
    services.set_special(None, Otherwise(MONDAY, MONDAY), **told)
    services.set_special(unit.pk, Otherwise(MONDAY, MONDAY, dt.time(10), dt.time(12)), **told)

    assert open_on(unit, MONDAY) == [(at(10), at(12))]


def test_the_container_is_booked_where_it_stands_and_by_its_host(staff):
    unit = make_unit(kind="container", over_night=True, most_minutes=10 * 1440)
    host = make_organisation()
    told = {"by": staff, "now": NOW}
    services.place_at(unit.pk, Text(en="Square"), (MONDAY, MONDAY + 4 * DAY), **told)
    after = (MONDAY + 7 * DAY, MONDAY + 11 * DAY)
    services.place_at(unit.pk, Text(en="School"), after, host_id=host.pk, **told)

    assert make_booking(unit, 9, 24 + 12).state == "booked"
    with pytest.raises(NotNow) as no:
        make_booking(unit, 9, 10, day=after[0])
    assert str(host.name) in no.value.message
    assert make_booking(unit, 9, 10, day=after[0], by=make_actor(Role.TEACHER, host))
    with pytest.raises(NotNow):
        make_booking(unit, 9, 7 * 24 + 9, day=MONDAY + DAY)
    with pytest.raises(Invalid):
        services.place_at(unit.pk, Text(en="Two"), (MONDAY, MONDAY), **told)


def test_a_part_that_is_joined_later_is_claimed_by_what_stands(staff):
    hall, left = make_unit(), make_unit()
    make_booking(hall, 9, 10)

    services.join_part(hall.pk, left.pk, by=staff, now=NOW)

    assert claims(left) == [(at(9), at(10))]
    with pytest.raises(NotNow):
        make_booking(left, 9, 10)
    services.take_part_out(hall.pk, left.pk, by=staff, now=NOW)
    assert (claims(left), claims(hall)) == ([], [(at(9), at(10))])


def test_a_part_is_not_joined_while_both_are_booked_or_in_a_circle(staff):
    hall, left = make_unit(), make_unit()
    make_booking(hall, 9, 10), make_booking(left, 9, 10)

    with pytest.raises(NotNow) as no:
        services.join_part(hall.pk, left.pk, by=staff, now=NOW)

    assert no.value.facts == {"clashes": 1}
    assert not Part.objects.exists()
    assert (claims(left), claims(hall)) == ([(at(9), at(10))],) * 2
    whole, part, _other = make_hall()
    with pytest.raises(Invalid):
        services.join_part(part.pk, whole.pk, by=staff, now=NOW)


def test_the_database_refuses_what_makes_no_sense():
    unit = make_unit()
    for fields in ({"least_minutes": 0}, {"most_minutes": 1}, {"most_minutes": 10**6}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(whole=unit, part=unit)
