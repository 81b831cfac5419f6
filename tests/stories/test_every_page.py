"""Every page of every role as a browser has it: WCAG, width, forms with errors.

Each page of tests.stories.pages is opened once, by each role that meets it, in one language:
the first page of the first role in Finnish, the next in Swedish, then English, and so on, the
next role one language further. An address is asked by axe once, at 320 pixels, and whoever else
opens it sees that nothing sticks out. Each form is sent empty once, by the same rule. What
depends on the language (HTML, titles, one h1, the words) is read from the bytes of every page
in three languages: tests/house/test_pages_as_sent.py. The main pages at 640 pixels and at the
double scale: test_at_twice_the_size.py.

The CSP is in force; what it forbids, an error on the console or a request that leaves the
site fails the test by itself (tests.browser).
"""

import pytest

from tests.browser import STICKING_OUT, axe
from tests.house.walking import path_of
from tests.markup import valid_html
from tests.stories.browsing import in_language, sign_in, world
from tests.stories.forms import forms_of
from tests.stories.pages import LANGUAGES, PAGES, pages_of, walk

__all__ = ["world"]
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


FIRST = {}  # {(address, things, query): the role that meets it first}
for one in PAGES:
    for name, things, query, _ in pages_of(one):
        FIRST.setdefault((name, things, query), one)


def language_of(role, place):
    return LANGUAGES[(list(PAGES).index(role) + place) % 3]


def faults_of_pages(page, role, world):
    for place, (path, _, expected) in enumerate(
        walk(role, world, lambda place: [language_of(role, place)])
    ):
        if page.goto(path).status != expected:
            yield f"{path}: not {expected}"
        if FIRST[pages_of(role)[place][:3]] == role:
            yield from (f"{path}: {what}" for what in axe(page))
        yield from (f"{path}: {what}" for what in page.evaluate(STICKING_OUT))


def faults_of_forms(page, role, world):
    for place, (name, things) in enumerate(forms_of(role)):
        path = in_language(path_of(name, things, world), language_of(role, place))
        page.goto(path)
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        found = valid_html(sent.value.text()) + page.evaluate(STICKING_OUT)
        found += axe(page, contrast=place == 0)  # an error looks the same at each field
        marked = page.locator("[aria-invalid=true]").count()
        if sent.value.status != 422 or marked == 0:
            found.append(f"{marked} fields are marked, status {sent.value.status}")
        yield from (f"{path} sent empty: {what}" for what in found)


@pytest.mark.browser
@pytest.mark.parametrize("roles", [("staff",), tuple(one for one in PAGES if one != "staff")])
@pytest.mark.parametrize("faults_in", [faults_of_pages, faults_of_forms])
def test_every_page_and_every_form_sent_empty(faults_in, roles, world, new_page):
    """Many roles in one test: the world takes longer to make than most to walk through."""
    faults = []
    for role in roles:
        page = new_page(width=NARROW)
        if role != "visitor":
            sign_in(page, world.people[role])
        faults += [f"{role}: {fault}" for fault in faults_in(page, role, world)]

    assert faults == []


DARK = ("front", "catalogue:solutions", "catalogue:solution solution.own", "pilots:list")
DARK_TOO = ("evidence:report pilot.published", "pages:news", "account_login")


@pytest.mark.browser
def test_in_the_dark_too(world, new_page):
    page = new_page(dark=True, language="fi")
    faults = []
    for name, _, things in (one.partition(" ") for one in DARK + DARK_TOO):
        path = in_language(path_of(name, things, world), "fi")
        page.goto(path)
        faults += [f"{path}: {what}" for what in axe(page)]

    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert faults == []
