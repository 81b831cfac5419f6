"""A company asks, meets an adviser, takes a step, and is passed on; on a phone and at a desk."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.advice.models import Case, Followup, Referral, Session, Step
from eduhub.bookings.models import Booking, Unit
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import make_company, make_person
from tests.makers.advice import make_adviser, make_sign
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def walker(new_page):
    def made(user, language, width):
        page = new_page(language=language, width=width)
        sign_in(page, user)
        return Walker(page, language)

    return made


def test_a_company_is_advised_on_a_phone_and_passed_on_with_its_consent(walker):
    company = make_company(name=Text("Yritys", "Företaget", "The company"))
    lead = walker(make_person(Role.COMPANY_LEAD, company, language="fi"), "fi", 320)
    person = make_person(Role.HUB_STAFF, language="en")
    adviser = walker(person, "en", 1280)
    unit = make_adviser(person).unit
    Unit.objects.filter(pk=unit.pk).update(always_open=True, on_holidays=True)
    make_sign(topics=["abroad"])

    _ask_and_book(lead)
    _held_yesterday()
    _write_the_memo_and_refer(adviser)
    _tick_and_agree(lead)

    case = Case.objects.get()
    assert (Step.objects.get().done_at is not None, Referral.objects.get().state) == (
        True, "agreed"
    )  # fmt: skip
    assert [one.months for one in Followup.objects.order_by("months")] == [3, 12]
    assert "The company" in adviser.open(f"/advice/{case.pk}/").words


def _ask_and_book(lead):
    lead.open("/advice/").follow("Ask for advice")
    lead.fill(topic="Rahoitus", stage="sold", language="fi", words="Mistä aloitamme?")
    lead.press("Ask for advice")
    lead.follow("Choose a time")
    with lead.page.expect_navigation():
        lead.page.locator("[name=begins][type=submit]").first.click()
    assert Session.objects.get().booking.state == "booked"


def _held_yesterday():
    """As if a day had passed: memos are written of what has begun."""
    booking = Booking.objects.get()
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    during = type(booking.during)(now - DAY, now - DAY + HOUR)
    Booking.objects.update(during=during)


def _write_the_memo_and_refer(adviser):
    case = Case.objects.get()
    adviser.open(f"/advice/{case.pk}/").follow("Write the memo")
    due = timezone.localdate() + 9 * DAY
    adviser.fill(words="We spoke of money.", what_0="Laske hinta", due_0=due)
    adviser.page.locator("[name=owner_0]").select_option("asker")
    adviser.press("Save")
    adviser.follow("Refer to an agency")
    adviser.fill(agency="The Fund", words="They want to sell in Norway.")
    adviser.press("Ask for their consent")


def _tick_and_agree(lead):
    case = Case.objects.get()
    lead.open(f"/advice/{case.pk}/")
    assert "We spoke of money." in lead.words
    lead.press("Done")
    lead.follow("Read and answer")
    assert "They want to sell in Norway." in lead.words
    lead.press("Yes, pass it on")
