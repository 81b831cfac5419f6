"""Taking a time and giving it back: claims and quotas, always in the caller's transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from eduhub.bookings.models import Booking, Claim, Counted, Quota, QuotaUse, Unit
from eduhub.bookings.queries import inside, taken_between
from eduhub.bookings.rules import Refusal
from eduhub.bookings.states import LED, CountedBy, Period, Why

PARTS = 7_310_442  # of advisory locks: who changes what is a part of what holds it alone
MINUTE = dt.timedelta(minutes=1)
MONTHS = 12

TAKE = """
INSERT INTO bookings_claim (unit_id, booking_id, during)
SELECT unit, booking, tstzrange(begins, ends)
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
     WITH ORDINALITY AS t(unit, booking, begins, ends, place)
ORDER BY place
ON CONFLICT DO NOTHING
RETURNING booking_id
"""


def parts_stand_still() -> None:
    """Until the end of the transaction nobody changes what is a part of what."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [PARTS])


def parts_are_mine() -> None:
    """Until the end of the transaction nobody books, and nobody else changes parts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PARTS])


def take(unit: Unit, bookings: Sequence[Booking]) -> set[int]:
    """Claim the time of each of these (saved) bookings of one unit; the keys of those that got it.

    One statement, in the order of units and times: two that ask for the same then wait for each
    other in the same order, so that no circle of waiting can come about. A booking that did not
    get all of its claims keeps none.
    """
    units = sorted(inside([unit.pk])[unit.pk])
    rows = sorted(
        (one, *widened(unit, booking.begins, booking.ends), booking.pk)
        for one in units
        for booking in bookings
    )
    columns = (
        [row[0] for row in rows],
        [row[3] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
    )
    with connection.cursor() as cursor:
        cursor.execute(TAKE, columns)
        got = Counter(booking for (booking,) in cursor.fetchall())
    whole = {booking for booking, count in got.items() if count == len(units)}
    if broken := set(got) - whole:
        Claim.objects.filter(booking__in=broken).delete()
    return whole


def let_go(bookings: Iterable[Booking]) -> None:
    """Give the time back to others, and the minutes back to the quotas."""
    keys = [booking.pk for booking in bookings]
    Claim.objects.filter(booking__in=keys).delete()
    give_back(keys)


def widened(unit: Unit, begins: dt.datetime, ends: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """With what is kept free before and after."""
    return begins - unit.buffer_before * MINUTE, ends + unit.buffer_after * MINUTE


def if_taken(unit: Unit, begins: dt.datetime, ends: dt.datetime) -> Refusal | None:
    """From when until when somebody has it, never who; None if nobody does. Writes nothing."""
    begins, ends = widened(unit, begins, ends)
    taken = taken_between([unit], begins, ends)[unit.pk]
    if not taken:
        return None
    first = taken[0]
    told = {"begins": first.begins.isoformat(), "ends": first.ends.isoformat()}
    return Refusal(Why.TAKEN, told)


def who_has(unit: Unit, begins: dt.datetime, ends: dt.datetime) -> Refusal:
    """Why it could not be taken, although it may be free again by now."""
    return if_taken(unit, begins, ends) or Refusal(Why.TAKEN)


# Quotas


def count(booking: Booking) -> Refusal | None:
    """Take the booking's minutes out of every quota that counts it, or out of none.

    The database keeps the limit: a use is raised only where it stays within its most.
    """
    counted: list[Counted] = []
    for quota, holder in _quotas_for(booking):
        begins = period_of(quota.period, timezone.localdate(booking.begins))
        use = _use(quota, holder, begins)
        raised = QuotaUse.objects.filter(
            pk=use.pk, taken__lte=F("most") - booking.minutes, most__gte=booking.minutes
        ).update(taken=F("taken") + booking.minutes)
        if not raised:
            _return(counted)
            return _over(quota, use, booking.minutes)
        counted.append(Counted(booking=booking, use=use, minutes=booking.minutes))
    Counted.objects.bulk_create(counted)
    return None


def give_back(booking_ids: Iterable[int]) -> None:
    counted = list(Counted.objects.filter(booking__in=list(booking_ids)).order_by("use", "pk"))
    _return(counted)
    Counted.objects.filter(pk__in=[one.pk for one in counted]).delete()


def _return(counted: Iterable[Counted]) -> None:
    for one in counted:
        QuotaUse.objects.filter(pk=one.use_id).update(taken=F("taken") - one.minutes)


def _quotas_for(booking: Booking) -> list[tuple[Quota, int]]:
    """What counts this booking, in one order for all; an organisation's own quota comes in place
    of what all organisations have."""
    unit = booking.unit
    of_it = Q(unit=unit) | Q(kind=unit.kind)
    if unit.kind not in LED:  # advice is counted by its own room
        of_it |= Q(unit=None, kind="")
    whom = Q(pk__in=[])
    if booking.organisation_id is not None:
        own = Quota.objects.filter(organisation=booking.organisation_id, kind=OuterRef("kind"))
        same_unit = Exists(own.filter(unit=OuterRef("unit")))
        no_unit = Q(unit=None) & Exists(own.filter(unit=None))
        whom |= Q(counted_by=CountedBy.ORGANISATION) & (
            Q(organisation=booking.organisation_id)
            | (Q(organisation=None) & ~Q(same_unit) & ~Q(no_unit))
        )
    if booking.subject_key is not None:
        whom |= Q(counted_by=CountedBy.SUBJECT, subject_kind=booking.subject_kind)
    return [
        (quota, _holder(quota, booking))
        for quota in Quota.objects.filter(of_it, whom).order_by("pk")
    ]


def _holder(quota: Quota, booking: Booking) -> int:
    by_organisation = quota.counted_by == CountedBy.ORGANISATION
    return (booking.organisation_id if by_organisation else booking.subject_key) or 0


def _use(quota: Quota, holder: int, begins: dt.date) -> QuotaUse:
    key = {"quota": quota, "holder": holder, "begins": begins}
    fresh = QuotaUse(**key, taken=0, most=quota.most_minutes)
    if not (there := QuotaUse.objects.filter(**key).first()):
        QuotaUse.objects.bulk_create([fresh], ignore_conflicts=True)
        there = QuotaUse.objects.get(**key)
    return there


def _over(quota: Quota, use: QuotaUse, asked: int) -> Refusal:
    use.refresh_from_db()
    words = {"fi": quota.words.fi, "sv": quota.words.sv, "en": quota.words.en}
    following = next_period(quota.period, use.begins).isoformat()
    told = {"taken": use.taken, "most": use.most, "asked": asked, "period": quota.period}
    return Refusal(Why.QUOTA, told | {"words": words, "next": following})


def period_of(period: str, day: dt.date) -> dt.date:
    """The first day of the period: a Monday, the first of a month, of August or of January."""
    if period == Period.WEEK:
        return day - dt.timedelta(days=day.weekday())
    if period == Period.MONTH:
        return day.replace(day=1)
    return dt.date(day.year, 8 if day.month >= 8 else 1, 1)


def next_period(period: str, begins: dt.date) -> dt.date:
    if period == Period.WEEK:
        return begins + dt.timedelta(days=7)
    months = begins.month + (1 if period == Period.MONTH else 7 if begins.month == 1 else 5)
    return dt.date(begins.year + (months - 1) // MONTHS, (months - 1) % MONTHS + 1, 1)
