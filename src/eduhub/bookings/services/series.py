"""A booking that comes again: made, changed and cancelled, with a reason for every day it lacks."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.bookings.models import Booking, Refused, Series, Unit
from eduhub.bookings.notices import SeriesChanged
from eduhub.bookings.queries import times_of
from eduhub.bookings.rules import BOOKING_RULES, UNIT_RULES, At, Refusal, Times, why_not
from eduhub.bookings.services import waiting
from eduhub.bookings.services.asking import Asked, plain, tidied
from eduhub.bookings.services.booking import (
    drafted,
    end,
    find_booking,
    find_unit,
    own_key,
    shift,
    touch,
)
from eduhub.bookings.services.holding import count, parts_stand_still, take, who_has
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import BookingState, Scope, Why
from eduhub.engines.timetable import Occurrence, Pattern, at_wall, occurrences
from eduhub.kit.access import Actor, may, require
from eduhub.kit.errors import HubError, Invalid, NotNow
from eduhub.kit.formats import day
from eduhub.kit.ledger import record
from eduhub.kit.post import post

MOST_OCCURRENCES = 200
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How a booking comes again: on which weekdays (0 is Monday), of every nth week, until when."""

    last: dt.date
    weekdays: frozenset[int]
    every: int = 1


@dataclass(frozen=True, slots=True)
class Missing:
    """A day that could not be had, and why."""

    day: dt.date
    slot: dt.datetime | None
    refusal: Refusal


@patiently
def book_series(
    unit_id: int,
    asked: Asked,
    repeat: Repeat,
    *,
    skips_clashes: bool,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Series:
    """Book every day of the pattern; the first time is that of `asked`, by the clock on the wall.

    With skips_clashes the days that cannot be had are left out and kept with their reason;
    without it one such day refuses all.

    Raises:
        NotNow: a day cannot be had (or, skipping, none can); facts list the days.
    """
    parts_stand_still()
    unit = find_unit(unit_id, by)
    require(by, "book", unit, UNIT_RULES)
    own = own_key(key, by)
    if there := Series.objects.filter(key=own).first():
        return there
    asked = tidied(unit, asked, by)
    pattern = _pattern(asked, repeat)
    days = _days(pattern)
    series = saved(unit, asked, pattern, key=own, by=by, now=now)
    booked, missing = filled(series, days, asked, by=by, now=now)
    if missing and not (skips_clashes and booked):
        raise _none_of(missing)
    keep(series, missing, now)
    record(by, "series.made", series, now=now, booked=len(booked), refused=len(missing))
    post(SeriesChanged(series_id=series.pk, change="made", sequence=series.sequence))
    return series


def _pattern(asked: Asked, repeat: Repeat) -> Pattern:
    local = timezone.localtime(asked.begins)
    if repeat.last < local.date():
        raise Invalid({"last": _("The last day is before the first.")})
    if not repeat.weekdays <= frozenset(range(7)) or not 1 <= repeat.every <= 8:
        raise Invalid({"weekdays": _("Choose the weekdays, and every how many weeks.")})
    return Pattern(
        first=local.date(),
        last=repeat.last,
        weekdays=repeat.weekdays or frozenset({local.weekday()}),
        begins=local.time().replace(second=0, microsecond=0, fold=0),
        minutes=int((asked.ends - asked.begins).total_seconds()) // 60,
        every=repeat.every,
    )


def _days(pattern: Pattern) -> list[Occurrence]:
    zone = timezone.get_current_timezone()
    days: list[Occurrence] = []
    for one in occurrences(pattern, zone):
        if len(days) == MOST_OCCURRENCES:
            said = _("That is more than %(most)s times. Choose an earlier last day.")
            raise Invalid({"last": said % {"most": MOST_OCCURRENCES}})
        days.append(one)
    if not days:
        raise Invalid({"weekdays": _("None of these weekdays comes in that time.")})
    return days


def saved(
    unit: Unit, asked: Asked, pattern: Pattern, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Series:
    told = asdict(pattern) | {"weekdays": "".join(str(d) for d in sorted(pattern.weekdays))}
    return Series.objects.create(
        unit=unit,
        organisation_id=by.organisation_id,
        booker_id=by.user_id,
        title=asked.title,
        made_at=now,
        key=key,
        reference=uuid.uuid5(key, "calendars"),
        **told,
    )


def filled(
    series: Series, days: Sequence[Occurrence], asked: Asked, *, by: Actor, now: dt.datetime
) -> tuple[list[Booking], list[Missing]]:
    """Book what can be had of these days; the others in their order, each with its reason."""
    times = times_of([series.unit])[series.unit_id]
    drafts, missing = _drafted(series, times, days, asked, by=by, now=now)
    Booking.objects.bulk_create(drafts)
    booked, clashing = _take_all(series.unit, drafts)
    return booked, sorted([*missing, *clashing], key=lambda one: one.day)


def _drafted(
    series: Series,
    times: Times,
    days: Sequence[Occurrence],
    asked: Asked,
    *,
    by: Actor,
    now: dt.datetime,
) -> tuple[list[Booking], list[Missing]]:
    drafts: list[Booking] = []
    missing: list[Missing] = []
    for one in days:
        if one.begins is None:
            missing.append(Missing(one.day, None, Refusal(Why.NO_SUCH_HOUR)))
            continue
        if refusal := why_not(times, one.span, asked.people, by=by, now=now):
            missing.append(Missing(one.day, one.begins, refusal))
            continue
        key = uuid.uuid5(series.key, one.day.isoformat())
        draft = drafted(series.unit, asked, key=key, by=by, now=now)
        draft.during = DateTimeTZRange(*one.span)
        draft.series, draft.slot = series, one.begins
        drafts.append(draft)
    return drafts, missing


def _take_all(unit: Unit, drafts: Sequence[Booking]) -> tuple[list[Booking], list[Missing]]:
    """All claims first, in one statement, and then the quotas, day by day."""
    got = take(unit, drafts) if drafts else set()
    booked: list[Booking] = []
    missing: list[Missing] = []
    for draft in drafts:
        refusal = count(draft) if draft.pk in got else who_has(unit, draft.begins, draft.ends)
        if refusal is None:
            booked.append(draft)
            continue
        missing.append(Missing(timezone.localdate(draft.begins), draft.slot, refusal))
        draft.delete()
    return booked, missing


def keep(series: Series, missing: Iterable[Missing], now: dt.datetime) -> None:
    Refused.objects.bulk_create(
        Refused(
            series=series,
            day=one.day,
            slot=one.slot,
            why=one.refusal.why,
            facts=dict(one.refusal.facts),
            at=now,
        )
        for one in missing
    )


def _none_of(missing: Sequence[Missing]) -> NotNow:
    said = ngettext(
        "%(n)s of the days cannot be had. The first, %(day)s: %(why)s",
        "%(n)s of the days cannot be had. The first, %(day)s: %(why)s",
        len(missing),
    )
    first = missing[0]
    days = [{"day": str(one.day), "why": str(one.refusal.why)} for one in missing]
    told = {"n": len(missing), "day": day(first.day), "why": first.refusal.words}
    return NotNow("clashes", said % told, days=days)


# Changing and cancelling: this one, the rest, all


@patiently
def move_some(
    booking_id: int,
    asked: Asked,
    scope: str,
    *,
    skips_clashes: bool,
    by: Actor,
    now: dt.datetime,
) -> list[Booking]:
    """Another weekday, time of day, length, size or title for this one, the rest, or all to come.

    `asked` says it for this one; the others move as far as it does, by the clock on the wall.
    What cannot be moved refuses all, or, skipping, stays where it is with the reason kept.
    """
    parts_stand_still()
    booking = find_booking(booking_id, by)
    require(by, "change", At(booking, now), BOOKING_RULES)
    asked = tidied(booking.unit, asked, by, accepted=booking.accepted_terms)
    days = timezone.localdate(asked.begins) - timezone.localdate(booking.begins)
    if scope != Scope.THIS and abs(days) >= WEEK:
        raise Invalid({"begins": _("Several are moved within a week. Move this one alone.")})
    times = times_of([booking.unit])[booking.unit_id]
    moved: list[Booking] = []
    missing: list[Missing] = []
    for one in _in_scope(booking, scope, now):
        refusal = _moved(one, asked, days, times, by=by, now=now)
        if refusal is None:
            moved.append(one)
        else:
            missing.append(Missing(timezone.localdate(one.begins), one.slot, refusal))
    if missing and not (skips_clashes and moved):
        raise _none_of(missing)
    _note(booking, moved, missing, change="moved", by=by, now=now)
    waiting.offer_next(booking.unit, now=now)
    return moved


@patiently
def cancel_some(
    booking_id: int, scope: str, *, by: Actor, now: dt.datetime, grounds: str = ""
) -> list[Booking]:
    """Cancel this one, the rest, or all to come; what cannot be cancelled any more stays."""
    parts_stand_still()
    booking = find_booking(booking_id, by)
    require(by, "cancel", At(booking, now), BOOKING_RULES)
    said = plain(grounds)
    gone = [
        one
        for one in _in_scope(booking, scope, now)
        if may(by, "cancel", At(one, now), BOOKING_RULES)
    ]
    for one in gone:
        one.grounds = said
        end(one, BookingState.CANCELLED, now)
    _note(booking, gone, [], change="cancelled", by=by, now=now)
    waiting.offer_next(booking.unit, now=now)
    return gone


def _in_scope(booking: Booking, scope: str, now: dt.datetime) -> list[Booking]:
    """Locked, in order of time; only those that stand and have not begun."""
    if scope == Scope.THIS or booking.series_id is None:
        return [booking]
    rows = Booking.objects.filter(
        series=booking.series_id, state__in=(BookingState.ASKED, BookingState.BOOKED)
    ).filter(during__startswith__gt=now)
    if scope == Scope.REST:
        rows = rows.filter(during__startswith__gte=booking.begins)
    locked = rows.select_for_update(of=("self",)).select_related("unit")
    return sorted(locked, key=lambda one: one.begins)


def _moved(
    booking: Booking,
    asked: Asked,
    days: dt.timedelta,
    times: Times,
    *,
    by: Actor,
    now: dt.datetime,
) -> Refusal | None:
    """Move one, or say why not and leave it as it was."""
    zone = timezone.get_current_timezone()
    time = timezone.localtime(asked.begins).time().replace(fold=0)
    begins = at_wall(timezone.localdate(booking.begins) + days, time, zone)
    if begins is None:
        return Refusal(Why.NO_SUCH_HOUR)
    ends = begins + (asked.ends - asked.begins)
    if refusal := why_not(times, (begins, ends), asked.people, by=by, now=now):
        return refusal
    was = booking.during, booking.state
    try:
        with transaction.atomic():
            if (begins, ends) != (booking.begins, booking.ends):
                shift(booking, begins, ends, by=by)
    except HubError as no:
        booking.during, booking.state = was
        return Refusal(no.code, no.facts)
    booking.title, booking.people = asked.title, asked.people
    touch(booking, now)
    booking.save()
    return None


def _note(
    booking: Booking,
    changed: Sequence[Booking],
    missing: Sequence[Missing],
    *,
    change: str,
    by: Actor,
    now: dt.datetime,
) -> None:
    if booking.series is None or not changed:
        return
    series = booking.series
    series.sequence += 1
    series.save(update_fields=["sequence"])
    keep(series, missing, now)
    facts = {"bookings": len(changed), "refused": len(missing)}
    record(by, f"series.{change}", series, now=now, **facts)
    post(SeriesChanged(series_id=series.pk, change=change, sequence=series.sequence))
