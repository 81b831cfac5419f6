"""Needs, calls and groups in a real browser, on a phone: a teacher, a company, the hub."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Challenge, GroupProfile, Need, Tender
from eduhub.pilots.states.calls import TenderState
from eduhub.pilots.states.needs import NeedState
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers import make_company, make_organisation, make_person, make_solution
from tests.makers.needs import (
    in_three,
    make_call,
    make_challenge,
    make_need,
    make_profile,
    make_slot,
    make_tender,
    make_topics,
    make_workshop,
)
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
LATER = dt.timedelta(days=20)


@pytest.fixture
def town(jobs):
    """A school, a company with a solution, the hub; an open call, and one that has closed."""
    make_topics()
    now = timezone.now()
    city = make_organisation(Kind.EDUCATION_PROVIDER)
    school = make_organisation(provider=city)
    solution = make_solution(make_company(), name=in_three("Fraction Dash"))
    town = {
        "teacher": make_person(Role.TEACHER, school),
        "company": make_person(Role.COMPANY_LEAD, solution.company),
        "staff": make_person(Role.HUB_STAFF),
    }
    need = make_need(make_organisation(provider=city))
    call = make_call(
        make_challenge(make_need(school, teacher=town["teacher"])),
        closes_at=now + LATER,
        day_at=now + 2 * LATER,
        day_place=in_three("Hub"),
    )
    closed = make_call(make_challenge(make_need()), closes_at=now - dt.timedelta(days=1))
    slot = make_slot(starts=now.date(), ends=now.date() + LATER)
    ids = {
        "need": need.pk,
        "challenge": call.challenge_id,
        "call": call.pk,
        "closed": closed.pk,
        "tender": make_tender(closed, solution=solution).pk,
        "slot": slot.pk,
        "workshop": make_workshop(slot, held_on=now.date(), solution=solution).pk,
        "planned": make_workshop(slot, state="planned", solution=solution).pk,
        "profile": make_profile(town["teacher"], school).pk,
        "mobile": slot.call_id,
    }
    return town | {"ids": ids}


PAGES = {
    None: (
        "needs/",
        "needs/{need}/",
        "challenges/",
        "challenges/{challenge}/",
        "ways/",
        "calls/{call}/",
        "mobile/",
    ),
    "teacher": ("needs/new/", "my-groups/", "my-groups/new/", "my-groups/{profile}/", ""),
    "company": (
        "new/",
        "calls/{call}/tender/",
        "calls/{closed}/",
        "mobile/",
        "mobile/{slot}/workshops/new/",
        "workshops/{planned}/count/",
    ),
    "staff": (
        "needs/",
        "needs/merge/?need={need}",
        "needs/{need}/answer/",
        "calls/new/",
        "needs/{need}/withdraw/",
        "challenges/{challenge}/edit/",
        "calls/{call}/edit/",
        "challenges/{challenge}/close/",
        "calls/{closed}/",
        "tenders/{tender}/choose/",
        "calls/{mobile}/slots/new/",
        "workshops/{workshop}/decide/",
        "all-groups/",
    ),
}


@pytest.mark.parametrize(
    ("who", "language"), [(None, "sv"), ("teacher", "fi"), ("company", "sv"), ("staff", "fi")]
)
def test_every_page_is_accessible_valid_and_fits_a_phone(
    town, live_server, new_page, who, language
):
    page = new_page()
    if who:
        sign_in(page, town[who])

    for path in PAGES[who]:
        response = page.goto(f"/{language}/pilots/{path.format(**town['ids'])}")
        assert response.status == 200, path
        assert axe(page) == [], path
        valid_html(response.text())
        resize(page, 320)
        no_sideways_scroll(page)
        resize(page, 1280)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_teacher_posts_a_need_on_a_phone(town, live_server, new_page, javascript):
    page = new_page(width=390, javascript=javascript)
    sign_in(page, town["teacher"])
    page.goto("/en/pilots/needs/")
    page.get_by_role("link", name="Post a need").click()
    page.get_by_label("What do you need, in a few words?").fill("Calm transitions")
    page.get_by_label("Tell more").fill("The room changes four times a day.")
    page.locator("[name=ages][value='age-10-12']").check()
    page.get_by_role("button", name="Post the need").click()

    assert page.get_by_text("Your need is on the board.").is_visible()
    need = Need.objects.get(title__en="Calm transitions")
    assert (need.teacher, need.state) == (town["teacher"], NeedState.POSTED)

    page.goto(f"/en/pilots/needs/{town['ids']['need']}/")
    page.get_by_role("button", name="We too").click()
    assert page.get_by_text("You said “we too”").is_visible()


def test_a_teacher_says_what_a_group_would_like_to_try(town, live_server, new_page):
    page = new_page(width=390)
    sign_in(page, town["teacher"])
    page.goto("/en/pilots/my-groups/new/")
    page.get_by_label("What is the group called?").fill("6C")
    page.get_by_label("Grade level").select_option("Grade 6")
    page.get_by_label("How many pupils?").fill("21")
    page.get_by_label("Language of teaching").select_option(value="language-fi")
    page.get_by_label("Your own time, at most").fill("30")
    page.get_by_label("All weeks of the term are free").check()
    page.get_by_role("button", name="Save the group").click()

    assert page.get_by_text("Your group is on the list.").is_visible()
    assert GroupProfile.objects.get(label="6C").most_minutes == 30


def test_a_company_tenders_on_a_phone(town, live_server, new_page):
    page = new_page(width=390)
    sign_in(page, town["company"])
    page.goto(f"/en/pilots/calls/{town['ids']['call']}/")
    page.get_by_role("link", name="Write a tender").click()
    page.get_by_label("With which solution?").select_option("Fraction Dash en")
    page.locator("[name=words_en]").fill("Every day.")
    page.get_by_role("button", name="Send the tender").click()

    assert page.get_by_text("Your tender is with the hub.").is_visible()
    assert str(Tender.objects.get(call=town["ids"]["call"]).words) == "Every day."


def test_the_hub_merges_publishes_and_chooses_on_a_phone(town, live_server, new_page):
    page = new_page(width=390)
    sign_in(page, town["staff"])
    page.goto("/en/pilots/needs/")
    page.get_by_label("Choose for a challenge").first.check()
    page.get_by_role("button", name="Merge the chosen needs").click()
    for field in ("title", "question"):
        for code in ("fi", "sv", "en"):
            page.locator(f"[name={field}_{code}]").fill(f"{field} {code}")
    page.get_by_role("button", name="Write the challenge").click()
    page.get_by_role("button", name="Publish the challenge").click()
    assert page.get_by_text("The challenge is published.").is_visible()
    assert Challenge.objects.get(title__en="title en").is_open

    page.goto(f"/en/pilots/calls/{town['ids']['closed']}/")
    page.get_by_role("link", name="Choose, with a reason").click()
    page.get_by_label("Choose it", exact=True).check()
    page.get_by_label("Why?").fill("It fits the lesson.")
    page.get_by_role("button", name="Note the choice").click()
    page.get_by_role("button", name="Tell all companies the choice").click()

    assert page.get_by_text("All companies are told").is_visible()
    assert Tender.objects.get(pk=town["ids"]["tender"]).state == TenderState.CHOSEN
