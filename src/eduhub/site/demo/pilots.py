"""Pilots that are on their way: at each stage one, so that everybody has something to do."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

from eduhub.catalogue.models import Solution
from eduhub.evidence import services as evidence
from eduhub.kit.access import machine
from eduhub.people.models import Organisation
from eduhub.pilots import services
from eduhub.pilots.models import Pilot
from eduhub.pilots.states import Lane
from eduhub.pilots.states.offers import DataKind
from eduhub.site.demo import gates
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.questions import QUESTIONS, suits
from eduhub.site.demo.trials import (
    DAY,
    Path,
    PlanKind,
    Truth,
    agree,
    agreed_at_once,
    classes_in,
    draw_and_start,
    figures_of,
    freeze,
    give,
    join,
    join_and_accept,
    offer,
    propose,
    write_plan,
)

OTHERS = 12  # solutions of other companies that are offered
SPRING = (dt.date(2027, 1, 11), dt.date(2027, 3, 19))
AUTUMN = (dt.date(2026, 9, 14), dt.date(2026, 11, 20))
EARLY = (dt.date(2026, 8, 24), dt.date(2026, 10, 9))


def choose_solutions(first: Organisation, second: Organisation) -> list[Solution]:
    """The first company's four, one of the second's, then others of every subject in turn."""
    told = Solution.objects.published().order_by("pk").defer("words")
    own = list(told.filter(company=first)[:4])
    hers = list(told.filter(company=second)[:1])
    rest = told.exclude(company__in=(first, second))[:200]
    whole = [one for one in rest if not one.name.missing]
    others: list[Solution] = []
    for number in range(OTHERS):
        asked = QUESTIONS[number % len(QUESTIONS)]
        others.append(next(one for one in whole if suits(asked, one) and one not in others))
    return [*own, *hers, *others]


def make_pilots(cast: Cast, solutions: Sequence[Solution], now: dt.datetime) -> None:
    games, second, third, fourth, hers, *others = solutions
    _looking(cast, [games, *others[:4]], now)
    _waits_for_the_principal(cast, hers, now)
    _waits_for_agreement(cast, second, now)
    _waits_for_a_plan(cast, others[4], now)
    _waits_for_the_lot(cast, others[5])
    _runs(cast, third)
    _waits_for_a_file(cast, fourth)
    _analysed(cast, others[6])
    _ended(cast, others[7], others[8])
    _waits_for_clearance(cast, others[9], now)
    _waits_for_the_permit(cast, others[10], now)
    _waits_for_signatures(cast, others[11], now)


def _path(
    cast: Cast, solution: Solution, posted: dt.datetime, dates: tuple[dt.date, dt.date]
) -> Path:
    starts, ends = dates
    question = next(one for one in QUESTIONS if suits(one, solution))
    return Path(cast, solution, question, posted=posted, starts=starts, ends=ends)


def _at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 8, tzinfo=dt.UTC)


def _looking(cast: Cast, solutions: Sequence[Solution], now: dt.datetime) -> None:
    """Offers with places left; in the first the school of the one-click teacher is not yet in.

    The first company's waits for its lane; the official decides.
    """
    for number, solution in enumerate(reversed(solutions), 1):
        path = _path(cast, solution, now - (22 - 2 * number) * DAY, SPRING)
        pilot = offer(path)
        if number == len(solutions):
            gates.answer(path, pilot)
        else:
            gates.decide(path, pilot)
        schools = cast.schools[1 : 1 + number]
        join_and_accept(path, pilot, schools[1:])
        for school in schools[:1]:
            join(path, pilot, school, 3)


def _waits_for_the_principal(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    path = _path(cast, solution, now - 15 * DAY, SPRING)
    pilot = offer(path)
    join_and_accept(path, pilot, cast.schools[3:5])
    join(path, pilot, cast.schools[0], 2)


def _waits_for_agreement(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    path = _path(cast, solution, now - 17 * DAY, SPRING)
    pilot = offer(path)
    gates.decide(path, pilot)
    schools = [cast.schools[0], cast.schools[5], cast.schools[6]]
    join_and_accept(path, pilot, schools)
    propose(path, pilot)
    agree(path, pilot, schools[1:])


def _waits_for_signatures(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    """All agree; the agreements wait for the company's lead and the principals."""
    path = _path(cast, solution, now - 16 * DAY, SPRING)
    pilot = offer(path)
    gates.decide(path, pilot)
    agreed_at_once(path, pilot, [cast.schools[0], cast.schools[8]])


def _waits_for_a_plan(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    _agreed(_path(cast, solution, now - 20 * DAY, SPRING), cast.schools[7:13])


def _agreed(path: Path, schools: Sequence[Organisation]) -> Pilot:
    pilot = offer(path)
    gates.decide(path, pilot)
    agreed_at_once(path, pilot, schools)
    gates.sign_at_once(path, pilot)
    pilot.refresh_from_db()
    return pilot


def _waits_for_clearance(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    """Lane B: pupils' names and answers are touched, under the provider's agreement."""
    path = _path(cast, solution, now - 12 * DAY, SPRING)
    path = replace(path, touches=(DataKind.NAME, DataKind.ANSWERS))
    pilot = offer(path)
    gates.decide(path, pilot, Lane.B)
    join_and_accept(path, pilot, cast.schools[9:11])


def _waits_for_the_permit(cast: Cast, solution: Solution, now: dt.datetime) -> None:
    """Lane C: a study of voices, cleared, before its research permit; also the one-click teacher."""
    path = replace(_path(cast, solution, now - 13 * DAY, SPRING), touches=(DataKind.VOICE,))
    pilot = offer(path)
    gates.decide(path, pilot, Lane.C)
    gates.clear_privacy(path, pilot)
    join_and_accept(path, pilot, [cast.schools[0], cast.schools[12]])


def _waits_for_the_lot(cast: Cast, solution: Solution) -> None:
    path = _path(cast, solution, _at(2026, 10, 5), SPRING)
    freeze(path, write_plan(path, _agreed(path, cast.schools[2:10])))


def _runs(cast: Cast, solution: Solution) -> None:
    """Some classes' totals are there; the one-click teacher's are not."""
    path = _path(cast, solution, _at(2026, 8, 20), AUTUMN)
    plan = freeze(path, write_plan(path, _agreed(path, cast.schools[:8])))
    draw_and_start(path, plan)
    gates.note_time(path, plan.pilot)
    luck = random.Random("runs")
    for one in classes_in(plan)[3:]:
        found = figures_of(path, one, Truth(0.4, 0.2), luck, baseline=False)
        give(path, one, found)


def _waits_for_a_file(cast: Cast, solution: Solution) -> None:
    """Drawn elsewhere and only reported here: the university or the hub sends one file."""
    path = _path(cast, solution, _at(2026, 8, 18), AUTUMN)
    kind = PlanKind(baseline=True, in_one_file=True)
    plan = freeze(path, write_plan(path, _agreed(path, cast.schools[13:15]), kind))
    draw_and_start(path, plan)


def _analysed(cast: Cast, solution: Solution) -> None:
    path = _path(cast, solution, _at(2026, 8, 3), EARLY)
    pilot = _agreed(path, cast.schools[15:25])
    plan = freeze(path, write_plan(path, pilot))
    draw_and_start(path, plan)
    luck = random.Random("analysed")
    for one in classes_in(plan):
        give(path, one, figures_of(path, one, Truth(0.3, 0.3), luck, baseline=False))
    closed = _at(2026, 10, 16)
    evidence.close_data(pilot.pk, by=cast.staff, now=closed)
    evidence.analyse(plan.pk, by=machine("worker"), now=closed + dt.timedelta(minutes=1))


def _ended(cast: Cast, withdrawn: Solution, stopped: Solution) -> None:
    path = _path(cast, withdrawn, _at(2026, 9, 7), SPRING)
    pilot = offer(path)
    services.withdraw_pilot(
        pilot.pk,
        "Ratkaisu uudistetaan ensin, tarjoamme kokeilua myöhemmin uudelleen.",
        by=path.company,
        now=path.posted + 9 * DAY,
    )
    path = _path(cast, stopped, _at(2026, 8, 4), EARLY)
    schools = cast.schools[25:29]
    pilot = _agreed(path, schools)
    draw_and_start(path, freeze(path, write_plan(path, pilot)))
    services.stop(
        pilot.pk,
        "Koulun verkko vaihdettiin kesken kokeilun, eikä ratkaisu toiminut kahteen viikkoon.",
        by=cast.principal(schools[0]),
        now=_at(2026, 9, 21),
    )
