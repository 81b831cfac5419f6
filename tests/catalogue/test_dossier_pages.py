"""The pages of the privacy dossier: to whom, with what, at what cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.catalogue.models import Dossier, DossierReview, Screening
from eduhub.people.states import Kind, Role
from tests.makers import (
    make_company,
    make_organisation,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.privacy import accept, make_answers, make_dossier

pytestmark = pytest.mark.django_db
TYPED = {
    "seen": "0",
    "use_answers": ["teaching"],
    "whose": ["pupils"],
    "ground": "task",
    "place": "eu",
    "processors": "Cloud Example; Finland; keeps the answers",
    "keep_days": "90",
    "uses_ai": "no",
}


@pytest.fixture
def solution():
    return make_solution(make_company())


def door(solution, rest=""):
    return f"/en/solutions/{solution.pk}/dossier/{rest}"


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def test_the_company_publishes_and_reads_what_it_wrote(client, solution):
    signed_in(client, make_person(Role.COMPANY_MEMBER, solution.company))

    answer = client.post(door(solution, "edit/"), TYPED, follow=True)

    assert "teaching and learning with it" in words_of(answer)
    assert "Cloud Example, Finland: keeps the answers" in words_of(answer)
    assert client.post(door(solution, "edit/"), TYPED).status_code == 302  # the same once more
    overtaken = client.post(door(solution, "edit/"), TYPED | {"keep_days": "1", "changed": "x"})
    assert (overtaken.status_code, Dossier.objects.count()) == (409, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"processors": "Cloud Example"}, {"use_answers": []}, {"place": ""}, {"keep_days": "-1"}],
)
def test_what_was_typed_stays_when_it_cannot_be_taken(client, solution, wrong):
    signed_in(client, make_person(Role.COMPANY_LEAD, solution.company))

    answer = client.post(door(solution, "edit/"), TYPED | wrong)

    assert answer.status_code == 422
    assert 'value="90"' in answer.text or "keep_days" in wrong
    assert not Dossier.objects.exists()


def test_the_public_reads_the_summary_of_what_was_accepted(client, solution):
    told = [{"name": "Cloud Example", "country": "Finland", "task": "keeps"}]
    dossier = make_dossier(solution, processors=told)
    assert client.get(door(solution)).status_code == 404
    accept(dossier)

    answer = client.get(door(solution))

    assert "Answers or work of a pupil" in words_of(answer)
    assert "Cloud Example" not in answer.text
    assert "Read in full." not in answer.text
    assert "Answers or work of a pupil" in words_of(client.get(f"/en/solutions/{solution.pk}/"))


def test_an_official_screens_reads_the_draft_and_decides(client, solution):
    make_dossier(solution)
    official = make_person(Role.PROVIDER_OFFICIAL, make_organisation(Kind.EDUCATION_PROVIDER))
    signed_in(client, official)
    told = {}
    for code, (tick, reason) in make_answers("vulnerable", "new").items():
        told |= {f"tick_{code}": tick, f"reason_{code}": reason}

    draft = client.post(door(solution, "1/screening/"), told, follow=True)
    pdf = client.get(door(solution, "1/assessment/pdf/"))
    decided = {"verdict": "accepted", "reason": "Read in full."}
    answer = client.post(door(solution, "1/review/"), decided, follow=True)

    assert "An impact assessment is needed" in words_of(draft)
    assert pdf.content.startswith(b"%PDF-")
    assert "Accepted" in words_of(answer)
    assert (Screening.objects.count(), DossierReview.objects.count()) == (1, 1)
    assert client.post(door(solution, "1/review/"), {}).status_code == 422
    assert client.post(door(solution, "1/screening/"), {}).status_code == 422


@pytest.mark.parametrize(
    ("rest", "official", "colleague", "stranger", "visitor"),
    [
        ("1/", 200, 200, 404, 302),
        ("1/review/", 200, 403, 404, 302),
        ("1/screening/", 200, 403, 404, 302),
        ("1/assessment/", 200, 403, 404, 302),
        ("1/assessment/pdf/", 200, 403, 404, 302),
        ("edit/", 403, 200, 403, 302),
        ("", 200, 200, 404, 404),
        ("9/", 404, 404, 404, 302),
    ],
)
def test_who_comes_in(client, solution, rest, official, colleague, stranger, visitor):
    make_dossier(solution)
    city = make_organisation(Kind.EDUCATION_PROVIDER)
    people = (
        make_person(Role.PROVIDER_OFFICIAL, city),
        make_person(Role.COMPANY_MEMBER, solution.company),
        make_person(Role.COMPANY_LEAD),
    )
    found = [signed_in(client, one) and client.get(door(solution, rest)) for one in people]
    client.logout()
    found.append(client.get(door(solution, rest)))

    assert [one.status_code for one in found] == [official, colleague, stranger, visitor]


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_costs_the_same_however_many_versions(client, solution, versions):
    signed_in(client, make_person(Role.COMPANY_LEAD, solution.company))
    for number in range(versions):
        accept(make_dossier(solution, keep_days=number))
    client.get(door(solution))

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(door(solution))

    assert len(queries) == 9
    assert len(re.findall(r'/dossier/\d+/"', answer.text)) == versions


def test_home_says_which_dossiers_wait_for_the_official(client, solution):
    make_dossier(solution)
    city = make_organisation(Kind.EDUCATION_PROVIDER)
    signed_in(client, make_person(Role.PROVIDER_OFFICIAL, city))

    answer = client.get("/en/home/")

    assert "Privacy dossiers to read" in words_of(answer)
    assert door(solution) in answer.text
