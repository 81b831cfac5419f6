"""The gates in a real browser: on a phone, in each language, without a fault."""

import pytest

from eduhub.pilots.models import Agreement, Pilot, TeacherMinutes
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers.pilots import agree_all, decide_lane, make_agreed, make_cast, make_pilot_in
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = 390


@pytest.fixture
def cast(jobs, settings, tmp_path):
    settings.FILES = str(tmp_path)
    return make_cast()


def on_phone(new_page, live_server, user, language="en"):
    page = new_page(width=PHONE)
    sign_in(page, user)
    return Walker(page, language)


def answer_the_questions(lead, pilot):
    lead.open(f"/pilots/{pilot.pk}/").follow("Answer the questions")
    lead.fill(bought="no", under_agreement="no", study="no", commissioned="no")
    lead.press("Save the answers")


def sign(walker, name):
    walker.fill(read=True, name=name)
    walker.press("Sign the agreement")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_lane_signatures_and_minutes_on_a_phone(cast, live_server, new_page, language):
    people = ("lead", "official", "principal", "teacher")
    walkers = {w: on_phone(new_page, live_server, cast.users[w], language) for w in people}
    answer_the_questions(walkers["lead"], cast.pilot)

    official = walkers["official"].open("/home/")
    official.follow_to(cast.pilot.number)
    official.fill(lane="A")
    official.press("Save the decision")
    agree_all(cast)
    walkers["lead"].open(f"/pilots/{cast.pilot.pk}/").follow("Read and sign")
    sign(walkers["lead"], "Lead")
    walkers["principal"].open("/home/").follow_to(cast.pilot.solution.name.fi)
    sign(walkers["principal"], "Head")
    assert Pilot.objects.get().state == "agreement_signed"

    Pilot.objects.update(state="running")
    teacher = walkers["teacher"].open("/home/")
    with teacher.page.expect_navigation():
        teacher.page.locator("#minutes button[value='40']").click()
    assert TeacherMinutes.objects.get().minutes == 40


PAGES = {
    "lead": ("{c}/lane/", "{c}/", "agreements/{agreement}/"),
    "official": ("{c}/lane/decide/", "{c}/privacy/", "{c}/permit/", "{c}/screen/", "time/"),
    "teacher": ("groups/{running_group}/minutes/", "{running}/cover/", "groups/{group}/inform/"),
    "principal": ("{running}/", "time/", "agreements/{agreement}/"),
    "staff": ("{c}/lane/", "{running}/", "time/"),
}


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_is_accessible_valid_and_fits_a_phone(cast, live_server, new_page, language):
    decide_lane(cast)
    agree_all(cast)
    papers, running = make_agreed("C"), make_pilot_in("running")
    ids = {"agreement": Agreement.objects.get(pilot=cast.pilot).pk, "c": papers.pilot.pk}
    ids |= {"running": running.pilot.pk, "running_group": running.group.pk}
    ids |= {"group": papers.group.pk}
    for who, paths in PAGES.items():
        for path in paths:
            of = cast if "agreement" in path else running if "running" in path else papers
            page = new_page()
            sign_in(page, of.users[who])
            response = page.goto(f"/{language}/pilots/{path.format(**ids)}")
            assert response.status == 200, path
            assert axe(page) == [], path
            valid_html(response.text())
            resize(page, 320)
            no_sideways_scroll(page)
            page.close()
