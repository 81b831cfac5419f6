"""What the pages of needs, calls and groups show, to whom, and at what cost."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.catalogue.models import Topic
from eduhub.kit.models import Draft
from eduhub.people.states import Role
from eduhub.pilots.models import Challenge, GroupProfile, Need, Pilot
from eduhub.pilots.states.offers import DataKind
from tests.makers import make_organisation, make_person, make_pilot, make_solution, signed_in
from tests.makers.needs import (
    make_call,
    make_challenge,
    make_need,
    make_profile,
    make_tender,
    make_topics,
    make_workshop,
)

pytestmark = pytest.mark.django_db


def page_of(client, path):
    return client.get(f"/en/pilots/{path}")


def staff():
    return make_person(Role.HUB_STAFF)


def make_counting_profile():
    return make_profile(valid_until="2099-01-01")


LISTS = {  # the page, what makes a row of it, what a row is told by
    "needs/": (make_need, '<h3><a href="/en/pilots/needs/'),
    "challenges/": (make_challenge, '<h3><a href="/en/pilots/challenges/'),
    "ways/": (make_call, '<h3><a href="/en/pilots/calls/'),
    "mobile/": (make_workshop, "/cancel/"),
    "all-groups/": (make_counting_profile, "<h3>5B, "),
}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_however_long(client, path):
    make, row = LISTS[path]
    signed_in(client, staff())

    costs = []
    for rows in (1, 3):
        for _ in range(rows - len(costs)):
            make()
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, path)
        costs.append(len(queries))
        assert page.text.count(row) == rows

    assert costs[0] == costs[1]


@pytest.mark.parametrize("path", ["needs/{}/", "challenges/{}/", "calls/{}/"])
def test_drafts_and_withdrawn_things_are_not_there_for_others(client, path):
    kind = path.split("/")[0]
    hidden = {
        "needs": lambda: make_need(state="withdrawn", grounds="Done."),
        "challenges": lambda: make_challenge(state="draft"),
        "calls": lambda: make_call(state="draft"),
    }[kind]()

    statuses = []
    for user in (None, make_person(Role.TEACHER), make_person(Role.COMPANY_LEAD), staff()):
        if user:
            signed_in(client, user)
        statuses.append(page_of(client, path.format(hidden.pk)).status_code)

    assert statuses == [404, 404, 404, 200]


ONLY = {  # who may open the form; the others are refused, a visitor is asked to sign in
    "needs/new/": "teacher",
    "needs/{need}/answer/": "staff",
    "needs/{need}/withdraw/": "staff",
    "needs/merge/?need={need}": "staff",
    "challenges/{challenge}/edit/": "staff",
    "challenges/{challenge}/close/": "staff",
    "calls/new/": "staff",
    "calls/{call}/edit/": "staff",
    "my-groups/": "teacher",
    "my-groups/new/": "teacher",
    "all-groups/": "staff",
    "new/": "company",
}


@pytest.mark.parametrize("path", ONLY)
def test_each_form_is_for_its_own_people(client, path):
    ids = {"need": make_need().pk, "challenge": make_challenge().pk, "call": make_call().pk}
    people = {
        "teacher": make_person(Role.TEACHER),
        "company": make_person(Role.COMPANY_LEAD),
        "staff": staff(),
    }
    assert page_of(client, path.format(**ids)).status_code == 302

    opened = {
        who
        for who, user in people.items()
        if page_of(signed_in(client, user), path.format(**ids)).status_code == 200
    }

    assert opened == {ONLY[path]}


def test_the_own_teachers_name_stands_nowhere(client):
    school = make_organisation()
    teacher = make_person(Role.TEACHER, school, name="Zqteacher", email="zqmail@school.example")
    need = make_need(school, teacher=teacher)

    for path in ("needs/", f"needs/{need.pk}/"):
        page = page_of(signed_in(client, make_person(Role.PRINCIPAL, school)), path)
        assert school.name.fi in page.text
        assert re.findall("zq(?:teacher|mail)", page.text.lower()) == []


NEED = {"title": "Fractions", "words": "Hard.", "written_in": "en", "audience": "public"}


def test_what_is_typed_is_kept_and_found_again_until_it_is_posted(client):
    signed_in(client, make_person(Role.TEACHER))
    key = str(uuid4())

    client.post("/en/pilots/needs/draft/", NEED | {"key": key, "words": "Half a senten"})
    again = page_of(client, "needs/new/")
    posted = client.post("/en/pilots/needs/new/", NEED | {"key": key})

    assert "Half a senten" in again.text and posted.status_code == 302
    assert not Draft.objects.exists() and Need.objects.get().title.en == "Fractions"


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(client):
    signed_in(client, make_person(Role.TEACHER))
    told = NEED | {"key": str(uuid4()), "words": "Ask a.b@school.example"}

    page = client.post("/en/pilots/needs/new/", told)

    assert page.status_code == 422 and "a.b@school.example" in page.text
    error = re.search(r'id="id_words_error">(.+?)</div>', page.text, re.DOTALL)
    assert error and "Leave out the e-mail address." in error[1]


def test_we_too_is_one_click_and_so_is_taking_it_back(client):
    need = make_need()
    user = make_person(Role.PRINCIPAL, make_organisation(municipality="091"))
    signed_in(client, user)

    client.post(f"/en/pilots/needs/{need.pk}/too/")
    said = page_of(client, f"needs/{need.pk}/")
    client.post(f"/en/pilots/needs/{need.pk}/too/", {"back": "1"})

    assert "1 other person says" in said.text and not need.echoes.exists()


def test_the_hub_merges_what_it_ticked(client):
    make_topics()
    needs = [make_need(codes=["subject-maths"]), make_need(ages=["age-10-12"])]
    signed_in(client, staff())
    chosen = "&".join(f"need={one.pk}" for one in needs)
    form = page_of(client, f"needs/merge/?{chosen}").context["form"]
    three = {f"{name}_{code}": "Words" for name in ("title", "question") for code in ("fi", "sv")}

    client.post(f"/en/pilots/needs/merge/?{chosen}", three | {"codes": form.initial["codes"]})

    made = Challenge.objects.get()
    assert set(made.needs.all()) == set(needs) and made.codes == ["subject-maths"]


OFFER = {
    "purpose_en": "Does it help?",
    "stage": "ready",
    "least_groups": "1",
    "places": "12",
    "minutes_a_week": "40",
    "starts": "2099-10-05",
    "ends": "2099-12-04",
}


def test_an_offer_is_asked_in_steps_and_mistakes_lead_to_theirs(client):
    solution = make_solution()
    signed_in(client, make_person(Role.COMPANY_LEAD, solution.company))
    told = {"key": str(uuid4()), "solution": solution.pk}

    first = client.post("/en/pilots/new/", told | {"step": "1"})
    second = client.post("/en/pilots/new/", told | OFFER | {"step": "1", "minutes_a_week": ""})
    back = client.post("/en/pilots/new/", told | {"step": "3", "back": "1"})
    last = client.post("/en/pilots/new/", told | OFFER | {"step": "5"})

    steps = [page.context["step"] for page in (first, second, back, last)]
    assert steps == [1, 2, 2, 4]
    assert [page.status_code for page in (first, second, back, last)] == [422, 200, 200, 422]
    assert not Pilot.objects.exists()


def test_the_remark_that_lane_a_cannot_be_comes_by_itself(client):
    solution = make_solution()
    signed_in(client, make_person(Role.COMPANY_LEAD, solution.company))
    answers = {f"data_{kind}": "no" for kind in DataKind} | {"data_voice": "yes"}
    told = OFFER | answers | {"key": str(uuid4()), "solution": solution.pk}

    check = client.post("/en/pilots/new/", told | {"step": "4"})
    client.post("/en/pilots/new/", told | {"step": "5"})

    pilot = Pilot.objects.get()
    assert "Lane A cannot be" in check.text
    assert (pilot.lane, pilot.data_touched) == ("", ["voice"])
    assert "Voices" in page_of(client, f"{pilot.pk}/").text


def test_a_teacher_says_what_a_group_would_like_and_sees_what_fits(client):
    make_topics()
    teacher = make_person(Role.TEACHER)
    signed_in(client, teacher)
    told = {"label": "5B", "grade": "5", "pupils": "22", "language": "language-fi"}
    told |= {"most_minutes": "45", "all_weeks": "on", "valid_until": "2026-12-31"}
    form = page_of(client, "my-groups/new/").context["form"]
    told["valid_until"] = form.initial["valid_until"].isoformat()
    weeks = form.weeks
    make_pilot(minutes_a_week=90, starts=weeks[0], ends=weeks[2])

    answer = client.post("/en/pilots/my-groups/new/", told, follow=True)

    assert GroupProfile.objects.get().weeks == weeks
    assert "It needs 90 minutes a week, you gave 45." in answer.text
    assert "It needs 90 minutes a week, you gave 45." in page_of(client, "").text


def test_a_company_tenders_and_another_company_finds_no_trace(client):
    call = make_call(closes_at="2099-01-01T00:00:00Z")
    tender = make_tender(call)
    rival = make_person(Role.COMPANY_LEAD)

    page = page_of(signed_in(client, rival), f"calls/{call.pk}/")

    assert page.status_code == 200 and tender.solution.name.fi not in page.text
    assert page_of(client, f"tenders/{tender.pk}/edit/").status_code == 404


def test_homes_say_what_waits(client):
    Topic.objects.get_or_create(code="age-10-12", defaults={"kind": "age", "name": {}})
    need = make_need(title={"en": "Zqneed"})
    solution = make_solution()
    make_call(make_challenge(codes=[]), closes_at="2099-01-01T00:00:00Z", title={"en": "Zqcall"})
    people = {
        "Zqneed": [need.teacher, staff()],
        "Zqcall": [make_person(Role.COMPANY_LEAD, solution.company)],
    }

    for words, users in people.items():
        for user in users:
            assert words in signed_in(client, user).get("/en/home/").text
