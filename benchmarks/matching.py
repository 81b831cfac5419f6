"""The best matching under all limits beside simpler methods, in one run.

BENCH_GROUPS says how many groups (2,000; offers are 15 to 100 groups). What each matching is
worth is worked out from the problem itself, for every method alike: points, groups served,
the share of the worst served class, limits broken, CPU seconds. The targets are those of a
round of 2,000; seconds are told and do not fail the run, for machines differ.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from benchmarks._rounds import (
    Quality,
    assignment,
    city_round,
    deferred_acceptance,
    greedy,
    quality,
)
from benchmarks.harness import Ask, Benchmark, Study, both
from eduhub.engines.matching import (
    EXACT,
    FAST,
    Effort,
    FairnessRule,
    Proof,
    Proposal,
    changed,
    match,
)
from eduhub.engines.matching.explain.explain import explain_columns
from eduhub.engines.matching.match import match_columns
from eduhub.engines.matching.table.columns import Columns, columns_of

GROUPS = int(os.environ.get("BENCH_GROUPS", "2000"))
OFFERS = GROUPS * 15 // 100
SOLVED_AGAIN = int(os.environ.get("BENCH_SOLVED_AGAIN", "5"))
LINE = "{:34} {:>8} {:>7} {:>7} {:>7} {:>8}"
LOST_BY_FAIRNESS, LOST_BY_HASTE = 0.002, 0.001


def lines() -> Iterator[tuple[str, bool]]:
    """A row a method, then the targets, then what explaining takes."""
    columns = columns_of(city_round(GROUPS, OFFERS, FairnessRule.NONE))
    yield LINE.format("", "points", "served", "worst", "broken", "CPU s"), True
    simple: dict[str, Quality] = {}
    for name, method in (
        ("greedy", greedy),
        ("deferred acceptance", deferred_acceptance),
        ("scipy's assignment, places only", assignment),
    ):
        line, simple[name] = _simple(name, columns, method)
        yield line, True
    ours: dict[str, Quality] = {}
    for name, rule, effort in (
        ("ours, points, fast", FairnessRule.NONE, FAST),
        ("ours, points", FairnessRule.NONE, EXACT),
        ("ours, worst class first", FairnessRule.MAXIMIN, EXACT),
        ("ours, leximin", FairnessRule.LEXIMIN, EXACT),
    ):
        line, ours[name] = _ours(name, columns_of(city_round(GROUPS, OFFERS, rule)), effort)
        yield line, ours[name].broken == 0
    yield from _targets(simple, ours)
    yield from _explained()


def _simple(
    name: str, columns: Columns, method: Callable[[Columns], dict[int, int]]
) -> tuple[str, Quality]:
    begun = time.process_time()
    matching = method(columns)
    spent = time.process_time() - begun
    worth = quality(columns, matching)
    return _row(name, worth, spent), worth


def _ours(name: str, columns: Columns, effort: Effort) -> tuple[str, Quality]:
    begun = time.process_time()
    proposal = match_columns(columns, effort)
    spent = time.process_time() - begun
    worth = _quality_of(columns, proposal)
    told = f"; {proposal.standing}, gap {proposal.gap:.2%}"
    return _row(name, worth, spent) + told, worth


def _quality_of(columns: Columns, proposal: Proposal) -> Quality:
    group_at = {group.id: at for at, group in enumerate(columns.groups)}
    offer_at = {offer.id: at for at, offer in enumerate(columns.offers)}
    matching = {group_at[one.group]: offer_at[one.offer] for one in proposal.matches}
    return quality(columns, matching)


def _row(name: str, worth: Quality, spent: float) -> str:
    share = f"{worth.lowest_share:.3f}"
    return LINE.format(name, worth.points, worth.served, share, worth.broken, f"{spent:.2f}")


def _targets(simple: dict[str, Quality], ours: dict[str, Quality]) -> Iterator[tuple[str, bool]]:
    best = ours["ours, points"]
    for name in ("greedy", "deferred acceptance"):
        over = best.points / simple[name].points
        yield f"points over {name}: {over - 1:+.1%}", over >= 1
    haste = 1 - ours["ours, points, fast"].points / best.points
    yield f"points lost by haste: {haste:.3%}", haste <= LOST_BY_HASTE
    worst, leximin = ours["ours, worst class first"], ours["ours, leximin"]
    lost = 1 - worst.points / best.points
    yield f"points lost for the worst class: {lost:.2%}", lost <= LOST_BY_FAIRNESS
    yield f"points lost for leximin: {1 - leximin.points / best.points:.2%}", True
    alike = worst.lowest_share == leximin.lowest_share >= best.lowest_share
    yield "the worst class has the same share under both rules, and no less than without", alike


def _explained() -> Iterator[tuple[str, bool]]:
    """Time of all refusals, and a few of them solved again."""
    problem = city_round(GROUPS, OFFERS, FairnessRule.NONE)
    columns = columns_of(problem)
    begun = time.process_time()
    proposal = match_columns(columns)
    solved = time.process_time() - begun
    explanation = explain_columns(columns, proposal, solves=0)
    ratio = (time.process_time() - begun - solved) / solved
    refusals = (*explanation.groups, *explanation.offers)
    proven = sum(one.proof is Proof.BETTER_AT_HAND for one in refusals)
    smallest = sum(one.is_smallest for one in refusals)
    yield (
        (
            f"{len(refusals)} refusals in {ratio:.1f} of the solution's time: "
            f"{proven} proven to help, {smallest} proven smallest"
        ),
        proven == len(refusals),
    )
    asked = [one for one in explanation.groups if one.change]
    for one in asked[:: max(len(asked) // SOLVED_AGAIN, 1)][:SOLVED_AGAIN]:
        if one.change is not None:
            again = match(changed(problem, one.change)).offer_of.get(one.group)
            limits = ", ".join(sorted(one.change.limits))
            yield (
                f"solved again with {limits} of one group waived: it is matched",
                (again == one.change.offer),
            )


def _sides() -> AbstractContextManager[tuple[Ask, Ask]]:
    columns = columns_of(city_round(GROUPS, OFFERS, FairnessRule.NONE))
    return both(
        lambda: _quality_of(columns, match_columns(columns)),
        lambda: quality(columns, assignment(columns)),
    )


def _none_broken_and_best(ours: object, other: object) -> bool:
    """Ours breaks nothing; without schools and leasts more points are possible, not fewer."""
    match ours, other:
        case Quality() as one, Quality() as two:
            return one.broken == 0 and (
                one == two or (two.broken > 0 and one.points <= two.points)
            )
    return False


STUDY = Study(
    name="matching",
    question=f"What is the best matching of {GROUPS:,} groups with {OFFERS:,} offers worth?",
    lines=lines,
)

BENCHMARK = Benchmark(
    name="matching_time",
    question=f"What does the best matching of {GROUPS:,} groups under all limits cost (CPU)?",
    ours="proven optimum",
    other="scipy's assignment without leasts and schools",
    sides=_sides,
    same=_none_broken_and_best,
    clock=time.process_time,
)
