"""When a session can begin: free hours of those who fit, less what their own calendars say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils import timezone

from eduhub.advice.models import Adviser, Busy, Case
from eduhub.advice.queries.teams import advisers_for, taken_by_week, week_of
from eduhub.bookings.models import Unit
from eduhub.bookings.queries import (
    Taken,
    days_as_span,
    free_between,
    taken_between,
    times_of,
)
from eduhub.engines.timetable import midnight

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAYS = 14  # shown at a time

type Span = tuple[dt.datetime, dt.datetime]


def busy_between(
    advisers: Collection[int], begins: dt.datetime, ends: dt.datetime
) -> dict[int, list[Span]]:
    """What their own calendars say, by adviser. One query."""
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Busy.objects.filter(adviser__in=advisers, during__overlap=(begins, ends))
    for one in rows:
        found[one.adviser_id].append((one.during.lower, one.during.upper))
    return found


def is_busy(adviser: Adviser, begins: dt.datetime, ends: dt.datetime) -> bool:
    """By their own calendar, with what is kept free around a session. One query."""
    before, after = adviser.unit.buffer_before * MINUTE, adviser.unit.buffer_after * MINUTE
    return bool(busy_between([adviser.pk], begins - before, ends + after))


def free_times(
    case: Case, first: dt.date, now: dt.datetime, *, days: int = DAYS
) -> list[dt.datetime]:
    """Moments at which a session may begin, with whomever of those who fit. Eight queries.

    A week in which an adviser has as many sessions as they take is not among theirs.
    """
    advisers = list(advisers_for(case).select_related("unit"))
    if not advisers:
        return []
    units = [one.unit for one in advisers]
    begins, ends = days_as_span(first, days)
    times, taken = times_of(units), taken_between(units, begins - DAY, ends + DAY)
    busy = busy_between([one.pk for one in advisers], begins - DAY, ends + DAY)
    for one in advisers:
        own = (Taken(b, e, 0) for b, e in busy[one.pk])
        taken[one.unit_id] = [*taken[one.unit_id], *own]
    gaps: Mapping[int, Sequence[Span]] = free_between(
        times,
        taken,
        first,
        days,
        minutes=min(unit.least_minutes for unit in units),
        not_before=now + min(unit.lead_hours for unit in units) * HOUR,
    )
    monday = first - first.weekday() * DAY
    counted = taken_by_week([one.pk for one in advisers], monday, days // 7 + 1)
    found = {
        moment
        for one in advisers
        for gap in gaps[one.unit_id]
        if counted[one.pk, week_of(gap[0])] < one.weekly_cap
        for moment in _beginnings(one.unit, gap, now)
    }
    return sorted(found)


def _beginnings(unit: Unit, gap: Span, now: dt.datetime) -> Iterator[dt.datetime]:
    """In step with the clock of the gap's day, each leaving time for a whole session."""
    length, step = unit.least_minutes * MINUTE, unit.step_minutes * MINUTE
    begins, ends = gap
    first = timezone.localdate(begins)
    if first > timezone.localdate(now) + unit.ahead_days * DAY:
        return
    day = midnight(first, timezone.get_current_timezone())
    soonest = now + unit.lead_hours * HOUR
    moment = day - (day - begins) // step * step
    while moment + length <= ends:
        if moment >= soonest:
            yield moment
        moment += step
