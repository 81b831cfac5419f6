"""Evaluations by teachers at each of their stages, made through the services."""

import datetime as dt
from typing import Any

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Evaluation
from eduhub.evidence.services import evaluating
from eduhub.evidence.states.rubric import CODES
from eduhub.kit.access import Actor
from eduhub.people.models import User
from tests.makers import NOW, make_actor, make_organisation, make_person, make_solution


def all_scores(score: int, **others: int) -> dict[str, int]:
    return dict.fromkeys(CODES, score) | others


def make_evaluator(*, trained_on: dt.date | None = None) -> User:
    """A teacher who was trained a month ago, unless told otherwise."""
    person = make_person("teacher", make_organisation())
    day = trained_on or NOW.date() - dt.timedelta(days=30)
    evaluating.mark_trained(person.email, day, by=make_actor("hub_staff"), now=NOW)
    return person


def acting(person: User) -> Actor:
    return Actor(name=f"person:{person.pk}", user_id=person.pk, roles=frozenset({"teacher"}))


def make_asked(solution: Solution | None = None) -> tuple[Evaluation, list[User]]:
    """Two teachers are asked."""
    of = solution or make_solution()
    people = [make_evaluator(), make_evaluator()]
    asked = evaluating.ask_evaluators(
        of.pk, [one.pk for one in people], by=make_actor("hub_staff"), now=NOW
    )
    return asked, people


def give(evaluation: Evaluation, person: User, score: int, **others: Any) -> None:
    evaluating.give_sheet(
        evaluation.pk,
        all_scores(score, **others),
        f"Seen in class, {score}.",
        has_no_interest=True,
        by=acting(person),
        now=NOW,
    )


def make_evaluated(solution: Solution | None = None, *scores: int) -> Evaluation:
    """Published: two scores that agree."""
    asked, people = make_asked(solution)
    for person, score in zip(people, scores or (3, 4), strict=True):
        give(asked, person, score)
    asked.refresh_from_db()
    return asked


def make_evaluations(world: Any, staff: Actor) -> None:
    """For the whole house: one published, one that waits for the teacher, one for a third."""
    own = Solution.objects.get(pk=world.things["solution.own"])
    teacher, other = world.people["teacher"], make_evaluator()
    evaluating.mark_trained(teacher.email, NOW.date(), by=staff, now=NOW)
    people = [teacher.pk, other.pk]
    asked = evaluating.ask_evaluators(make_solution().pk, people, by=staff, now=NOW)
    differ, pair = make_asked()
    give(differ, pair[0], 1)
    give(differ, pair[1], 4)
    world.things |= {
        "evaluation": make_evaluated(own).pk,
        "evaluation.open": asked.pk,
        "evaluation.third": differ.pk,
    }
