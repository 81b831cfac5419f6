"""Spans of time in templates: {% load spans %}."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from eduhub.bookings import rules
from eduhub.bookings.models import (
    Booking,
    Refused,
    SchoolGroup,
    VisitTime,
    Wait,
    WeeklyHours,
)
from eduhub.bookings.states import BookingState, GroupState
from eduhub.kit.formats import clock, day

register = template.Library()

TONES = {
    BookingState.ASKED: "warning",
    BookingState.OFFERED: "warning",
    BookingState.BOOKED: "ok",
    BookingState.CAME: "ok",
    BookingState.MISSED: "danger",
}
GROUP_TONES = {
    GroupState.HELD: "warning",
    GroupState.OFFERED: "warning",
    GroupState.WAITING: "info",
    GroupState.BOOKED: "ok",
    GroupState.CAME: "ok",
    GroupState.MISSED: "danger",
}


@register.filter
def during(thing: Booking | Wait | VisitTime) -> str:
    """{{ booking|during }}: the day, from when until when."""
    return rules.span(thing.during.lower, thing.during.upper)


@register.filter
def clocks(thing: Booking | Wait | VisitTime) -> str:
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
def group_tone(group: SchoolGroup) -> str:
    """The tone of its state's pill."""
    return GROUP_TONES.get(GroupState(group.state), "plain")


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


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Weekdays with the same hours, in words; period where they are for a time only."""

    days: str
    hours: str
    period: str


@register.filter
def by_days(rows: Iterable[WeeklyHours]) -> list[HoursLine]:
    """{{ unit.weekly_hours.all|by_days }}: Monday to Friday with their hours as one line."""
    same: dict[tuple[object, ...], list[WeeklyHours]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens)):
        same[row.opens, row.closes, row.since, row.until].append(row)
    return [
        HoursLine(
            _runs([row.weekday for row in found]),
            f"{clock(found[0].opens)}–{found[0].closes:%-H.%M}",
            f"{day(found[0].since)} – {day(found[0].until)}".strip()
            if found[0].since or found[0].until
            else "",
        )
        for found in same.values()
    ]


def _runs(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for one in days:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(
        weekday(run[0]) if len(run) == 1 else f"{weekday(run[0])}–{weekday(run[-1])}"
        for run in runs
    )
