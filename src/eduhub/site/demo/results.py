"""Published results, most of which cannot tell, as it is with few classes; some pooled."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eduhub.catalogue.models import Solution
from eduhub.evidence import services as evidence
from eduhub.evidence.services import Reading
from eduhub.evidence.states import ExplorationKind
from eduhub.kit.access import machine
from eduhub.pilots.models import Pilot
from eduhub.site.demo import gates
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.questions import QUESTIONS, suits
from eduhub.site.demo.trials import (
    DAY,
    Path,
    PlanKind,
    Truth,
    agreed_at_once,
    amend,
    classes_in,
    draw_and_start,
    figures_of,
    freeze,
    give_at_once,
    offer,
    write_plan,
)

CLEAR = Truth(effect=0.75, spread=0.12)
SOME = Truth(effect=0.2, spread=0.3)
LITTLE = Truth(effect=0.05, spread=0.35)
NONE = Truth(effect=0.0, spread=0.02)
HARM = Truth(effect=-0.6, spread=0.12)


@dataclass(frozen=True, slots=True)
class Season:
    """When the pilots of one half of a school year are offered, held and told."""

    offered: dt.date
    starts: dt.date
    ends: dt.date


SEASONS = (
    Season(dt.date(2024, 8, 15), dt.date(2024, 9, 16), dt.date(2024, 11, 29)),
    Season(dt.date(2024, 12, 2), dt.date(2025, 1, 20), dt.date(2025, 3, 28)),
    Season(dt.date(2025, 8, 14), dt.date(2025, 9, 15), dt.date(2025, 11, 28)),
    Season(dt.date(2025, 12, 1), dt.date(2026, 1, 19), dt.date(2026, 3, 27)),
)
TRUTHS: tuple[tuple[Truth, int], ...] = (  # with the number of classes
    *((LITTLE, 8), (LITTLE, 12), (CLEAR, 16), (LITTLE, 10), (SOME, 8), (HARM, 16)),
    *((LITTLE, 10), (LITTLE, 12), (CLEAR, 14), (SOME, 8), (NONE, 24), (LITTLE, 8)),
    *((SOME, 14), (CLEAR, 18), (LITTLE, 10), (HARM, 14), (SOME, 8), (CLEAR, 12)),
    *((SOME, 8), (SOME, 8), (CLEAR, 20), (LITTLE, 8), (SOME, 10), (LITTLE, 16)),
)
WITH_BASELINE = frozenset({5, 9, 13, 17})
EXPLORED = {  # by the number of a result: what the hub asked beside its plan
    2: evidence.Other(ExplorationKind.CONFIDENCE, confidence=Decimal("0.99")),
    5: evidence.Other(ExplorationKind.WITHOUT_BASELINE),
}
WITH_DOSE = {8: 30, 10: 20}  # minutes a week; their files tell of each pupil's use
REVIEWED = frozenset({0, 2, 8, 10})
READ = Reading(
    answers={"face_validity": True, "overaligned": False, "same_collection": True},
    threats={},
    grounds=(
        "Luin suunnitelman ja mittarin. Sama koe annettiin molemmille puolille samalla viikolla,"
        " eikä siinä ollut ratkaisun omia tehtäviä."
    ),
)
IN_A_SEASON = len(TRUTHS) // len(SEASONS)


@dataclass(frozen=True, slots=True)
class Again:
    """One more pilot of a solution that was tried before, by the same measure."""

    number: int  # of its first result
    season: int
    truth: Truth
    classes: int


AGAIN = (  # one grows surer, one loses its first promise, one stays open
    *(Again(2, 2, CLEAR, 16), Again(2, 3, SOME, 12)),
    *(Again(3, 2, LITTLE, 8), Again(10, 3, NONE, 24)),
)


AMENDED = (AGAIN[0],)  # the plan was changed while the pilot ran


def choose_solutions(taken: Iterable[int]) -> list[Solution]:
    """One for each result: told in three languages, published before its pilot was offered."""
    used = set(taken)
    published = list(Solution.objects.published().order_by("pk").defer("words"))
    found = []
    for number in range(len(TRUTHS)):
        asked = QUESTIONS[number % len(QUESTIONS)]
        offered = _offered(number)
        found.append(
            next(
                one
                for one in published
                if one.pk not in used
                and not one.name.missing
                and suits(asked, one)
                and one.published_at is not None
                and one.published_at < offered
            )
        )
        used.add(found[-1].pk)
    return found


def make_results(cast: Cast, solutions: Sequence[Solution]) -> None:
    for number, solution in enumerate(solutions):
        truth, classes = TRUTHS[number]
        first = Again(number, number // IN_A_SEASON, truth, classes)
        _make_result(cast, solution, first, luck=f"result {number}")
    for more in AGAIN:
        luck = f"result {more.number} again in {more.season}"
        _make_result(cast, solutions[more.number], more, luck=luck)


def _make_result(cast: Cast, solution: Solution, one: Again, *, luck: str) -> None:
    number, truth, classes = one.number, one.truth, one.classes
    season, place = SEASONS[one.season], number % IN_A_SEASON
    kind = PlanKind(
        within_schools=number % 3 == 0,
        baseline=number in WITH_BASELINE,
        dose=WITH_DOSE.get(number),
    )
    path = Path(
        cast=cast,
        solution=solution,
        question=QUESTIONS[number % len(QUESTIONS)],
        posted=dt.datetime.combine(season.offered + place * DAY, dt.time(8), dt.UTC),
        starts=season.starts,
        ends=season.ends,
        places=max(12, classes),
        minutes=30 + 15 * (number % 4),
    )
    schools = [cast.schools[(5 * number + n // 2) % len(cast.schools)] for n in range(classes)]
    pilot = offer(path)
    gates.decide(path, pilot)
    agreed_at_once(path, pilot, schools)
    gates.sign_at_once(path, pilot)
    plan = freeze(path, write_plan(path, pilot, kind))
    draw_and_start(path, plan)
    if one in AMENDED:
        amend(path, plan)
    chance = random.Random(luck)
    found = {
        each: figures_of(path, each, truth, chance, baseline=kind.baseline)
        for each in classes_in(plan)
    }
    give_at_once(path, plan, found)
    closed = dt.datetime.combine(season.ends + 7 * DAY, dt.time(9, place), dt.UTC)
    evidence.close_data(pilot.pk, by=cast.staff, now=closed)
    evidence.analyse(plan.pk, by=machine("worker"), now=closed + dt.timedelta(minutes=1))
    if number in EXPLORED and luck == f"result {number}":
        _explore(cast, pilot, EXPLORED[number], closed + 2 * DAY)
    published = closed + (14 + 3 * place) * DAY
    if number in REVIEWED:
        evidence.review(pilot.pk, READ, seen=0, by=cast.staff, now=published - DAY)
    evidence.publish(pilot.pk, by=cast.staff, now=published)
    evidence.write_pool(plan.pk, by=machine("worker"), now=published + dt.timedelta(minutes=1))


def _explore(cast: Cast, pilot: Pilot, other: evidence.Other, at: dt.datetime) -> None:
    asked = evidence.explore(pilot.pk, other, by=cast.staff, now=at)
    evidence.work_out(asked.pk, by=machine("worker"), now=at + dt.timedelta(minutes=1))


def _offered(number: int) -> dt.datetime:
    season, place = SEASONS[number // IN_A_SEASON], number % IN_A_SEASON
    return dt.datetime.combine(season.offered + place * DAY, dt.time(8), dt.UTC)
