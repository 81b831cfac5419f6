"""A round of matching in a real browser, on a phone: from the limits to a teacher's yes."""

import pytest
from django.utils import timezone

from eduhub.pilots.models import Group, Round, RoundDecision
from eduhub.pilots.states import GroupState
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers.rounds import decide, make_town, publish
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(jobs):
    return make_town("1A 2B", now=timezone.now())


def look_at(page, paths, language="sv"):
    for path in paths:
        response = page.goto(f"/{language}/{path}")
        assert response.status == 200, path
        assert axe(page) == [], path
        valid_html(response.text())
        resize(page, 320)
        no_sideways_scroll(page)
        resize(page, 1280)


def test_every_page_is_accessible_valid_and_fits_a_phone(town, live_server, new_page):
    decide(town, "lock", "1A", "dash")
    one, pk = town.round, town.groups["2B"].pk
    page = new_page()
    sign_in(page, town.users["staff"])
    tails = ("", "limits/", "decide/?kind=lock", "compare/", "publish/", "cancel/")
    look_at(page, ["home/", "pilots/rounds/", "pilots/rounds/new/"], "fi")
    look_at(page, [f"pilots/rounds/{one.pk}/{tail}" for tail in tails])
    publish(town)
    group = Group.objects.get()

    for who, paths in (
        ("1A", ["home/", f"pilots/groups/{group.pk}/invitation/"]),
        ("2B", ["home/", f"pilots/my-groups/{pk}/wishes/"]),
        ("company", ["home/", f"pilots/{town.offers['dash'].pk}/preferred/"]),
    ):
        page = new_page()
        sign_in(page, town.users[who])
        look_at(page, paths)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_hub_matches_decides_and_publishes_and_a_teacher_accepts(
    town, live_server, new_page, javascript
):
    page = new_page(width=390, javascript=javascript)
    sign_in(page, town.users["staff"])
    page.goto(f"/en/pilots/rounds/{town.round.pk}/")
    page.get_by_role("link", name="Give it an offer by hand").click()
    left = page.get_by_label("Group", exact=True).input_value()
    page.get_by_label("Why?").fill("Asked first.")
    page.get_by_role("button", name="Show what it costs").click()
    assert page.get_by_text("loses Fraction Dash en, gets nothing").is_visible()
    page.get_by_role("button", name="Decide so").click()
    page.get_by_role("link", name="Publish the proposal").click()
    page.get_by_label("Why is this proposal right?").fill("Fair, and agreed.")
    page.get_by_role("button", name="Publish the proposal").click()
    assert page.get_by_text("The round is published.").is_visible()

    label = town.group_of(left)
    page = new_page(width=390, javascript=javascript)
    sign_in(page, town.users[label])
    page.goto("/en/home/")
    page.get_by_role("link", name="Accept or not").click()
    page.get_by_role("button", name="Accept for this group").click()

    assert Group.objects.get().state == GroupState.JOINED
    assert (Round.objects.get().state, RoundDecision.objects.count()) == ("published", 1)
