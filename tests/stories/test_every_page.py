"""Every page of every role in three languages: WCAG, HTML, names, widths, as a browser has it.

The CSP is in force; what it forbids, an error on the console or a request that leaves the
site fails the test by itself (tests.browser).
"""

import pytest

from tests.browser import STICKING_OUT as WIDER
from tests.browser import axe, resize
from tests.house.addresses import TABLE
from tests.house.walking import SHOWN, path_of
from tests.markup import valid_html
from tests.stories.browsing import in_language, sign_in, world
from tests.stories.pages import NO_PAGES, PAGES, forms_of, pages_of

__all__ = ["world"]
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


WALKS = (  # what everybody and what most writers see, in each language; the rest in turns
    *(("visitor", language) for language in LANGUAGES),
    *(("company_lead", language) for language in LANGUAGES),
    *((role, "in turns") for role in ("newcomer", "teacher", "principal", "staff")),
)


def languages(chosen, name, place):
    """In turns each page has one language, the page where everybody begins all three."""
    if chosen != "in turns":
        return [chosen]
    return LANGUAGES if name == "home" else [LANGUAGES[place % 3]]


def walk(role, chosen, world):
    """(path, language, expected status) of each page."""
    for place, (name, things, query, expected) in enumerate(pages_of(role)):
        for language in languages(chosen, name, place):
            path = in_language(path_of(name, things, world), language)
            yield path + query, language, expected


def faults_of(page, text, language):
    """What is wrong with the page that the browser shows; `text` is as the server sent it."""
    faults = valid_html(text) + axe(page)
    if page.get_attribute("html", "lang") != language:
        faults.append(f"lang is {page.get_attribute('html', 'lang')}")
    if (headings := page.locator("h1").count()) != 1:
        faults.append(f"{headings} h1")
    for width in (1280, 390, NARROW) if language == "fi" else (NARROW,):
        resize(page, width)
        faults += [f"at {width}: {what}" for what in page.evaluate(WIDER)]
    return faults


def titles_twice(titles):
    """Pages of the same name; the same page with another question may have it too."""
    return [
        f"{' and '.join(paths)} have the title {title}"
        for title, paths in titles.items()
        if len({path.partition("?")[0] for path in paths}) > 1
    ]


def test_every_address_that_shows_a_page_to_somebody_is_walked():
    walked = {name for role in PAGES for name, *_ in pages_of(role)}
    shown = {row.address for row in TABLE if SHOWN in row.get.values()}

    machines = tuple(NO_PAGES.split())
    assert {name for name in shown if not name.startswith(machines)} == walked


@pytest.mark.browser
@pytest.mark.parametrize(("role", "chosen"), WALKS)
def test_every_page_and_every_form_that_was_sent_empty(role, chosen, world, new_page):
    page = new_page(width=NARROW)
    if role != "visitor":
        sign_in(page, world.people[role])
    faults, titles = [], {}
    for path, language, expected in walk(role, chosen, world):
        response = page.goto(path)
        found = faults_of(page, response.text(), language)
        if response.status != expected:
            found.append(f"status {response.status}")
        titles.setdefault(page.title(), []).append(path)
        faults += [f"{path}: {what}" for what in found]
    for place, (name, things) in enumerate(forms_of(role)):
        faults += faults_of_empty(page, path_of(name, things, world), chosen, place)

    assert faults + titles_twice(titles) == []


def faults_of_empty(page, path, chosen, place):
    """What is wrong with a form that came back because nothing was in it."""
    [language] = languages(chosen, "", place)
    path = in_language(path, language)
    page.goto(path)
    with page.expect_navigation() as sent:
        page.evaluate(SEND_EMPTY)
    found = faults_of(page, sent.value.text(), language)
    if page.locator("[aria-invalid=true]").count() == 0:
        found.append(f"no field is marked, status {sent.value.status}")
    return [f"{path} sent empty: {what}" for what in found]


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
