"""What is shared out, and who gets what comes free."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Lent, QuotaUse, Wait, lend, lent
from eduhub.bookings.services import Share
from eduhub.bookings.services.holding import next_period, period_of
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person
from tests.makers.bookings import (
    MONDAY,
    asked,
    at,
    claims,
    make_booking,
    make_hall,
    make_quota,
    make_unit,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def taken():
    return list(QuotaUse.objects.order_by("pk").values_list("taken", flat=True))


def test_an_organisation_books_until_its_share_is_used_and_gets_back_what_it_cancels():
    school, unit = make_organisation(), make_unit()
    make_quota(3)
    one, other = (make_actor(Role.TEACHER, school) for _ in range(2))
    first = make_booking(unit, 9, 11, by=one)

    with pytest.raises(NotNow) as no:
        make_booking(unit, 12, 14, by=other)
    assert (no.value.code, taken(), len(claims(unit))) == ("quota", [120], 1)
    assert "1.10.2026" in no.value.message
    make_booking(unit, 12, 13, by=other)
    services.move(first.pk, asked(9, 10), seen=1, by=one, now=NOW)
    services.cancel(first.pk, by=one, now=NOW)

    assert taken() == [60]
    assert make_booking(unit, 13, 15, by=make_actor(Role.TEACHER)).state == "booked"


def test_another_month_and_an_organisation_with_its_own_share():
    school, unit = make_organisation(), make_unit()
    make_quota(1)
    by = make_actor(Role.TEACHER, school)
    make_booking(unit, 9, 10, by=by)
    make_booking(unit, 9, 10, by=by, day=dt.date(2026, 10, 5))
    with pytest.raises(NotNow):
        make_booking(unit, 10, 11, by=by)

    make_quota(5, organisation=school)

    assert make_booking(unit, 10, 12, by=by).state == "booked"
    assert taken() == [60, 60, 120]


def test_a_share_of_a_kind_or_of_one_unit_counts_only_that():
    kit, room = make_unit(kind="kit"), make_unit()
    make_quota(1, kind="kit"), make_quota(1, unit=room)
    by = make_actor(Role.TEACHER)

    make_booking(kit, 9, 10, by=by), make_booking(room, 9, 10, by=by)

    for unit in (kit, room):
        with pytest.raises(NotNow):
            make_booking(unit, 11, 12, by=by)
    assert make_booking(make_unit(), 11, 12, by=by)


def test_a_cohort_is_counted_whoever_of_it_books():
    rules = Lent(
        kind="cohort",
        choices=lambda actor: {7: "Autumn"},
        names=lambda keys: dict.fromkeys(keys, "Autumn"),
        address=lambda key: "/en/",
    )
    lend(rules)
    unit = make_unit()
    make_quota(1, counted_by="subject", subject_kind="cohort")
    make_booking(unit, 9, 10, subject=("cohort", 7))

    with pytest.raises(NotNow) as no:
        make_booking(unit, 10, 11, subject=("cohort", 7))

    assert no.value.code == "quota"
    assert make_booking(unit, 10, 11).subject_kind == ""
    lent().pop("cohort")


def test_staff_share_out_and_a_lower_limit_takes_nothing_away():
    staff, by, unit = make_actor(Role.HUB_STAFF), make_actor(Role.TEACHER), make_unit()
    share = Share(words=Text(en="Fair"), most_minutes=180, period="week")
    quota = services.share_out(unit.pk, share, by=staff, now=NOW)
    make_booking(unit, 9, 12, by=by)

    services.change_share(quota.pk, 60, by=staff, now=NOW)

    assert list(QuotaUse.objects.values_list("taken", "most")) == [(180, 180)]
    with pytest.raises(NotNow):
        make_booking(unit, 12, 13, by=by)
    with pytest.raises(NotAllowed):
        services.share_out(unit.pk, share, by=by, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuotaUse.objects.update(taken=181)


def test_periods_begin_on_mondays_firsts_and_in_august_and_january():
    sunday = dt.date(2027, 2, 28)
    found = [period_of(period, sunday) for period in ("week", "month", "term")]

    assert found == [dt.date(2027, 2, 22), dt.date(2027, 2, 1), dt.date(2027, 1, 1)]
    following = [next_period(p, b) for p, b in zip(("week", "month", "term"), found, strict=True)]
    assert following == [dt.date(2027, 3, 1), dt.date(2027, 3, 1), dt.date(2027, 8, 1)]
    assert next_period("term", dt.date(2026, 8, 1)) == dt.date(2027, 1, 1)
    assert next_period("month", dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)


# The waiting list


def wait(unit, by, begins=9.0, ends=10.0, key=None, now=NOW):
    what = asked(begins, ends, title="Please")
    return services.wait_for(unit.pk, what, key=key or uuid.uuid4(), by=by, now=now)


@pytest.fixture
def full():
    """A unit, its booking from 9 to 10, who has it, and two who wait for that time."""
    unit, owner = make_unit(), make_actor(Role.TEACHER)
    booking = make_booking(unit, 9, 10, by=owner)
    waiting = [make_actor(Role.TEACHER) for _ in range(2)]
    return unit, booking, owner, waiting, [wait(unit, by) for by in waiting]


def states(waits):
    return [Wait.objects.get(pk=one.pk).state for one in waits]


def test_only_what_is_taken_is_waited_for_and_once(full):
    unit, _booking, _owner, waiting, waits = full

    with pytest.raises(NotNow) as no:
        wait(unit, waiting[0], 12, 13)

    assert no.value.code == "free"
    assert wait(unit, waiting[0]) == waits[0]
    assert Wait.objects.count() == 2


@pytest.mark.parametrize(
    ("begins", "ends", "told", "why"),
    [(9, 8, {}, None), (9, 10, {"people": 99}, "too_many"), (17.5, 18.5, {}, "closed"),
     (9, 10, {"title": "010190-902S"}, None), (9, 9.1, {}, "too_short")],
)  # fmt: skip
def test_nobody_waits_for_what_could_not_be_booked(begins, ends, told, why):
    unit = make_unit()
    make_booking(unit, 9, 17)

    with pytest.raises(NotNow if why else Invalid) as no:
        services.wait_for(
            unit.pk, asked(begins, ends, **told), key=uuid.uuid4(),
            by=make_actor(Role.TEACHER), now=NOW,
        )  # fmt: skip

    assert why is None or no.value.code == why
    assert not Wait.objects.exists()


def test_a_time_at_which_the_unit_is_closed_by_now_is_offered_to_nobody(full):
    unit, booking, owner, _waiting, waits = full
    unit.weekly_hours.all().delete()

    services.cancel(booking.pk, by=owner, now=NOW)

    assert (states(waits), claims(unit)) == (["waiting", "waiting"], [])


def test_a_cancelled_time_is_offered_to_the_first_in_the_same_moment(full):
    unit, booking, owner, waiting, waits = full

    services.cancel(booking.pk, by=owner, now=NOW)

    offer = Booking.objects.get(state="offered")
    assert states(waits) == ["offered", "waiting"]
    assert (offer.booker_id, offer.answer_by) == (waiting[0].user_id, NOW + 24 * HOUR)
    assert claims(unit) == [(at(9), at(10))]
    taken_up = services.accept_offer(offer.pk, by=waiting[0], now=NOW + HOUR)
    assert (taken_up.state, states(waits)) == ("booked", ["taken", "waiting"])
    with pytest.raises(NotFound):
        services.accept_offer(offer.pk, by=waiting[1], now=NOW)


def test_an_offer_that_nobody_takes_lapses_and_goes_to_the_next(full):
    unit, booking, owner, waiting, waits = full
    services.cancel(booking.pk, by=owner, now=NOW)
    offer = Booking.objects.get(state="offered")

    assert services.lapse_offers(now=NOW + 23 * HOUR) == 0
    assert services.lapse_offers(now=NOW + 24 * HOUR) == 1
    assert services.lapse_offers(now=NOW + 25 * HOUR) == 0

    assert states(waits) == ["lapsed", "offered"]
    with pytest.raises(NotNow):
        services.accept_offer(offer.pk, by=waiting[0], now=NOW + 25 * HOUR)
    second = Booking.objects.get(state="offered")
    services.cancel(second.pk, by=waiting[1], now=NOW + 25 * HOUR)
    assert (states(waits), claims(unit)) == (["lapsed", "lapsed"], [])


def test_who_is_over_the_share_keeps_waiting_and_the_next_is_asked(full):
    _unit, booking, owner, waiting, waits = full
    make_quota(1, organisation_id=waiting[0].organisation_id)
    make_booking(make_unit(), 12, 13, by=waiting[0])

    services.cancel(booking.pk, by=owner, now=NOW)

    assert states(waits) == ["waiting", "offered"]
    assert taken() == [60]


def test_who_waits_for_the_whole_is_offered_it_once_both_halves_are_free():
    hall, left, right = make_hall()
    owner, by = make_actor(Role.TEACHER), make_actor(Role.TEACHER)
    halves = [make_booking(half, 9, 10, by=owner) for half in (left, right)]
    whole = wait(hall, by)

    services.cancel(halves[0].pk, by=owner, now=NOW)
    assert states([whole]) == ["waiting"]
    services.cancel(halves[1].pk, by=owner, now=NOW)

    assert states([whole]) == ["offered"]


def test_one_leaves_the_list_and_it_ends_with_its_time(full):
    _unit, _booking, owner, waiting, waits = full
    with pytest.raises(NotFound):
        services.leave(waits[0].pk, by=owner, now=NOW)

    services.leave(waits[0].pk, by=waiting[0], now=NOW)
    assert services.end_old_waits(now=at(9) - HOUR) == 0
    assert services.end_old_waits(now=at(9)) == 1

    assert states(waits) == ["left", "lapsed"]
    with pytest.raises(NotNow):
        services.leave(waits[0].pk, by=waiting[0], now=NOW)


def test_what_the_hub_does_not_answer_lapses_with_its_time():
    unit = make_unit(needs_approval=True)
    booking = make_booking(unit, 9, 10)

    assert services.lapse_offers(now=at(9)) == 1

    booking.refresh_from_db()
    assert (booking.state, claims(unit)) == ("lapsed", [])
    assert LedgerEntry.objects.latest("pk").verb == "booking.lapsed"


def test_a_colleague_may_not_take_what_was_offered_to_another():
    school, unit, owner = make_organisation(), make_unit(), make_actor(Role.TEACHER)
    booking = make_booking(unit, 9, 10, by=owner)
    one, colleague = (actor_for(make_person(Role.TEACHER, school), TODAY) for _ in range(2))
    wait(unit, one)
    services.cancel(booking.pk, by=owner, now=NOW)
    offer = Booking.objects.get(state="offered")

    with pytest.raises(NotAllowed):
        services.accept_offer(offer.pk, by=colleague, now=NOW)

    assert services.accept_offer(offer.pk, by=one, now=NOW).state == "booked"
    assert MONDAY == TODAY + 6 * DAY
