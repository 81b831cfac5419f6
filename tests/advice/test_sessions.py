"""Free times, whose turn it is, the cap of a week, moving and cancelling."""

import datetime as dt
import uuid

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from eduhub.advice import services
from eduhub.advice.models import Adviser, Busy, Session
from eduhub.advice.queries import burdens, find_session, free_times
from eduhub.bookings import services as bookings
from eduhub.bookings.models import Booking, Unit
from eduhub.kit.errors import NotAllowed, NotFound, NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_person
from tests.makers.advice import actor_of, make_adviser, make_case, make_session
from tests.makers.bookings import MONDAY, asked, at, make_quota

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def clocks(moments, day=MONDAY):
    local = [timezone.localtime(one) for one in moments]
    return [one.strftime("%H.%M") for one in local if one.date() == day]


def busy(adviser, begins, ends):
    during = DateTimeTZRange(at(begins), at(ends))
    return Busy.objects.create(adviser=adviser, during=during)


def refused(code, *args, **told):
    with pytest.raises(NotNow) as no:
        make_session(*args, **told)
    return no.value.code == code


def test_free_times_keep_away_from_sessions_and_from_ones_own_calendar():
    adviser, by = make_adviser(), make_actor(Role.COMPANY_LEAD)
    make_session(hour=9)
    busy(adviser, 11, 14.5)

    found = clocks(free_times(make_case(by), MONDAY, NOW))

    # 45 minutes and a quarter of an hour after it; office hours from 9 to 16
    assert found == ["10.00", "14.30", "14.45", "15.00", "15.15"]


def test_whose_turn_it_is_follows_the_share_of_a_full_load():
    full, half = make_adviser(weekly_cap=20), make_adviser(share=50, weekly_cap=20)

    for number in range(6):
        make_session(hour=9 + number, day=MONDAY)

    taken = {key: Session.objects.filter(adviser=key).count() for key in (full.pk, half.pk)}
    assert taken == {full.pk: 4, half.pk: 2}


def test_who_is_new_is_not_flooded():
    veterans = [make_adviser(weekly_cap=20) for _ in range(2)]
    for number in range(12):
        make_session(hour=9 + number % 6, day=MONDAY + number // 6 * DAY)
    new = make_adviser(weekly_cap=20, since=timezone.localdate(NOW))

    for number in range(6):
        make_session(hour=9 + number, day=MONDAY + 2 * DAY)

    got = [Session.objects.filter(adviser=one).count() for one in [*veterans, new]]
    assert (sum(got), got[2]) == (18, 2)


def test_nobody_gets_more_sessions_a_week_than_their_cap():
    adviser, by = make_adviser(weekly_cap=2), make_actor(Role.COMPANY_LEAD)
    make_session(hour=9)
    make_session(hour=11)
    case = make_case(by)

    assert clocks(free_times(case, MONDAY, NOW)) == []
    assert refused("cap", case, 14, by=by)
    assert make_session(case, 14, by=by, day=MONDAY + 7 * DAY).adviser == adviser


def test_a_cancelled_session_gives_its_place_in_the_week_back():
    make_adviser(weekly_cap=1)
    by = make_actor(Role.COMPANY_LEAD)
    first = make_session(hour=9, by=by)

    services.cancel_session(first.pk, "Ill", by=by, now=NOW)

    assert make_session(hour=9).booking.state == "booked"
    first.booking.refresh_from_db()
    assert (first.booking.state, first.booking.grounds) == ("cancelled", "Ill")


def test_a_time_that_is_gone_closed_or_busy_is_refused_and_nothing_is_kept():
    adviser, by = make_adviser(), make_actor(Role.COMPANY_LEAD)
    make_session(hour=9)
    busy(adviser, 12, 13)
    case = make_case(by)

    for hour in (9.25, 9.5, 12.25, 11.5, 17, 8):
        assert refused("nobody_free", case, hour, by=by)
    assert refused("nobody_free", case, begins=NOW + dt.timedelta(hours=2), by=by)  # too soon
    assert (Session.objects.count(), Booking.objects.count()) == (1, 1)


def test_one_session_at_a_time_and_the_same_form_books_once():
    make_adviser()
    by, key = make_actor(Role.COMPANY_LEAD), uuid.uuid4()
    case = make_case(by)

    first, again = (make_session(case, 9, by=by, key=key) for _ in range(2))

    assert first.pk == again.pk
    assert refused("one_at_a_time", case, 11, by=by)


def test_the_next_session_is_with_the_same_adviser():
    one, other = make_adviser(), make_adviser()
    by = make_actor(Role.COMPANY_LEAD)
    first = make_session(make_case(by), 9, by=by)
    later = first.booking.ends + DAY

    second = make_session(first.case, begins=at(10, MONDAY + 7 * DAY), by=by, now=later)

    assert second.adviser_id == first.adviser_id in (one.pk, other.pk)


def test_who_asked_moves_it_within_the_cap_and_a_colleague_or_stranger_does_not():
    company = make_company()
    make_adviser(weekly_cap=1)
    lead, colleague = (make_actor(r, company) for r in (Role.COMPANY_LEAD, Role.COMPANY_MEMBER))
    session = make_session(make_case(lead), 9, by=lead)
    told = {"seen": 1, "now": NOW}

    for by, refusal in ((colleague, NotAllowed), (make_actor(Role.TEACHER), NotFound)):
        with pytest.raises(refusal):
            services.move_session(session.pk, at(13), by=by, **told)
    services.move_session(session.pk, at(13), by=lead, **told)

    assert find_session(session.pk, lead).booking.begins == at(13)
    other = make_session(hour=9, day=MONDAY + 7 * DAY)
    with pytest.raises(NotNow, match="cap"):
        services.move_session(session.pk, at(13, MONDAY + 7 * DAY), seen=2, by=lead, now=NOW)
    assert other.adviser_id == session.adviser_id


def test_it_is_too_late_for_who_asked_and_not_for_the_adviser():
    adviser, lead = make_adviser(), make_actor(Role.COMPANY_LEAD)
    session = make_session(hour=9, by=lead)
    late = session.booking.begins - dt.timedelta(hours=3)

    with pytest.raises(NotNow, match="cancel"):
        services.cancel_session(session.pk, "", by=lead, now=late)
    services.cancel_session(session.pk, "I am ill", by=actor_of(adviser), now=late)

    session.booking.refresh_from_db()
    assert session.booking.state == "cancelled"


def test_an_advisers_unit_is_hidden_and_booked_only_by_way_of_a_request():
    adviser, by = make_adviser(), make_actor(Role.COMPANY_LEAD)
    told = {"key": uuid.uuid4(), "now": NOW}

    assert not Unit.objects.visible_to(by).exists()
    with pytest.raises(NotFound):
        bookings.book(adviser.unit_id, asked(9, 10), by=by, **told)
    with pytest.raises(NotAllowed):
        bookings.book(adviser.unit_id, asked(9, 10), by=make_actor(Role.HUB_STAFF), **told)
    session = make_session(hour=9, by=by)
    with pytest.raises(NotAllowed):
        bookings.move(session.booking_id, asked(13, 13.75), seen=1, by=by, now=NOW)


def test_a_quota_over_all_units_does_not_count_advice():
    make_quota(0.5)
    make_adviser()

    assert make_session(hour=9).booking.state == "booked"


def test_an_erased_adviser_gets_nothing_more_and_their_unit_goes():
    person = make_person(Role.HUB_STAFF)
    adviser = make_adviser(person, video_link="https://video.example/me")
    session = make_session(hour=9)
    by = make_actor(Role.COMPANY_LEAD)

    person.delete()

    assert refused("nobody_fits", make_case(by), 11, by=by)
    assert services.put_aside_the_gone(now=NOW) == 1
    unit = Unit.objects.get(pk=adviser.unit_id)
    assert (unit.state, unit.place.spoken) == ("closed", "")
    assert Session.objects.get() == session
    assert Adviser.objects.get().video_link == ""


def test_the_desk_sees_the_load_of_each_and_how_even_it_is():
    full, half = make_adviser(), make_adviser(share=50)
    for hour in (9, 10, 11, 12):
        make_session(hour=hour)

    found, even = burdens(NOW)

    assert {one.adviser.pk: (one.taken, one.load) for one in found} == {
        full.pk: (3, 3.0), half.pk: (1, 2.0)
    }  # fmt: skip
    assert even is not None and even.ratio == 1.5
