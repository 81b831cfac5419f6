"""What the pages of units and bookings show."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, Prefetch, QuerySet
from django.utils import timezone

from eduhub.bookings.models import Booking, Refused, Series, Unit, Wait, lent
from eduhub.bookings.queries.times import (
    DAY,
    Span,
    Taken,
    days_as_span,
    free_between,
    taken_between,
    times_of,
)
from eduhub.bookings.rules import Refusal, Times, clocks
from eduhub.bookings.states import BookingState, WaitState
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order

MOST_SLOTS = 6  # shown of a day
MINUTE = dt.timedelta(minutes=1)
NEXT = dt.timedelta(hours=24)


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

    @property
    def has_room(self) -> bool:
        return any(day.slots for day in self.days)


def units_to_list(actor: Actor, wanted: Wanted) -> QuerySet[Unit]:
    """Those that fit, in the reader's order. One query."""
    found = Unit.objects.visible_to(actor)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.people:
        found = found.filter(size__gte=wanted.people)
    if wanted.equipment:
        found = found.filter(equipment__contains=list(wanted.equipment))
    return found.order_by("kind", in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)


def week_of(units: Sequence[Unit], wanted: Wanted, actor: Actor, now: dt.datetime) -> list[Row]:
    """When each unit is free, and what of the taken times this reader may know. Six queries."""
    units = list(units)
    times = times_of(units)
    begins, ends = days_as_span(wanted.first, wanted.days)
    taken = taken_between(units, begins, ends)
    free = free_between(
        times, taken, wanted.first, wanted.days, minutes=wanted.minutes, not_before=now
    )
    known = _known({one.booking_id for found in taken.values() for one in found}, actor)
    rows = [
        Row(unit, [
            _day(times[unit.pk], wanted.first + n * DAY, wanted, (free[unit.pk], taken[unit.pk]), known)
            for n in range(wanted.days)
        ])
        for unit in units
    ]  # fmt: skip
    return [row for row in rows if row.has_room] if wanted.only_free else rows


def _known(booking_ids: set[int], actor: Actor) -> dict[int, Booking]:
    rows = Booking.objects.visible_to(actor).filter(pk__in=booking_ids)
    return {one.pk: one for one in rows.fetch_mode(FETCH_RAISE)}


def _day(
    times: Times,
    day: dt.date,
    wanted: Wanted,
    told: tuple[list[Span], list[Taken]],
    known: Mapping[int, Booking],
) -> DayOf:
    free, taken = told
    opened = times.open_on(day)
    slots = [slot for span in opened for slot in _slots(times.unit, span, free, wanted.minutes)]
    begins, ends = days_as_span(day, 1)
    here = [one for one in taken if one.begins < ends and begins < one.ends]
    site = times.site_on(day)
    return DayOf(
        day=day,
        is_open=bool(opened),
        slots=slots[:MOST_SLOTS],
        more=max(len(slots) - MOST_SLOTS, 0),
        taken=[_occupied(one, (begins, ends), known) for one in here],
        place=str(site.place) if site else "",
    )


def _occupied(one: Taken, day: Span, known: Mapping[int, Booking]) -> Occupied:
    begins, ends = max(one.begins, day[0]), min(one.ends, day[1])
    return Occupied(clocks(begins, ends), known.get(one.booking_id))


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


# Bookings


def find_booking(pk: int, actor: Actor) -> Booking:
    """One that this person may see. One query."""
    rows = Booking.objects.visible_to(actor).select_related("unit", "organisation", "series")
    return find(rows, pk=pk)


def bookings_of(actor: Actor, now: dt.datetime) -> QuerySet[Booking]:
    """One's own and one's organisation's, to come, in order of time. One query."""
    own = Booking.objects.visible_to(actor)
    if actor.user_id is not None:  # of staff not everybody's
        mine = Booking.objects.filter(booker=actor.user_id)
        theirs = Booking.objects.filter(
            organisation=actor.organisation_id, organisation__isnull=False
        )
        own = own & (mine | theirs)
    return (
        own.holding()
        .to_come(now)
        .select_related("unit", "organisation")
        .order_by("during", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def past_of(actor: Actor, now: dt.datetime) -> QuerySet[Booking]:
    """What is over or was ended, the latest first. One query."""
    own = Booking.objects.filter(booker=actor.user_id or 0)
    over = own.exclude(pk__in=own.holding().to_come(now).values("pk"))
    return (
        over.select_related("unit", "organisation")
        .order_by("-during", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def offers_to(actor: Actor, now: dt.datetime) -> QuerySet[Booking]:
    """Times that the waiting list has brought this person. One query."""
    offers = Booking.objects.filter(booker=actor.user_id or 0, state=BookingState.OFFERED)
    return (
        offers.filter(answer_by__gt=now)
        .select_related("unit")
        .order_by("answer_by")
        .fetch_mode(FETCH_RAISE)
    )


def waits_of(actor: Actor) -> QuerySet[Wait]:
    """What this person waits for. One query."""
    waits = Wait.objects.filter(person=actor.user_id or 0, state=WaitState.WAITING)
    return waits.select_related("unit").order_by("during").fetch_mode(FETCH_RAISE)


def find_series(pk: int, actor: Actor) -> Series:
    """One of which this person sees a booking. Two queries."""
    seen = Booking.objects.visible_to(actor).filter(series=pk)
    rows = Series.objects.filter(pk__in=seen.values("series")).select_related("unit")
    return find(rows, pk=pk)


@dataclass(frozen=True, slots=True)
class Left:
    """A day that a series lacks, and why, in the reader's words."""

    day: dt.date
    words: str


def left_out(series: Series) -> list[Left]:
    """In order of days. One query."""
    rows = Refused.objects.filter(series=series).order_by("day", "pk")
    return [Left(one.day, Refusal(one.why, one.facts).words) for one in rows]


def bookings_in(series: Series) -> QuerySet[Booking]:
    """In order of time. One query."""
    rows = Booking.objects.filter(series=series).select_related("unit")
    return rows.order_by("during").fetch_mode(FETCH_RAISE)


@dataclass(frozen=True, slots=True)
class Tied:
    """The thing that a booking is for."""

    words: str
    url: str


def tied_to(booking: Booking) -> Tied | None:
    """As its room tells it; None when nobody speaks for it any more."""
    rules = lent().get(booking.subject_kind)
    if rules is None or booking.subject_key is None:
        return None
    name = rules.names((booking.subject_key,)).get(booking.subject_key)
    return Tied(name, rules.address(booking.subject_key)) if name else None


def subjects_for(actor: Actor) -> list[tuple[str, str]]:
    """What this person may tie a booking to: "kind:key" and its name."""
    return [
        (f"{kind}:{key}", name)
        for kind, rules in lent().items()
        for key, name in rules.choices(actor).items()
    ]


# The hub's desk


def waiting_for_the_hub(now: dt.datetime) -> QuerySet[Booking]:
    """What wants approval, the nearest first. One query."""
    rows = Booking.objects.filter(state=BookingState.ASKED).to_come(now)
    return (
        rows.select_related("unit", "organisation")
        .order_by("during", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def day_at_the_hub(day: dt.date) -> QuerySet[Booking]:
    """Everything that holds time on that day, or was missed. One query."""
    begins, ends = days_as_span(day, 1)
    rows = Booking.objects.filter(during__startswith__lt=ends, during__endswith__gt=begins)
    shown = (BookingState.BOOKED, BookingState.CAME, BookingState.MISSED)
    return (
        rows.filter(state__in=shown)
        .select_related("unit", "organisation", "booker")
        .order_by("during", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def at_the_door(door: object, actor: Actor, now: dt.datetime) -> tuple[Unit, list[Booking]]:
    """The unit whose code was read, and this person's bookings of it about now."""
    unit = find(Unit.objects.visible_to(actor), door=door)
    near = Booking.objects.visible_to(actor).filter(unit=unit)
    near = near.filter(state__in=(BookingState.BOOKED, BookingState.CAME))
    rows = near.filter(during__startswith__lt=now + NEXT, during__endswith__gt=now)
    return unit, list(rows.select_related("unit").order_by("during"))


def unit_to_arrange(pk: int, actor: Actor) -> Unit:
    """With its hours, special days, sites, parts and quotas. Seven queries."""
    parts = Prefetch("parts__part", queryset=Unit.objects.all())
    rows = Unit.objects.visible_to(actor).prefetch_related(
        "weekly_hours", "special_days", "sites__host", "quotas__organisation", "parts", parts
    )
    return find(rows, pk=pk)
