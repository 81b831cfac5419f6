"""What the pages of bookings, series and the desk show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, QuerySet

from eduhub.bookings.models import Booking, Refused, Series, Unit, Wait, lent
from eduhub.bookings.queries.times import days_as_span
from eduhub.bookings.rules import Refusal
from eduhub.bookings.states import BookingState, WaitState
from eduhub.kit.access import Actor, find

NEXT = dt.timedelta(hours=24)

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


@dataclass(frozen=True, slots=True)
class Coming:
    """A booking to come; of a series the next, with how many days follow."""

    booking: Booking
    more: int = 0


def coming_of(actor: Actor, now: dt.datetime, most: int = 200) -> list[Coming]:
    """What bookings_of tells, each series as one. One query."""
    first: dict[object, Booking] = {}
    days: dict[object, int] = {}
    for one in bookings_of(actor, now)[:most]:
        key = one.series_id or f"alone:{one.pk}"
        first.setdefault(key, one)
        days[key] = days.get(key, -1) + 1
    return [Coming(one, days[key]) for key, one in first.items()]


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


def bookings_for(kind: str, key: int, now: dt.datetime) -> QuerySet[Booking]:
    """What is booked for a thing and still to come; for its room, which knows who may read it."""
    rows = Booking.objects.filter(subject_kind=kind, subject_key=key).holding().to_come(now)
    return rows.select_related("unit").order_by("during", "pk").fetch_mode(FETCH_RAISE)


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
