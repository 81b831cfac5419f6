"""A company goes abroad on a phone: a list for a market, a place on a mission, its own meeting."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes.models import Meeting, ReadyItem, Traveller
from tests.makers import make_company, make_person, make_solution
from tests.makers.abroad import make_market, make_mission
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walker(new_page):
    def made(user, language, width):
        page = new_page(language=language, width=width)
        sign_in(page, user)
        return Walker(page, language)

    return made


def test_from_the_matrix_to_a_meeting_in_another_country(walker):
    company = make_company(name=Text("Yritys", "Företaget", "The company"))
    make_solution(company, name=Text("Murtokisa", "Murtokisa", "Murtokisa"))
    market = make_market(name=Text("Viro", "Estland", "Estonia"))
    mission = make_mission(market=market, now=timezone.now())
    lead = walker(make_person(Role.COMPANY_LEAD, company, language="fi"), "fi", 320)
    staff = walker(make_person(Role.HUB_STAFF, language="sv"), "sv", 1280)

    _work_through(lead)
    lead.open(f"/programmes/missions/{mission.pk}/").follow("Ask to come along")
    lead.fill(words="Tavataan opettajia.")
    lead.press("Send")
    staff.open(f"/programmes/missions/{mission.pk}/").follow_to("Företaget")
    staff.fill(seat="going")
    staff.press("Save the decision")
    _meet(lead, mission)

    assert ReadyItem.objects.filter(state="done").get().shown_by == "Passi 12"
    assert (Traveller.objects.get().seat, Meeting.objects.get().organisation) == ("going", company)


def _work_through(lead):
    lead.open("/programmes/abroad/").follow_to("Murtokisa, Viro")
    lead.press("Begin")
    with lead.page.expect_navigation():
        lead.page.locator("main ul.list a").first.click()
    lead.fill(state="done")
    lead.press("Save")  # nothing shows it yet: refused, and nothing typed is lost
    assert lead.page.locator("[name=state][value=done]").is_checked()
    lead.fill(shown_by="Passi 12")
    lead.press("Save")


def _meet(lead, mission):
    lead.open(f"/programmes/missions/{mission.pk}/").follow("Add to the agenda")
    day = mission.begins_on + dt.timedelta(days=1)
    lead.fill(title="Ostaja", day=day.isoformat(), begins="09:00", ends="10:00")
    lead.press("Save")
    assert "9.00–10.00" in lead.words
