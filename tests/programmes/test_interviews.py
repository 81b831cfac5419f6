"""Interviews: whom a panel may hear, who gets a time, and that nobody gets another's."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from eduhub.bookings import services as bookings
from eduhub.bookings.models import Claim, SpecialDay, WeeklyHours
from eduhub.bookings.services import Open
from eduhub.kit import formats
from eduhub.kit.errors import NotAllowed, NotFound, NotNow
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from eduhub.programmes.queries import interviews as queries
from eduhub.programmes.services import interview_letters, interviews, juries, withdraw
from tests.makers import make_membership, make_person, signed_in
from tests.makers.cohorts import DAY
from tests.makers.juries import make_town
from tests.makers.programmes import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Two shortlisted applicants, and a panel of both jurors with an hour in three days."""
    town = make_town(now=timezone.now().replace(microsecond=0))
    for one in town.applications.values():
        one.selection = "shortlisted"
        one.save()
    town.panel = make_panel(town, "anna", "bo")
    return town


def make_panel(town, *names, opens=9, minutes=20):
    keys = [town.jurors[name].pk for name in names]
    panel = interviews.make_panel(
        town.call.pk, said("Panel"), keys, minutes, "Room", key=uuid.uuid4(), by=town.staff,
        now=town.now,
    )  # fmt: skip
    day = timezone.localdate(town.now) + 3 * DAY
    return interviews.open_hours(
        panel.pk, day, dt.time(opens), dt.time(opens + 1), by=town.staff, now=town.now
    )


def slots(town, name):
    found = queries.slots_for(town.applications[name], town.now)
    return [(one.panel_id, f"{timezone.localtime(one.begins):%H.%M}") for one in found]


def choose(town, name, place=0, code=None, key=None):
    code = code or queries.slots_for(town.applications[name], town.now)[place].code
    return interviews.choose_time(
        town.applications[name].pk, code, key=key or uuid.uuid4(), by=town.actor(f"{name}.lead"),
        now=town.now,
    )  # fmt: skip


def test_times_follow_each_other_and_one_that_is_taken_is_offered_no_more(town):
    times = ["09.00", "09.20", "09.40"]
    assert slots(town, "kielo") == [(town.panel.pk, time) for time in times]
    code, key = queries.slots_for(town.applications["kielo"], town.now)[0].code, uuid.uuid4()

    made = {choose(town, "kielo", code=code, key=key).pk for _ in range(2)}

    assert (len(made), [time for _, time in slots(town, "lumi")]) == (1, ["09.20", "09.40"])
    with pytest.raises(NotNow):
        choose(town, "lumi", code=code)


def test_the_hub_sees_which_hours_are_open_already(client, town):
    weekly = Open(2, dt.time(13), dt.time(15))
    bookings.open_weekly(town.panel.unit_id, weekly, by=town.staff, now=town.now)
    signed_in(client, make_person("hub_staff"))
    address = f"/en/programmes/panels/{town.panel.pk}/hours/"

    full = read(client.get(address))
    SpecialDay.objects.all().delete()
    WeeklyHours.objects.all().delete()
    bare = read(client.get(address))

    day = formats.day(timezone.localdate(town.now) + 3 * DAY)
    assert full == f"Open already Wednesday 13.00–15.00 {day}: 9.00–10.00 Change or close hours"
    assert bare == "Open already Nothing yet: no time can be chosen. Change or close hours"


def read(page):
    """The words of the page's last panel, tags aside."""
    told = page.text[page.text.index("Open already") :].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", told).split())


def test_another_time_gives_the_first_one_back(town):
    first = choose(town, "kielo")
    second = choose(town, "kielo", place=1)

    assert queries.own_interview(town.applications["kielo"]) == second
    assert Claim.objects.count() == 1
    assert queries.slots_for(town.applications["lumi"], town.now)[0].begins == first.booking.begins
    by = town.actor("kielo.lead")
    interviews.cancel_interview(town.applications["kielo"].pk, by=by, now=town.now)
    assert not Claim.objects.exists()


def test_once_it_has_begun_it_stays(town):
    choose(town, "kielo")
    town.now += 5 * DAY

    with pytest.raises(NotNow):
        interviews.cancel_interview(
            town.applications["kielo"].pk, by=town.actor("kielo.lead"), now=town.now
        )


def test_a_withdrawn_application_gives_its_time_back(town):
    choose(town, "kielo")

    withdraw(town.applications["kielo"].pk, by=town.actor("kielo.lead"), now=town.now)

    assert not Claim.objects.exists()


@pytest.mark.parametrize("way", ["declared", "member"])
def test_a_panel_with_a_conflict_is_not_offered_and_its_juror_learns_nothing(town, way):
    home = town.applications["kielo"].organisation
    other = make_panel(town, "bo", opens=14)
    choose(town, "kielo")
    assert len(queries.heard_by(town.actor("anna"), town.now)) == 1

    if way == "declared":
        juries.set_apart(town.jurors["anna"].pk, home.pk, "Owner", by=town.staff, now=town.now)
    else:
        make_membership(town.people["anna"], Role.COMPANY_MEMBER, home)

    assert {panel for panel, _ in slots(town, "kielo")} == {other.pk}
    assert queries.heard_by(town.actor("anna"), town.now) == []
    assert len(queries.heard_by(town.actor("bo"), town.now)) == 1


def test_only_who_writes_a_shortlisted_application_chooses(town):
    pk = town.applications["kielo"].pk
    told = {"key": uuid.uuid4(), "now": town.now}
    for who, refusal in (("staff", NotAllowed), ("lumi.lead", NotFound), ("anna", NotFound)):
        with pytest.raises(refusal):
            interviews.choose_time(pk, "x", by=town.actor(who), **told)
    town.applications["kielo"].selection = "waiting"
    town.applications["kielo"].save()
    with pytest.raises(NotNow):
        interviews.choose_time(pk, "x", by=town.actor("kielo.lead"), **told)


def test_those_without_a_time_get_a_letter_and_the_panel_learns_a_code_alone(town):
    assert interviews.offer_times(town.call.pk, by=town.staff, now=town.now) == 2
    made = choose(town, "kielo")
    assert interviews.offer_times(town.call.pk, by=town.staff, now=town.now) == 1
    for _ in range(2):
        interview_letters.tell_panel(made.pk, made.booking.sequence, now=town.now)

    letters = Letter.objects.filter(kind="programmes/interview_panel")
    assert {one.to for one in letters} == {town.people[name].email for name in ("anna", "bo")}
    assert [("Kielo" in one.text, made.application.code in one.text) for one in letters] == [
        (False, True)
    ] * 2
