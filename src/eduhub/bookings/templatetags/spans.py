"""Spans of time in templates: {% load spans %}."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from eduhub.bookings import rules
from eduhub.bookings.models import Booking, Refused, Wait
from eduhub.bookings.states import BookingState

register = template.Library()

TONES = {
    BookingState.ASKED: "warning",
    BookingState.OFFERED: "warning",
    BookingState.BOOKED: "ok",
    BookingState.CAME: "ok",
    BookingState.MISSED: "danger",
}


@register.filter
def during(thing: Booking | Wait) -> str:
    """{{ booking|during }}: the day, from when until when."""
    return rules.span(thing.during.lower, thing.during.upper)


@register.filter
def clocks(thing: Booking | Wait) -> str:
    """{{ booking|clocks }}: from when until when, without the day."""
    return rules.clocks(thing.during.lower, thing.during.upper)


@register.filter
def bare_clock(moment: dt.datetime) -> str:
    """{{ slot|bare_clock }}: 13.00."""
    return rules.bare_clock(moment)


@register.filter
def minutes_long(minutes: int) -> str:
    """{{ unit.most_minutes|minutes_long }}: 2 h 30 min."""
    return rules.length(minutes)


@register.filter
def tone(booking: Booking) -> str:
    """The tone of its state's pill."""
    return TONES.get(BookingState(booking.state), "plain")


@register.filter
def why(refused: Refused) -> str:
    """The reason of a day that a series lacks, in the reader's words."""
    return rules.Refusal(refused.why, refused.facts).words


@register.filter
def weekday(value: dt.date | int) -> str:
    """The day's name, in the reader's language."""
    number = value if isinstance(value, int) else value.weekday()
    return str(WEEKDAYS[number])


@register.filter
def short_day(value: dt.date) -> str:
    """8.10., the same in all three languages."""
    return f"{value.day}.{value.month}."


@register.filter
def in_utc(moment: dt.datetime) -> str:
    """An instant, for an address: no wall clock comes twice there."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")


@register.filter
def is_today(value: dt.date) -> bool:
    return value == timezone.localdate()
