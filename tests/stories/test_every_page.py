"""Every page of every role in three languages: WCAG, HTML, names, widths, as a browser has it.

The CSP is in force; what it forbids, an error on the console or a request that leaves the
site fails the test by itself (tests.browser).
"""

import pytest

from tests.browser import STICKING_OUT as WIDER
from tests.browser import axe, resize
from tests.house.walking import path_of
from tests.markup import valid_html
from tests.stories.browsing import in_language, sign_in, world
from tests.stories.pages import PAGES, forms_of, pages_of

__all__ = ["world"]
pytestmark = pytest.mark.browser
LANGUAGES = ("fi", "sv", "en")
NARROW = 320
SEND_EMPTY = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")]
  const form = forms.find((f) => f.querySelector("input:not([type=hidden]), textarea, select"))
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false
    else if (field.type !== "file") field.value = ""
  }
  const button = form.querySelector("button:not([name]):not([type=button])")
  form.noValidate = true
  form.requestSubmit(button ?? undefined)
}"""


def faults_of(page, text, language, *, widths=(NARROW,)):
    """What is wrong with the page that the browser shows; `text` is as the server sent it."""
    faults = valid_html(text) + axe(page)
    if page.get_attribute("html", "lang") != language:
        faults.append(f"lang is {page.get_attribute('html', 'lang')}")
    if (headings := page.locator("h1").count()) != 1:
        faults.append(f"{headings} h1")
    for width in widths:
        if width != NARROW:
            resize(page, width)
        faults += [f"at {width}: {what}" for what in page.evaluate(WIDER)]
    if len(widths) > 1:
        resize(page, NARROW)
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", PAGES)
def test_every_page(role, language, world, new_page):
    page = new_page(width=NARROW, language=language)
    if role != "visitor":
        sign_in(page, world.people[role])
    widths = (NARROW, 390, 1280) if language == "fi" else (NARROW,)
    faults, titles = [], {}
    for name, things, query, expected in pages_of(role):
        path = in_language(path_of(name, things, world), language) + query
        response = page.goto(path)
        found = faults_of(page, response.text(), language, widths=widths)
        if response.status != expected:
            found.append(f"status {response.status}")
        if not query and (other := titles.setdefault(page.title(), path)) != path:
            found.append(f"has the title of {other}: {page.title()}")
        faults += [f"{path}: {what}" for what in found]

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", PAGES)
def test_every_form_that_was_sent_empty(role, language, world, new_page, watch):
    page = new_page(width=NARROW, language=language)
    if role != "visitor":
        sign_in(page, world.people[role])
    faults = []
    for name, things in forms_of(role):
        path = in_language(path_of(name, things, world), language)
        page.goto(path)
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        found = faults_of(page, sent.value.text(), language)
        if page.locator("[aria-invalid=true]").count() == 0:
            found.append(f"no field is marked, status {sent.value.status}")
        faults += [f"{path}: {what}" for what in found]

    assert faults == []


DARK = ("front", "catalogue:solutions", "catalogue:solution solution.own", "pilots:list")
DARK_TOO = ("evidence:report pilot.published", "pages:news", "account_login")


def test_in_the_dark_too(world, new_page):
    page = new_page(dark=True, language="fi")
    faults = []
    for name, _, things in (one.partition(" ") for one in DARK + DARK_TOO):
        path = in_language(path_of(name, things, world), "fi")
        page.goto(path)
        faults += [f"{path}: {what}" for what in axe(page)]

    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert faults == []


def test_at_twice_the_size_nothing_sticks_out(world, new_page):
    page = new_page(width=640, language="fi", device_scale_factor=2)
    faults = []
    for name, things, query, _ in pages_of("visitor"):
        path = in_language(path_of(name, things, world), "fi") + query
        page.goto(path)
        faults += [f"{path}: {what}" for what in page.evaluate(WIDER)]

    assert faults == []
