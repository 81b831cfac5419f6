"""On which days a repeated booking falls, by the clock on the wall."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from eduhub.engines.timetable.walls import at_wall

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


class NoSuchHour(Exception):
    """On that day the clock jumps over the time."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The same time on some weekdays (0 is Monday) of every nth week, both ends belonging to it.

    The weeks are counted from the Monday of the first day's week.
    """

    first: dt.date
    last: dt.date
    weekdays: frozenset[int]
    begins: dt.time
    minutes: int
    every: int = 1  # weeks


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A day of the pattern; begins is None where the clock jumps over the hour that day."""

    day: dt.date
    begins: dt.datetime | None
    minutes: int

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """Begin and end (UTC); as many minutes as always, whatever the clock does meanwhile.

        Raises:
            NoSuchHour: the hour does not exist on this day.
        """
        if self.begins is None:
            raise NoSuchHour
        return self.begins, self.begins + dt.timedelta(minutes=self.minutes)


def occurrences(pattern: Pattern, zone: dt.tzinfo) -> Iterator[Occurrence]:
    """Every day of the pattern, in order."""
    monday = pattern.first - pattern.first.weekday() * DAY
    day = pattern.first
    while day <= pattern.last:
        weeks = (day - monday) // WEEK
        if day.weekday() in pattern.weekdays and weeks % pattern.every == 0:
            yield Occurrence(day, at_wall(day, pattern.begins, zone), pattern.minutes)
        day += DAY
