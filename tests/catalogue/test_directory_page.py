"""The directory and the list of companies, as pages."""

import re

import pytest
from django.test import Client

from eduhub.kit.lang import Text
from tests.makers import make_company, make_person, make_solution, signed_in
from tests.makers.catalogue import make_claim, make_fit_sheet, make_setup

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def cards(response):
    return response.text.count('<li class="card">')


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_claim(make_solution(codes=["subject-maths"]))

    with django_assert_num_queries(
        9
    ):  # its version, topics, evidence (2), counts, rows, claims, two marks
        response = client.get("/fi/solutions/")
    with django_assert_num_queries(10):  # and which words say something
        found = client.get("/fi/solutions/?q=matematiikka")

    assert (cards(response), cards(found)) == (rows, rows)
    assert response.text.count("A survey at twelve schools") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_teacher_sees_what_fits_at_the_same_cost(client, django_assert_num_queries, rows):
    teacher = make_person("teacher")
    school = teacher.memberships.get().organisation
    make_setup(school, data_place="eu")
    for _ in range(rows):
        make_fit_sheet(make_solution(), data_place="elsewhere")
    signed_in(client, teacher)

    with django_assert_num_queries(13):  # session, user, hats, eight of the page, setup, sheets
        response = client.get("/en/solutions/")

    assert response.text.count("Does not fit your school as it is") == rows


def test_the_part_for_htmx_holds_the_answer_and_all_numbers_but_no_page(client):
    make_solution(codes=["subject-maths"])

    part = client.get("/en/solutions/?subject=subject-maths", headers=HTMX)

    assert "<html" not in part.text
    assert cards(part) == 1
    assert '<span class="count" id="n-subject-maths" data-hx-swap-oob="true">1</span>' in part.text
    assert "HX-Request" in part["Vary"]


def test_every_number_that_htmx_changes_stands_on_the_page(client):
    page = client.get("/en/solutions/").text
    part = client.get("/en/solutions/", headers=HTMX).text

    changed = set(re.findall(r'id="([^"]+)" data-hx-swap-oob', part))
    there = set(re.findall(r'id="([^"]+)"', page))
    assert len(changed) > 60
    assert changed <= there


def test_a_chip_takes_one_choice_away_and_keeps_the_rest(client):
    make_solution(codes=["subject-maths", "age-7-9"])

    page = client.get("/en/solutions/?q=peli&subject=subject-maths&age=age-7-9&page=2").text

    assert 'href="?q=peli&amp;age=age-7-9"' in page
    assert 'href="?q=peli&amp;subject=subject-maths"' in page


def test_an_empty_answer_shows_a_way_on(client):
    make_solution()

    page = client.get("/en/solutions/?q=zzzzzz")

    assert page.status_code == 200
    assert "No solution fits all of this" in page.text
    assert '<a class="go" href="/en/solutions/">See all solutions' in page.text


def test_pages_follow_each_other(client):
    company = make_company()
    for _ in range(25):
        make_solution(company)

    first = client.get("/en/solutions/?order=name")
    second = client.get("/en/solutions/?order=name&page=2")

    assert (cards(first), cards(second)) == (24, 1)
    assert 'href="?order=name&amp;page=2" rel="next"' in first.text


@pytest.mark.parametrize("asked", ["?q=%00", "?q=" + "x" * 5000, "?page=-1&order=moon", "?age="])
def test_nonsense_in_the_address_is_taken_calmly(client, asked):
    assert client.get(f"/fi/solutions/{asked}").status_code == 200


def test_words_in_another_language_are_marked(client):
    make_solution(name=Text(sv="Räknaren"), pitch=Text(fi="Laskin"))

    page = client.get("/fi/solutions/").text

    assert '<span lang="sv">Räknaren</span>' in page
    assert '<span lang="fi">Laskin' not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_companies_costs_the_same_however_long(
    client, django_assert_num_queries, rows
):
    for number in range(rows):
        make_solution(make_company(name=Text(fi=f"Firma {number}")))

    with django_assert_num_queries(1):
        page = client.get("/fi/companies/")

    assert cards(page) == rows
    assert page.text.count("1 ratkaisu") == rows


def test_companies_are_found_by_a_part_of_the_name_and_by_business_id(client):
    make_company(name=Text(fi="Peliveljet Oy"), business_id="0000041-4")
    make_company(name=Text(fi="Muut Oy"))
    make_company(name=Text(fi="Pelifirma, ei vielä hyväksytty"), state="claimed")

    by_name = client.get("/fi/companies/?q=pelI").text
    by_id = client.get("/fi/companies/?q=0000041-4").text

    for page in (by_name, by_id):
        assert re.findall(r"[\w ]+ Oy", page) == ["Peliveljet Oy"]


def test_the_search_of_everything_shows_solutions_and_companies():
    make_solution(make_company(name=Text(fi="Robottiverstas")), name=Text(fi="Robotti 1"))
    make_solution(name=Text(fi="Robotti 2"), state="draft")

    page = Client().get("/fi/search/?q=robotti").text

    assert ("Robotti 1" in page, "Robottiverstas" in page, "Robotti 2" in page) == (
        True,
        True,
        False,
    )
