"""A week of units: when each is free, and what of the taken times a reader may know."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import LONGEST, Booking, Unit
from eduhub.bookings.queries.free import free_between, gaps_from
from eduhub.bookings.queries.times import (
    DAY,
    Span,
    Taken,
    days_as_span,
    taken_between,
    times_of,
)
from eduhub.bookings.rules import Times, bare_clock, clocks, is_for, is_staff, why_not
from eduhub.bookings.states import LED
from eduhub.kit.access import Actor
from eduhub.kit.lang import in_reading_order

MOST_SLOTS = 4  # shown of a day
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; "" and 0 for no limit."""

    first: dt.date
    days: int = 7
    kind: str = ""
    minutes: int = 60
    people: int = 0
    equipment: tuple[str, ...] = ()
    only_free: bool = False

    @property
    def last_day(self) -> dt.date:
        return self.first + (self.days - 1) * DAY


@dataclass(frozen=True, slots=True)
class Occupied:
    """A time that is not free; booking only where the reader may know of it."""

    words: str
    booking: Booking | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of one unit.

    Attributes:
        slots: possible beginnings, with the clock in words.
        more: how many further ones there are.
        place: of the container, where it stands.
    """

    day: dt.date
    is_open: bool
    slots: list[dt.datetime] = field(default_factory=list)
    more: int = 0
    taken: list[Occupied] = field(default_factory=list)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with its days, as a table's row."""

    unit: Unit
    days: list[DayOf]
    is_for_reader: bool = True

    @property
    def has_room(self) -> bool:
        return any(day.slots for day in self.days)


def units_to_list(actor: Actor, wanted: Wanted) -> QuerySet[Unit]:
    """Those that fit, in the reader's order. One query."""
    found = Unit.objects.visible_to(actor).exclude(kind__in=LED)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.people:
        found = found.filter(size__gte=wanted.people)
    if wanted.equipment:
        found = found.filter(equipment__contains=list(wanted.equipment))
    return found.order_by("kind", in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)


def free_at(span: Span, wanted: Wanted, actor: Actor, now: dt.datetime) -> QuerySet[Unit]:
    """Those that fit and that this person could book for exactly that time. Six queries."""
    begins, ends = span
    found = units_to_list(actor, wanted)
    if not begins < ends <= begins + LONGEST:
        return found.none()
    units = list(found)
    times = times_of(units)
    before = max((unit.buffer_before for unit in units), default=0) * MINUTE
    after = max((unit.buffer_after for unit in units), default=0) * MINUTE
    taken = taken_between(units, begins - before, ends + after)
    people = max(wanted.people, 1)
    free = [
        unit.pk
        for unit in units
        if why_not(times[unit.pk], span, people, by=actor, now=now) is None
        and not _is_taken(unit, span, taken[unit.pk])
    ]
    return found.filter(pk__in=free)


def _is_taken(unit: Unit, span: Span, taken: Sequence[Taken]) -> bool:
    begins = span[0] - unit.buffer_before * MINUTE
    ends = span[1] + unit.buffer_after * MINUTE
    return any(one.begins < ends and begins < one.ends for one in taken)


def week_of(units: Sequence[Unit], wanted: Wanted, actor: Actor, now: dt.datetime) -> list[Row]:
    """When each unit is free, and what of the taken times this reader may know. Five queries."""
    units = list(units)
    times = times_of(units)
    begins, ends = days_as_span(wanted.first, wanted.days)
    taken = taken_between(units, begins, ends)
    free = free_between(
        times, taken, wanted.first, wanted.days, minutes=wanted.minutes, not_before=now
    )
    known = _known({one.booking_id for found in taken.values() for one in found}, actor)
    reader = _Reader(actor, now, known)
    rows = [
        Row(unit, [
            _day(times[unit.pk], wanted.first + n * DAY, wanted, (free[unit.pk], taken[unit.pk]), reader)
            for n in range(wanted.days)
        ], is_for(unit, actor))
        for unit in units
    ]  # fmt: skip
    return [row for row in rows if row.has_room] if wanted.only_free else rows


def first_free(
    units: Sequence[Unit], wanted: Wanted, actor: Actor, now: dt.datetime
) -> tuple[Unit, dt.datetime] | None:
    """The unit that this reader could have first from that week on, and from when; None if none.

    Looked for in the days that one may book ahead. Four queries, and a few more the farther it
    lies away.
    """
    reader, found = _Reader(actor, now, {}), None
    ahead = max((unit.ahead_days for unit in units), default=0)
    days = (timezone.localdate(now) + (ahead + 1) * DAY - wanted.first).days
    gaps = gaps_from(units, wanted.first, days, minutes=wanted.minutes, not_before=now)
    for times, gap in gaps:
        if found and gap[0] >= found[1]:
            break
        minutes = max(wanted.minutes, times.unit.least_minutes)
        slot = _first_slot(times, gap, minutes, reader)
        if slot and (found is None or slot < found[1]):
            found = times.unit, slot
            if slot == gap[0]:  # no gap that comes later begins earlier
                break
    return found


def _first_slot(times: Times, gap: Span, minutes: int, reader: "_Reader") -> dt.datetime | None:
    day, last = timezone.localdate(gap[0]), timezone.localdate(gap[1])
    while day <= last:
        for opened in times.open_on(day):
            for slot in _slots(times.unit, opened, [gap], minutes):
                if _can_begin(times, slot, minutes, reader):
                    return slot
        day += DAY
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who looks, when, and which bookings they may know of."""

    actor: Actor
    now: dt.datetime
    known: Mapping[int, Booking]


def _known(booking_ids: set[int], actor: Actor) -> dict[int, Booking]:
    rows = Booking.objects.visible_to(actor).filter(pk__in=booking_ids)
    return {one.pk: one for one in rows.fetch_mode(FETCH_RAISE)}


def _day(
    times: Times,
    day: dt.date,
    wanted: Wanted,
    told: tuple[list[Span], list[Taken]],
    reader: _Reader,
) -> DayOf:
    free, taken = told
    opened = times.open_on(day)
    minutes = max(wanted.minutes, times.unit.least_minutes)
    slots = [
        slot
        for span in opened
        for slot in _slots(times.unit, span, free, minutes)
        if _can_begin(times, slot, minutes, reader)
    ]
    begins, ends = days_as_span(day, 1)
    here = [one for one in taken if one.begins < ends and begins < one.ends]
    site = times.site_on(day)
    return DayOf(
        day=day,
        is_open=bool(opened),
        slots=slots[:MOST_SLOTS],
        more=max(len(slots) - MOST_SLOTS, 0),
        taken=[_occupied(one, (begins, ends), reader) for one in here],
        place=str(site.place) if site else "",
    )


def _occupied(one: Taken, day: Span, reader: _Reader) -> Occupied:
    booking, actor = reader.known.get(one.booking_id), reader.actor
    is_own = booking is not None and (
        booking.booker_id == actor.user_id
        or (
            booking.organisation_id is not None
            and booking.organisation_id == actor.organisation_id
        )
    )
    return Occupied(_hours_of(one, day), booking, is_own)


def _hours_of(one: Taken, day: Span) -> str:
    if one.begins <= day[0] and day[1] <= one.ends:
        return _("All day")
    if one.begins < day[0]:
        return _("Until %(clock)s") % {"clock": bare_clock(one.ends)}
    if day[1] < one.ends:
        return _("From %(clock)s") % {"clock": bare_clock(one.begins)}
    return clocks(one.begins, one.ends)


def _can_begin(times: Times, slot: dt.datetime, minutes: int, reader: _Reader) -> bool:
    """Whether this reader may book from there on. All reasons are looked at only where the end
    lies on another day; elsewhere a gap within the opening hours has been found already."""
    unit, span = times.unit, (slot, slot + minutes * MINUTE)
    if unit.over_night:
        return why_not(times, span, 1, by=reader.actor, now=reader.now) is None
    if not is_for(unit, reader.actor):
        return False
    if is_staff(reader.actor):
        return True
    early = reader.now + unit.lead_hours * dt.timedelta(hours=1)
    return early <= slot <= reader.now + (unit.ahead_days + 1) * DAY


def _slots(unit: Unit, opened: Span, free: list[Span], minutes: int) -> list[dt.datetime]:
    """Beginnings on the unit's grid, by the clock on the wall, that a gap has room for."""
    found = []
    for begins, ends in free:
        latest = (
            min(ends, max(opened[1], ends if unit.over_night else opened[1])) - minutes * MINUTE
        )
        at = _on_grid(max(begins, opened[0]), unit.step_minutes)
        while at <= latest and at < opened[1]:
            found.append(at)
            at += unit.step_minutes * MINUTE
    return found


def _on_grid(moment: dt.datetime, step: int) -> dt.datetime:
    """That moment or the next on the grid that begins at midnight."""
    local = timezone.localtime(moment)
    minutes = local.hour * 60 + local.minute + (1 if local.second or local.microsecond else 0)
    whole = moment.replace(second=0, microsecond=0)
    start = whole + (MINUTE if moment != whole else dt.timedelta())
    return start + (-minutes % step) * MINUTE
