"""How the time of a proven optimum grows: 200, 2,000 and, with BENCH_LARGE=1, 20,000 groups."""

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks._rounds import city_round
from benchmarks.harness import Ask, Benchmark
from eduhub.engines.matching import FairnessRule, Proposal, Standing
from eduhub.engines.matching.match import match_columns
from eduhub.engines.matching.table.columns import columns_of

SIZES = (200, 2000, 20_000) if os.environ.get("BENCH_LARGE") else (200, 2000)


def _solved(groups: int) -> tuple[Proposal, float]:
    columns = columns_of(city_round(groups, groups * 15 // 100, FairnessRule.NONE))
    begun = time.process_time()
    proposal = match_columns(columns)
    return proposal, time.process_time() - begun


@contextmanager
def _sides() -> Iterator[tuple[Ask, Ask]]:
    before: tuple[int, float] | None = None
    for groups in SIZES:
        proposal, spent = _solved(groups)
        growth = ""
        if before is not None:
            exponent = math.log(spent / before[1]) / math.log(groups / before[0])
            growth = f", exponent {exponent:.2f}"
        print(f"  {groups:>7,} groups: {spent:.2f} CPU s, {proposal.standing}{growth}", flush=True)
        before = groups, spent
    yield lambda: _solved(2000)[0].standing, lambda: _solved(200)[0].standing


BENCHMARK = Benchmark(
    name="matching_growth",
    question="How does the time of a proven optimum grow with the round (CPU)?",
    ours="2,000 groups",
    other="200 groups",
    sides=_sides,
    same=lambda ours, other: ours == other == Standing.OPTIMAL,
    clock=time.process_time,
)
