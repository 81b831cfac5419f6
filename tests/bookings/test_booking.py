"""A unit is booked, moved, cancelled, decided, checked in to, missed: who may, when, and why not."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Claim
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person
from tests.makers.bookings import MONDAY, asked, at, claims, make_booking, make_hall, make_unit

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def people():
    """Who booked, a colleague, the school's lead, a stranger, staff."""
    school = make_organisation()
    return {
        "booker": actor_for(make_person(Role.TEACHER, school), TODAY),
        "colleague": actor_for(make_person(Role.TEACHER, school), TODAY),
        "lead": actor_for(make_person(Role.PRINCIPAL, school), TODAY),
        "stranger": make_actor(Role.TEACHER),
        "staff": make_actor(Role.HUB_STAFF),
        "visitor": VISITOR,
    }


def book(unit, begins=9, ends=10, by=None, **told):
    return make_booking(unit, begins, ends, by=by, **told)


def test_a_time_is_taken_once_and_the_refusal_says_until_when():
    unit = make_unit()
    first = book(unit, 9, 11)

    with pytest.raises(NotNow) as no:
        book(unit, 10, 12)

    assert (no.value.code, no.value.facts["begins"]) == ("taken", first.begins.isoformat())
    assert "klo 9.00–11.00" in no.value.message
    assert list(Booking.objects.all()) == [first]
    assert claims(unit) == [(at(9), at(11))]
    assert list(LedgerEntry.objects.values_list("verb", flat=True)) == ["booking.made"]


def test_who_comes_second_is_refused_before_anything_is_written():
    unit, late = make_unit(), make_actor(Role.TEACHER)
    book(unit, 9, 11)

    with CaptureQueriesContext(connection) as said, pytest.raises(NotNow):
        book(unit, 10, 12, by=late)

    assert [q["sql"] for q in said if q["sql"].startswith(("INSERT", "\nINSERT"))] == []


def test_the_end_belongs_to_whoever_comes_next():
    unit = make_unit()

    book(unit, 9, 10), book(unit, 10, 11), book(unit, 8, 9)

    assert claims(unit) == [(at(8), at(9)), (at(9), at(10)), (at(10), at(11))]


def test_a_form_sent_twice_books_once_and_another_persons_key_finds_nothing(people):
    unit, key = make_unit(), uuid.uuid4()

    first, again = (book(unit, by=people["booker"], key=key) for _ in range(2))

    assert first == again == Booking.objects.get()
    with pytest.raises(NotNow):
        book(unit, by=people["stranger"], key=key)


def test_what_is_kept_free_before_and_after_keeps_others_away():
    unit = make_unit(buffer_before=15, buffer_after=30)
    book(unit, 9, 10)

    for begins, ends in ((10, 11), (10.5, 11), (8, 8.75)):
        with pytest.raises(NotNow):
            book(unit, begins, ends)
    book(unit, 10.75, 11)

    assert claims(unit) == [(at(8.75), at(10.5)), (at(10.5), at(11.5))]


def test_a_whole_and_its_parts_keep_each_other_away_and_the_parts_do_not():
    hall, left, right = make_hall()

    book(left, 9, 10), book(right, 9, 10), book(hall, 10, 11)

    for unit, hours in ((hall, (9, 10)), (left, (10, 11)), (right, (10.5, 12))):
        with pytest.raises(NotNow):
            book(unit, *hours)
    assert Claim.objects.count() == 5
    assert {unit: len(claims(unit)) for unit in (hall, left, right)} == {
        hall: 1,
        left: 2,
        right: 2,
    }


@pytest.mark.parametrize(
    ("fields", "hours", "told", "code"),
    [
        ({}, (7, 9), {}, "closed"),
        ({}, (17, 18.5), {}, "closed"),
        ({}, (9, 10), {"day": MONDAY + 5 * DAY}, "closed"),
        ({"least_minutes": 60}, (9, 9.5), {}, "too_short"),
        ({"most_minutes": 60}, (9, 11), {}, "too_long"),
        ({"lead_hours": 999}, (9, 10), {}, "too_soon"),
        ({"ahead_days": 5}, (9, 10), {}, "too_far"),
        ({}, (9, 10), {"people": 21}, "too_many"),
        ({"kind": "container"}, (9, 10), {}, "away"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(fields, hours, told, code):
    unit = make_unit(**fields)

    with pytest.raises(NotNow) as no:
        book(unit, *hours, **told)

    assert no.value.code == code
    assert no.value.message
    assert not Booking.objects.exists() and not Claim.objects.exists()


def test_only_the_kinds_of_organisation_that_it_is_for_book_it(people):
    unit = make_unit(open_to=["company"])

    with pytest.raises(NotAllowed):
        book(unit, by=people["booker"])

    assert book(unit, by=make_actor(Role.COMPANY_MEMBER)).state == "booked"
    assert book(unit, 10, 11, by=people["staff"]).state == "booked"


def test_who_is_not_signed_in_or_acts_for_nobody_books_nothing(people):
    unit, hidden = make_unit(), make_unit(state="draft")

    for by in (VISITOR, make_actor()):
        with pytest.raises(NotAllowed):
            book(unit, by=by)
    with pytest.raises(NotFound):
        book(hidden, by=people["booker"])


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "131052-308T"}, "title"),
        ({"people": 0}, "people"),
        ({"subject": ("pilot", 1)}, "subject"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(told, field):
    with pytest.raises(Invalid) as no:
        book(make_unit(), **told)

    assert set(no.value.fields) == {field}


def test_terms_are_accepted_or_nothing_is_booked():
    unit = make_unit(terms=Text(en="Tidy up."))

    with pytest.raises(Invalid):
        book(unit)

    assert book(unit, accepts_terms=True).accepted_terms


def test_staff_need_no_notice_but_opening_hours(people):
    unit = make_unit(lead_hours=999, most_minutes=15)

    assert book(unit, 9, 12, by=people["staff"]).state == "booked"
    with pytest.raises(NotNow):
        book(unit, 19, 20, by=people["staff"])


WHO = [("booker", None), ("lead", None), ("staff", None), ("colleague", NotAllowed)]
WHO += [("stranger", NotFound), ("visitor", NotFound)]


@pytest.mark.parametrize(("who", "refusal"), WHO)
def test_who_moves_and_cancels_a_booking(people, who, refusal):
    unit = make_unit()
    booking = book(unit, by=people["booker"])
    told = {"by": people[who], "now": NOW}
    acts = [
        lambda: services.move(booking.pk, asked(12, 13), seen=1, **told),
        lambda: services.cancel(booking.pk, **told),
    ]

    for act in acts:
        if refusal is None:
            act()
        else:
            with pytest.raises(refusal):
                act()

    assert claims(unit) == ([] if refusal is None else [(at(9), at(10))])


def test_a_moved_booking_frees_its_old_time_and_cannot_move_onto_another():
    unit = make_unit()
    by = make_actor(Role.TEACHER)
    booking = book(unit, by=by)
    book(unit, 12, 13)

    with pytest.raises(NotNow):
        services.move(booking.pk, asked(11.5, 12.5), seen=1, by=by, now=NOW)
    assert claims(unit) == [(at(9), at(10)), (at(12), at(13))]

    moved = services.move(booking.pk, asked(9.5, 10.5), seen=1, by=by, now=NOW)
    assert (moved.sequence, moved.version) == (1, 2)
    assert claims(unit) == [(at(9.5), at(10.5)), (at(12), at(13))]
    with pytest.raises(Stale):
        services.move(booking.pk, asked(14, 15), seen=1, by=by, now=NOW)


def test_it_is_cancelled_in_time_and_staff_cancel_later():
    unit = make_unit(cancel_hours=24)
    by = make_actor(Role.TEACHER)
    booking = book(unit, by=by)
    late = booking.begins - 23 * HOUR

    with pytest.raises(NotNow):
        services.cancel(booking.pk, by=by, now=late)
    ended = services.cancel(booking.pk, by=make_actor(Role.HUB_STAFF), now=late)

    assert (ended.state, ended.sequence, claims(unit)) == ("cancelled", 1, [])
    with pytest.raises(NotNow):
        services.cancel(booking.pk, by=by, now=NOW)


def test_a_unit_that_wants_approval_holds_the_time_until_the_hub_decides(people):
    unit = make_unit(needs_approval=True)
    one, two = book(unit, by=people["booker"]), book(unit, 11, 12)
    told = {"by": people["staff"], "now": NOW}
    assert (one.state, len(claims(unit))) == ("asked", 2)

    with pytest.raises(NotAllowed):
        services.decide(one.pk, True, by=people["booker"], now=NOW)
    with pytest.raises(Invalid):
        services.decide(two.pk, False, **told)
    approved = services.decide(one.pk, True, **told)
    declined = services.decide(two.pk, False, grounds="The room is painted.", **told)

    assert (approved.state, declined.state) == ("booked", "declined")
    assert claims(unit) == [(at(9), at(10))]
    again = services.move(one.pk, asked(14, 15), seen=2, by=people["booker"], now=NOW)
    assert again.state == "asked"
    with pytest.raises(NotNow):
        services.decide(two.pk, True, **told)


def test_one_checks_in_around_the_time_and_who_does_not_come_frees_it(people):
    unit = make_unit()
    came, missed = book(unit, by=people["booker"]), book(unit, 12, 14)

    with pytest.raises(NotNow):
        services.check_in(came.pk, by=people["booker"], now=at(8))
    for _ in range(2):
        services.check_in(came.pk, by=people["colleague"], now=at(8.75))
    with pytest.raises(NotNow):
        services.miss(missed.pk, by=people["staff"], now=at(11))
    services.miss(missed.pk, by=people["staff"], now=at(12.5))

    came.refresh_from_db()
    assert came.state == "came"
    assert claims(unit) == [(at(9), at(10))]
    assert book(unit, 13, 14, by=people["staff"], now=at(12.6)).state == "booked"


def test_the_hour_that_comes_twice_is_two_hours():
    unit = make_unit(always_open=True, on_holidays=True, ahead_days=900)
    change = dt.datetime(2027, 10, 31, 0, tzinfo=dt.UTC)  # 3.00, and an hour later 3.00 again
    by, told = make_actor(Role.TEACHER), {"title": "Night of stars"}

    hours = [services.Asked(begins=change + n * HOUR, ends=change + (n + 1) * HOUR, **told)
             for n in range(2)]  # fmt: skip
    booked = [services.book(unit.pk, one, key=uuid.uuid4(), by=by, now=NOW) for one in hours]

    assert [one.minutes for one in booked] == [60, 60]
    with pytest.raises(NotNow) as no:
        services.book(unit.pk, hours[1], key=uuid.uuid4(), by=by, now=NOW)
    assert "klo 3.00 (talviaikaa)–4.00" in no.value.message
