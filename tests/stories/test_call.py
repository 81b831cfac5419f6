"""A call is built at a desk, applied to on a phone in another language, and asked about."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes.models import Application, Call, Inquiry, Submission
from tests.makers import make_company, make_person
from tests.makers.programmes import make_programme
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = dt.timedelta(days=1)


@pytest.fixture
def walker(new_page):
    def made(user, language, width):
        page = new_page(language=language, width=width)
        sign_in(page, user)
        return Walker(page, language)

    return made


def test_a_call_from_its_first_question_to_an_answer_on_a_phone(walker):
    company = make_company(name=Text("Yritys", "Företaget", "The company"))
    staff = walker(make_person(Role.HUB_STAFF, language="en"), "en", 1280)
    lead = walker(make_person(Role.COMPANY_LEAD, company, language="fi"), "fi", 320)
    make_programme(now=timezone.now())

    _build(staff)
    _apply(lead)
    _ask_for_more(staff)
    _answer(lead)

    application = Application.objects.get()
    assert (application.state, Submission.objects.count()) == ("finalised", 1)
    assert Inquiry.objects.get().answer == "Kolme."


def _three(walker, **told):
    """Each field in three languages; a test needs no translator."""
    for name, words in told.items():
        for code in ("fi", "sv", "en"):
            walker.page.locator(f"[name={name}_{code}]").fill(words)


def _build(staff):
    local = timezone.localtime()
    staff.open("/programmes/desk/").follow("Draft a call")
    _three(staff, title="Kevät", words="Hae mukaan")
    opens, closes = (local - DAY, local + 9 * DAY)
    staff.fill(
        opens_at=opens.strftime("%Y-%m-%dT%H:%M"), closes_at=closes.strftime("%Y-%m-%dT%H:%M")
    )
    staff.press("Save")
    _question(staff, "Suomessa?", is_eligibility=True, kind="yes_no", openness="public")
    _question(staff, "Asiakkaita?", kind="number", openness="confidential", ground="business")
    staff.press("Publish the call")
    assert Call.objects.get().state == "open"


def _question(staff, words, *, kind, is_eligibility=False, openness, ground=""):
    staff.follow("Add a question")
    staff.page.locator("[name=kind]").select_option(kind)
    _three(staff, words=words)
    staff.fill(openness=openness)
    staff.page.locator("[name=ground]").select_option(ground)
    if is_eligibility:
        staff.fill(is_eligibility=True, accepted="yes")
        _three(staff, refusal="Vain Suomessa.")
    staff.press("Save")


def _apply(lead):
    lead.open("/programmes/").follow_to("Kevät")
    lead.follow("Apply")
    field = lead.page.locator("[type=radio][value=no]")
    field.check()
    lead.press("Begin the application")
    assert "Vain Suomessa." in lead.words
    lead.page.locator("[type=radio][value=yes]").check()
    lead.press("Begin the application")
    lead.press("Save and finalise")
    assert lead.page.locator(".field--error").count() == 1
    lead.page.locator("main [type=number]").fill("3")
    lead.press("Save and finalise")
    assert lead.page.evaluate("document.documentElement.scrollWidth") <= 320


def _ask_for_more(staff):
    application = Application.objects.get()
    staff.open(f"/programmes/applications/{application.pk}/").follow("Ask for more information")
    due = (timezone.localtime() + DAY).strftime("%Y-%m-%dT%H:%M")
    staff.fill(words="Montako koulua?", due_at=due)
    staff.press("Ask")


def _answer(lead):
    lead.open("/home/")
    assert "Kevät" in lead.words
    lead.follow("The hub asks for more")
    lead.fill(words="Kolme.")
    lead.press("Send the answer")
