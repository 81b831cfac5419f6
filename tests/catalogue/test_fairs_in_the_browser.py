"""What only a real browser shows: what is counted, what is kept while one types, what CSP lets."""

import pytest
from django.core.cache import cache

from eduhub.catalogue.models import DayCount, Lead
from eduhub.kit.lang import Text
from eduhub.kit.models import Draft
from tests.browser import WIDTHS, axe, no_sideways_scroll, resize, valid_html
from tests.makers import make_company, make_person, make_solution
from tests.makers.fairs import make_exhibition, make_medium, make_reference, make_stand
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path):
    settings.FILES = str(tmp_path)
    cache.clear()


@pytest.fixture
def stand():
    stand = make_stand(make_solution(name=Text(fi="Murtolukuseikkailu", en="Fractions")))
    make_medium(stand)
    make_medium(stand, kind="video", video="https://video.example.org/1")
    make_reference(stand.solution, state="confirmed")
    return stand


def test_an_exhibition_is_counted_where_javascript_runs_and_only_there(new_page, stand):
    exhibition = make_exhibition(stand.solution)
    here = f"/fi/exhibitions/{exhibition.pk}/"

    new_page(javascript=False).goto(here)
    page = new_page()
    with page.expect_response(lambda response: "/visited/" in response.url) as counted:
        page.goto(here)

    assert counted.value.status == 204
    assert [cookie["name"] for cookie in page.context.cookies()] == ["language"]
    assert list(DayCount.objects.values_list("kind", "count")) == [("visit", 1)]


def test_a_demo_is_asked_for_from_an_exhibition_without_javascript(new_page, stand):
    exhibition = make_exhibition(stand.solution)
    page = new_page(javascript=False)
    page.goto(f"/en/exhibitions/{exhibition.pk}/")
    page.get_by_role("link", name="Fractions").click()

    page.get_by_label("Your name").fill("Visitor One")
    page.get_by_role("textbox", name="E-mail").fill("visitor@example.org")
    page.get_by_label("What do you want to see?").fill("Everything")
    page.get_by_label("I give my consent").check()
    page.get_by_role("button", name="Ask for a demo").click()

    assert "Your request is with the company" in page.locator("main").inner_text()
    assert Lead.objects.get().name == "Visitor One"
    assert list(DayCount.objects.values_list("kind", "count")) == [("demo", 1)]


def test_what_the_company_types_is_kept_while_it_types(page, live_server):
    company = make_company()
    solution = make_solution(company)
    sign_in(page, make_person("company_lead", company))
    page.goto(f"/en/solutions/{solution.pk}/stand/edit/")

    page.get_by_label("In English").fill("Half a sen")
    page.get_by_text("Draft kept at").wait_for()
    page.reload()

    assert page.get_by_label("In English").input_value() == "Half a sen"
    page.get_by_role("button", name="Throw the draft away").click()
    assert page.get_by_label("In English").input_value() == ""
    assert not Draft.objects.exists()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_public_pages_are_whole_accessible_and_narrow_enough(new_page, stand, language):
    exhibition = make_exhibition(stand.solution, theme=Text(fi="## Miksi\n\nSiksi"))
    page = new_page(dark=language == "sv")
    for path in (
        "exhibitions/",
        f"exhibitions/{exhibition.pk}/",
        f"solutions/{stand.pk}/stand/",
    ):
        assert valid_html(page.goto(f"/{language}/{path}").text()) == []
        assert axe(page) == []
        for width in WIDTHS:
            resize(page, width)
            no_sideways_scroll(page)
