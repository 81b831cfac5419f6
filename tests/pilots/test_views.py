"""What the pages show, to whom, and at what cost."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eduhub.catalogue.models import Topic
from eduhub.kit.lang import Text
from eduhub.pilots.models import Group, Pilot, SuccessStatement
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.offers import DataKind
from tests.makers import make_company, make_group, make_pilot, make_solution, signed_in
from tests.makers.pilots import make_agreed, make_cast

pytestmark = pytest.mark.django_db


def words_of(response):
    """The page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def get(client, path, language="en"):
    return client.get(f"/{language}/pilots/{path}")


@pytest.mark.parametrize("pilots", [1, 3])
def test_the_register_costs_the_same_however_long(client, django_assert_num_queries, pilots):
    for _ in range(pilots):
        pilot = make_pilot(make_solution(codes=["subject-x"]))
        make_group(pilot, state=GroupState.ACCEPTED)

    with django_assert_num_queries(3):  # the pilots, their solutions' codes, the subjects
        page = get(client, "")

    assert page.text.count('<li class="card">') == pilots
    assert words_of(page).count("1 group, 1 school") == pilots


@pytest.mark.parametrize(("who", "seen"), [("lead", 1), ("principal", 1), ("other_lead", 0)])
def test_the_pilots_page_costs_the_same_however_many_groups(client, who, seen):
    cast = make_cast()
    signed_in(client, cast.users[who])

    costs = []
    for groups in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            page = get(client, f"{cast.pilot.pk}/")
        costs.append(len(queries))
        assert page.text.count(f"<strong>{cast.school.name.fi}</strong>") == groups * seen
        for _ in range(2):
            make_group(cast.pilot, school=cast.school)

    assert costs[0] == costs[1]


def test_open_pilots_come_first_and_then_the_newest(client):
    names = ["old and open", "running", "full", "new and open"]
    solutions = [make_solution(name=Text(fi=name)) for name in names]
    make_pilot(solutions[0])
    make_pilot(solutions[1], state=PilotState.RUNNING)
    make_group(make_pilot(solutions[2], places=1))
    make_pilot(solutions[3])

    found = re.findall(r"/pilots/\d+/\">([^<]+)</a></h3>", get(client, "").text)

    assert found == ["new and open", "old and open", "full", "running"]


def test_the_register_is_narrowed_by_phase_and_by_the_subjects_code(client):
    Topic.objects.create(code="subject-x", kind="subject", name=Text(en="Xylology"))
    ours = make_pilot(make_solution(codes=["subject-x"]))
    make_pilot()
    make_pilot(make_solution(codes=["subject-x"]), state=PilotState.RUNNING)

    both = get(client, "?subject=subject-x&phase=open")

    assert [p.pk for p in both.context["page"].rows] == [ours.pk]
    assert [t.code for t in both.context["subjects"]] == ["subject-x"]
    assert "Xylology" in both.text
    assert len(get(client, "?phase=under_way").context["page"].rows) == 1
    assert len(get(client, "?phase=nonsense").context["page"].rows) == 3


def test_an_empty_answer_shows_a_way_on(client):
    assert reverse("pilots:list") in get(client, "?phase=published", "fi").text
    assert "No pilot fits" in get(client, "?phase=published").text
    assert "No pilots yet" in get(client, "").text


def test_ones_own_pilots_are_found_also_when_withdrawn(client):
    cast = make_cast(state=PilotState.WITHDRAWN)
    make_pilot()

    own = get(signed_in(client, cast.users["principal"]), "?own=on")

    assert [p.pk for p in own.context["page"].rows] == [cast.pilot.pk]


@pytest.mark.parametrize("group_state", [GroupState.JOINED, GroupState.ACCEPTED])
@pytest.mark.parametrize(
    ("who", "label", "school"),
    [
        ("principal", True, True),
        ("colleague", True, True),
        ("staff", True, True),
        ("lead", False, True),
        ("member", False, True),
        ("other_lead", False, False),
        ("other_teacher", False, False),
        (None, False, False),
    ],
)
def test_class_and_count_are_for_school_and_hub_only(client, group_state, who, label, school):
    cast = make_cast(group_state)
    Group.objects.update(label="Q7Q", pupils=3)
    if who:
        signed_in(client, cast.users[who])

    page = get(client, f"{cast.pilot.pk}/")
    main = page.text.split("<main")[1]

    assert ("Q7Q" in main, "3 pupils" in words_of(page)) == (label, label)
    assert (f"<strong>{cast.school.name.fi}" in main) == school


def test_the_log_tells_sides_and_no_names(client):
    cast = make_agreed()
    cast.users["teacher"].name = "Somebody Special"
    cast.users["teacher"].save()

    inside = words_of(get(signed_in(client, cast.users["lead"]), f"{cast.pilot.pk}/"))
    client.logout()
    outside = words_of(get(client, f"{cast.pilot.pk}/"))

    agreed = "The company and all schools have agreed and signed By the hub"
    assert agreed in inside and agreed in outside
    assert "Version 1 of the success statement was agreed to By the company" in inside
    assert "was agreed to" not in outside
    assert "Somebody" not in inside + outside


def test_the_reason_of_a_stop_is_for_those_who_took_part(client):
    cast = make_cast(state=PilotState.ABORTED, grounds="The devices broke.")
    assert "The devices broke." not in get(client, f"{cast.pilot.pk}/").text

    page = get(signed_in(client, cast.users["principal"]), f"{cast.pilot.pk}/")

    assert "The devices broke." in page.text


OFFER = {
    "purpose_fi": "Auttaako se?",
    "minutes_a_week": "40",
    "starts": "2099-10-05",
    "ends": "2099-12-04",
    "places": "12",
    "least_groups": "2",
    "stage": "ready",
    **{f"data_{kind}": "no" for kind in DataKind},
}


def test_a_company_offers_a_pilot_once_however_often_it_presses(client):
    solution = make_solution()
    cast = make_cast(pilot=make_pilot(solution))
    lead = cast.users["other_lead"]
    lead.memberships.update(organisation=solution.company)
    told = OFFER | {"solution": solution.pk, "key": str(uuid4())}

    first = signed_in(client, lead).post("/en/pilots/new/", told)
    again = client.post("/en/pilots/new/", told)

    assert first.status_code == again.status_code == 302 and first.url == again.url
    assert Pilot.objects.filter(posted_by=lead).count() == 1


def test_what_was_typed_stays_when_something_is_to_mend(client):
    solution = make_solution()
    cast = make_cast(pilot=make_pilot(solution))
    cast.users["lead"].memberships.update(organisation=solution.company)
    told = OFFER | {"solution": solution.pk, "key": str(uuid4()), "data_voice": ""}
    told["ends"] = "2099-10-01"

    page = signed_in(client, cast.users["lead"]).post("/en/pilots/new/", told)

    assert page.status_code == 422
    assert "Answer yes or no" in page.text
    assert "Auttaako se?" in page.text and 'value="2099-10-01"' in page.text


def test_others_solutions_cannot_be_offered(client):
    cast = make_cast()
    make_solution(make_company(), name=Text(fi="Toisten"))
    signed_in(client, cast.users["lead"])

    page = client.get("/en/pilots/new/")

    assert cast.pilot.solution.name.fi in page.text and "Toisten" not in page.text


def test_a_group_joins_in_three_facts(client):
    cast = make_cast()
    signed_in(client, cast.users["other_teacher"])
    told = {"label": "6A", "grade": "6", "pupils": "21"}

    answer = client.post(f"/sv/pilots/{cast.pilot.pk}/join/", told, follow=True)

    group = Group.objects.get(label="6A")
    assert (group.grade, group.pupils, group.state) == (6, 21, GroupState.JOINED)
    assert "Din grupp har en plats. Nu frågas din rektor." in answer.text


def test_a_no_without_a_reason_is_asked_for_one(client):
    cast = make_cast(GroupState.JOINED)
    url = f"/fi/pilots/groups/{cast.group.pk}/decide/"
    signed_in(client, cast.users["principal"])

    asked = client.post(url, {"answer": "no", "reason": ""})
    done = client.post(url, {"answer": "no", "reason": "Ei tänä syksynä."})

    assert asked.status_code == 422 and "Kirjoita syy yhdellä virkkeellä." in asked.text
    assert done.status_code == 302
    assert Group.objects.get().grounds == "Ei tänä syksynä."


STATEMENT = {
    "success_en": "Two tasks more.",
    "measure_en": "Fractions test, 0 to 40 points",
    "unit_en": "points",
    "direction": "lower",
    "stop_rule_en": "Two weeks without use.",
}


@pytest.mark.parametrize(("language", "typed"), [("en", "0.5"), ("fi", "0,5"), ("sv", "0,5")])
def test_a_difference_is_typed_as_the_language_writes_it(client, language, typed):
    cast = make_cast()
    signed_in(client, cast.users["lead"])
    told = STATEMENT | {"smallest_that_matters": typed, "seen": "0"}

    client.post(f"/{language}/pilots/{cast.pilot.pk}/statement/", told)

    statement = SuccessStatement.objects.get()
    assert (float(statement.smallest_that_matters), statement.higher_is_better) == (0.5, False)
    shown = client.get(f"/{language}/pilots/{cast.pilot.pk}/statement/")
    assert f'value="{typed}"' in shown.text


def test_two_who_write_at_once_see_both_versions_and_lose_neither(client):
    cast = make_agreed()
    signed_in(client, cast.users["lead"])
    told = STATEMENT | {"smallest_that_matters": "3", "seen": "0"}
    url = f"/en/pilots/{cast.pilot.pk}/statement/"

    page = client.post(url, told)

    assert page.status_code == 409 and 'name="seen" value="1"' in page.text
    assert "yours “Lower is better”, theirs “Higher is better”" in words_of(page)
    assert "Two tasks more." in page.text
    assert client.post(url, told | {"seen": "1"}).status_code == 302
    assert SuccessStatement.objects.count() == 2


def test_one_agrees_to_what_one_has_read(client):
    cast = make_agreed()
    url = f"/en/pilots/{cast.pilot.pk}/agree/"
    signed_in(client, cast.users["teacher"])

    assert 'name="version" value="1"' in client.get(url).text
    assert client.post(url, {"version": "7"}).status_code == 409
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"version": "1"}).status_code == 302


@pytest.mark.parametrize(
    "path", ["new/", "1/edit/", "1/join/", "1/agree/", "1/statement/", "groups/1/decide/"]
)
def test_forms_ask_a_visitor_to_sign_in(client, path):
    assert "/account/login" in get(client, path).url
