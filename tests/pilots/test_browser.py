"""The room's pages in a real browser: as each role, in each language, wide and narrow."""

import pytest

from eduhub.people.states import Role
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.states import GroupState, PilotState
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers import make_group, make_person
from tests.makers.pilots import make_agreed
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(jobs):
    """A pilot on which all agree, with one group more that waits for its principal."""
    cast = make_agreed()
    told = {"school": cast.school, "teacher": cast.users["teacher"]}
    cast.waiting = make_group(cast.pilot, label="6A", pupils=4, **told)
    cast.running = make_agreed()
    Pilot.objects.filter(pk=cast.running.pilot.pk).update(state=PilotState.RUNNING)
    return cast


PAGES = {
    None: ("pilots/", "pilots/?phase=published", "pilots/{pilot}/", "pilots/{running}/"),
    "other_teacher": ("pilots/{pilot}/join/", "pilots/{pilot}/"),
    "teacher": ("pilots/{pilot}/", "pilots/{pilot}/agree/", "pilots/groups/{group}/leave/"),
    "principal": ("pilots/{pilot}/", "pilots/groups/{waiting}/decide/"),
    "lead": ("pilots/new/", "pilots/{pilot}/", "pilots/{pilot}/statement/"),
    "member": ("pilots/{pilot}/withdraw/",),
    "staff": ("pilots/{pilot}/", "pilots/{running}/stop/"),
}


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_accessible_valid_and_fits_a_phone(
    cast, live_server, new_page, who, language
):
    page = new_page()
    if who:
        sign_in(page, cast.users[who])
    ids = {"pilot": cast.pilot.pk, "running": cast.running.pilot.pk}
    ids |= {"group": cast.group.pk, "waiting": cast.waiting.pk}

    for path in PAGES[who]:
        response = page.goto(f"/{language}/{path.format(**ids)}")
        assert response.status == 200, path
        assert axe(page) == [], path
        valid_html(response.text())
        resize(page, 320)
        no_sideways_scroll(page)
        resize(page, 1280)


def test_errors_are_accessible_and_lead_to_their_fields(cast, live_server, new_page):
    page = new_page(width=390)
    sign_in(page, cast.users["other_teacher"])
    page.goto(f"/fi/pilots/{cast.pilot.pk}/join/")
    page.locator("form.panel").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Liity tällä ryhmällä").click()

    page.get_by_role("link", name="Mikä on ryhmän nimi?").click()

    assert page.evaluate("document.activeElement.name") == "label"
    assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_joining_to_agreement_on_a_phone(cast, live_server, new_page, javascript):
    teacher = make_person(Role.TEACHER, cast.school)
    page = new_page(width=390, javascript=javascript)
    sign_in(page, teacher)
    page.goto(f"/en/pilots/{cast.pilot.pk}/")
    page.get_by_role("link", name="Join with my group").first.click()
    page.get_by_label("What is the group called?").fill("4C")
    page.get_by_label("Grade level").select_option("Grade 4")
    page.get_by_label("How many pupils?").fill("22")
    page.get_by_role("button", name="Join with this group").click()
    assert page.get_by_text("Your group has a place.").is_visible()

    group = Group.objects.get(label="4C")
    sign_in(page, cast.users["principal"])
    page.goto(f"/en/pilots/groups/{group.pk}/decide/")
    page.get_by_label("Yes, the group takes part").check()
    page.get_by_role("button", name="Save the decision").click()
    assert page.get_by_text("The group takes part.").is_visible()
    open_again = PilotState.PERMIT_NOT_NEEDED  # the new group has not agreed
    assert Pilot.objects.get(pk=cast.pilot.pk).state == open_again

    sign_in(page, teacher)
    page.goto(f"/en/pilots/{cast.pilot.pk}/")
    page.get_by_role("link", name="Read and agree").click()
    page.get_by_role("button", name="I agree").click()

    assert page.get_by_text("Now everybody agrees.").is_visible()
    assert Pilot.objects.get(pk=cast.pilot.pk).state == PilotState.AGREED
    assert Group.objects.get(label="4C").state == GroupState.ACCEPTED
