"""The directory and the forms in a real browser, with the policy in force."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from eduhub.kit.lang import Text
from eduhub.kit.models import Draft
from tests.browser import WIDTHS, axe, no_sideways_scroll, resize, valid_html
from tests.makers import make_company, make_person, make_solution
from tests.makers.catalogue import (
    make_claim,
    make_fit_sheet,
    make_setup,
    make_topics,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def solutions():
    make_topics()
    company = make_company(name=Text(fi="Peliveljet"), business_id="0000041-4")
    maths = make_solution(
        company,
        name=Text(fi="Murtokisa"),
        pitch=Text(fi="Murtolukupelejä", sv="Bråkspel"),
        description=Text(fi="## Näin\n\nPelataan."),
        codes=["subject-maths", "age-7-9", "language-fi", "device-tablet"],
    )
    make_claim(maths, dated="2020-02-01")
    make_fit_sheet(maths, uses_ai=True, high_risk_uses=["tests"], data_place="elsewhere")
    make_solution(company, name=Text(fi="Nuottila"), codes=["subject-music", "age-7-9"])
    return maths


def enter(page, user, live_server):
    """Sign the person in to the page's browser."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )


def test_choosing_narrows_at_once_and_the_address_follows(page, solutions):
    page.goto("/en/solutions/")
    expect(page.locator(".card")).to_have_count(2)

    page.get_by_label("Mathematics").check()

    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"subject=subject-maths"))
    expect(page.locator("#n-age-7-9")).to_have_text("1")
    expect(page.locator("#n-subject-music")).to_have_text("1")
    expect(page.locator("#show")).to_have_text("Show 1 solution")
    page.get_by_role("link", name="Mathematics remove").click()
    expect(page.locator(".card")).to_have_count(2)


def test_typing_searches_and_the_way_back_leads_back(page, solutions):
    page.goto("/sv/solutions/")

    page.get_by_role("searchbox").press_sequentially("matematik")
    expect(page.locator(".card")).to_have_count(1)
    page.go_back()

    expect(page.locator(".card")).to_have_count(2)


def test_without_javascript_the_same_form_asks_the_same(new_page, solutions):
    page = new_page(javascript=False)
    page.goto("/en/solutions/")

    page.get_by_label("Mathematics").check()
    page.get_by_role("button", name="Show 2 solutions").click()

    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_label("Mathematics")).to_be_checked()


def test_on_a_phone_the_choices_open_as_a_sheet_that_stays_open(new_page, solutions):
    page = new_page(width=390)
    page.goto("/en/solutions/")
    expect(page.get_by_label("Mathematics")).to_be_hidden()

    page.get_by_role("button", name="Narrow down").click()
    page.get_by_label("Mathematics").check()

    expect(page.locator("#show")).to_have_text("Show 1 solution")
    expect(page.get_by_label("Mathematics")).to_be_visible()


def test_what_is_typed_is_kept_by_itself_and_offered_again(page, live_server, solutions):
    editor = make_person("company_lead", solutions.company)
    enter(page, editor, live_server)
    page.goto(f"/en/solutions/{solutions.pk}/edit/")

    page.get_by_label("In Swedish").first.press_sequentially("Bråk")
    expect(page.get_by_text("Draft kept at")).to_be_visible()
    page.reload()

    expect(page.get_by_label("In Swedish").first).to_have_value("Bråk")
    assert Draft.objects.get().typed["name_sv"] == ["Bråk"]
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_label("In Swedish").first).to_have_value("")


PAGES = {
    "solutions/": None,
    "solutions/?q=zzzz&age=age-adults": None,
    "solutions/{pk}/": None,
    "solutions/{pk}": "teacher",
    "companies/": None,
    "companies/?q=zzzz": None,
    "companies/{company}/": None,
    "companies/{company}/edit/": "company_lead",
    "companies/{company}/new/": "company_lead",
    "solutions/{pk}/edit/": "company_lead",
    "solutions/{pk}/preview/": "company_lead",
    "solutions/{pk}/fit/": "company_lead",
    "solutions/{pk}/claims/new/": "company_lead",
    "schools/{school}/setup/": "teacher",
}


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_accessible_valid_and_narrow_enough(page, live_server, solutions, address):
    teacher = make_person("teacher")
    school = teacher.memberships.get().organisation
    make_setup(school, devices=["device-phone"], data_place="eu", needs_accessibility=True)
    people = {"teacher": teacher, "company_lead": make_person("company_lead", solutions.company)}
    if PAGES[address]:
        enter(page, people[PAGES[address]], live_server)

    for language in ("fi", "sv", "en"):
        told = {"pk": solutions.pk, "company": solutions.company_id, "school": school.pk}
        answer = page.goto(f"/{language}/{address.format(**told)}")
        assert valid_html(answer.text()) == []
        for width in WIDTHS:
            resize(page, width)
            no_sideways_scroll(page)
        assert axe(page) == []


def test_the_form_with_mistakes_is_accessible_and_leads_to_the_first(page, live_server, solutions):
    enter(page, make_person("company_lead", solutions.company), live_server)
    page.goto(f"/fi/companies/{solutions.company_id}/new/")

    page.get_by_role("button", name="Tallenna", exact=True).click()

    expect(page.locator(".note[data-tone=danger]")).to_be_focused()
    assert axe(page) == []
