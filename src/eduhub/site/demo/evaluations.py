"""Evaluations in the demo: one on which two teachers agree, one with a third, one that waits."""

import datetime as dt
from collections.abc import Sequence

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.queries.evaluations import may_evaluate
from eduhub.evidence.services import evaluating
from eduhub.evidence.states.rubric import CODES
from eduhub.kit.access import Actor
from eduhub.people.models import User
from eduhub.people.states import Role
from eduhub.site.demo.cast import Cast

DAY = dt.timedelta(days=1)
TRAINED = 6  # teachers; the one at one click is among them
AGREED, DIFFERED, WAITS = 2, 5, 7  # by their places in results.TRUTHS
FIRST = (
    "Tehtävät seuraavat tavoitteita, ja oppilaat joutuivat perustelemaan vastauksiaan.",
    "Palaute kertoi syyn. Ruudunlukijalla tehtävät toimivat, mutta kuvien kuvauksia puuttui.",
)
SECOND = (
    "Uppgifterna är tydliga, men eleverna kunde klicka sig igenom dem.",
    "Oppilaani pohtivat ääneen. Opettaja näkee, mitä kukin tekee.",
    "Osa oppilaista arvaili, osa pohti. Palaute ei ohjannut eteenpäin.",
)
COMMENT = "Kiitos. Korjaamme palautteen seuraavaan versioon, ja kerromme siitä täällä."


def make_evaluations(cast: Cast, tried: Sequence[Solution], now: dt.datetime) -> None:
    for school in cast.schools[:TRAINED]:
        person = User.objects.get(pk=cast.teacher(school).user_id or 0)
        trained_on = (now - 200 * DAY).date()
        evaluating.mark_trained(person.email, trained_on, by=cast.staff, now=now - 199 * DAY)
    agreed = _ask(cast, tried[AGREED], now - 90 * DAY)
    for number, words in enumerate(FIRST):
        _give(agreed, number + 1, _scores(3, feedback=3 + number), words, now - 80 * DAY)
    differed = _ask(cast, tried[DIFFERED], now - 70 * DAY)
    _give(differed, 1, _scores(2, thinking=1), SECOND[0], now - 60 * DAY)
    _give(differed, 2, _scores(3, thinking=4), SECOND[1], now - 58 * DAY)
    had = differed.sheets.values("evaluator")
    third = may_evaluate(differed.solution, now.date()).exclude(pk__in=had)[0]
    evaluating.ask_third(differed.pk, third.pk, by=cast.staff, now=now - 55 * DAY)
    _give(differed, 3, _scores(2), SECOND[2], now - 50 * DAY)
    lead = cast.at(Role.COMPANY_LEAD, differed.solution.company_id)
    evaluating.comment(differed.pk, COMMENT, by=lead, now=now - 45 * DAY)
    _ask(cast, tried[WAITS], now - 3 * DAY)


def _ask(cast: Cast, solution: Solution, now: dt.datetime) -> Evaluation:
    free = [one.pk for one in may_evaluate(solution, now.date()).order_by("pk")[:2]]
    return evaluating.ask_evaluators(solution.pk, free, by=cast.staff, now=now)


def _scores(usual: int, **others: int) -> dict[str, int]:
    return dict.fromkeys(CODES, usual) | others


def _give(
    evaluation: Evaluation, seat: int, scores: dict[str, int], words: str, now: dt.datetime
) -> None:
    sheet = Sheet.objects.get(evaluation=evaluation, seat=seat)
    by = Actor(name=f"person:{sheet.evaluator_id}", user_id=sheet.evaluator_id)
    evaluating.give_sheet(evaluation.pk, scores, words, has_no_interest=True, by=by, now=now)
