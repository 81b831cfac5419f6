"""When a thing is open, when it is free, and on which days a series falls: times in, times out.

All instants are aware and in UTC inside; wall clocks belong to one zone, told by the caller.
Spans are half-open: the end belongs to what follows.
"""

from eduhub.engines.timetable.free import earliest, free_spans
from eduhub.engines.timetable.holidays import public_holidays
from eduhub.engines.timetable.opening import Hours, Special, Weekly, windows
from eduhub.engines.timetable.series import NoSuchHour, Occurrence, Pattern, occurrences
from eduhub.engines.timetable.walls import at_wall, comes_twice, midnight

__all__ = [
    "Hours",
    "NoSuchHour",
    "Occurrence",
    "Pattern",
    "Special",
    "Weekly",
    "at_wall",
    "comes_twice",
    "earliest",
    "free_spans",
    "midnight",
    "occurrences",
    "public_holidays",
    "windows",
]
