"""Cohorts with companies and mentors: formed by their services, named by the test."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes.models import Bench, Cohort, HourLine, Mentor, Milestone, Pair, Seat
from eduhub.programmes.services import cohorts, hours, mentor_matching, mentors
from tests.makers import NOW, TODAY, make_company, make_person
from tests.makers.programmes import make_programme, said

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 8, 3)  # four weeks before TODAY
TEMPLATES = ((1, "First customer talk"), (3, "A paying pilot"), (16, "Demo day"))


@dataclass
class Class:
    """A cohort, its companies and mentors, by the names that a test gives them."""

    cohort: Cohort
    staff: Actor
    people: dict[str, User] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    bench: dict[str, Bench] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name], TODAY)

    def pair(self, company: str) -> Pair:
        return Pair.objects.get(seat=self.seats[company], ended_at=None)

    def milestone(self, company: str, title: str = "First customer talk") -> Milestone:
        return Milestone.objects.get(seat=self.seats[company], title__en=title)


def fields_of(**told: Any) -> cohorts.CohortFields:
    plain: dict[str, Any] = {
        "call_id": None,
        "name": said("Autumn cohort"),
        "words": said("Coaching"),
        "starts": MONDAY,
        "ends": MONDAY + 16 * 7 * DAY,
        "place": Text(),
        "manager_id": None,
        "is_shown": True,
        "hours_each": 20,
        "hours_all": 100,
    }
    return cohorts.CohortFields(**plain | told)


def make_class(companies: str = "kielo lumi", helpers: str = "", **told: Any) -> Class:
    """Companies with leads ("kielo") and members ("kielo.member"), mentors as told."""
    staff = make_person(Role.HUB_STAFF, name="Manager")
    programme, by = make_programme(), actor_for(staff, TODAY)
    for week, title in TEMPLATES:
        cohorts.keep_template(
            programme.pk, None, (week, said(title), Text()), key=uuid.uuid4(), seen=0, by=by,
            now=NOW,
        )  # fmt: skip
    fields = fields_of(programme_id=programme.pk, manager_id=staff.pk, **told)
    cohort = cohorts.make_cohort(fields, key=uuid.uuid4(), by=by, now=NOW, today=TODAY)
    made = Class(cohort, by, people={"staff": staff})
    for name in companies.split():
        home = make_company(name=Text(*[f"{name.title()} Oy"] * 3))
        made.people[name] = make_person(Role.COMPANY_LEAD, home, name=f"Lead of {name}")
        made.people[f"{name}.member"] = make_person(Role.COMPANY_MEMBER, home)
        made.seats[name] = cohorts.add_company(cohort.pk, home.pk, by=by, now=NOW)
    for name in helpers.split():
        add_mentor(made, name)
    return made


def mentor_fields(**told: Any) -> mentors.MentorFields:
    plain: dict[str, Any] = {
        "expertise": ["sales"],
        "languages": ["fi"],
        "hours_a_month": 20,
        "most_companies": 3,
        "words": "",
    }
    return mentors.MentorFields(**plain | told)


def add_mentor(made: Class, name: str, **told: Any) -> Mentor:
    """A corporate partner's person, on the cohort's bench."""
    made.people[name] = made.people.get(name) or make_person(Role.PARTNER, name=name.title())
    email = made.people[name].email
    mentor = mentors.add_mentor(email, mentor_fields(**told), by=made.staff, now=NOW)
    made.bench[name] = mentors.join_cohort(made.cohort.pk, mentor.pk, by=made.staff, now=NOW)
    return mentor


def match(made: Class) -> None:
    mentor_matching.ask_matching(made.cohort.pk, by=made.staff, now=NOW, seed="lot")
    mentor_matching.work_out(made.cohort.pk, now=NOW)


def publish(made: Class) -> None:
    mentor_matching.publish_pairs(made.cohort.pk, by=made.staff, now=NOW)


def log(made: Class, company: str, minutes: int, **told: Any) -> HourLine:
    """By the company's mentor, yesterday."""
    pair = made.pair(company)
    by = actor_for(pair.bench.mentor.person, TODAY)
    day = told.pop("held_on", TODAY - DAY)
    key = told.pop("key", None) or uuid.uuid4()
    held = hours.Held(day, minutes, **told)
    return hours.log_hours(pair.pk, held, key=key, by=by, now=NOW, today=TODAY)
