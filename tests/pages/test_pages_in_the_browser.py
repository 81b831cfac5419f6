"""The room's pages in a real browser: whole, accessible, narrow enough; drafts keep themselves."""

import pytest

from eduhub.kit.lang import Text
from eduhub.pages.models import Page
from tests.browser import WIDTHS, axe, no_sideways_scroll, resize, valid_html
from tests.makers import make_person
from tests.makers.fairs import make_file
from tests.makers.pages import make_duty, make_page
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def article():
    return make_page(
        slug="first",
        picture=make_file(),
        alternative=Text(fi="Robotti luokassa", sv="En robot", en="A robot in class"),
        body=Text(fi="# Ensin\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x", sv="## Bara detta"),
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_everybody_reads(new_page, article, language):
    make_duty("pilots", phone="+358 00 000")
    make_page(kind="guide", slug="guide")
    page = new_page(dark=language == "sv")
    for path in ("news/", "news/first/", "guides/", "guides/guide/", "contacts/"):
        assert valid_html(page.goto(f"/{language}/{path}").text()) == []
        assert axe(page) == []
        for width in WIDTHS:
            resize(page, width)
            no_sideways_scroll(page)


def test_what_staff_see(page, live_server, article):
    sign_in(page, make_person("hub_staff"))
    one = f"writing/{article.pk}/"
    for path in ("writing/", "writing/new/guide/", one, f"{one}versions/", f"{one}versions/1/"):
        assert valid_html(page.goto(f"/fi/{path}").text()) == []
        assert axe(page) == []
        for width in WIDTHS:
            resize(page, width)
            no_sideways_scroll(page)


def test_news_is_written_kept_previewed_saved_and_published(page, live_server):
    sign_in(page, make_person("hub_staff"))
    page.goto("/en/writing/new/news/")
    title = page.get_by_role("group", name="Title").get_by_label("In English")
    title.fill("The hub opens")
    page.get_by_text("Draft kept at").wait_for()
    page.reload()

    assert title.input_value() == "The hub opens"
    page.get_by_label("Address").fill("the-hub-opens")
    page.get_by_role("group", name="Text").get_by_label("In English").fill("**At nine**")
    page.get_by_role("button", name="Preview").click()
    assert page.locator("strong", has_text="At nine").is_visible()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish").click()

    assert "It is published." in page.locator("main").inner_text()
    assert Page.objects.get().slug == "the-hub-opens"
