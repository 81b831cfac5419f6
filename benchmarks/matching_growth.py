"""How time grows with the round: 200 and 2,000 groups, and 20,000 with BENCH_LARGE=1.

By points alone and leximin, both proven, and fast with the gap that is stated. 20,000 groups
take minutes and are solved by points alone.
"""

import math
import os
import time
from collections.abc import Iterator

from benchmarks._rounds import city_round
from benchmarks.harness import Study
from eduhub.engines.matching import EXACT, FAST, Effort, FairnessRule, Proposal, Standing
from eduhub.engines.matching.match import match_columns
from eduhub.engines.matching.table.columns import columns_of

LARGE = bool(os.environ.get("BENCH_LARGE"))
WAYS = (
    ("fast", FairnessRule.NONE, FAST, (200, 2000, 20_000)),
    ("points", FairnessRule.NONE, EXACT, (200, 2000, 20_000)),
    ("leximin", FairnessRule.LEXIMIN, EXACT, (200, 2000)),
)


def lines() -> Iterator[tuple[str, bool]]:
    """A line for each way and size; the exact ways must end with a proof."""
    for name, rule, effort, sizes in WAYS:
        before: tuple[int, float] | None = None
        for groups in (size for size in sizes if LARGE or size <= 2000):
            proposal, spent = _solved(groups, rule, effort)
            line = (
                f"{name:8} {groups:>7,} groups: {spent:8.2f} CPU s, "
                f"{proposal.standing}, gap {proposal.gap:.2%}"
            )
            if before is not None:
                line += (
                    f", exponent {math.log(spent / before[1]) / math.log(groups / before[0]):.2f}"
                )
            before = groups, spent
            yield line, effort is FAST or proposal.standing is Standing.OPTIMAL


def _solved(groups: int, rule: FairnessRule, effort: Effort) -> tuple[Proposal, float]:
    problem = city_round(groups, groups * 15 // 100, rule)
    begun = time.process_time()
    proposal = match_columns(columns_of(problem), effort)
    return proposal, time.process_time() - begun


STUDY = Study(
    name="matching_growth",
    question="How does the time of a matching grow with the round?",
    lines=lines,
)
