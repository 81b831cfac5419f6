"""Letters to teachers without an account: in their language, with a link and an invitation."""

import datetime as dt
import re

import pytest
from django.utils.translation import override
from icalendar import Calendar

from eduhub.bookings import services
from eduhub.bookings.models import SchoolGroup
from eduhub.bookings.queries import token_of
from eduhub.bookings.services import Size, group_letters
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from tests.makers import NOW, make_actor
from tests.makers.bookings import asked, at, make_unit
from tests.makers.visits import enrol, make_group, make_time, make_visit

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def tell(group, change):
    group.refresh_from_db()
    group_letters.tell_of_group(group.pk, change, group.sequence, now=NOW)
    return Letter.objects.order_by("pk").last()


def event_in(letter):
    return next(iter(Calendar.from_ical(letter.calendar).walk("VEVENT")))


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("fi", "Vahvista ryhmäsi: Robotit", "Paikkaa pidetään 2.9.2026 klo 12.00 asti."),
        ("sv", "Bekräfta din grupp: Robotar", "En plats hålls till 2 september 2026 kl. 12.00."),
        ("en", "Confirm your group: Robots", "A place is kept until 2 Sep 2026, 12.00."),
    ],
)
def test_the_first_letter_asks_to_confirm_and_holds_nothing_that_was_typed(
    language, subject, said
):
    typed = {"name": "Typed Name", "school_name": "Typed school"}
    size = Size(pupils=7, adults=1, words="Typed words")
    group = enrol(make_time(), reads=language, size=size, **typed)

    letter = tell(group, "held")

    assert (letter.subject, letter.language, letter.calendar) == (subject, language, "")
    assert said in letter.text
    assert "Typed" not in letter.text + letter.subject
    (path,) = re.findall(r"http\S+", letter.text)
    assert f"/{language}/spaces/visits/group/" in path
    assert "\n\n\n" not in letter.text


def test_every_link_in_the_letters_opens_the_group(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    group = enrol(make_time())

    (address,) = re.findall(r"http://[^/]+(/\S+)", tell(group, "held").text)

    assert client.get(address).status_code == 200
    assert client.post(f"{address}confirm/").status_code == 302
    group.refresh_from_db()
    assert group.state == "booked"


def test_each_change_moves_the_entry_in_the_teachers_calendar():
    place = Text(sv="Gatan 1")
    time = make_time(make_visit(unit=make_unit(place=place, size=60)))
    group = make_group(time, reads="sv")
    told = [tell(group, "booked")]
    told.append(tell(group, "booked"))  # a task may run twice
    services.change_group(token_of(group), Size(pupils=9, adults=2), seen=group.version, now=NOW)
    told.append(tell(group, "changed"))
    services.move(time.booking_id, asked(13, 14), seen=1, by=make_actor(Role.HUB_STAFF), now=NOW)
    services.follow_booking(time.booking_id, now=NOW)
    told.append(tell(group, "moved"))
    services.cancel_group(token_of(group), now=NOW)
    told.append(tell(group, "cancelled"))

    assert [one.method for one in Letter.objects.order_by("pk")] == [
        "REQUEST", "REQUEST", "REQUEST", "CANCEL"
    ]  # fmt: skip
    events = [event_in(one) for one in Letter.objects.order_by("pk")]
    assert {str(one["uid"]) for one in events} == {f"{group.reference}@127.0.0.1"}
    order = [one["sequence"] for one in events]
    assert order == sorted(set(order))
    assert [one["dtstart"].dt for one in events] == [at(9), at(9), at(13), at(13)]
    assert str(events[0]["attendee"]) == f"mailto:{group.contact.email}"
    assert str(events[0]["summary"]) == "Robotar" and "Gatan 1" in str(events[0]["location"])
    assert told[0].subject == "Anmäld: Robotar, 7 september 2026, kl. 9.00–10.00"


def test_who_waits_reads_their_place_and_is_offered_one_until_a_moment():
    time = make_time()
    first = make_group(time)
    ahead, waits = make_group(time), make_group(time, reads="sv")

    letter = tell(waits, "waiting")
    assert "på plats 2" in letter.text and letter.calendar == ""
    services.cancel_group(token_of(ahead), now=NOW)
    services.cancel_group(token_of(first), now=NOW)

    letter = tell(waits, "offered")
    assert letter.subject.startswith("En plats är ledig: Robotar")
    assert "2 september 2026 kl. 12.00" in letter.text
    assert tell(ahead, "cancelled").calendar == ""  # never was in a calendar


def test_what_has_changed_again_or_has_no_contact_is_not_told():
    group = make_group(make_time())
    group_letters.tell_of_group(group.pk, "held", 1, now=NOW)
    group.contact.delete()
    group_letters.tell_of_group(group.pk, "booked", group.sequence, now=NOW)

    assert not Letter.objects.exists()


def test_a_reminder_goes_out_once_three_days_before():
    time = make_time()
    group = make_group(time)
    enrol(time)
    begins = time.begins

    assert group_letters.remind_groups(now=begins - 4 * DAY) == 0
    assert group_letters.remind_groups(now=begins - 3 * DAY) == 1
    assert group_letters.remind_groups(now=begins - 2 * DAY) == 0

    letter = Letter.objects.get()
    assert letter.to == group.contact.email
    assert letter.subject.startswith("Soon: Robots, 7 Sep 2026")


def test_who_has_only_just_enrolled_needs_no_reminder():
    visit = make_visit(closes_days=0)
    make_group(make_time(visit), now=at(9) - DAY)

    assert group_letters.remind_groups(now=at(9) - HOUR) == 0


def test_who_has_lapsed_is_shown_the_way_to_the_visits():
    group = enrol(make_time(), reads="fi")
    services.lapse_groups(now=NOW + 2 * DAY)

    letter = tell(group, "lapsed")

    with override("fi"):
        assert "/fi/spaces/visits/" in letter.text
    assert token_of(SchoolGroup.objects.get()) not in letter.text
