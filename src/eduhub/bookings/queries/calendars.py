"""What calendar programs read: a person's bookings, a unit's taken times, the hub's public days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import Booking, CalendarLink, Claim, Series, Site, SpecialDay, Unit
from eduhub.bookings.queries.times import inside
from eduhub.bookings.states import HOLDING, BookingState
from eduhub.engines.timetable import Pattern, comes_twice, midnight, occurrences
from eduhub.kit.access import Actor, find
from eduhub.kit.calendars import Entry, Weekly
from eduhub.kit.tokens import digest_of

DAY = dt.timedelta(days=1)
BACK, GONE = dt.timedelta(days=90), dt.timedelta(days=60)
AHEAD = dt.timedelta(days=400)
STATES = {
    BookingState.ASKED: "TENTATIVE",
    BookingState.OFFERED: "TENTATIVE",
    BookingState.BOOKED: "CONFIRMED",
    BookingState.CAME: "CONFIRMED",
}


def uid_of(thing: Booking | Series) -> str:
    """The name of an event in all calendars, for good; days of a series bear the series' name."""
    if isinstance(thing, Booking) and thing.series is not None:
        thing = thing.series
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"{thing.reference}@{host}"


def entry_of(booking: Booking) -> Entry:
    """One booking; of a series, in place of the pattern's moment."""
    state = STATES.get(BookingState(booking.state), "CANCELLED")
    address = reverse("bookings:booking", args=[booking.pk])
    return Entry(
        uid=uid_of(booking),
        begins=booking.begins,
        ends=booking.ends,
        title=f"{booking.unit.name}: {booking.title}",
        changed=booking.changed_at,
        sequence=booking.sequence,
        state=state,
        place=str(booking.unit.place),
        url=f"{settings.PUBLIC_URL}{address}",
        instead_of=booking.slot if booking.series is not None else None,
    )


def entries_of_series(series: Series, bookings: Iterable[Booking], **told: str) -> list[Entry]:
    """The pattern with what it leaves out, and an entry for each day that is otherwise.

    The pattern itself never changes, so that a day keeps the name by which programs know it.
    """
    by_slot = {booking.slot: booking for booking in bookings}
    zone = timezone.get_current_timezone()
    days = list(occurrences(pattern_of(series), zone))
    without: list[dt.datetime] = []
    otherwise: list[Booking] = []
    for one in days:
        booking = by_slot.get(one.begins) if one.begins else None
        if booking is None or booking.state not in HOLDING:
            without.append(dt.datetime.combine(one.day, series.begins))
        elif _is_otherwise(booking, series):
            otherwise.append(booking)
    first = next(one for one in days if one.begins is not None)
    begins, ends = first.span
    changed = max([series.made_at, *(b.changed_at for b in by_slot.values())])
    address = reverse("bookings:series", args=[series.pk])
    whole = Entry(
        uid=uid_of(series),
        begins=begins,
        ends=ends,
        title=f"{series.unit.name}: {series.title}",
        changed=changed,
        sequence=series.sequence,
        place=str(series.unit.place),
        url=f"{settings.PUBLIC_URL}{address}",
        repeats=Weekly(
            weekdays=[int(day) for day in series.weekdays],
            every=series.every,
            until=midnight(series.last + DAY, zone) - dt.timedelta(seconds=1),
            without=[moment for moment in without if moment.date() >= first.day],
        ),
    )
    return [whole, *(entry_of(booking) for booking in otherwise)]


def pattern_of(series: Series) -> Pattern:
    return Pattern(
        first=series.first,
        last=series.last,
        weekdays=frozenset(int(day) for day in series.weekdays),
        begins=series.begins,
        minutes=series.minutes,
        every=series.every,
    )


def _is_otherwise(booking: Booking, series: Series) -> bool:
    """Whether programs could show it wrongly from the pattern alone, as over a change of clocks."""
    if _meets_clock_change(booking):
        return True
    plain = booking.begins == booking.slot and booking.minutes == series.minutes
    named = booking.title == series.title
    return not (plain and named and STATES[BookingState(booking.state)] == "CONFIRMED")


def _meets_clock_change(booking: Booking) -> bool:
    zone = timezone.get_current_timezone()
    begins, ends = booking.begins.astimezone(zone), booking.ends.astimezone(zone)
    return begins.utcoffset() != ends.utcoffset() or any(
        comes_twice(moment, zone) for moment in (begins, ends)
    )


def link_by(token: str) -> QuerySet[CalendarLink]:
    """The link with this token, as a query of one row or none."""
    digest = digest_of(token)
    return CalendarLink.objects.filter(token_digest=digest, person__is_active=True)


def link_of(actor: Actor) -> CalendarLink | None:
    return CalendarLink.objects.filter(person=actor.user_id or 0).first()


def own_entries(person_id: int, now: dt.datetime) -> list[Entry]:
    """A person's bookings from three months back on; what was cancelled, for 60 days. Two queries."""
    rows = Booking.objects.filter(booker=person_id, during__endswith__gt=now - BACK)
    shown = rows.filter(Q(state__in=HOLDING) | Q(changed_at__gt=now - GONE)).exclude(
        state=BookingState.MISSED
    )
    alone = shown.filter(series=None).select_related("unit", "series").order_by("during", "pk")
    entries = [entry_of(booking) for booking in alone]
    in_series = Booking.objects.filter(series__booker=person_id, series__last__gt=now - BACK)
    by_series: dict[int, list[Booking]] = defaultdict(list)
    for booking in in_series.select_related("unit", "series__unit").order_by("during", "pk"):
        if booking.series is not None:
            by_series[booking.series.pk].append(booking)
    for bookings in by_series.values():
        series = bookings[0].series
        if series and any(booking.state in HOLDING for booking in bookings):
            entries += entries_of_series(series, bookings)
    return entries


def taken_entries(unit: Unit, now: dt.datetime) -> list[Entry]:
    """When a unit is taken, and nothing of whom or what. Two queries."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    reach = inside([unit.pk])[unit.pk]  # a hall is taken as soon as a half of it is
    claims = Claim.objects.filter(unit__in=reach, during__endswith__gt=now - BACK)
    claims = claims.filter(during__startswith__lt=now + AHEAD).select_related("booking")
    once = {claim.booking_id: claim for claim in claims.order_by("during", "pk")}
    return [
        Entry(
            uid=f"taken-{claim.booking.reference}-{unit.pk}@{host}",
            begins=claim.during.lower,
            ends=claim.during.upper,
            title=_("Taken"),
            changed=claim.booking.changed_at,
            sequence=claim.booking.sequence,
        )
        for claim in once.values()
    ]


def public_entries(now: dt.datetime) -> list[Entry]:
    """Where the container stands when, and when the whole hub is closed. Two queries."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    since = timezone.localdate(now) - BACK
    stamp = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    sites = Site.objects.filter(last__gte=since, unit__in=Unit.objects.shown())
    entries = [
        Entry(
            uid=f"site-{site.pk}@{host}",
            begins=site.first,
            ends=site.last + DAY,
            title=f"{site.unit.name}: {site.place}",
            changed=stamp,
            place=str(site.place),
        )
        for site in sites.select_related("unit").order_by("first", "pk")
    ]
    closed = SpecialDay.objects.filter(unit=None, opens=None, last__gte=since)
    return entries + [
        Entry(
            uid=f"closed-{day.pk}@{host}",
            begins=day.first,
            ends=day.last + DAY,
            title=_("Closed: %(why)s") % {"why": day.why} if day.why.spoken else _("Closed"),
            changed=stamp,
        )
        for day in closed.order_by("first", "pk")
    ]


def unit_to_follow(pk: int, actor: Actor) -> Unit:
    return find(Unit.objects.visible_to(actor), pk=pk)
