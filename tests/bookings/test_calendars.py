"""Feeds and invitations as other programs read them: through changes, cancellations, both clocks."""

import datetime as dt
import hashlib
import uuid
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.bookings import services
from eduhub.bookings.models import Booking, CalendarLink, Series
from eduhub.bookings.queries import calendars
from eduhub.bookings.services import Asked, Repeat, letters
from eduhub.kit import mail
from eduhub.kit.calendars import calendar_text
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_person, signed_in
from tests.makers.bookings import (
    MONDAY,
    asked,
    at,
    make_booking,
    make_hall,
    make_series,
    make_unit,
)

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
DAY, HOUR, WEEK = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(weeks=1)


@pytest.fixture
def person():
    return make_person(Role.TEACHER, language="sv")


@pytest.fixture
def by(person):
    return actor_for(person, TODAY)


def read(text):
    return list(Calendar.from_ical(text).walk("VEVENT"))


def own(person, now=NOW):
    return calendar_text(calendars.own_entries(person.pk, now))


def expanded(text):
    """Every time that a reader shows, in UTC: the rule without its exceptions, and what replaces."""
    found, instead = set(), {}
    for event in read(text):
        begins = event["dtstart"].dt
        if "recurrence-id" in event:
            instead[event["recurrence-id"].dt.astimezone(dt.UTC)] = begins.astimezone(dt.UTC)
        elif "rrule" in event:
            rule = event["rrule"].to_ical().decode()
            days = rrulestr(rule, dtstart=begins)
            lists = event.get("exdate", [])
            lists = lists if isinstance(lists, list) else [lists]
            out = {one.dt.replace(tzinfo=None) for each in lists for one in each.dts}
            kept = [day for day in days if day.replace(tzinfo=None) not in out]
            found |= {day.replace(fold=0).astimezone(dt.UTC) for day in kept}
        elif event["status"] != "CANCELLED":
            found.add(begins.astimezone(dt.UTC))
    return sorted((found - set(instead)) | set(instead.values()))


def held(person):
    rows = Booking.objects.filter(booker=person).holding().order_by("during")
    return [one.begins for one in rows]


def test_a_booking_keeps_its_name_through_a_change_and_a_cancellation(person, by):
    booking = make_booking(make_unit(), by=by)
    seen = []
    for act in (
        lambda: None,
        lambda: services.move(booking.pk, asked(12, 13), seen=1, by=by, now=NOW + HOUR),
        lambda: services.cancel(booking.pk, by=by, now=NOW + 2 * HOUR),
    ):
        act()
        (event,) = read(own(person))
        seen.append((str(event["uid"]), event["sequence"], str(event["status"])))

    uid = f"{booking.reference}@127.0.0.1"
    assert seen == [(uid, 0, "CONFIRMED"), (uid, 1, "CONFIRMED"), (uid, 2, "CANCELLED")]
    assert read(own(person, NOW + 59 * DAY)) and not read(own(person, NOW + 62 * DAY))


def test_a_series_reads_as_what_is_booked_after_skips_moves_and_cancellations(person, by):
    unit = make_unit()
    make_booking(unit, 9, 10, day=MONDAY + WEEK)
    series = make_series(unit, by, weeks=6)
    assert expanded(own(person)) == held(person)

    days = list(series.bookings.order_by("during"))
    wednesday = asked(13, 15, MONDAY + 2 * WEEK + 2 * DAY)
    services.move(days[1].pk, wednesday, seen=1, by=by, now=NOW)
    services.cancel(days[3].pk, by=by, now=NOW)
    assert expanded(own(person)) == held(person)

    services.move_some(days[2].pk, asked(10, 11, MONDAY + 3 * WEEK), "rest", skips_clashes=True, by=by, now=NOW)  # fmt: skip
    assert expanded(own(person)) == held(person)
    assert len(held(person)) == 4
    assert len({str(event["uid"]) for event in read(own(person))}) == 1


@pytest.mark.parametrize(
    "first", [dt.date(2027, 3, 15), dt.date(2027, 10, 18)], ids=["spring", "autumn"]
)
@pytest.mark.parametrize("hour", [3, 3.5, 9, 23.5])
def test_both_clock_changes_are_right_at_every_hour(person, by, first, hour):
    unit = make_unit(always_open=True, on_holidays=True, ahead_days=900)
    sunday = first + 6 * DAY
    begins = at(hour, sunday)
    what = Asked(begins=begins, ends=begins + HOUR, title="Stars")
    repeat = Repeat(last=sunday + 2 * WEEK, weekdays=frozenset())

    make_series(unit, by, asked=what, repeat=repeat)

    now = dt.datetime(2027, 9, 1, tzinfo=dt.UTC) if first.month == 10 else NOW
    assert expanded(own(person, now)) == held(person)
    assert len(held(person)) == (2 if first.month == 3 and 3 <= hour < 4 else 3)


def test_each_of_two_equal_hours_is_told_in_utc(person, by):
    unit = make_unit(always_open=True, on_holidays=True, ahead_days=900)
    for minutes in (30, 90):
        begins = dt.datetime(2027, 10, 31, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
        what = Asked(begins=begins, ends=begins + HOUR, title="Stars")
        services.book(unit.pk, what, key=uuid.uuid4(), by=by, now=NOW)

    text = own(person)

    assert text.count("DTSTART:20271031T003000Z\r\nDTEND:20271031T013000Z") == 1
    assert text.count("DTSTART:20271031T013000Z") == 1
    assert "DTEND;TZID=Europe/Helsinki:20271031T043000" in text


def test_a_day_of_a_series_that_meets_the_clock_change_is_an_entry_of_its_own(person, by):
    unit = make_unit(always_open=True, on_holidays=True, ahead_days=900)
    begins = at(2.5, dt.date(2027, 10, 24))
    what = Asked(begins=begins, ends=begins + HOUR, title="Stars")
    repeat = Repeat(last=dt.date(2027, 11, 7), weekdays=frozenset())
    make_series(unit, by, asked=what, repeat=repeat)

    rule, own_entry = read(own(person))

    assert "rrule" in rule
    assert own_entry["recurrence-id"].to_ical() == b"20271031T023000"
    assert own_entry["dtend"].to_ical() == b"20271031T003000Z"


def test_the_zones_own_rule_is_right_without_any_table():
    text = calendar_text(
        [calendars.Entry(uid="a", begins=at(9), ends=at(10), title="A", changed=NOW)]
    )
    zone = next(iter(Calendar.from_ical(text).walk("VTIMEZONE"))).to_tz()

    for moment in (
        dt.datetime(2027, 3, 28, 0, 59), dt.datetime(2027, 3, 28, 4, 1),
        dt.datetime(2027, 10, 31, 2, 59), dt.datetime(2027, 10, 31, 5), dt.datetime(2031, 7, 1),
    ):  # fmt: skip
        assert zone.utcoffset(moment) == moment.replace(tzinfo=HELSINKI).utcoffset()


def test_lines_are_folded_end_with_crlf_and_words_are_escaped():
    title = "Ääniä, robotteja; ja \\ muuta\nkahdella rivillä " + "ö" * 80
    text = calendar_text(
        [calendars.Entry(uid="a", begins=at(9), ends=at(10), title=title, changed=NOW)]
    )

    assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert str(read(text)[0]["summary"]) == title


def test_ones_own_address_works_until_it_is_made_anew_or_revoked(client, person, by):
    make_booking(make_unit(name=Text(sv="Verkstad")), by=by)
    tokens = [services.make_link("sv", by=by, now=NOW) for _ in range(2)]
    digest = hashlib.sha256(tokens[1].encode()).hexdigest()
    assert CalendarLink.objects.get().token_digest == digest

    told = [client.get(f"/fi/spaces/calendars/{token}.ics") for token in tokens]
    assert [answer.status_code for answer in told] == [404, 200]
    assert told[1]["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in told[1]["Cache-Control"]
    assert "SUMMARY:Verkstad: Robots" in told[1].text
    same = client.get(f"/fi/spaces/calendars/{tokens[1]}.ics", headers={"If-None-Match": told[1]["ETag"]})  # fmt: skip
    assert (same.status_code, same.content) == (304, b"")
    services.revoke_link(by=by, now=NOW)
    assert client.get(f"/fi/spaces/calendars/{tokens[1]}.ics").status_code == 404


def test_the_page_shows_the_address_once_and_ends_it(client, person):
    signed_in(client, person)
    address = "/en/spaces/calendar/"

    made = client.post(address)
    token = made.text.split("/calendars/")[1].split(".ics")[0]

    assert client.get(f"/en/spaces/calendars/{token}.ics").status_code == 200
    assert token not in client.get(address).text
    assert client.post("/en/spaces/calendar/revoke/").status_code == 302
    assert client.get(f"/en/spaces/calendars/{token}.ics").status_code == 404


def test_a_units_feed_and_the_public_one_tell_of_nobody(client, by):
    unit, container = make_unit(buffer_after=30), make_unit(kind="container")
    make_booking(unit, 9, 10, by=by, title="Secret plan")
    staff = actor_for(make_person(Role.HUB_STAFF), TODAY)
    days = (MONDAY, MONDAY + 4 * DAY)
    services.place_at(container.pk, Text(en="The square"), days, by=staff, now=NOW)

    taken = client.get(f"/en/spaces/{unit.pk}/calendar.ics").text
    public = client.get("/en/spaces/calendar.ics").text

    (event,) = read(taken)
    assert (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) == (
        "Taken", at(9), at(10.5)
    )  # fmt: skip
    assert "Secret" not in taken + public and "The square" in public
    hidden = make_unit(state="draft")
    assert client.get(f"/en/spaces/{hidden.pk}/calendar.ics").status_code == 404


def test_a_hall_is_taken_in_its_feed_as_soon_as_a_half_of_it_is():
    hall, left, right = make_hall()
    make_booking(left, 9, 10)
    make_booking(hall, 12, 13)

    times = {
        unit.pk: [entry.begins for entry in calendars.taken_entries(unit, NOW)]
        for unit in (hall, left, right)
    }

    assert times == {hall.pk: [at(9), at(12)], left.pk: [at(9), at(12)], right.pk: [at(12)]}


# Letters


def tell(booking, change):
    booking.refresh_from_db()
    letters.tell_of_booking(booking.pk, change, booking.sequence, now=NOW)


def test_each_change_is_a_letter_with_an_invitation_that_programs_understand(person, by):
    booking = make_booking(make_unit(place=Text(sv="Gatan 1")), by=by)
    tell(booking, "made")
    services.move(booking.pk, asked(12, 13), seen=1, by=by, now=NOW)
    tell(booking, "moved")
    tell(booking, "moved")
    services.cancel(booking.pk, by=by, now=NOW)
    tell(booking, "cancelled")

    told = []
    for letter in Letter.objects.order_by("pk"):
        (event,) = read(letter.calendar)
        method = str(Calendar.from_ical(letter.calendar)["method"])
        assert method == letter.method
        told.append((method, event["sequence"], str(event["status"]), str(event["uid"])))
        assert str(event["attendee"]) == f"mailto:{person.email}" and "organizer" in event
    uid = f"{booking.reference}@127.0.0.1"
    assert told == [
        ("REQUEST", 0, "CONFIRMED", uid),
        ("REQUEST", 1, "CONFIRMED", uid),
        ("CANCEL", 2, "CANCELLED", uid),
    ]
    assert Letter.objects.first().subject.startswith("Bokat: Verkstad, 7 september 2026")


def test_the_invitation_travels_as_its_own_part_and_is_emptied_once_sent(by, mailoutbox):
    booking = make_booking(make_unit(), by=by)
    tell(booking, "made")

    mail.send(Letter.objects.get().pk, now=NOW)

    parts = {part.get_content_type(): part for part in mailoutbox[0].message().walk()}
    invited = parts["text/calendar"]
    assert dict(invited.get_params()) == {
        "text/calendar": "", "method": "REQUEST", "charset": "utf-8"
    }  # fmt: skip
    assert read(invited.get_payload(decode=True))
    assert Letter.objects.get().calendar == ""


def test_what_was_only_asked_for_is_in_no_calendar_until_it_is_approved(person, by):
    booking = make_booking(make_unit(needs_approval=True), by=by)
    staff = actor_for(make_person(Role.HUB_STAFF), TODAY)
    tell(booking, "asked")
    services.decide(booking.pk, True, by=staff, now=NOW)
    tell(booking, "approved")

    assert list(Letter.objects.order_by("pk").values_list("method", flat=True)) == ["", "REQUEST"]


def test_what_was_approved_once_moves_as_tentative_and_is_cancelled_by_a_no(person, by):
    booking = make_booking(make_unit(needs_approval=True), by=by)
    staff = actor_for(make_person(Role.HUB_STAFF), TODAY)
    services.decide(booking.pk, True, by=staff, now=NOW)
    services.move(booking.pk, asked(12, 13), seen=2, by=by, now=NOW)
    tell(booking, "moved")
    services.decide(booking.pk, False, grounds="Full", by=staff, now=NOW)
    posted = ProcrastinateJob.objects.order_by("-id").first()
    tell(booking, posted.args["change"])

    told = [
        (one.method, str(read(one.calendar)[0]["status"])) for one in Letter.objects.order_by("pk")
    ]
    assert told == [("REQUEST", "TENTATIVE"), ("CANCEL", "CANCELLED")]


def test_a_series_is_one_letter_that_lists_what_it_lacks(person, by):
    unit = make_unit()
    make_booking(unit, 9, 10, day=MONDAY + WEEK)
    series = make_series(unit, by)
    letters.tell_of_series(series.pk, "made", 0, now=NOW)
    letters.tell_of_series(series.pk, "made", 0, now=NOW)
    services.cancel_some(series.bookings.order_by("during")[0].pk, "all", by=by, now=NOW)
    letters.tell_of_series(series.pk, "cancelled", 1, now=NOW)

    first, last = Letter.objects.order_by("pk")
    assert expanded(first.calendar) == [at(9), at(9, MONDAY + 2 * WEEK), at(9, MONDAY + 3 * WEEK)]
    assert "14 september 2026" in first.text
    assert (first.method, last.method) == ("REQUEST", "CANCEL")
    assert Series.objects.get().sequence == 1


def test_one_day_of_a_series_is_cancelled_by_its_own_moment(person, by):
    series = make_series(make_unit(), by)
    second = series.bookings.order_by("during")[1]
    services.cancel(second.pk, by=by, now=NOW)
    tell(second, "cancelled")

    letter = Letter.objects.get()
    (event,) = read(letter.calendar)
    assert letter.method == "CANCEL"
    assert event["recurrence-id"].dt == second.slot
    assert str(event["uid"]) == f"{series.reference}@127.0.0.1"


def test_an_offer_is_told_once_in_the_language_of_who_waits(person, by):
    unit = make_unit()
    owner = actor_for(make_person(Role.TEACHER), TODAY)
    booking = make_booking(unit, by=owner)
    wait = services.wait_for(unit.pk, asked(9, 10), key=uuid.uuid4(), by=by, now=NOW)
    services.cancel(booking.pk, by=owner, now=NOW)
    for _ in range(2):
        letters.tell_of_offer(wait.pk, now=NOW)

    letter = Letter.objects.get()
    assert (letter.to, letter.language, letter.kind) == (person.email, "sv", "bookings/offer")


def test_nobody_is_told_who_has_left(person, by):
    booking = make_booking(make_unit(), by=by)
    User.objects.filter(pk=person.pk).update(is_active=False)
    tell(booking, "made")
    User.objects.get(pk=person.pk).delete()
    tell(booking, "made")

    assert not Letter.objects.exists()
    assert Booking.objects.get().booker is None
