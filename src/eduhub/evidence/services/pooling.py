"""What all pilots of a solution's version say together.

Every published result is in, whatever it says; one without comparable numbers is counted and
named. Only results on the common scale (standard deviations, "better" upwards) are pooled, and
only those of one measure, with or without a lot. Random effects (REML) with the interval of
Knapp and Hartung, or the usual one where that is wider.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.db import transaction

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    Answer,
    fingerprint,
)
from eduhub.engines.evidence.synthesis import Study, synthesise
from eduhub.evidence.models import Pool, Result
from eduhub.evidence.notices import PoolWritten
from eduhub.evidence.queries.passport_facts import release_of, results_of_release
from eduhub.evidence.queries.sentences import Question
from eduhub.evidence.states import Design, LeftOut
from eduhub.kit.access import Actor
from eduhub.kit.ledger import record
from eduhub.kit.post import post

SCHEMA = "eduhub-pool-1"
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """A published result on the common scale; numbers are None where it has none.

    Attributes:
        smallest: the smallest difference that matters, in standard deviations.
        why: why it is not pooled, None where it is.
    """

    result: Result
    question: Question
    estimate: float | None
    standard_error: float | None
    smallest: float | None
    why: LeftOut | None

    @property
    def drawn_by_lot(self) -> bool:
        return bool(self.result.plan.frozen["design"] != Design.NO_LOT)

    @property
    def classes(self) -> tuple[int, int]:
        """Those that were compared with, and those that tried."""
        compares, tries = self.result.facts["arms"]
        return int(compares["classes"]), int(tries["classes"])


@transaction.atomic
def write_pool(result_id: int, *, by: Actor, now: dt.datetime) -> list[Pool]:
    """Write anew what changes by a published result; nothing, where it is told of already.

    All series of the release are worked out, so that one that was missed is made up for.
    """
    published = Result.objects.published().select_related("plan__pilot", "plan__latest")
    result = published.filter(pk=result_id).first()
    if result is None:
        return []
    solution_id = result.plan.pilot.solution_id
    _lock(solution_id)
    release = release_of(result.plan)
    told = [measured(one) for one in results_of_release(solution_id, release)]
    groups: dict[str, list[Measured]] = {}
    for one in told:
        groups.setdefault(_series(solution_id, release, one), []).append(one)
    written = []
    for series, found in groups.items():
        before = Pool.objects.filter(series=series).order_by("-version").first()
        pool = _pool(found)
        if before is not None and before.fingerprint == pool.fingerprint:
            continue
        pool.solution_id, pool.release, pool.series = solution_id, release, series
        pool.version = before.version + 1 if before else 1
        pool.because, pool.written_at = found[-1].result, now
        pool.save(force_insert=True)
        record(by, "pool.written", pool, now=now, fingerprint=pool.fingerprint)
        written.append(pool)
    if written:
        post(PoolWritten(result_id=result_id))
    return written


def write_every_pool(*, by: Actor, now: dt.datetime) -> int:
    """Make up for what was published before pools were written; how many were written."""
    found = Result.objects.published().order_by("published_at", "pk").values_list("pk", flat=True)
    return sum(len(write_pool(pk, by=by, now=now)) for pk in list(found))


def measured(result: Result) -> Measured:
    """A published result on the common scale, "better" upwards."""
    question = Question.of(result.plan.frozen)
    spread = result.facts.get("pooled_sd")
    estimate, error = result.sd_estimate, result.standard_error
    if estimate is None or error is None or not spread:
        why = LeftOut.NO_NUMBERS if result.estimate is None else LeftOut.NO_SPREAD
        return Measured(result, question, None, None, None, why)
    upwards = 1 if question.higher_is_better else -1
    return Measured(
        result=result,
        question=question,
        estimate=upwards * estimate,
        standard_error=error / float(spread),
        smallest=question.smallest / float(spread),
        why=None,
    )


def _lock(solution_id: int) -> None:
    """Two results of one solution are pooled one after the other."""
    Solution.objects.select_for_update(of=("self",)).only("pk").get(pk=solution_id)


def _series(solution_id: int, release: str, one: Measured) -> str:
    """What keeps a series apart; a measure is the same when it is told in the same words."""
    measure = one.question.measure
    return fingerprint(
        {
            "solution": solution_id,
            "release": release,
            "measure": {
                "en": _plain(measure.en),
                "fi": _plain(measure.fi),
                "sv": _plain(measure.sv),
            },
            "drawn_by_lot": one.drawn_by_lot,
        }
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _pool(found: Sequence[Measured]) -> Pool:
    """The numbers of a series; whose it is, the caller writes. The oldest result stands first."""
    counted = [one for one in found if one.why is None]
    last = found[-1]
    pool = Pool(
        measure=last.question.measure,
        drawn_by_lot=last.drawn_by_lot,
        results=len(found),
        studies=len(counted),
        answer=Answer.CANNOT_TELL.value,
    )
    cautions: list[str] = []
    if len(counted) == 1:
        _copy_one(pool, counted[0])
    elif counted:
        cautions = _copy_synthesis(pool, counted)
    pool.content = {
        "schema": SCHEMA,
        "code": version("eduhub"),
        "confidence": repr(CONFIDENCE),
        "results": [_told(one) for one in found],
        "cautions": cautions,
    }
    told = {name: value for name, value in pool.content.items() if name != "code"}
    pool.fingerprint = fingerprint(told)
    return pool


def _copy_one(pool: Pool, one: Measured) -> None:
    """Nothing is pooled: the one pilot's own numbers and its own answer."""
    pool.estimate, pool.standard_error = one.estimate, one.standard_error
    pool.low, pool.high = _directed(one)
    pool.answer = one.result.answer


def _copy_synthesis(pool: Pool, counted: Sequence[Measured]) -> list[str]:
    """The pooled numbers; which cautions a reader must know."""
    studies = [
        Study(str(one.result.pk), one.estimate or 0.0, (one.standard_error or 0.0) ** 2)
        for one in counted
    ]
    found = synthesise(studies, confidence=CONFIDENCE)
    if found.main is None:
        raise ValueError("several studies are pooled")
    wider = max(found.main, found.reml, key=lambda one: one.high - one.low)
    pool.estimate, pool.standard_error = wider.estimate, wider.standard_error
    pool.low, pool.high, pool.tau2 = wider.low, wider.high, wider.tau2
    if found.prediction is not None:
        # Never narrower than the interval of the mean itself, whichever that was.
        pool.expected_low = min(found.prediction.low, wider.low)
        pool.expected_high = max(found.prediction.high, wider.high)
    smallest = min(one.smallest or 0.0 for one in counted)
    pool.answer = _answer(wider.low, wider.high, smallest, counted).value
    return [caution.value for caution in found.cautions]


def _answer(low: float, high: float, smallest: float, counted: Sequence[Measured]) -> Answer:
    """As for one trial: the strictest of the pilots' smallest differences that matter counts."""
    sides = zip(*(one.classes for one in counted), strict=True)
    if min(sum(side) for side in sides) < FEWEST_CLASSES_FOR_A_STATEMENT.value:
        return Answer.CANNOT_TELL
    if -smallest < low and high < smallest:
        return Answer.NO_DIFFERENCE_THAT_MATTERS
    if low <= 0 <= high:
        return Answer.CANNOT_TELL
    return Answer.BETTER if low > 0 else Answer.WORSE


def _told(one: Measured) -> dict[str, Any]:
    """One result as the content has it; numbers with fractions are strings, as in the plan."""
    pilot = one.result.plan.pilot
    return {
        "pilot": pilot.number,
        "pilot_id": pilot.pk,
        "result_sha256": one.result.fingerprint,
        "answer": one.result.answer,
        "estimate": _exact(one.estimate),
        "standard_error": _exact(one.standard_error),
        "low": _exact(_directed(one)[0]),
        "high": _exact(_directed(one)[1]),
        "classes": sum(one.classes),
        "left_out": one.why.value if one.why else None,
    }


def _directed(one: Measured) -> tuple[float | None, float | None]:
    """The pilot's own interval, "better" upwards."""
    low, high = one.result.sd_low, one.result.sd_high
    if low is None or high is None or one.question.higher_is_better:
        return low, high
    return -high, -low


def _exact(value: float | None) -> str | None:
    """The shortest digits from which the very same number comes back."""
    return None if value is None else repr(value)
