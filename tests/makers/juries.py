"""Calls with applications that a jury judges, straight into the tables; and the jury's own deeds."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes.models import (
    Answer,
    Application,
    Call,
    Entry,
    Juror,
    Programme,
    Question,
    Round,
    Step,
    Submission,
)
from eduhub.programmes.queries import written
from eduhub.programmes.rules import fingerprint
from eduhub.programmes.services import assigning, juries, rounds, sheets
from eduhub.programmes.services.applications import content_of
from tests.makers import NOW, TODAY, make_company, make_person

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WORDS = Text("Mitä teette?", "Vad gör ni?", "What do you make?")
_numbers = count(1)


@dataclass
class Town:
    """A closed call, its jury and its applicants, by the names that a test gives them."""

    call: Call
    staff: Actor
    people: dict[str, User] = field(default_factory=dict)
    jurors: dict[str, Juror] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    round: Round | None = None
    now: dt.datetime = NOW

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name], TODAY)

    def code(self, name: str) -> str:
        return Entry.objects.get(round=self.round, application=self.applications[name]).code


def make_call(now: dt.datetime = NOW, **told: Any) -> Call:
    """Closed yesterday, with one step."""
    programme = Programme.objects.create(
        kind="incubator", name=Text("Hautomo", "Inkubator", "Incubator"), key=uuid.uuid4()
    )
    told.setdefault("title", Text("Syksyn haku", "Höstens utlysning", "Autumn call"))
    call = Call.objects.create(
        programme=programme, state="closed", opens_at=now - 30 * DAY, closes_at=now - DAY,
        published_at=now - 30 * DAY, key=uuid.uuid4(), **told,
    )  # fmt: skip
    Step.objects.create(call=call, place=1, name=Text("Hakemus", "Ansökan", "Application"))
    return call


def make_question(call: Call, words: Text = WORDS, **told: Any) -> Question:
    told.setdefault("kind", "long_text")
    told.setdefault("openness", "confidential")
    told.setdefault("ground", "" if told["openness"] == "public" else "business")
    step = call.steps.get(place=1)
    place = call.questions.count() + 1
    return Question.objects.create(call=call, step=step, place=place, words=words, **told)


def make_application(
    call: Call, home: Organisation | None = None, now: dt.datetime = NOW, **answers: Any
) -> Application:
    """Handed in; answers by the number of the question, as q1="…"."""
    made = Application.objects.create(
        call=call, organisation=home or make_company(), number=next(_numbers),
        state="finalised", language="fi", started_at=now - 9 * DAY, finalised_at=now - 2 * DAY,
        key=uuid.uuid4(),
    )  # fmt: skip
    questions = list(call.questions.order_by("place"))
    for name, value in answers.items():
        question = questions[int(name[1:]) - 1]
        Answer.objects.create(application=made, question=question, value=value, changed_at=now)
    hand_in(made)
    return made


def hand_in(application: Application) -> Submission:
    """A copy of the answers as they stand."""
    content = content_of(application, written(application))
    return Submission.objects.create(
        application=application,
        step=application.call.steps.get(place=1),
        number=application.submissions.count() + 1,
        content=content,
        sha256=fingerprint(content),
        finalised_at=application.finalised_at,
    )


def make_town(
    jurors: str = "anna bo",
    applicants: str = "kielo lumi",
    *,
    is_blind: bool = True,
    now: dt.datetime = NOW,
    sheets: int = 2,
) -> Town:
    """A jury and applicants, a round with two criteria, and everybody judges everything."""
    call = make_call(now)
    make_question(call)
    staff = make_person(Role.HUB_STAFF)
    town = Town(call, actor_for(staff, TODAY), people={"staff": staff}, now=now)
    for name in applicants.split():
        home = make_company(name=Text(*[f"{name.title()} Oy"] * 3), website=f"https://{name}.fi/")
        town.people[f"{name}.lead"] = make_person(Role.COMPANY_LEAD, home, name=f"Aino {name}nen")
        words = f"Me {name.title()} teemme pelejä."
        town.applications[name] = make_application(call, home, now, q1=words)
    for name in jurors.split():
        town.people[name] = make_person(Role.TEACHER, name=name.title())
        town.jurors[name] = juries.add_juror(
            call.pk, town.people[name].email, 10, by=town.staff, now=now
        )
    town.round = plan(town, is_blind=is_blind, sheets=sheets)
    return town


def plan(town: Town, **told: Any) -> Round:
    """A round from an hour ago to a week ahead, with two criteria."""
    facts = rounds.Facts(
        name=Text("Ensimmäinen", "Första", "First"),
        is_blind=told.get("is_blind", True),
        opens_at=town.now - HOUR,
        closes_at=town.now + 7 * DAY,
        sheets=told.get("sheets", 2),
        places=told.get("places", 1),
        other_places=told.get("other_places", ()),
        hidden=told.get("hidden", ()),
    )
    chosen = [one.pk for one in town.applications.values()]
    made = rounds.plan_round(
        town.call.pk,
        facts,
        chosen,
        key=uuid.uuid4(),
        by=town.staff,
        now=town.now,
        seed=told.get("seed", "s"),
    )
    for name, weight in (("Tarve", 3), ("Tiimi", 1)):
        anchors = {n: Text(fi=f"{name} {n}") for n in range(1, 6)}
        rounds.write_criterion(
            made.pk, Text(fi=name), weight, anchors, by=town.staff, now=town.now
        )
    return made


def give_out(town: Town, pairs: str = "") -> None:
    """Everybody judges everything, or "anna:kielo bo:lumi"; then the sheets are given out."""
    every = [f"{j}:{a}" for j in town.jurors for a in town.applications]
    for pair in pairs.split() or every:
        juror, application = pair.split(":")
        entry = Entry.objects.get(round=town.round, application=town.applications[application])
        assigning.assign_by_hand(
            town.round.pk, entry.pk, town.jurors[juror].pk, by=town.staff, now=town.now
        )
    assigning.give_out(town.round.pk, by=town.staff, now=town.now)


def give_in(town: Town, juror: str, application: str, *scores: int, **told: Any) -> Any:
    """A sheet with these scores, in the order of the criteria."""
    criteria = [one.pk for one in town.round.criteria.order_by("place")]
    said = sheets.Said(
        dict(zip(criteria, scores, strict=False)),
        told.get("to_applicant", f"Good, says {juror}"),
        told.get("to_staff", ""),
    )
    return sheets.save_sheet(
        town.round.pk, town.code(application), said,
        is_given=told.get("is_given", True), seen=told.get("seen", 0),
        by=town.actor(juror), now=told.get("now", town.now),
    )  # fmt: skip
