"""A school of another market: its groups join the pilots that are run there, and no others."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.queries.topics import topics
from eduhub.engines.matching import outcome_from_text
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.pilots import services
from eduhub.pilots.models import Pilot, SchoolAbroad, Wish
from eduhub.pilots.queries.fits import fits_for
from eduhub.pilots.queries.profiles import find_profile
from eduhub.pilots.queries.round_words import Names, Told
from eduhub.pilots.queries.rounds import offers_to_wish
from eduhub.pilots.services import rounds
from eduhub.pilots.services.groups import invite
from eduhub.pilots.services.schools import place_school
from eduhub.pilots.services.wishes import wish
from eduhub.pilots.states import PilotState
from tests.makers import (
    NOW,
    make_actor,
    make_group,
    make_organisation,
    make_person,
    make_pilot,
    signed_in,
)
from tests.makers.abroad import facts_of, make_market
from tests.makers.needs import make_profile, make_topics
from tests.makers.rounds import decide, make_town, open_round

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 8, 20)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


@pytest.fixture
def market():
    return make_market(name=Text(fi="Muualla", en="Elsewhere"))


def run_in(market, **fields):
    pilot = make_pilot(**fields)
    Pilot.objects.filter(pk=pilot.pk).update(jurisdiction=facts_of(market), pupil_age=18)
    pilot.refresh_from_db()
    return pilot


def school_in(market=None):
    school = make_organisation()
    if market:
        SchoolAbroad.objects.create(school=school, market=market, noted_at=NOW)
    return school


def join(pilot, school, **told):
    teacher = told.pop("by", None) or make_actor(Role.TEACHER, school)
    fields = {"label": "5B", "grade": 5, "pupils": 20, "by": teacher, "now": NOW} | told
    return services.join(pilot.pk, **fields)


def pairs_of(version):
    matches = outcome_from_text(version.outcome).proposal.matches
    return [(match.group, match.offer) for match in matches]


def test_a_pilot_is_joined_by_schools_of_its_market_and_by_no_others(market):
    other = make_market()
    places = {"home": None, "there": market, "other": other}
    pilots = {"home": make_pilot(), "there": run_in(market)}

    joined = set()
    for where, of in places.items():
        for name, pilot in pilots.items():
            try:
                join(pilot, school_in(of))
            except NotNow:
                continue
            joined.add((where, name))

    assert joined == {("home", "home"), ("there", "there")}


def test_the_refusal_names_both_markets(market, settings):
    settings.HOME_MARKET = make_market(name=Text(en="Homeland")).code

    with pytest.raises(NotNow) as away:
        join(run_in(market), school_in())
    with pytest.raises(NotNow) as at_home:
        join(make_pilot(), school_in(market))

    assert str(away.value.message).endswith("The pilot: Elsewhere. Your school: Homeland.")
    assert str(at_home.value.message).endswith("The pilot: Homeland. Your school: Elsewhere.")


def test_a_round_brings_no_group_over_a_border(market, staff):
    school = school_in()
    profile = make_profile(make_person(Role.TEACHER, school), school, label="4C")

    with pytest.raises(NotNow) as refused:
        invite(run_in(market).pk, [profile], by=staff, now=NOW)
    [group] = invite(make_pilot().pk, [profile], by=staff, now=NOW)

    assert (refused.value.code, "4C" in refused.value.message) == ("elsewhere", True)
    assert group.state == "invited"


def test_a_school_is_placed_moved_and_brought_home(market, staff, settings):
    settings.HOME_MARKET = "home"
    school, home = school_in(), make_market(code="home")
    told = {"by": staff, "now": NOW}

    there = place_school(school.pk, market.pk, seen=0, **told)
    same = place_school(school.pk, market.pk, seen=market.pk, **told)
    back = place_school(school.pk, home.pk, seen=market.pk, **told)

    assert (there.market, same.pk, back) == (market, there.pk, None)
    assert not SchoolAbroad.objects.exists()


def test_who_places_a_school_which_and_when(market, staff):
    school, principal = school_in(), make_actor(Role.PRINCIPAL)
    company = make_organisation("company")

    with pytest.raises(NotAllowed):
        place_school(school.pk, market.pk, seen=0, by=principal, now=NOW)
    with pytest.raises(NotFound):
        place_school(company.pk, market.pk, seen=0, by=staff, now=NOW)
    with pytest.raises(Stale):
        place_school(school.pk, market.pk, seen=market.pk, by=staff, now=NOW)


def test_a_school_stays_while_it_has_groups_in_pilots_elsewhere(market, staff):
    pilot, abroad = make_pilot(), run_in(market)
    school = make_group(pilot).school
    make_group(abroad, school=school)  # from before its market was noted

    with pytest.raises(Invalid) as refused:
        place_school(school.pk, market.pk, seen=0, by=staff, now=NOW)
    Pilot.objects.filter(pk=pilot.pk).update(state=PilotState.PUBLISHED)
    placed = place_school(school.pk, market.pk, seen=0, by=staff, now=NOW)

    assert pilot.number in refused.value.fields["market"]
    assert abroad.number not in refused.value.fields["market"]
    assert placed.market == market


def test_what_fits_tells_the_border_as_a_reason(market):
    make_topics()
    found = {}
    run_in(market), make_pilot()
    for name, of in (("home", None), ("there", market)):
        school = school_in(of)
        teacher = make_actor(Role.TEACHER, school)
        profile = make_profile(make_person(Role.TEACHER, school), school, label="4C")
        _fit, others = fits_for(find_profile(profile.pk, teacher), topics(), DAY)
        reasons = [reason for one in others for reason in one.reasons if "country" in reason]
        found[name] = reasons

    assert found == {
        "home": ["It is run in another country than your school's: Elsewhere."],
        "there": ["It is run in the hub's own country, your school is in another."],
    }


def test_a_group_wishes_for_offers_of_its_own_market(market):
    school, home, abroad = school_in(), make_pilot(), run_in(market)
    person = make_person(Role.TEACHER, school)
    profile = make_profile(person, school)
    teacher = make_actor(Role.TEACHER, school)
    own = {"by": teacher.__class__("person", person.pk, school.pk, teacher.roles), "now": NOW}

    with pytest.raises(Invalid) as refused:
        wish(profile.pk, [abroad.pk], [], **own)
    wish(profile.pk, [home.pk], [], **own)

    assert "Elsewhere" in refused.value.fields["__all__"]
    assert list(Wish.objects.values_list("pilot", flat=True)) == [home.pk]
    assert offers_to_wish(teacher) == [home]


def test_a_teacher_is_shown_the_pilots_of_the_own_market(client, market):
    make_pilot(purpose=Text(en="The one at home")), run_in(market, purpose=Text(en="The other"))
    shown = {}

    for name, of in (("home", None), ("there", market)):
        signed_in(client, make_person(Role.TEACHER, school_in(of), language="en"))
        words = client.get(reverse("home")).content.decode()
        shown[name] = [one for one in ("The one at home", "The other") if one in words]

    assert shown == {"home": ["The one at home"], "there": ["The other"]}


def test_the_pilots_page_and_its_form_say_why_not(client, market):
    pilot = run_in(market)
    signed_in(client, make_person(Role.TEACHER, school_in(), language="en"))

    page = client.get(reverse("pilots:pilot", args=[pilot.pk])).content.decode()
    form = client.get(reverse("pilots:join", args=[pilot.pk]))

    assert "The pilot: Elsewhere." in page
    assert reverse("pilots:join", args=[pilot.pk]) not in page
    assert (form.status_code, "The pilot: Elsewhere." in form.content.decode()) == (409, True)


def test_four_people_before_the_schools_and_their_markets(client):
    school, company = school_in(), make_organisation("company")
    doors = [reverse("pilots:schools"), reverse("pilots:place_school", args=[school.pk]),
             reverse("pilots:place_school", args=[company.pk])]  # fmt: skip
    got = {"visitor": [client.get(door).status_code for door in doors]}

    for who, person in (("staff", make_person(Role.HUB_STAFF)),
                        ("principal", make_person(Role.PRINCIPAL, school)),
                        ("stranger", make_person(Role.COMPANY_LEAD))):  # fmt: skip
        signed_in(client, person)
        got[who] = [client.get(door).status_code for door in doors]

    assert got == {
        "visitor": [302, 302, 302], "staff": [200, 200, 404],
        "principal": [403, 403, 404], "stranger": [403, 403, 404],
    }  # fmt: skip


def test_the_list_of_schools_costs_the_same_with_one_and_with_three(
    client, market, django_assert_num_queries
):
    signed_in(client, make_person(Role.HUB_STAFF, language="en"))
    school_in(market)
    url = reverse("pilots:schools")
    client.get(url)
    counts = []

    for _round in range(2):
        with django_assert_num_queries(4):
            page = client.get(url).content.decode()
        counts.append(page.count("/market/"))
        school_in(), school_in(make_market())

    assert counts == [1, 3]


def test_the_list_finds_a_school_by_its_name_and_says_when_there_is_none(client):
    signed_in(client, make_person(Role.HUB_STAFF, language="en"))
    make_organisation(name=Text(fi="Lokkala")), make_organisation(name=Text(fi="Tiirala"))
    url = reverse("pilots:schools")

    found = client.get(url, {"name": "lokk"}).content.decode()
    none = client.get(url, {"name": "Sorsala"}).content.decode()

    assert ("Lokkala" in found, "Tiirala" in found) == (True, False)
    assert "No school is called so" in none


def test_the_form_places_a_school_and_tells_a_refusal_beside_the_field(client, market):
    school, held = school_in(), make_group().school
    signed_in(client, make_person(Role.HUB_STAFF, language="en"))
    told = {"seen": 0, "market": market.pk}

    kept = client.post(reverse("pilots:place_school", args=[school.pk]), told)
    refused = client.post(reverse("pilots:place_school", args=[held.pk]), told)
    late = client.post(reverse("pilots:place_school", args=[school.pk]), told | {"market": ""})
    there = client.get(reverse("catalogue:market", args=[market.pk])).content.decode()

    assert [one.status_code for one in (kept, refused, late)] == [302, 422, 409]
    assert "are in pilots that are run elsewhere" in refused.content.decode()
    assert (str(school.name) in there, str(held.name) in there) == (True, False)


def test_a_round_of_two_markets_matches_within_each_and_says_why(market):
    town = make_town("")
    at_home, abroad = town.add("1A"), town.add("2B")
    SchoolAbroad.objects.create(school=abroad.school, market=market, noted_at=town.now)
    Pilot.objects.filter(pk=town.offers["dash"].pk).update(places=2)  # one would be left for it
    one = open_round(town)

    [told] = json.loads(rounds.latest(one).outcome)["refusals"]["groups"]
    parts = Told(told, Names(topics())).parts

    assert pairs_of(rounds.latest(one)) == [(f"g{at_home.pk}", town.offer("dash"))]
    assert (told["group"], told["reason"]) == (f"g{abroad.pk}", "no_offer_fits")
    assert parts == ["a school in the country in which the offer is run"]


def test_an_offer_abroad_gets_the_group_there(market):
    town = make_town("")
    town.add("1A")
    abroad = town.add("2B")
    SchoolAbroad.objects.create(school=abroad.school, market=market, noted_at=town.now)
    Pilot.objects.filter(pk=town.offers["dash"].pk).update(
        jurisdiction=facts_of(market), pupil_age=18
    )

    one = open_round(town)

    assert pairs_of(rounds.latest(one)) == [(f"g{abroad.pk}", town.offer("dash"))]


def test_nobody_locks_a_group_over_a_border_but_may_forbid_it(market):
    town = make_town("1A 2B")
    school = town.groups["2B"].school
    SchoolAbroad.objects.create(school=school, market=market, noted_at=town.now)
    rounds.work_out_anew(town.round.pk, by=town.actor("staff"), now=town.now)

    with pytest.raises(Invalid) as refused:
        decide(town, "lock", "2B", "dash")
    decide(town, "forbid", "2B", "dash")

    assert "another country" in refused.value.fields["offer"]


def test_a_lock_from_before_the_border_holds_no_longer(market):
    town = make_town("1A 2B")
    decide(town, "lock", "2B", "dash")
    school = town.groups["2B"].school
    SchoolAbroad.objects.create(school=school, market=market, noted_at=town.now)

    anew = rounds.work_out_anew(town.round.pk, by=town.actor("staff"), now=town.now)

    assert pairs_of(anew) == [(town.key("1A"), town.offer("dash"))]


def test_where_nobody_is_abroad_no_market_stands_in_the_problem():
    town = make_town("1A")

    assert "market" not in rounds.latest(town.round).problem
