"""An adviser's own calendar: what is read of it, how it comes again, and what is not trusted."""

import datetime as dt
import time

import pytest

from eduhub.advice import services
from eduhub.advice.adapters import NoCalendar, busy_in
from eduhub.advice.models import Adviser, Busy
from eduhub.kit.errors import Invalid, NotFound
from eduhub.people.states import Role
from tests.kit.test_net import answering
from tests.makers import NOW, make_actor
from tests.makers.advice import actor_of, make_adviser

FIRST = dt.datetime(2026, 10, 19, tzinfo=dt.UTC)  # a Monday; clocks change on the 25th
LAST = FIRST + dt.timedelta(days=14)


def calendar(*events: str) -> str:
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\n{one.strip()}\r\nEND:VEVENT\r\n".replace("\n\n", "\n")
        for n, one in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{body}END:VCALENDAR\r\n"


def lines(*told: str) -> str:
    return "\r\n".join(told)


def spans(*events: str):
    found = busy_in(calendar(*events), FIRST, LAST)
    return [(b.strftime("%d %H.%M"), e.strftime("%d %H.%M")) for b, e in found]


def test_times_with_a_zone_in_utc_without_any_and_whole_days():
    assert spans(
        lines("DTSTART;TZID=Europe/Helsinki:20261020T090000", "DURATION:PT1H"),
        lines("DTSTART:20261021T090000Z", "DTEND:20261021T100000Z"),
        lines("DTSTART:20261022T090000", "DTEND:20261022T100000"),
        lines("DTSTART;VALUE=DATE:20261023"),
    ) == [
        ("20 06.00", "20 07.00"),
        ("21 09.00", "21 10.00"),
        ("22 06.00", "22 07.00"),
        ("22 21.00", "23 21.00"),
    ]


def test_what_comes_again_follows_the_clock_on_the_wall_and_its_exceptions():
    """Tuesdays at 9: the 20th in summer time, the 27th in winter time; one is moved, one left out."""
    weekly = lines(
        "DTSTART;TZID=Europe/Helsinki:20260908T090000", "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261101T000000Z",
        "EXDATE;TZID=Europe/Helsinki:20261022T090000",
    )  # fmt: skip
    moved = lines(
        "UID:0", "RECURRENCE-ID;TZID=Europe/Helsinki:20261029T090000",
        "DTSTART;TZID=Europe/Helsinki:20261030T120000", "DURATION:PT1H",
    )  # fmt: skip
    words = calendar(weekly, moved).replace("UID:1\r\n", "")

    found = busy_in(words, FIRST, LAST)

    assert [b.strftime("%d %H.%M") for b, _e in found] == ["20 06.00", "27 07.00", "30 10.00"]


def test_what_is_free_or_cancelled_takes_no_time_and_what_meets_is_one():
    hour = ("DTSTART:20261021T090000Z", "DTEND:20261021T100000Z")
    assert spans(lines(*hour, "TRANSP:TRANSPARENT"), lines(*hour, "STATUS:CANCELLED")) == []
    later = lines("DTSTART:20261021T093000Z", "DTEND:20261021T110000Z")
    assert spans(lines(*hour), later) == [("21 09.00", "21 11.00")]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=1", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSECOND=0,1,2,3,4,5,6,7,8,9",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=31;BYMONTH=2",
    ],
)  # fmt: skip
def test_a_rule_that_would_keep_the_worker_busy_does_not(rule):
    began = time.monotonic()

    spans(lines("DTSTART:20000103T090000Z", "DURATION:PT1S", f"RRULE:{rule}"))

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "words", ["", "<html>", "BEGIN:VCALENDAR", calendar("SUMMARY:no time"), calendar("DTSTART:x")]
)
def test_what_is_no_calendar_is_told_as_such(words):
    try:
        assert busy_in(words, FIRST, LAST) == []
    except NoCalendar:
        pass


@pytest.mark.django_db
def test_an_adviser_alone_sets_it_and_only_with_https():
    adviser = make_adviser()
    told = {"now": NOW}

    services.set_calendar("webcal://cal.example/x.ics", by=actor_of(adviser), **told)
    with pytest.raises(Invalid):
        services.set_calendar("http://cal.example/x.ics", by=actor_of(adviser), **told)
    with pytest.raises(NotFound):
        services.set_calendar("https://x.example/", by=make_actor(Role.HUB_STAFF), **told)

    adviser.refresh_from_db()
    assert adviser.calendar_address == "https://cal.example/x.ics"


@pytest.mark.django_db
def test_reading_replaces_what_was_read_and_trouble_leaves_it(settings):
    settings.ASKS_LOCALLY = True
    adviser = make_adviser()
    body = calendar(lines("DTSTART:20260907T090000Z", "DTEND:20260907T100000Z", "SUMMARY:Secret"))
    good = b"HTTP/1.0 200 OK\r\n\r\n" + body.encode()
    address = answering(good)
    moved = answering(b"HTTP/1.0 302 Found\r\nLocation: " + address.encode() + b"\r\n\r\n")

    def read(address):
        Adviser.objects.update(calendar_address=address)
        done = services.read_calendars(now=NOW)
        return done, Adviser.objects.get(pk=adviser.pk).calendar_trouble, Busy.objects.count()

    assert read(moved) == (1, "", 1)
    assert read(answering(b"HTTP/1.0 200 OK\r\n\r\nno calendar")) == (0, "no_calendar", 1)
    assert read(answering(b"HTTP/1.0 500 Oops\r\n\r\n")) == (0, "no_answer", 1)
    settings.ASKS_LOCALLY = False
    assert read("https://127.0.0.1/x.ics") == (0, "forbidden", 1)
    assert read("https://[nonsense/") == (0, "forbidden", 1)
