"""The thread, walked in a real browser in each language: from an offer to what the world reads."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils.translation import override

from eduhub.evidence.models import Result
from eduhub.evidence.queries.reports import report_of
from eduhub.kit.lang import Text
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Pilot
from eduhub.pilots.states.offers import DataKind
from tests.makers import make_company, make_organisation, make_person, make_solution
from tests.shared_data import evidence_file, is_beside
from tests.stories.walk import Walker, work_until

pytestmark = pytest.mark.browser
REFERENCE = Path(__file__).parents[1] / "engines" / "reference"
LANGUAGES = ("fi", "sv", "en")
TOLD = {
    "fi": "Opettajien omat sanat murtoluvuista",
    "sv": "Lärarnas egna ord om bråktal",
    "en": "The teachers' own words on fractions",
}
PHONE, DESK = 390, 1280


@dataclass(frozen=True)
class Trial:
    """A trial that was drawn elsewhere: its file, and what R makes of it."""

    file: Path
    estimate: float
    standard_error: float
    degrees_of_freedom: float
    low: float
    high: float

    @property
    def numbers(self) -> list[float]:
        told = (self.estimate, self.standard_error, self.degrees_of_freedom)
        return [*told, self.low, self.high]


def our_own_trial() -> Trial:
    models = json.loads((REFERENCE / "results.json").read_text())["models"]
    found = next(line for line in models["baseline"] if line["term"] == "arm")
    names = ("estimate", "standard_error", "degrees_of_freedom", "low", "high")
    return Trial(REFERENCE / "pupils.csv", *(found[name] for name in names))


def case_c02() -> Trial:
    cases = json.loads(evidence_file("cases.json").read_text())["cases"]
    case = next(case for case in cases if case["id"] == "C02")
    found = case["expected"]["two_arm"]["Intervention"]
    numbers = (found[name] for name in ("beta", "SE", "df", "ci_low", "ci_high"))
    return Trial(evidence_file(case["data"]["file"]), *numbers)


@dataclass
class Town:
    """Who takes part, each with an account."""

    solution: str
    lead: object
    teacher: object
    principal: object
    staff: object
    official: object


@pytest.fixture
def town(jobs):
    company, city = make_company(), make_organisation(Kind.EDUCATION_PROVIDER)
    school = make_organisation(Kind.SCHOOL, provider=city)
    name = Text("Murtokisa", "Murtokisa", "Murtokisa")
    make_solution(company, name=name, pitch=name, description=name)
    return Town(
        solution="Murtokisa",
        lead=make_person(Role.COMPANY_LEAD, company),
        teacher=make_person(Role.TEACHER, school),
        principal=make_person(Role.PRINCIPAL, school),
        staff=make_person(Role.HUB_STAFF),
        official=make_person(Role.PROVIDER_OFFICIAL, city),
    )


def offer_a_pilot(company: Walker, town: Town, words: str) -> None:
    company.follow("Offer a pilot")
    company.fill(solution=town.solution, purpose=words, stage=company.say("A prototype"))
    company.press("Go on")
    company.fill(wanted="4–6", least_groups=2, places=12)
    company.press("Go on")
    company.fill(minutes_a_week=45, starts="2099-01-12", ends="2099-03-20")
    company.press("Go on")
    company.fill(**{f"data_{kind}": "no" for kind in DataKind})
    company.press("Go on")
    company.press("Offer the pilot")


def answer_the_questions(company: Walker) -> None:
    company.follow("Answer the questions")
    company.fill(bought="no", under_agreement="no", study="no", commissioned="no")
    company.press("Save the answers")


def decide_the_lane(official: Walker, town: Town) -> None:
    official.open("/home/").follow_to(town.solution)
    official.fill(lane="A")
    official.press("Save the decision")


def sign(walker: Walker, name: str) -> None:
    walker.fill(read=True, name=name)
    walker.press("Sign the agreement")


def bring_a_group(teacher: Walker, town: Town) -> None:
    teacher.follow_to(town.solution)
    teacher.follow("Join with my group")
    teacher.fill(label="5B", grade=teacher.say("Grade %(grade)s") % {"grade": 5}, pupils=21)
    teacher.press("Join with this group")


def say_yes(principal: Walker) -> None:
    principal.follow_to("5B")
    principal.fill(answer="yes")
    principal.press("Save the decision")


def write_the_statement(company: Walker, words: str) -> None:
    company.follow("Write the statement")
    company.fill(success=words, measure=words, unit="p", smallest_that_matters="2")
    company.fill(direction="higher", stop_rule=words)
    company.press("Propose it")


def agree(teacher: Walker, town: Town) -> None:
    teacher.open("/home/").follow_to(town.solution)
    if teacher.page.get_by_role("link", name=teacher.say("Read and agree")).count():
        teacher.follow("Read and agree")
    teacher.press("I agree")


def sign_on_both_sides(company: Walker, principal: Walker, town: Town) -> None:
    company.page.reload()
    company.follow("Read and sign")
    sign(company, "Lead")
    principal.open("/home/").follow_to(town.solution)
    sign(principal, "Principal")


def plan_and_start(staff: Walker, town: Town, words: str) -> None:
    staff.open("/home/").follow_to(town.solution)
    staff.fill(comparison=words, design="lot_elsewhere", arms_told=words, source="file")
    staff.fill(baseline=words, collected_by=words, paid_by=words, publish_on="2099-05-01")
    staff.press("Save the plan")
    staff.press("Freeze the plan")
    staff.press("Start the pilot")


def send_the_file(staff: Walker, town: Town, file: Path) -> None:
    staff.open("/pilots/").follow_to(town.solution)
    staff.follow("Send the file")
    staff.page.set_input_files("input[type=file]", file)
    staff.press("Work out the sums")
    staff.press("Yes, let them count")
    staff.press("Close the data")


def publish(staff: Walker, town: Town) -> None:
    staff.open("/home/").follow_to(town.solution)
    staff.press("Publish the result")


OF_EACH = [  # our own trial where there is nothing else
    *((our_own_trial, one) for one in (() if is_beside() else LANGUAGES)),
    *((case_c02, one) for one in LANGUAGES),
]


@pytest.mark.parametrize(("which", "language"), OF_EACH)
def test_from_an_offer_to_what_the_world_reads(town, new_page, client, language, which):
    trial, words = which(), TOLD[language]
    company = Walker(new_page(), language).sign_in(town.lead)
    teacher = Walker(new_page(width=PHONE), language).sign_in(town.teacher)
    principal = Walker(new_page(width=PHONE), language).sign_in(town.principal)
    staff = Walker(new_page(), language).sign_in(town.staff)
    official = Walker(new_page(), language).sign_in(town.official)

    offer_a_pilot(company, town, words)
    answer_the_questions(company)
    decide_the_lane(official, town)
    bring_a_group(teacher.open("/home/"), town)
    say_yes(principal.open("/home/"))
    company.page.reload()
    write_the_statement(company, words)
    agree(teacher, town)
    sign_on_both_sides(company, principal, town)
    plan_and_start(staff, town, words)
    send_the_file(staff, town, trial.file)
    work_until(Result.objects.filter(state="ready").exists)
    publish(staff, town)

    assert Pilot.objects.get().state == "published"
    the_world_reads(Walker(new_page(), language), town, trial)
    the_api_tells(client, trial)


def the_world_reads(visitor: Walker, town: Town, trial: Trial) -> None:
    """The sentence on the solution's page, and the numbers in full on the result's."""
    with_words = report_of_in(visitor.language)
    visitor.open("/solutions/").follow_to(town.solution)
    assert with_words.sentence in visitor.words
    visitor.open("/results/").follow_to(town.solution)
    assert with_words.sentence in visitor.words
    visitor.follow("The full report")

    shown = visitor.page.locator("main td.n .code").all_inner_texts()
    assert [float(number) for number in shown[:5]] == pytest.approx(trial.numbers, rel=1e-8)


def report_of_in(language: str):
    with override(language):
        return report_of(Result.objects.select_related("plan__pilot__solution__company").get())


def the_api_tells(client, trial: Trial) -> None:
    told = client.get(f"/api/v1/results/{Pilot.objects.get().pk}").json()["numbers"]
    names = ("estimate", "standard_error", "degrees_of_freedom", "low", "high")

    assert [told[name] for name in names] == pytest.approx(trial.numbers, rel=1e-8)
