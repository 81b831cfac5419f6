"""At 200 % a window of 1280 pixels is 640 wide: all that is there stays, and nothing sticks out."""

from collections import Counter

import pytest

from tests.browser import STICKING_OUT, resize
from tests.house.walking import path_of
from tests.stories.browsing import in_language, sign_in, world

__all__ = ["world"]
pytestmark = pytest.mark.browser
MAIN_PAGES = {
    "visitor": """front; search ?q=ratkaisu; catalogue:solutions; catalogue:solution solution.own;
        catalogue:company home.company; catalogue:stand solution.own; pilots:list;
        pilots:pilot pilot.running; evidence:report pilot.published; evidence:plan pilot.frozen;
        pages:news; pages:contacts; account_login""",
    "company_lead": "home; catalogue:solution_edit solution.own; catalogue:leads;"
    " workspaces:workspace space",
    "teacher": "home; pilots:pilot pilot; evidence:class_totals pilot.running class",
    "principal": "home; catalogue:references; pilots:decide group",
    "staff": "home; people:desk; pages:desk; evidence:plan_write pilot.agreed",
}
# A table's heads become the labels of its cells; those are drawn from an attribute.
WORDS = """() => [document.querySelector("main").innerText, document.querySelector("footer").innerText,
    ...[...document.querySelectorAll("main [data-l]")].map((e) => e.dataset.l)].join(" ")"""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((e) => {
    const style = getComputedStyle(e)
    return !["visible", "auto", "scroll"].includes(style.overflowX) && e.clientWidth > 1
      && e.innerText?.trim() && e.scrollWidth > e.clientWidth + 1
  }).map((e) => `<${e.localName} class="${e.className}"> cuts off ${e.innerText.slice(0, 40)}`)"""
WAYS = """() => [...document.querySelectorAll("header a[href]")].filter((e) =>
    e.checkVisibility({visibilityProperty: true})).map((e) => e.getAttribute("href"))"""


def words_of(page):
    return Counter(page.evaluate(WORDS).upper().split())


def ways_of(page):
    """Where the head leads, once all that unfolds there is unfolded."""
    ways = set(page.evaluate(WAYS))
    for fold in page.locator("header details > summary:visible").all():
        fold.click()
        ways |= set(page.evaluate(WAYS))
    return ways


def faults_of(role, world, page):
    for told in MAIN_PAGES[role].split(";"):
        named, _, query = told.strip().partition(" ?")
        name, _, things = named.partition(" ")
        resize(page, 1280)
        path = in_language(path_of(name, things, world), "fi")
        page.goto(f"{path}?{query}")
        words, ways = words_of(page), set(page.evaluate(WAYS))
        resize(page, 640)
        found = page.evaluate(STICKING_OUT) + page.evaluate(CUT_OFF)
        for sheet in page.locator("main button[popovertarget]:visible").all():
            sheet.click()
        found += [f"{word} is gone" for word in words - words_of(page)]
        found += [f"no way to {way}" for way in ways - ways_of(page)]
        yield from (f"{role}, {path}: {what}" for what in found)
        assert len(words) > 40 and len(ways) > 4


def test_all_stays_and_nothing_sticks_out(world, new_page):
    faults = []
    for role in MAIN_PAGES:
        page = new_page(language="fi", device_scale_factor=2)
        if role != "visitor":
            sign_in(page, world.people[role])
        faults += faults_of(role, world, page)

    assert faults == []
