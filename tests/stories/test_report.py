"""Four people ask a report: did it help, what do we not know, whom was it tried with?"""

import pytest

from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.browser import axe, no_sideways_scroll
from tests.makers import make_organisation, make_person, make_solution
from tests.makers.evidence import (
    LATER,
    give_all,
    make_actor,
    make_agreed,
    make_draft,
    make_running,
    services,
)
from tests.makers.needs import make_topics
from tests.pdf import words_in_pdf
from tests.stories.walk import Walker

pytestmark = pytest.mark.browser
NAME = "Murtosilta"


@pytest.fixture
def plan(transactional_db):
    make_topics()
    name = Text(NAME, NAME, NAME)
    solution = make_solution(name=name, pitch=name, description=name)
    plan = make_running(make_agreed(8, solution=solution), make_draft())
    give_all(plan, 24.0, 20.0)
    by = make_actor("hub_staff")
    services.close_data(plan.pilot_id, by=by, now=LATER)
    services.analyse(plan.pk, by=by, now=LATER)
    services.publish(plan.pilot_id, by=by, now=LATER)
    return plan


def test_a_teacher_on_a_phone_reads_the_three_answers(plan, new_page):
    school = make_organisation(district="Pohjoinen")
    teacher = Walker(new_page(width=320), "fi").sign_in(make_person(Role.TEACHER, school))

    teacher.open("/results/").follow_to(NAME)

    for words in ("Auttoiko se?", "Kyllä, tässä kokeilussa.", "Mitä emme tiedä?"):
        assert words in teacher.words
    assert "8 luokkaa, 160 oppilasta" in teacher.words and f"kuin {school}?" in teacher.words
    no_sideways_scroll(teacher.page)
    assert axe(teacher.page) == []


def test_a_company_reads_what_the_next_pilot_could_settle(plan, new_page):
    lead = make_person(Role.COMPANY_LEAD, plan.pilot.solution.company)
    company = Walker(new_page(width=320), "sv").sign_in(lead)

    company.open("/results/").follow_to(NAME)
    company.follow("The full report")

    assert "Om det håller i sig: det mättes en gång, när försöket slutade." in company.words
    assert "Vad ett försök av den här storleken kan hitta" in company.words
    no_sideways_scroll(company.page)
    assert axe(company.page) == []


def test_a_researcher_and_a_buyer_abroad_take_the_report_with_them(plan, new_page, tmp_path):
    visitor = Walker(new_page(), "en")
    visitor.open("/results/").follow_to(NAME)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="One page as PDF").click()
    download.value.save_as(tmp_path / "page.pdf")
    visitor.follow("The full report")

    told = words_in_pdf((tmp_path / "page.pdf").read_bytes())
    assert "Did it help? Yes, in this pilot." in told and "8 classes, 160 pupils" in told
    assert plan.fingerprint in visitor.words and "all 70 possible lots" in visitor.words
