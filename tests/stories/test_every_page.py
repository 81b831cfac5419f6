"""Every page of every role as a browser has it: WCAG, widths, forms with errors.

Each address is seen in each language by somebody; tests/house/test_pages_as_sent.py reads
what the server sends, of every page in three languages.

The CSP is in force; what it forbids, an error on the console or a request that leaves the
site fails the test by itself (tests.browser).
"""

from collections import defaultdict

import pytest

from tests.browser import STICKING_OUT as WIDER
from tests.browser import axe, resize
from tests.house.walking import path_of
from tests.markup import valid_html
from tests.stories.browsing import in_language, sign_in, world
from tests.stories.pages import LANGUAGES, PAGES, forms_of, pages_of, walk

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


WIDTH_OF = {"fi": NARROW, "sv": 390, "en": 1280}  # a page is looked at in each of them


def turns():
    """{(role, place among its pages): languages}: each address in each language by somebody."""
    seen = defaultdict(list)
    for role in PAGES:
        for place, (name, *_) in enumerate(pages_of(role)):
            seen[name].append((role, place))
    chosen = defaultdict(list)
    for shift, places in enumerate(seen.values()):
        for turn in range(max(len(LANGUAGES), len(places))):
            chosen[places[turn % len(places)]].append(LANGUAGES[(turn + shift) % 3])
    return chosen


def sticking_out(page, widths):
    """What is wider than its window; the page is left at the last width."""
    for width in widths:
        resize(page, width)
        yield from (f"at {width}: {what}" for what in page.evaluate(WIDER))


def faults_of(page, language):
    """What is wrong with the page that the browser shows."""
    resize(page, WIDTH_OF[language])
    return axe(page) + list(sticking_out(page, (1280, 390, NARROW)))


@pytest.mark.browser
@pytest.mark.parametrize("role", PAGES)
def test_every_page_in_the_browser(role, world, new_page):
    page = new_page(width=NARROW)
    if role != "visitor":
        sign_in(page, world.people[role])
    chosen, faults, known = turns(), [], set()
    for path, language, expected in walk(role, world, lambda place: chosen[role, place]):
        found = [] if page.goto(path).status == expected else [f"not {expected}"]
        if (bare := path[3:]) in known:  # what axe asks depends on no language
            found += sticking_out(page, [NARROW])
        else:
            found += faults_of(page, language)
        known.add(bare)
        faults += [f"{path}: {what}" for what in found]

    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("role", PAGES)
def test_every_form_that_was_sent_empty(role, world, new_page):
    page = new_page(width=NARROW)
    if role != "visitor":
        sign_in(page, world.people[role])
    faults = []
    for place, (name, things) in enumerate(forms_of(role)):
        language = LANGUAGES[place % 3]
        path = in_language(path_of(name, things, world), language)
        page.goto(path)
        with page.expect_navigation() as sent:
            page.evaluate(SEND_EMPTY)
        found = valid_html(sent.value.text()) + faults_of(page, language)
        marked = page.locator("[aria-invalid=true]").count()
        if sent.value.status != 422 or marked == 0:
            found.append(f"{marked} fields are marked, status {sent.value.status}")
        faults += [f"{path} sent empty: {what}" for what in found]

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
