"""Where people read a district, its name in their language; where machines do, its key."""

import json

import pytest
from django.test import Client
from django.utils.translation import override

from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.models import District, Organisation
from eduhub.people.states import Role
from eduhub.pilots.queries import rounds as seen_rounds
from eduhub.pilots.queries.public import RegisterAsked, districts, public_register
from eduhub.pilots.services import rounds, running_letters
from tests.makers import NOW, make_organisation, make_person, signed_in
from tests.makers.needs import make_profile, make_topics
from tests.makers.people import make_district
from tests.makers.pilots import make_pilot_in
from tests.makers.rounds import make_town
from tests.makers.running import make_decision

pytestmark = pytest.mark.django_db
BERGHALL = Text(fi="Kallion alue", sv="Berghäll", en="Kallio")


def make_pilot_there(key):
    cast = make_pilot_in("published")
    Organisation.objects.filter(pk=cast.school.pk).update(district=key)
    return cast


def test_the_register_shows_names_and_asks_by_keys(client: Client):
    make_district("Kallio", BERGHALL)
    for key in ("Kallio", "Alppila"):
        make_pilot_there(key)

    page = client.get("/sv/pilots/register/?district=Kallio").text

    assert '<option value="Kallio" selected>Berghäll</option>' in page
    assert '<option value="Alppila">Alppila</option>' in page
    assert page.count("En skola i området Berghäll") == 1
    assert "området Alppila" not in page
    assert public_register(RegisterAsked(district="Berghäll")).count() == 0


def test_files_the_api_and_decisions_name_a_school_s_district_alike(client: Client):
    make_district("Kallio", BERGHALL)
    make_decision(make_pilot_there("Kallio"))
    who = "En skola i området Berghäll"

    pages = ("register.csv", "decisions/", "decisions.csv", "decisions.atom")
    assert [client.get(f"/sv/pilots/{page}").content.decode().count(who) for page in pages] == [
        1, 1, 1, 1
    ]  # fmt: skip
    told = client.get("/api/v1/pilots/decisions", headers={"Accept-Language": "sv"}).json()
    assert [row["who"] for row in told["data"]] == [who]
    told = client.get("/api/v1/pilots/register?district=Kallio").json()
    assert len(told["data"]) == 1


def test_a_letter_names_the_district_in_its_reader_s_language():
    make_district("Kallio", BERGHALL)
    cast = make_pilot_there("Kallio")
    teacher = cast.users["teacher"]
    teacher.language = "sv"
    teacher.save()

    running_letters.tell_of_the_decision(make_decision(cast).pk, 1, now=NOW)

    letter = Letter.objects.get(to=teacher.email, kind="pilots/closing_decided")
    assert "En skola i området Berghäll" in letter.text


@pytest.mark.parametrize("count", [1, 3])
def test_names_cost_the_same_however_many(count, django_assert_num_queries):
    for n in range(count):
        make_district(f"d{n}", Text(sv=f"Del {count - n}"))
        make_pilot_there(f"d{n}")

    with override("sv"):
        with django_assert_num_queries(1):
            found = districts()
        with django_assert_num_queries(5):
            rows = public_register(RegisterAsked())[:10]

    assert [name for _key, name in found] == [f"Del {n + 1}" for n in range(count)]
    assert len({row.where[0] for row in rows}) == count


def test_a_round_is_fair_by_keys_and_told_by_names():
    make_district("north", Text(sv="Norra"))
    town = make_town("1A 2B")
    version = rounds.latest(town.round)
    problem = version.problem

    with override("sv"):
        seen = seen_rounds.proposal_seen(version, seen_rounds.names_in(version))

    assert {g["district"] for g in json.loads(problem)["groups"]} == {"north"}
    assert "Norra" in [share.name for share in seen.shares]
    District.objects.update(name=Text(sv="Andra"))
    version.refresh_from_db()
    assert version.problem == problem


def test_the_hub_s_list_of_groups_shows_names(client):
    make_topics()
    make_district("Kallio", BERGHALL)
    for key in ("Kallio", "Alppila"):
        school = make_organisation(district=key)
        make_profile(make_person(Role.TEACHER, school), school, valid_until="2099-01-01")

    signed_in(client, make_person(Role.HUB_STAFF))
    page = client.get("/sv/pilots/all-groups/").text

    assert (page.count("Berghäll"), page.count("Alppila"), page.count("Kallio")) == (1, 1, 0)


def test_a_principal_reads_the_district_by_its_name(client):
    make_district("Kallio", BERGHALL)
    principal = make_person(Role.PRINCIPAL, make_organisation(district="Kallio"))

    page = signed_in(client, principal).get("/sv/pilots/register/our-school/").text

    assert ", Berghäll</p>" in page
