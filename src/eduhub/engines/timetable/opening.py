"""On which days, from when until when: periods, weekly rules, exceptions, public holidays."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from eduhub.engines.timetable.holidays import public_holidays
from eduhub.engines.timetable.walls import at_wall, midnight

DAY = dt.timedelta(days=1)
MIDNIGHT = dt.time()

type Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Weekly:
    """Open on one weekday (0 is Monday), in a period whose ends belong to it.

    closes at 00.00 means the midnight at the end of the day.
    """

    weekday: int
    opens: dt.time
    closes: dt.time
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max


@dataclass(frozen=True, slots=True)
class Special:
    """Days that are otherwise than the week says: with other hours, or (no times) closed."""

    first: dt.date
    last: dt.date
    opens: dt.time | None = None
    closes: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """All that is told of one thing. A special day wins over a holiday, a holiday over the week.

    Without any weekly rule the thing is never open, unless `always` says the contrary.
    """

    weekly: Sequence[Weekly] = ()
    specials: Sequence[Special] = ()
    on_holidays: bool = False
    always: bool = field(default=False)


def windows(hours: Hours, day: dt.date, zone: dt.tzinfo) -> list[Span]:
    """When it is open on that day, in order, apart from each other (UTC)."""
    spans = [
        span for opens, closes in _told(hours, day) if (span := _span(day, opens, closes, zone))
    ]
    return _joined(sorted(spans))


def _told(hours: Hours, day: dt.date) -> list[tuple[dt.time, dt.time]]:
    special = [one for one in hours.specials if one.first <= day <= one.last]
    if special:
        return [
            (s.opens, s.closes) for s in special if s.opens is not None and s.closes is not None
        ]
    if not hours.on_holidays and day in public_holidays(day.year):
        return []
    if hours.always:
        return [(MIDNIGHT, MIDNIGHT)]
    return [
        (rule.opens, rule.closes)
        for rule in hours.weekly
        if rule.weekday == day.weekday() and rule.since <= day <= rule.until
    ]


def _span(day: dt.date, opens: dt.time, closes: dt.time, zone: dt.tzinfo) -> Span | None:
    """In a spring night an edge may fall into the hour that is not there: then it is its end."""
    begins = at_wall(day, opens, zone) or _after_the_gap(day, opens, zone)
    if closes == MIDNIGHT:
        ends = midnight(day + DAY, zone)
    else:
        ends = at_wall(day, closes, zone) or _after_the_gap(day, closes, zone)
    return (begins, ends) if begins < ends else None


def _after_the_gap(day: dt.date, time: dt.time, zone: dt.tzinfo) -> dt.datetime:
    """The instant of the change in whose gap this wall time lies."""
    before = dt.datetime.combine(day, time, tzinfo=zone).replace(fold=1)
    after = before.replace(fold=0)
    low, high = sorted((before.astimezone(dt.UTC), after.astimezone(dt.UTC)))
    while high - low > dt.timedelta(seconds=1):
        middle = low + (high - low) / 2
        same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
        low, high = (middle, high) if same else (low, middle)
    return high.replace(microsecond=0)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for begins, ends in spans:
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined
