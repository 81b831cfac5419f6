"""A running pilot in a real browser: on a phone, in each language, also without JavaScript."""

import pytest

from eduhub.pilots.models import FeedbackAnswer, FeedbackSession, Group, Pilot, Suggestion
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers.pilots import make_pilot_in
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = 390


@pytest.fixture
def cast(jobs):
    cast = make_pilot_in("running")
    Group.objects.update(grade=2)
    return cast


def on_phone(new_page, live_server, user, language):
    page = new_page(width=PHONE)
    sign_in(page, user)
    return Walker(page, language)


def opened(walker, cast):
    """The teacher opens feedback for the pupils; the code."""
    walker.open(f"/pilots/groups/{cast.group.pk}/feedback/")
    walker.press("Make the code")
    return FeedbackSession.objects.get().code


def suggest(walker, cast):
    walker.open(f"/pilots/{cast.pilot.pk}/log/")
    walker.page.locator("select[name=kind]").select_option("ease")
    walker.fill(words="Larger buttons.", importance="2")
    walker.press("Send it to the company")


def answer_as_pupil(page, language, code):
    page.goto(f"/{language}/pilots/f/{code}/")
    for number in range(1, 5):
        page.locator(f"input[name=q{number}][value='3']").check(force=True)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_suggest_answer_and_feedback_on_a_phone(cast, live_server, new_page, language):
    teacher = on_phone(new_page, live_server, cast.users["teacher"], language)
    suggest(teacher, cast)
    lead = on_phone(new_page, live_server, cast.users["lead"], language)
    lead.open(f"/pilots/suggestions/{Suggestion.objects.get().pk}/")
    lead.fill(answer="done", why="In version 3.")
    lead.press("Send the answer")

    answer_as_pupil(new_page(width=PHONE, javascript=False), language, opened(teacher, cast))

    assert Suggestion.objects.get().answer == "done"
    assert FeedbackAnswer.objects.get().chosen == [3, 3, 3, 3]


def test_the_button_that_reads_aloud_is_there_with_javascript_alone(cast, live_server, new_page):
    teacher = on_phone(new_page, live_server, cast.users["teacher"], "en")
    code, counts = opened(teacher, cast), []
    for javascript in (True, False):
        page = new_page(width=PHONE, javascript=javascript)
        page.goto(f"/en/pilots/f/{code}/")
        counts.append(page.locator("[data-read] button").count())

    assert counts == [4, 0]


PAGES = {
    "teacher": ("{p}/log/", "groups/{g}/feedback/", "groups/{g}/out/", "{p}/feedback/", "{p}/"),
    "lead": ("suggestions/{s}/", "{p}/trail/"),
    "staff": ("board/", "{p}/left-out/", "sessions/{f}/"),
    "principal": ("register/our-school/", "{d}/close/"),
    "": ("f/", "f/{c}/", "f/thanks/", "decisions/", "register/"),
}


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_is_accessible_valid_and_fits_a_phone(cast, live_server, new_page, language):
    teacher = on_phone(new_page, live_server, cast.users["teacher"], language)
    told = {"p": cast.pilot.pk, "g": cast.group.pk, "c": opened(teacher, cast)}
    suggest(teacher, cast)
    told |= {"f": FeedbackSession.objects.get().pk, "s": Suggestion.objects.get().pk}
    over = make_pilot_in("published")
    told["d"] = over.pilot.pk
    for who, paths in PAGES.items():
        for path in paths:
            page = new_page()
            if who:
                sign_in(page, (over if "{d}" in path else cast).users[who])
            response = page.goto(f"/{language}/pilots/{path.format(**told)}")
            assert response.status == 200, path
            assert axe(page) == [], path
            valid_html(response.text())
            resize(page, 320)
            no_sideways_scroll(page)
            page.close()
    assert Pilot.objects.count() == 2
