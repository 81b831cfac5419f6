"""A buyer abroad was sent a badge: checks it without an account and without JavaScript."""

import json

import pytest

from eduhub.evidence.models import Credential
from tests.house.walking import path_of
from tests.stories.browsing import world

__all__ = ["world"]
pytestmark = pytest.mark.browser


@pytest.fixture
def buyer(new_page):
    return new_page(language="en", javascript=False)


def badge_of(buyer, world, folder):
    """From the solution's page to its passport, and the badge as it is downloaded there."""
    buyer.goto(path_of("catalogue:solution", "solution.tried", world))
    buyer.get_by_role("link", name="Read and check the passport").click()
    with buyer.expect_download() as download:
        buyer.get_by_role("link", name="Badge as PNG").click()
    download.value.save_as(folder / "badge.png")
    return folder / "badge.png"


def answer(buyer):
    buyer.locator("main form").get_by_role("button", name="Check it").click()
    return buyer.locator("#answer").inner_text()


def test_a_buyer_checks_a_badge_a_forgery_and_one_that_was_withdrawn(world, buyer, tmp_path):
    badge = badge_of(buyer, world, tmp_path)
    buyer.get_by_role("link", name="Check a passport").click()
    buyer.locator("[name=reference]").fill("")
    buyer.locator("[name=file]").set_input_files(badge)
    genuine = answer(buyer)

    text = Credential.objects.get(reference=world.things["passport"]).text
    forged = json.dumps(json.loads(text) | {"name": "Evidence passport: approved"})
    buyer.locator("[name=document]").fill(forged)
    changed = answer(buyer)

    buyer.locator("[name=document]").fill("")
    buyer.locator("[name=reference]").fill(str(world.things["passport.withdrawn"]))
    ended = answer(buyer)

    assert "You can rely on it" in genuine and "This hub" in genuine
    assert "Do not rely on it" in changed and "False" in changed
    assert "it counts no more" in ended and "Mixed up." in ended
    buyer.locator("#answer").get_by_role("link", name="To the passport in force").click()
    assert buyer.url.endswith(path_of("passports:passport", "passport", world))


def test_a_phone_shows_passport_and_answer_without_scrolling_sideways(world, new_page):
    phone = new_page(language="fi")
    phone.set_viewport_size({"width": 320, "height": 700})
    for address, thing in (("passports:passport", "passport"), ("passports:verify", "")):
        phone.goto(path_of(address, thing, world).replace("/en/", "/fi/"))
        assert phone.evaluate("document.documentElement.scrollWidth") == 320, address
