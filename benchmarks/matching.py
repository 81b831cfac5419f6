"""The best matching under all limits beside simpler methods, in one run.

BENCH_GROUPS says how many groups (2,000; offers are 15 to 100 groups). Before the times of
the two sides every method is run once, and what its matching is worth is printed: points,
groups served, the share of the worst served class, limits broken, CPU seconds.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks._rounds import (
    Quality,
    assignment,
    city_round,
    deferred_acceptance,
    greedy,
    quality,
)
from benchmarks.harness import Ask, Benchmark
from eduhub.engines.matching import EXACT, FAST, Effort, FairnessRule, Proposal
from eduhub.engines.matching.explain.explain import explain_columns
from eduhub.engines.matching.match import match_columns
from eduhub.engines.matching.table.columns import Columns, columns_of

GROUPS = int(os.environ.get("BENCH_GROUPS", "2000"))
OFFERS = GROUPS * 15 // 100
LINE = "  {:36} {:>9} {:>7} {:>7} {:>7} {:>9}"


@contextmanager
def _sides() -> Iterator[tuple[Ask, Ask]]:
    columns = columns_of(city_round(GROUPS, OFFERS, FairnessRule.NONE))
    print(LINE.format("", "points", "served", "worst", "broken", "CPU s"))
    _tell("greedy", columns, lambda: greedy(columns))
    _tell("deferred acceptance", columns, lambda: deferred_acceptance(columns))
    _tell("scipy's assignment, places only", columns, lambda: assignment(columns))
    for rule in FairnessRule:
        for effort in (FAST, EXACT) if rule is FairnessRule.NONE else (EXACT,):
            _tell_ours(rule, effort)
    yield lambda: _ours(columns, EXACT)[1], lambda: quality(columns, assignment(columns))


def _ours(columns: Columns, effort: Effort) -> tuple[Proposal, Quality]:
    proposal = match_columns(columns, effort)
    group_at = {group.id: at for at, group in enumerate(columns.groups)}
    offer_at = {offer.id: at for at, offer in enumerate(columns.offers)}
    matching = {group_at[one.group]: offer_at[one.offer] for one in proposal.matches}
    return proposal, quality(columns, matching)


def _tell(name: str, columns: Columns, method: Callable[[], dict[int, int]]) -> None:
    begun = time.process_time()
    matching = method()
    _print(name, quality(columns, matching), time.process_time() - begun)


def _tell_ours(rule: FairnessRule, effort: Effort) -> None:
    columns = columns_of(city_round(GROUPS, OFFERS, rule))
    begun = time.process_time()
    proposal, worth = _ours(columns, effort)
    spent = time.process_time() - begun
    _print(f"ours, {rule}, {proposal.standing}, gap {proposal.gap:.2%}", worth, spent)
    begun = time.process_time()
    explanation = explain_columns(columns, proposal)
    told = len(explanation.groups) + len(explanation.offers)
    smallest = sum(one.is_smallest for one in (*explanation.groups, *explanation.offers))
    spent_telling = time.process_time() - begun
    print(
        f"    {told} refusals explained, {smallest} proven smallest: {spent_telling:.2f} s,",
        end="",
    )
    print(f" {spent_telling / spent:.1f} of the solution")


def _print(name: str, worth: Quality, spent: float) -> None:
    cells = (worth.points, worth.served, f"{worth.lowest_share:.3f}", worth.broken, f"{spent:.2f}")
    print(LINE.format(name, *cells), flush=True)


def _none_broken_and_best(ours: object, other: object) -> bool:
    """Ours breaks nothing; without schools and leasts more points are possible, not fewer."""
    match ours, other:
        case Quality() as one, Quality() as two:
            return one.broken == 0 and (
                one == two or (two.broken > 0 and one.points <= two.points)
            )
    return False


BENCHMARK = Benchmark(
    name="matching",
    question=f"What does the best matching of {GROUPS:,} groups under all limits cost (CPU)?",
    ours="proven optimum",
    other="scipy's assignment without leasts and schools",
    sides=_sides,
    same=_none_broken_and_best,
    clock=time.process_time,
)
