"""Letters about bookings, with an invitation for the reader's calendar program."""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.utils.translation import override

from eduhub.bookings.models import Booking, Series, Wait
from eduhub.bookings.queries import calendars
from eduhub.bookings.states import HOLDING, BookingState
from eduhub.kit.calendars import Entry, calendar_text
from eduhub.kit.jobs import once
from eduhub.kit.mail import Invitation, write

IN_CALENDARS = frozenset({BookingState.BOOKED, BookingState.CAME})
GOES = frozenset({"cancelled", "declined", "lapsed", "missed"})


def tell_of_booking(booking_id: int, change: str, sequence: int, *, now: dt.datetime) -> None:
    """Whoever booked it hears of each change once; what has changed again is told by its own letter."""
    rows = Booking.objects.select_related("unit", "booker", "organisation", "series")
    booking = rows.filter(pk=booking_id, sequence=sequence).first()
    if booking is None or booking.booker is None or not booking.booker.is_active:
        return
    person = booking.booker
    with once(f"bookings.{change}:{booking_id}:{sequence}") as first:
        if not first:
            return
        with override(person.language):
            invitation = invitation_of([calendars.entry_of(booking)], change, person.email)
        write(
            person.email,
            "bookings/booking",
            {"booking": booking, "change": change, "unit": booking.unit},
            language=person.language,
            now=now,
            invitation=invitation if _belongs(booking, change) else None,
        )


def _belongs(booking: Booking, change: str) -> bool:
    """What never was in a calendar is not taken out of it, and a no-show stays history.

    A day of a series came with the series' letter; what the hub approved once and is asked anew
    moves in the calendar at once, as tentative.
    """
    if change == "missed":
        return False
    if change == "cancelled" or booking.state in IN_CALENDARS or booking.series_id is not None:
        return True
    return change == "moved" and booking.decided_at is not None


def tell_of_series(series_id: int, change: str, sequence: int, *, now: dt.datetime) -> None:
    """One letter for all days of a series, those that could not be had among them."""
    rows = Series.objects.select_related("unit", "booker")
    series = rows.filter(pk=series_id, sequence=sequence).first()
    if series is None or series.booker is None or not series.booker.is_active:
        return
    person = series.booker
    bookings = list(
        Booking.objects.filter(series=series).select_related("unit", "series").order_by("during")
    )
    holding = [one for one in bookings if one.state in HOLDING]
    with once(f"bookings.series_{change}:{series_id}:{sequence}") as first:
        if not first:
            return
        with override(person.language):
            entries = calendars.entries_of_series(series, bookings)
            said = change if holding else "cancelled"
            invitation = invitation_of(entries if holding else entries[:1], said, person.email)
        write(
            person.email,
            "bookings/series",
            {
                "series": series,
                "change": change,
                "bookings": holding,
                "left_out": list(series.refused.order_by("day", "pk")),
            },
            language=person.language,
            now=now,
            invitation=invitation,
        )


def tell_of_offer(wait_id: int, *, now: dt.datetime) -> None:
    """What one has waited for is free, and until when it is kept."""
    rows = Wait.objects.select_related("unit", "person", "booking")
    wait = rows.filter(pk=wait_id).first()
    if wait is None or wait.booking is None or not wait.person.is_active:
        return
    with once(f"bookings.offered:{wait.booking.pk}") as first:
        if first:
            told = {"booking": wait.booking, "unit": wait.unit}
            person = wait.person
            write(person.email, "bookings/offer", told, language=person.language, now=now)


def invitation_of(entries: list[Entry], change: str, to: str) -> Invitation:
    """For the calendar program of whoever reads at that address."""
    method = "CANCEL" if change in GOES else "REQUEST"
    told = [_addressed(entry, to, method) for entry in entries]
    return Invitation(calendar_text(told, method=method), method)


def _addressed(entry: Entry, to: str, method: str) -> Entry:
    state = "CANCELLED" if method == "CANCEL" else entry.state
    whom = {"organiser": settings.DEFAULT_FROM_EMAIL, "attendee": to}
    repeats = None if method == "CANCEL" else entry.repeats
    return replace(entry, state=state, repeats=repeats, **whom)
