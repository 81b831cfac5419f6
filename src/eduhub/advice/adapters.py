"""An adviser's own calendar, at an address that they have told: when it is taken, never what for."""

import datetime as dt
import itertools
import time
from collections.abc import Iterator
from typing import Any

from dateutil.rrule import rrulestr
from django.utils import timezone
from icalendar import Calendar

from eduhub.kit.net import ask_text

type Span = tuple[dt.datetime, dt.datetime]

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS, MOST_RULES, MOST_TIMES = 5_000, 1_000, 1_000  # in a calendar; of one event
OLDEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a rule is walked from its beginning
LONGEST = dt.timedelta(days=366)
PATIENCE = 20.0  # seconds, for a whole calendar
OFTEN = ("DAILY", "WEEKLY")
SELDOM = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER"}
TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")
DAY = dt.timedelta(days=1)


class NoCalendar(Exception):
    """What came is no calendar."""


def busy_at(address: str, first: dt.datetime, last: dt.datetime) -> list[Span]:
    """Spans that are taken between the two moments, joined where they touch.

    Raises:
        kit.net.Forbidden, kit.net.NoAnswer: as ask_text.
        NoCalendar: it cannot be read, or has too many events.
    """
    return busy_in(ask_text(address, "text/calendar", most_bytes=MOST_BYTES), first, last)


def busy_in(words: str, first: dt.datetime, last: dt.datetime) -> list[Span]:
    """Spans of the events that take time, with those that come again; cancelled ones do not.

    A time without a zone is by the clock of the hub; a whole day from midnight to midnight.
    """
    try:
        calendar = Calendar.from_ical(words)
        events = list(itertools.islice(calendar.walk("VEVENT"), MOST_EVENTS + 1))
        if len(events) > MOST_EVENTS or sum("RRULE" in one for one in events) > MOST_RULES:
            raise NoCalendar("too many events")
        moved, spans, began = _instead(events), list[Span](), time.monotonic()
        for event in filter(_takes_time, events):
            spans += _times(event, first, last, moved)
            if time.monotonic() - began > PATIENCE:
                raise NoCalendar("takes too long")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as trouble:
        raise NoCalendar(type(trouble).__name__) from trouble
    return _joined(spans, first, last)


def _takes_time(event: Any) -> bool:
    is_over = str(event.get("STATUS", "")).upper() == "CANCELLED"
    return not is_over and str(event.get("TRANSP", "OPAQUE")).upper() != "TRANSPARENT"


def _instead(events: list[Any]) -> set[tuple[str, dt.datetime]]:
    """Which moments of which event another entry stands for."""
    return {
        (str(event.get("UID", "")), _moment(event["RECURRENCE-ID"].dt))
        for event in events
        if "RECURRENCE-ID" in event
    }


def _times(
    event: Any, first: dt.datetime, last: dt.datetime, moved: set[tuple[str, dt.datetime]]
) -> Iterator[Span]:
    begins = _moment(event["DTSTART"].dt)
    length = min(_length(event, begins), LONGEST)
    if "RRULE" not in event or "RECURRENCE-ID" in event:
        yield begins, begins + length
        return
    without = _without(event) | {moment for uid, moment in moved if uid == str(event.get("UID"))}
    for moment in _again(event, first - length, last):
        if moment not in without:
            yield moment, moment + length


def _length(event: Any, begins: dt.datetime) -> dt.timedelta:
    if "DTEND" in event:
        return max(_moment(event["DTEND"].dt) - begins, dt.timedelta())
    if "DURATION" in event:
        return max(event["DURATION"].dt, dt.timedelta())  # type: ignore[no-any-return]
    whole_day = not isinstance(event["DTSTART"].dt, dt.datetime)
    return DAY if whole_day else dt.timedelta()


def _again(event: Any, first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    """Moments of a rule by the clock on the wall of its beginning; never more than MOST_TIMES.

    A rule that could keep the worker busy is not followed: finer than days, or from long ago.
    """
    told = event["RRULE"]
    rules = told if isinstance(told, list) else [told]
    start = event["DTSTART"].dt
    whole = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    zone = whole.tzinfo or timezone.get_default_timezone()
    begins = max(_moment(start), OLDEST)
    wall = whole.replace(tzinfo=None)
    if begins != _moment(start):
        return
    until = last.astimezone(zone).replace(tzinfo=None)
    soon = first.astimezone(zone).replace(tzinfo=None)
    for rule in rules:
        words, count = _bounded(rule.to_ical().decode(), zone, until)
        if not words:
            continue
        walked = itertools.islice(rrulestr(words, dtstart=wall, ignoretz=True), count)
        found = (one for one in walked if soon <= one < until)
        for one in itertools.islice(found, MOST_TIMES):
            yield one.replace(tzinfo=zone).astimezone(dt.UTC)


def _bounded(words: str, zone: dt.tzinfo, last: dt.datetime) -> tuple[str, int | None]:
    """The rule as dateutil walks it, with an end by the clock of its beginning, and how often.

    Without an end of its own a rule that never comes true would be walked until the year 9999.
    "" for one that is finer than days, or that days and weeks may never meet.
    """
    parts = dict(part.partition("=")[::2] for part in words.upper().split(";"))
    frequency = parts.get("FREQ")
    if frequency in TOO_FINE or (frequency in OFTEN and SELDOM & parts.keys()):
        return "", None
    count = parts.pop("COUNT", None)
    until = min(_until(parts.pop("UNTIL", ""), zone) or last, last)
    parts["UNTIL"] = until.strftime("%Y%m%dT%H%M%S")
    told = ";".join(f"{name}={value}" for name, value in parts.items())
    return told, int(count) if count else None


def _until(told: str, zone: dt.tzinfo) -> dt.datetime | None:
    """By the clock on the wall; a day holds until its end."""
    if not told:
        return None
    if told.endswith("Z"):
        moment = dt.datetime.strptime(told, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        return moment.astimezone(zone).replace(tzinfo=None)
    if "T" in told:
        return dt.datetime.strptime(told, "%Y%m%dT%H%M%S")
    return dt.datetime.strptime(told, "%Y%m%d") + DAY - dt.timedelta(seconds=1)


def _without(event: Any) -> set[dt.datetime]:
    told = event.get("EXDATE", [])
    lists = told if isinstance(told, list) else [told]
    return {_moment(one.dt) for each in lists for one in each.dts}


def _moment(told: dt.datetime | dt.date) -> dt.datetime:
    zone = timezone.get_default_timezone()
    if not isinstance(told, dt.datetime):
        return dt.datetime.combine(told, dt.time(), zone).astimezone(dt.UTC)
    return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(dt.UTC)


def _joined(spans: list[Span], first: dt.datetime, last: dt.datetime) -> list[Span]:
    found: list[Span] = []
    for begins, ends in sorted(spans):
        begins, ends = max(begins, first), min(ends, last)
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
