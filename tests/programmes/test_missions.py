"""Missions: who asks, who goes, and the agenda that only those who go share."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes.forms.missions import mission_initial
from eduhub.programmes.models import Meeting, Traveller
from eduhub.programmes.services.missions import (
    MissionFields,
    add_meeting,
    ask_along,
    decide_traveller,
    keep_meeting,
    keep_mission,
    keep_partner,
    remove_meeting,
    withdraw_from,
)
from tests.makers import NOW, TODAY, make_actor, make_company, make_person
from tests.makers import signed_in as sign_in
from tests.makers.abroad import (
    make_market,
    make_meeting,
    make_mission,
    make_partner,
    make_traveller,
    meeting_fields,
)
from tests.makers.people import kinds_to, letter_to

pytestmark = pytest.mark.django_db


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def person():
    return make_person(Role.COMPANY_LEAD, make_company(), language="en")


@pytest.fixture
def lead(person):
    return actor_for(person, TODAY)


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def changed(mission, **told):
    names = (name for name in MissionFields.__slots__ if name != "market_id")
    fields = {name: getattr(mission, name) for name in names} | told
    return MissionFields(market_id=mission.market_id, **fields)


def test_a_company_asks_and_gets_a_place_by_letter(person, lead, staff):
    mission = make_mission()

    asked = ask_along(mission.pk, "To meet buyers.", by=lead, now=NOW)
    decide_traveller(asked.pk, "going", "", by=staff, now=NOW)
    decide_traveller(asked.pk, "going", "", by=staff, now=NOW)

    assert Traveller.objects.get().seat == "going"
    assert kinds_to(person.email) == ["programmes/mission_seat"]  # one, however often
    assert "You come along: Journey" in letter_to(person.email).subject


def test_no_more_get_a_place_than_there_are_and_a_no_says_why(lead, staff):
    mission = make_mission(places=1)
    make_traveller(mission, lead)
    other = make_traveller(mission, make_actor(Role.COMPANY_LEAD), "asked")

    with pytest.raises(Invalid) as full:
        decide_traveller(other.pk, "going", "", by=staff, now=NOW)
    with pytest.raises(Invalid) as silent:
        decide_traveller(other.pk, "not_going", " ", by=staff, now=NOW)

    assert (list(full.value.fields), list(silent.value.fields)) == (["seat"], ["grounds"])


@pytest.mark.parametrize("state", ["cancelled", "announced"])
def test_one_asks_while_it_is_announced_and_open_and_only_once(state, lead):
    mission = make_mission(state=state)
    late = mission.apply_until if state == "announced" else NOW

    with pytest.raises(NotNow):
        ask_along(mission.pk, "To meet buyers.", by=lead, now=late)
    with pytest.raises(NotAllowed):
        ask_along(mission.pk, "Me too.", by=make_actor(Role.COMPANY_MEMBER), now=NOW)


def test_who_withdraws_leaves_the_agenda_and_may_ask_once_more(lead):
    mission = make_mission()
    make_traveller(mission, lead)
    make_meeting(mission, lead)
    shared = make_meeting(mission, companies=(lead.organisation_id,))

    withdraw_from(mission.pk, by=lead, now=NOW)
    with pytest.raises(NotNow):
        withdraw_from(mission.pk, by=lead, now=NOW)
    again = ask_along(mission.pk, "After all.", by=lead, now=NOW)

    assert (list(Meeting.objects.all()), list(shared.companies.all())) == ([shared], [])
    assert (again.seat, Traveller.objects.count()) == ("asked", 1)


def test_hours_are_those_of_the_place(lead):
    mission = make_mission(zone="America/New_York")
    make_traveller(mission, lead)

    meeting = make_meeting(mission, lead)

    assert meeting.begins_at == dt.datetime(2026, 10, 1, 13, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": dt.date(2026, 10, 9)}, "day"),
        ({"ends": dt.time(9)}, "ends"),
        ({"title": " "}, "title"),
        ({"companies": (999,)}, "companies"),
        ({"partner_id": 999}, "partner"),
        ({"is_private": True}, "is_private"),
    ],
)
def test_a_line_of_the_agenda_is_refused_beside_its_field(wrong, field):
    with pytest.raises(Invalid) as refused:
        make_meeting(make_mission(), **wrong)

    assert list(refused.value.fields) == [field]


def test_an_hour_that_the_clocks_leave_out_is_refused(staff):
    mission = make_mission(begins_on=dt.date(2027, 3, 28), ends_on=dt.date(2027, 3, 28))
    fields = meeting_fields(mission, begins=dt.time(1, 30), ends=dt.time(3))

    with pytest.raises(Invalid) as refused:
        add_meeting(mission.pk, fields, key=uuid.uuid4(), by=staff, now=NOW)

    assert list(refused.value.fields) == ["begins"]


def test_what_is_private_is_its_own_companys(lead, staff):
    mission, other = make_mission(), make_actor(Role.COMPANY_LEAD)
    for one in (lead, other):
        make_traveller(mission, one)
    make_meeting(mission, lead, title="Ours", is_private=True)
    make_meeting(mission, lead, title="Open")

    seen = [
        sorted(one.title for one in Meeting.objects.visible_to(actor))
        for actor in (lead, other, staff, make_actor(Role.COMPANY_LEAD))
    ]

    assert seen == [["Open", "Ours"], ["Open"], ["Open"], []]


def test_only_those_whose_meeting_it_is_change_it(lead, staff):
    mission, other = make_mission(), make_actor(Role.COMPANY_LEAD)
    for one in (lead, other):
        make_traveller(mission, one)
    own, fields = make_meeting(mission, lead), meeting_fields(mission, title="Moved")

    for one in (other, staff):
        with pytest.raises(NotAllowed):
            keep_meeting(own.pk, fields, seen=1, by=one, now=NOW)
    with pytest.raises(NotFound):
        remove_meeting(own.pk, by=make_actor(Role.COMPANY_LEAD), now=NOW)
    keep_meeting(own.pk, fields, seen=1, by=lead, now=NOW)
    with pytest.raises(Stale):
        keep_meeting(own.pk, fields, seen=1, by=lead, now=NOW)

    assert Meeting.objects.get().title == "Moved"


def test_what_others_count_on_does_not_shrink(lead, staff):
    mission = make_mission()
    make_traveller(mission, lead)
    make_traveller(mission, make_actor(Role.COMPANY_LEAD))
    make_meeting(mission)

    refused = []
    for told in ({"places": 1}, {"state": "draft"}, {"zone": "Europe/Oslo"}, {"zone": "Mars"}):
        with pytest.raises(Invalid) as why:
            keep_mission(changed(mission, **told), mission.pk, key=mission.key, seen=1,
                         by=staff, now=NOW)  # fmt: skip
        refused += why.value.fields

    assert refused == ["places", "state", "zone", "zone"]


def test_those_who_go_are_told_when_it_is_cancelled(person, lead, staff):
    mission = make_mission()
    make_traveller(mission, lead)

    keep_mission(changed(mission, state="cancelled"), mission.pk, key=mission.key, seen=1,
                 by=staff, now=NOW)  # fmt: skip

    assert kinds_to(person.email) == ["programmes/mission_seat", "programmes/mission_cancelled"]


def test_a_partner_is_kept_by_the_hub_and_names_no_person(staff):
    partner = make_partner()
    fields = {"market_id": partner.market_id, "name": "Harbour", "place": "There"}

    with pytest.raises(Invalid) as refused:
        make_partner(contact="somebody@example.org")
    with pytest.raises(NotAllowed):
        keep_partner(fields, None, key=uuid.uuid4(), seen=0, by=make_actor(), now=NOW)

    assert list(refused.value.fields) == ["contact"]


def test_five_people_before_a_mission_and_its_agenda(client, person, lead):
    mission, draft = make_mission(), make_mission(state="draft")
    make_traveller(mission, lead)
    make_meeting(mission, title="At the school")
    places = [url("mission", mission.pk), url("agenda_file", mission.pk),
              url("new_meeting", mission.pk), url("mission", draft.pk)]  # fmt: skip
    people = {
        "goes": person,
        "colleague": make_person(Role.COMPANY_MEMBER, person.memberships.get().organisation),
        "stranger": make_person(Role.COMPANY_LEAD, make_company()),
        "staff": make_person(Role.HUB_STAFF),
    }

    got = {"visitor": walk(client, places)}
    for who, one in people.items():
        got[who] = walk(sign_in(client, one), places)

    assert got == {
        "visitor": [(200, False), 302, 302, 404],
        "goes": [(200, True), 200, 200, 404],
        "colleague": [(200, True), 200, 200, 404],
        "stranger": [(200, False), 403, 403, 404],
        "staff": [(200, True), 200, 200, 200],
    }


def walk(client, places):
    first, *rest = (client.get(place) for place in places)
    return [(first.status_code, "At the school" in first.content.decode()),
            *(one.status_code for one in rest)]  # fmt: skip


def test_the_calendar_tells_the_hours_in_utc_and_stays_the_same(client, person, lead):
    mission = make_mission(zone="America/New_York")
    make_traveller(mission, lead)
    make_meeting(mission, lead, title="A school")
    sign_in(client, person)

    first, again = (client.get(url("agenda_file", mission.pk)).content for _time in range(2))

    [event] = Calendar.from_ical(first).events
    assert first == again
    assert b"DTSTART:20261001T130000Z" in first
    assert (event["summary"], event["location"]) == ("A school", "Somewhere")


def test_the_forms_plan_a_mission_ask_and_add_to_the_agenda(client, person):
    now = timezone.now()
    market, staff = make_market(), make_person(Role.HUB_STAFF, language="en")
    mission = make_mission(state="draft", now=now)
    typed = {name: str(value) for name, value in mission_initial(mission).items()}
    typed |= {"key": str(uuid.uuid4()), "seen": "0", "state": "announced", "market": market.pk}
    typed |= {"apply_until": "2020-01-01T10:00", "asked": ""}
    sign_in(client, staff)

    refused = client.post(url("new_mission"), typed)
    three = {
        f"{name}_{code}": "Tour" for name in ("title", "words") for code in ("fi", "sv", "en")
    }
    made = client.post(url("new_mission"), typed | three | {"places": "3"})

    assert refused.status_code == 422
    assert made.status_code == 302


def test_a_page_costs_the_same_for_one_company_and_for_three(client, lead, staff):
    mission = make_mission(places=9)
    person = make_person(Role.HUB_STAFF)
    sign_in(client, person)
    costs = []
    for more in (1, 2):
        for _number in range(more):
            by = make_actor(Role.COMPANY_LEAD)
            make_traveller(mission, by)
            make_meeting(mission, by)
            make_meeting(mission, companies=(by.organisation_id,), title=f"{by.name}")
        client.get(url("mission", mission.pk))
        with CaptureQueriesContext(connection) as counted:
            got = client.get(url("mission", mission.pk))
        costs.append((len(counted), len(got.context["travellers"])))

    assert (costs[0][0], costs[0][1], costs[1][1]) == (costs[1][0], 1, 3)


def test_the_lists_cost_the_same_for_one_and_for_three(client):
    costs = []
    for more in (1, 2):
        for _number in range(more):
            make_mission()
            make_partner()
        with CaptureQueriesContext(connection) as counted:
            got = client.get(url("missions")), client.get(url("partners"))
        shown = [len(got[0].context["over"] + got[0].context["coming"]),
                 len(got[1].context["partners"])]  # fmt: skip
        costs.append((len(counted), shown))

    assert costs == [(2, [1, 1]), (2, [3, 3])]
    hub = sign_in(client, make_person(Role.HUB_STAFF)).get(url("missions"))
    told = [page.text.count("places given") for page in (got[0], hub)]
    assert told == [0, 3]  # nobody learns from a count that a rival got a place
