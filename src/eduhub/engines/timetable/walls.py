"""Between the clock on the wall and the instant: the hour that is not there, and the one that
comes twice."""

import datetime as dt


def at_wall(day: dt.date, time: dt.time, zone: dt.tzinfo) -> dt.datetime | None:
    """The instant (UTC) at which the clock in that zone shows this; None if it never does.

    Of a time that comes twice, the first; as RFC 5545, 3.3.5, reads a local time.
    """
    shown = dt.datetime.combine(day, time.replace(tzinfo=None, fold=0), tzinfo=zone)
    instant = shown.astimezone(dt.UTC)
    back = instant.astimezone(zone)
    return instant if back.replace(tzinfo=None) == shown.replace(tzinfo=None) else None


def comes_twice(instant: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether the wall clock shows the same time again an hour before or after."""
    shown = instant.astimezone(zone)
    other = shown.replace(fold=1 - shown.fold).astimezone(dt.UTC)
    same = other.astimezone(zone).replace(tzinfo=None, fold=0) == shown.replace(
        tzinfo=None, fold=0
    )
    return same and other != instant.astimezone(dt.UTC)


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The first instant (UTC) of a day."""
    return dt.datetime.combine(day, dt.time(), tzinfo=zone).astimezone(dt.UTC)
