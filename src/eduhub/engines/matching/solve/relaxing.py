"""The relaxation of a programme over all its pairs and rows: those that matter come in.

Broken rows come in until none is broken, then pairs that could help, until none could: so the
solver can go on each time from where it was (see `live`).
"""

from collections.abc import Mapping

import numpy as np

from eduhub.engines.matching.solve.goal import FIRST_WEIGHT, POINTS_BESIDE, Demand, Extra, Goal
from eduhub.engines.matching.solve.programme import TOLERANCE, Programme, Relaxed
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

ROUNDING = 1e-6

NEARLY = 1.0
"""Pairs come in together with those that lack up to so many points of being of help."""

NEAR_ENOUGH = 1.0
"""A millionth of `FIRST_WEIGHT`: where a share is asked for, what is missing cannot matter."""

NARROW = 2
"""Pairs of each group that are let in at a time, and those of a narrow search."""


def converge(programme: Programme, looks: int | None = None) -> Relaxed | None:
    """The relaxation over all pairs and rows; None if nothing satisfies it.

    With a number of looks it ends after so many, and pairs may still be missing.
    """
    looked = 0
    while True:
        relaxed = with_rows(programme)
        if relaxed is None:
            if not _let_in_what_satisfies(programme):
                return None
            continue
        looked += 1
        if looked == looks or not let_in(programme, relaxed):
            return relaxed


def with_rows(programme: Programme, fixed: Mapping[int, float] | None = None) -> Relaxed | None:
    """The relaxation over the pairs that are in, with every row; None if nothing satisfies it."""
    while True:
        relaxed = programme.relax(fixed)
        if relaxed is None:
            return None
        if not add_broken_rows(programme, relaxed.pairs, relaxed.taken, relaxed.opened):
            return relaxed


def priced(programme: Programme) -> tuple[Relaxed, float] | None:
    """The relaxation over the rows written down, and what it can be at most over all pairs.

    None if nothing satisfies it.
    """
    while True:
        relaxed = programme.relax()
        if relaxed is None:
            if not _let_in_what_satisfies(programme):
                return None
            continue
        bound = bound_of_unpriced(programme, relaxed)
        if bound - relaxed.value < NEAR_ENOUGH or not let_in(programme, relaxed):
            return relaxed, bound


def let_in(programme: Programme, relaxed: Relaxed) -> bool:
    """Bring in the pairs that could help; says whether there were any."""
    weight = programme.goal.pair_weight
    helps = TOLERANCE if weight == 1 else ROUNDING
    outside = np.flatnonzero(~programme.inside)
    reduced = relaxed.reduced[outside]
    if not (reduced > helps).any():
        return False
    welcome = reduced > (-NEARLY if weight == 1 else helps)
    outside, reduced = outside[welcome], reduced[welcome]
    programme.inside[_best_of_each_group(programme, outside, reduced)] = True
    return True


def _let_in_what_satisfies(programme: Programme) -> bool:
    """Bring in pairs until the demands can be met; False if they cannot be, by any pairs."""
    if programme.inside.all() or not programme.goal.demands:
        return False
    goal = programme.goal
    lacking = len(goal.extras)
    most = float(len(programme.columns.groups))
    extras = tuple(Extra(0.0, extra.most) for extra in goal.extras)
    demands = tuple(
        Demand(one.served, (*one.extras, (lacking + at, 1.0)), one.at_least)
        for at, one in enumerate(goal.demands)
    )
    slack = tuple(Extra(-FIRST_WEIGHT, most) for _ in goal.demands)
    softened = programme.aimed_at(Goal(POINTS_BESIDE, (*extras, *slack), demands))
    softened.inside = programme.inside
    while True:
        relaxed = softened.relax()
        if relaxed is None:
            return False
        if relaxed.value >= 0 or not let_in(softened, relaxed):
            programme.inside = softened.inside
            return relaxed.value >= 0


def _best_of_each_group(programme: Programme, pairs: Ints, reduced: Floats) -> Ints:
    """At most `NARROW` of the pairs for each group, those that could help most."""
    group = programme.columns.pairs.group[pairs]
    order = np.lexsort((pairs, -reduced, group))
    is_first = np.diff(group[order], prepend=-1) != 0
    at = np.arange(len(order))
    rank = at - np.maximum.accumulate(np.where(is_first, at, 0))
    return pairs[order[rank < NARROW]]


def add_broken_rows(programme: Programme, pairs: Ints, taken: Floats, opened: Floats) -> bool:
    """Write down the rows that a solution breaks; says whether there were any."""
    offer = programme.columns.pairs.offer[pairs]
    broken = pairs[(taken > opened[offer] + ROUNDING) & ~programme.linked[pairs]]
    programme.linked[broken] = True
    counted = programme.columns.pairs.in_school_at_offer[pairs] & (taken > ROUNDING)
    codes, at = np.unique(programme.codes(pairs[counted]), return_inverse=True)
    load = np.bincount(at, taken[counted], len(codes))
    limit = programme.columns.per_school[codes % len(programme.columns.offers)]
    crowded = np.setdiff1d(codes[load > limit + ROUNDING], programme.crowded)
    programme.crowded = np.union1d(programme.crowded, crowded)
    return bool(len(broken) or len(crowded))


def bound_of_unpriced(programme: Programme, relaxed: Relaxed) -> float:
    """Each group takes one pair at most, so at most its best unpriced one could be gained."""
    unpriced = np.flatnonzero((relaxed.reduced > 0) & ~programme.inside)
    best = np.zeros(len(programme.columns.groups))
    np.maximum.at(best, programme.columns.pairs.group[unpriced], relaxed.reduced[unpriced])
    return relaxed.value + float(best.sum())


def best_of(programme: Programme, reduced: Floats, wanted: int) -> Flags:
    if len(reduced) <= wanted:
        return np.ones(len(reduced), dtype=bool)
    least = np.partition(reduced, len(reduced) - wanted)[len(reduced) - wanted]
    best: Flags = reduced >= least
    return best | programme.always
