"""The keyboard alone is enough: order, visible focus, signing in, joining a pilot."""

import re

import pytest

from eduhub.kit.models import Letter
from eduhub.pilots.models import Group
from tests.house.walking import path_of
from tests.site.test_run import eventually
from tests.stories.browsing import sign_in, world

__all__ = ["world"]
pytestmark = pytest.mark.browser
FOCUSED = """() => {
  const e = document.activeElement
  const ringed = (one) => {
    const style = getComputedStyle(one)
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      && style.boxShadow !== "none"
  }
  // A card shows the ring for its link, a segment of a choice for its hidden radio button.
  const seen = [e, e.closest(".card"), e.nextElementSibling].some((one) => one && ringed(one))
  const box = e.getBoundingClientRect()
  const place = e.closest("main") ? "main" : e.closest("footer") ? "foot" : "head"
  return {what: (e.innerText || e.getAttribute("aria-label") || e.name || e.id || "").trim(),
    tag: e.type === "date" ? "date" : e.localName, name: e.getAttribute("name"), place, seen,
    inside: box.width > 0 && box.height > 0}
}"""


def tab(page):
    page.keyboard.press("Tab")
    return page.evaluate(FOCUSED)


def tab_to(page, wanted, most=60):
    """Go on by Tab until what is wanted has the focus; what was passed on the way."""
    passed = []
    for _ in range(most):
        passed.append(tab(page))
        if wanted(passed[-1]):
            return passed
    pytest.fail(f"not reached: {[one['what'] or one['name'] for one in passed]}")


def field(name):
    return lambda one: one["name"] == name


def choose(page, name, value):
    """Go to a field and type, as one types into an input or a select."""
    tab_to(page, field(name))
    page.keyboard.type(value)


@pytest.mark.parametrize("path", ["front", "catalogue:solutions", "pilots:list", "pages:news"])
def test_the_skip_link_is_first_then_the_way_about_then_the_page(path, world, new_page):
    page = new_page(language="en")
    page.goto(path_of(path, "", world))

    passed = tab_to(page, lambda one: one["place"] == "main")

    assert passed[0]["what"] == "Skip to the content"
    ways = [one["what"] for one in passed]
    assert ways.index("Solutions") < ways.index("Pilots") < len(ways) - 1
    assert [one["what"] for one in passed if not (one["seen"] and one["inside"])] == []


def test_the_skip_link_leads_past_the_head(world, new_page):
    page = new_page(language="en")
    page.goto(path_of("catalogue:solutions", "", world))
    tab(page)
    page.keyboard.press("Enter")

    assert tab(page)["place"] == "main"


@pytest.mark.parametrize(
    ("who", "name", "thing"),
    [
        ("company_lead", "catalogue:solution_edit", "solution.own"),
        ("teacher", "pilots:pilot", "pilot"),
        ("staff", "evidence:plan_write", "pilot.agreed"),
    ],
)
def test_one_sees_where_one_is(who, name, thing, world, new_page):
    page = new_page(language="en")
    sign_in(page, world.people[who])
    page.goto(path_of(name, thing, world))

    passed = tab_to(page, lambda one: one["place"] == "foot", most=150)

    assert len(passed) > 10
    # The last stop in a field for a day is the browser's own button, with the browser's own ring.
    days = {one["name"] for one in passed if one["tag"] == "date" and one["seen"]}
    unseen = [one for one in passed if not one["seen"] and one["name"] not in days]
    assert [f"{one['tag']} {one['what']} {one['name']}" for one in unseen] == []


def test_signing_in_by_code_without_a_mouse(world, new_page):
    page, email = new_page(language="en"), world.people["teacher"].email
    page.goto("/en/account/login/")
    choose(page, "login", email)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code/confirm/")
    assert eventually(lambda: Letter.objects.filter(to=email).exists())
    text = Letter.objects.get(to=email).text
    choose(page, "code", re.search(r"\b([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\b", text)[1])
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/home/")
    assert page.locator("h1").count() == 1


def test_joining_a_pilot_without_a_mouse(world, new_page):
    page = new_page(language="en")
    sign_in(page, world.people["teacher"])
    page.goto(path_of("pilots:join", "pilot.rival", world))
    choose(page, "label", "7C")
    choose(page, "grade", "Grade 7")
    choose(page, "pupils", "22")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{path_of('pilots:pilot', 'pilot.rival', world)}")
    joined = Group.objects.get(pilot=world.things["pilot.rival"])
    assert (joined.label, joined.grade, joined.pupils) == ("7C", 7, 22)
