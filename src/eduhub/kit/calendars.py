"""iCalendar (RFC 5545): entries in, the text of a calendar out, for feeds and for letters.

Times stand by the clock on the wall of the site's zone, with the zone's own rule beside them.
Of two equal hours each is told in UTC: a local time means the first of them (RFC 5545, 3.3.5),
but not every program knows.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import vCalAddress as Address

from eduhub.engines.timetable import comes_twice

EUROPE = {"Europe/Helsinki": ("EET", "EEST", 2)}  # names, hours from UTC in winter
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Comes again on these weekdays (0 is Monday) of every nth week.

    without: the moments (wall clock) of the pattern that the calendar leaves out.
    """

    weekdays: Sequence[int]
    every: int
    until: dt.datetime
    without: Sequence[dt.datetime] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a calendar.

    Attributes:
        uid: stays the same for good, whatever changes.
        begins, ends: moments, or days (of which the last does not belong to it).
        changed: when it was last changed; the same entry always reads the same.
        sequence: of changes, as RFC 5546 counts them.
        state: CONFIRMED, TENTATIVE or CANCELLED.
        repeats: of a series' own entry.
        instead_of: the moment of the series that this entry stands for.
        organiser, attendee: e-mail addresses, in letters only.
        in_utc: told in UTC, for what happens by the clocks of another place.
    """

    uid: str
    begins: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    title: str
    changed: dt.datetime
    sequence: int = 0
    state: str = "CONFIRMED"
    place: str = ""
    url: str = ""
    repeats: Weekly | None = None
    instead_of: dt.datetime | None = None
    organiser: str = ""
    attendee: str = ""
    in_utc: bool = False


def calendar_text(entries: Iterable[Entry], *, name: str = "", method: str = "") -> str:
    """A whole calendar, folded and with CRLF; method only in letters."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.HUB_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", name)  # RFC 7986; the other is what most programs read
        calendar.add("x-wr-calname", name)
        calendar.add(
            "refresh-interval", dt.timedelta(minutes=15), parameters={"VALUE": "DURATION"}
        )
    events = [_event(entry) for entry in entries]
    if any(isinstance(event.get("dtstart").dt, dt.datetime) for event in events):
        calendar.add_component(_zone())
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed.astimezone(dt.UTC))
    event.add("last-modified", entry.changed.astimezone(dt.UTC))
    shown = _local if entry.repeats else _shown  # a rule counts by the clock of its beginning
    shown = _universal if entry.in_utc else shown
    event.add("dtstart", shown(entry.begins))
    event.add("dtend", shown(entry.ends))
    event.add("summary", entry.title)
    event.add("sequence", entry.sequence)
    event.add("status", entry.state)
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    if entry.instead_of:
        event.add("recurrence-id", _local(entry.instead_of))
    if entry.organiser:
        event.add("organizer", Address(f"mailto:{entry.organiser}"))
    if entry.attendee:
        told = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", Address(f"mailto:{entry.attendee}"), parameters=told)
    if entry.repeats:
        _repeat(event, entry.repeats)
    return event


def _repeat(event: Event, repeats: Weekly) -> None:
    event.add(
        "rrule",
        {
            "FREQ": "WEEKLY",
            "INTERVAL": repeats.every,
            "BYDAY": [DAYS[day] for day in repeats.weekdays],
            "UNTIL": repeats.until.astimezone(dt.UTC),
            "WKST": "MO",
        },
    )
    zone = _zone_name()
    for moment in repeats.without:
        event.add("exdate", moment.replace(tzinfo=ZoneInfo(zone), fold=0))


def _local(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return moment.astimezone(ZoneInfo(_zone_name())) if isinstance(moment, dt.datetime) else moment


def _shown(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    """By the wall clock, unless it shows the same hour twice."""
    if isinstance(moment, dt.datetime) and comes_twice(moment, ZoneInfo(_zone_name())):
        return moment.astimezone(dt.UTC)
    return _local(moment)


def _universal(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment


def _zone_name() -> str:
    return timezone.get_default_timezone_name()


def _zone() -> Timezone:
    """The European Union's rule since 1996, without an end: programs may trust it beyond any feed.

    The clock goes forward at 1.00 UTC on the last Sunday of March, back on that of October.
    """
    winter, summer, hours = EUROPE[_zone_name()]
    zone = Timezone()
    zone.add("tzid", _zone_name())
    low, high = dt.timedelta(hours=hours), dt.timedelta(hours=hours + 1)
    told: tuple[tuple[type[TimezoneDaylight | TimezoneStandard], str, int, Any, Any, Any], ...]
    told = (
        (TimezoneDaylight, summer, 3, dt.datetime(1996, 3, 31, hours + 1), low, high),
        (TimezoneStandard, winter, 10, dt.datetime(1996, 10, 27, hours + 2), high, low),
    )
    for kind, name, month, first, before, after in told:
        half = kind()
        half.add("dtstart", first)
        half.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        half.add("tzoffsetfrom", before)
        half.add("tzoffsetto", after)
        half.add("tzname", name)
        zone.add_component(half)
    return zone
