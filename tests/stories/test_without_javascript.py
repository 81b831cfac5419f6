"""Nothing needs JavaScript: search with facets, joining a pilot, keeping a half-written form."""

import pytest

from eduhub.kit.models import Draft
from eduhub.pilots.models import Group
from tests.house.walking import path_of
from tests.stories.browsing import sign_in, world

__all__ = ["world"]
pytestmark = pytest.mark.browser


@pytest.fixture
def plain(new_page):
    return new_page(language="en", javascript=False)


def unfold(page, what):
    """Open each fold around it, from the outside in, as one does by hand."""
    while (closed := page.locator(f"details:not([open]):has({what}) > summary")).count():
        closed.first.click()


def test_searching_with_words_and_a_subject(world, plain):
    plain.goto(path_of("catalogue:solutions", "", world))
    plain.get_by_role("searchbox", name="What are you looking for?").fill("murtoluvuista")
    unfold(plain, "[value=subject-maths]")
    plain.locator("[value=subject-maths]").check()
    plain.locator("form#ask").get_by_role("button", name="Search").click()

    assert "q=murtoluvuista" in plain.url and "subject=subject-maths" in plain.url
    found = plain.locator("#results").get_by_role("heading", name="Ratkaisu")
    assert sorted(found.all_inner_texts()) == ["Ratkaisu own en", "Ratkaisu rival en"]


def test_joining_a_pilot(world, plain):
    sign_in(plain, world.people["teacher"])
    plain.goto(path_of("pilots:join", "pilot.rival", world))
    plain.locator("[name=label]").fill("7C")
    plain.locator("[name=grade]").select_option("7")
    plain.locator("[name=pupils]").fill("22")
    plain.locator("main form[method=post] button").last.click()

    assert plain.url.endswith(path_of("pilots:pilot", "pilot.rival", world))
    assert Group.objects.get(pilot=world.things["pilot.rival"]).label == "7C"


def test_a_half_written_form_is_kept_and_found_again(world, plain):
    sign_in(plain, world.people["company_lead"])
    address = path_of("catalogue:solution_edit", "draft.own", world)
    plain.goto(address)
    plain.locator("[name=pitch_en]").fill("Half a sentence")
    plain.get_by_role("button", name="Save draft").click()

    assert plain.url.endswith(address)
    assert plain.locator("[name=pitch_en]").input_value() == "Half a sentence"
    kept = Draft.objects.get(thing=str(world.things["draft.own"]))
    assert kept.typed["pitch_en"] == ["Half a sentence"]
