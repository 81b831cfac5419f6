"""A booking that comes again: what is left out, and why; this one, the rest, all."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Claim, Refused, Series
from eduhub.bookings.rules import Refusal
from eduhub.bookings.services import Asked, Repeat
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor
from tests.makers.bookings import (
    MONDAY,
    asked,
    at,
    claims,
    make_booking,
    make_quota,
    make_series,
    make_unit,
)

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def by():
    return make_actor(Role.TEACHER)


def days(series):
    found = series.bookings.exclude(state="cancelled").order_by("during")
    return [timezone.localdate(one.begins) for one in found]


def whys(series):
    return list(series.refused.order_by("pk").values_list("day", "why"))


def test_days_that_clash_are_left_out_and_kept_with_their_reason(by):
    unit = make_unit()
    other = make_booking(unit, 9.5, 11, day=MONDAY + WEEK)

    series = make_series(unit, by)

    assert days(series) == [MONDAY, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    missing = series.refused.get()
    assert (missing.day, missing.why) == (MONDAY + WEEK, "taken")
    assert missing.facts["begins"] == other.begins.isoformat()
    assert "klo 9.30–11.00" in Refusal(missing.why, missing.facts).words


def test_without_skipping_one_clash_refuses_all_and_leaves_nothing(by):
    unit = make_unit()
    make_booking(unit, 9, 10, day=MONDAY + WEEK)

    with pytest.raises(NotNow) as no:
        make_series(unit, by, skips=False)

    assert no.value.facts == {"days": [{"day": str(MONDAY + WEEK), "why": "taken"}]}
    assert not Series.objects.exists()
    assert (Booking.objects.count(), Claim.objects.count()) == (1, 1)


def test_a_series_of_which_nothing_can_be_had_is_not_made(by):
    unit = make_unit(is_open=False)

    with pytest.raises(NotNow):
        make_series(unit, by)

    assert not Series.objects.exists() and not Refused.objects.exists()


def test_a_series_form_sent_twice_is_one_series(by):
    unit, key = make_unit(), uuid.uuid4()

    first, again = make_series(unit, by, key=key), make_series(unit, by, key=key)

    assert first == again == Series.objects.get()
    assert Booking.objects.count() == 4


def test_each_reason_is_told_apart(by):
    """The first is taken, the second a holiday, the fourth over quota."""
    unit = make_unit(ahead_days=900)
    make_quota(1, period="term")
    epiphany = dt.date(2027, 1, 6)
    first = epiphany - WEEK
    make_booking(unit, 9, 10, day=first, by=make_actor(Role.HUB_STAFF))
    what = asked(9, 10, first)
    repeat = Repeat(last=first + 3 * WEEK, weekdays=frozenset())

    series = make_series(unit, by, asked=what, repeat=repeat)

    assert days(series) == [first + 2 * WEEK]
    assert whys(series) == [(first, "taken"), (epiphany, "closed"), (first + 3 * WEEK, "quota")]
    told = [Refusal(one.why, one.facts).words for one in series.refused.order_by("day")]
    assert "1.8.2027" in told[2] and len(set(told)) == 3


def test_a_series_keeps_the_clock_over_both_changes_of_2027(by):
    unit = make_unit(ahead_days=900, on_holidays=True)
    lasts = {}
    for first in (dt.date(2027, 3, 22), dt.date(2027, 10, 25)):
        repeat = Repeat(last=first + WEEK, weekdays=frozenset())
        series = make_series(unit, by, asked=asked(9, 10.5, first), repeat=repeat)
        lasts[first] = [(one.begins.hour, one.minutes) for one in series.bookings.order_by("pk")]

    assert lasts == {
        dt.date(2027, 3, 22): [(7, 90), (6, 90)],
        dt.date(2027, 10, 25): [(6, 90), (7, 90)],
    }


def test_the_hour_that_is_not_there_is_left_out_and_the_one_that_comes_twice_is_the_first(by):
    unit = make_unit(always_open=True, on_holidays=True, ahead_days=900)
    for sunday in (dt.date(2027, 3, 28), dt.date(2027, 10, 31)):
        begins = at(3.5, sunday - WEEK)
        what = Asked(begins=begins, ends=begins + dt.timedelta(minutes=30), title="Stars")
        make_series(unit, by, asked=what, repeat=Repeat(last=sunday, weekdays=frozenset()))

    spring, autumn = Series.objects.order_by("pk")
    assert whys(spring) == [(dt.date(2027, 3, 28), "no_such_hour")]
    assert whys(autumn) == []
    last = autumn.bookings.latest("pk")
    assert last.begins == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("scope", "moved"), [("this", [1]), ("rest", [1, 2, 3]), ("all", [0, 1, 2, 3])]
)
def test_this_one_the_rest_or_all_are_moved(by, scope, moved):
    unit = make_unit()
    series = make_series(unit, by)
    second = series.bookings.order_by("during")[1]
    wednesday = asked(13, 14, MONDAY + WEEK + 2 * DAY)

    services.move_some(second.pk, wednesday, scope, skips_clashes=False, by=by, now=NOW)

    expected = [
        (at(13, MONDAY + n * WEEK + 2 * DAY) if n in moved else at(9, MONDAY + n * WEEK))
        for n in range(4)
    ]
    assert [begins for begins, _ends in claims(unit)] == expected


def test_what_cannot_move_refuses_all_or_stays_with_its_reason(by):
    unit = make_unit()
    series = make_series(unit, by, weeks=3)
    first = series.bookings.order_by("during").first()
    make_booking(unit, 13, 14, day=MONDAY + WEEK)
    told = {"by": by, "now": NOW}

    with pytest.raises(NotNow):
        services.move_some(first.pk, asked(13, 14), "all", skips_clashes=False, **told)
    assert claims(unit)[0] == (at(9), at(10))
    moved = services.move_some(first.pk, asked(13, 14), "all", skips_clashes=True, **told)

    assert len(moved) == 2
    assert whys(series) == [(MONDAY + WEEK, "taken")]
    assert [b for b, _ in claims(unit)] == [
        at(13), at(9, MONDAY + WEEK), at(13, MONDAY + WEEK), at(13, MONDAY + 2 * WEEK)
    ]  # fmt: skip


@pytest.mark.parametrize(("scope", "left"), [("this", 3), ("rest", 1), ("all", 0)])
def test_this_one_the_rest_or_all_are_cancelled(by, scope, left):
    unit = make_unit()
    second = make_series(unit, by).bookings.order_by("during")[1]

    services.cancel_some(second.pk, scope, by=by, now=NOW)

    assert len(claims(unit)) == left


def test_a_series_is_its_bookers_alone_and_of_sensible_length(by):
    unit = make_unit(ahead_days=3000)
    booking = make_series(unit, by).bookings.first()
    colleague = make_actor(Role.TEACHER)
    with pytest.raises(NotFound):
        services.cancel_some(booking.pk, "all", by=colleague, now=NOW)
    with pytest.raises(NotAllowed):
        make_series(unit, make_actor())

    far = Repeat(last=MONDAY + 300 * WEEK, weekdays=frozenset())
    for repeat in (far, Repeat(last=MONDAY - DAY, weekdays=frozenset())):
        with pytest.raises(Invalid):
            make_series(unit, by, repeat=repeat)
