"""A founder on a phone reaches a milestone, the mentor logs an hour, the hub sees who is late."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.programmes.models import HourConfirmation, HourLine, Milestone
from eduhub.programmes.services import milestones
from tests.makers.cohorts import make_class, match, publish
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made():
    """Both companies have a milestone that is a week late, and the same mentor."""
    made = make_class(helpers="anna")
    match(made)
    publish(made)
    Milestone.objects.filter(title__en="First customer talk").update(
        due=timezone.localdate() - dt.timedelta(days=8)
    )
    Milestone.objects.exclude(title__en="First customer talk").update(
        due=timezone.localdate() + dt.timedelta(days=30)
    )
    type(made.cohort).objects.update(ends=timezone.localdate() + dt.timedelta(days=60))
    milestones.escalate(now=timezone.now())
    return made


def someone(new_page, made, who, width=1280):
    page = new_page(language="fi", width=width)
    sign_in(page, made.people[who])
    return page, Walker(page, "fi")


def test_a_founder_a_mentor_and_the_hub_see_a_cohort_through(new_page, made):
    page, founder = someone(new_page, made, "kielo", width=320)
    founder.open(f"/programmes/seats/{made.seats['kielo'].pk}/")
    founder.follow_to("First customer talk fi")
    page.locator("[name=note]").fill("Kymmenen opettajaa haastateltu")
    founder.press("Reached")
    assert "Kymmenen opettajaa haastateltu" in founder.words

    page, mentor = someone(new_page, made, "anna", width=390)
    mentor.open("/programmes/mentoring/").follow_to("Kielo Oy")
    mentor.follow("Log a session")
    page.locator("[name=minutes]").fill("45")
    page.locator("[name=note]").fill("Seuraavaksi hinta")
    mentor.press("Log it")
    assert HourLine.objects.get().minutes == 45

    founder.open(f"/programmes/seats/{made.seats['kielo'].pk}/")
    assert "Seuraavaksi hinta" in founder.words
    founder.page.get_by_role("button", name=founder.say("It was so")).click()
    founder.page.wait_for_load_state()
    assert HourConfirmation.objects.count() == 1

    page, hub = someone(new_page, made, "staff")
    hub.open(f"/programmes/cohorts/{made.cohort.pk}/desk/")
    late = page.locator("#late").inner_text()
    assert ("Lumi Oy" in late, "Kielo Oy" in late) == (True, False)
