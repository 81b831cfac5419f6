"""What each task of a large jury takes, in CPU seconds of one run on one thread."""

import time
from collections.abc import Callable, Iterator

from benchmarks._jury import QUESTION, jury, sheets
from benchmarks.harness import Study
from eduhub.engines.scoring import (
    agreement_of,
    assign,
    cut_at,
    rank,
    rank_with_spread,
    without_each_juror,
)

PLACES = 200


def lines() -> Iterator[tuple[str, bool]]:
    """A line a task; seconds are told, and fail the run far beyond what is meant only."""
    asked, given = jury(), sheets()
    assignment, spent = _timed(lambda: assign(asked))
    told = f"gap {assignment.gap}, {assignment.connection}"
    yield f"assign: {spent:.2f} s; {told}", spent < 5 and assignment.gap <= 1
    ranking, spent = _timed(lambda: rank(given, seed="benchmark"))
    yield f"rank, {ranking.draws:,} draws: {spent:.2f} s", spent < 2
    _, spent = _timed(lambda: (cut_at(ranking, PLACES), agreement_of(ranking)))
    yield f"the line and agreement: {spent:.2f} s", spent < 2
    _, spent = _timed(lambda: without_each_juror(ranking, PLACES))
    yield f"without each juror: {spent:.2f} s", spent < 15
    _, spent = _timed(lambda: rank_with_spread(given, seed="benchmark"))
    yield f"rank with spread: {spent:.2f} s", spent < 60


def _timed[Found](call: Callable[[], Found]) -> tuple[Found, float]:
    begun = time.process_time()
    found = call()
    return found, time.process_time() - begun


STUDY = Study(name="jury_tasks", question=f"What does each task take, {QUESTION}?", lines=lines)
