"""What machines read: feed, sitemap, API. What is not public stands in none of them."""

import re
from xml.etree import ElementTree

import pytest

from eduhub.kit.lang import Text
from eduhub.people.states import OrganisationState
from tests.makers import NOW, make_company, make_organisation, make_solution
from tests.makers.catalogue import make_claim, make_fit_sheet
from tests.sitemap import pages_in_sitemap

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def hidden():
    """Three solutions that no visitor may meet, by name and by address."""
    secret = Text(fi="Salainen", en="Secret")
    company = make_company(name=Text(fi="Hyväksymätön"), state=OrganisationState.CLAIMED)
    return [
        make_solution(name=secret, state="draft", codes=["subject-maths"]),
        make_solution(name=secret, state="withdrawn", codes=["subject-maths"]),
        make_solution(company, name=secret, codes=["subject-maths"]),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/fi/solutions/",
        "/fi/solutions/?q=salainen",
        "/fi/solutions/?subject=subject-maths",
        "/en/search/?q=secret",
        "/fi/search/?q=hyväksymätön",
        "/fi/companies/",
        "/fi/solutions/feed.atom",
        "/sitemap/solutions.xml",
        "/sitemap/companies.xml",
        "/api/v1/solutions",
        "/api/v1/solutions?q=salainen&topic=subject-maths",
        "/api/v1/companies",
    ],
)
def test_nothing_unpublished_leaks(client, hidden, address):
    answer = client.get(address)

    assert answer.status_code == 200
    for solution in hidden:
        assert f"/solutions/{solution.pk}/" not in answer.text
    said = answer.text.replace('value="salainen"', "").replace('value="hyväksymätön"', "")
    assert re.findall("Salainen|Secret|Hyväksymätön", said) == []
    assert 'id="n-subject-maths">1<' not in said


def test_the_api_does_not_know_what_is_hidden(client, hidden):
    for solution in hidden:
        answer = client.get(f"/api/v1/solutions/{solution.pk}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_feed_speaks_the_language_of_its_address(client, settings, language):
    settings.PUBLIC_URL = "https://hub.example"
    first = make_solution(name=Text("Eka", "Första", "First"), published_at=NOW)
    second = make_solution(name=Text(fi="Toka"), published_at=NOW.replace(month=10))

    answer = client.get(f"/{language}/solutions/feed.atom")

    feed = ElementTree.fromstring(answer.content)
    own = {"fi": "Eka", "sv": "Första", "en": "First"}[language]
    entries = feed.findall(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [e.findtext(f"{ATOM}title") for e in entries] == ["Toka", own]
    assert [e.find(f"{ATOM}link").get("href") for e in entries] == [
        f"https://hub.example/{language}/solutions/{solution.pk}/" for solution in (second, first)
    ]


def test_the_sitemap_names_each_page_in_three_languages(client, settings):
    solution = make_solution()

    pages = {u.findtext(f"{SITEMAP}loc"): u for u in pages_in_sitemap(client)}

    own = {a: f"{settings.PUBLIC_URL}/{a}/solutions/{solution.pk}/" for a in ("fi", "sv", "en")}
    assert set(own.values()) <= pages.keys()
    told = [a.attrib for a in pages[own["sv"]] if "hreflang" in a.attrib]
    assert {a["hreflang"]: a["href"] for a in told} == own | {"x-default": own["en"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_solution()

    with django_assert_num_queries(4):  # the directory's version, topics, count, rows
        answer = client.get("/api/v1/solutions").json()

    assert (len(answer["data"]), answer["meta"]["count"]) == (rows, rows)


def test_one_solution_comes_with_its_claims_and_its_fit_sheet(client):
    solution = make_solution(codes=["subject-maths"])
    make_claim(solution, source="A study")
    make_fit_sheet(solution, logins=["mpassid"])

    answer = client.get(f"/api/v1/solutions/{solution.pk}").json()

    assert answer["topics"] == ["subject-maths"]
    assert [claim["source"] for claim in answer["claims"]] == ["A study"]
    assert answer["claims"][0]["stale_since"] == "2027-04-02"
    assert (answer["fit_sheet"]["logins"], answer["fit_sheet"]["lti"]) == (["mpassid"], None)


@pytest.mark.parametrize(
    "asked", ["topic=subject-witchcraft", "order=moon", "q=%00", "page=0", "q=" + "x" * 201]
)
def test_what_does_not_fit_is_a_problem_with_its_field(client, asked):
    answer = client.get(f"/api/v1/solutions?{asked}")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["fields"]


def test_companies_and_topics_are_listed(client):
    company = make_company(name=Text(fi="Peliveljet"), business_id="0000041-4")
    make_solution(company)
    make_organisation("company", name=Text(fi="Profiiliton"))

    companies = client.get("/api/v1/companies?q=i").json()["data"]
    topics = client.get("/api/v1/topics").json()

    told = [(c["name"]["fi"], c["business_id"], c["solutions"]) for c in companies]
    assert told == [("Peliveljet", "0000041-4", 1), ("Profiiliton", None, 0)]
    assert len(topics) == 70
    assert {len([v for v in topic["name"].values() if v]) for topic in topics} == {3}
    assert all(topic["code"].startswith(f"{topic['kind']}-") for topic in topics)


def test_every_operation_of_the_room_is_named_and_says_how_it_refuses(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    own = {
        p: ops["get"]
        for p, ops in paths.items()
        if "catalogue" in ops.get("get", {}).get("tags", [])
    }
    assert {op["operationId"] for op in own.values()} == {
        "list_solutions",
        "get_solution",
        "list_companies",
        "list_topics",
    }
    refusals = own["/api/v1/solutions"]["responses"]["422"]["content"]
    assert list(refusals) == ["application/problem+json"]
