"""Branches of a relaxation that is nearly whole, each going on from the last in the solver.

In a round of 20,000 groups the relaxation leaves some dozens of pairs in halves; a handful
of branches settles them, while a search from nothing takes minutes. In each branch broken
rows and pairs that could help come in, so that a branch given up is proven to hold nothing
better (branch and price).

Source: Barnhart et al., "Branch-and-price: column generation for solving huge integer
programs", Operations Research 46 (1998); from memory, not looked up.
"""

from collections.abc import Mapping

import numpy as np

from eduhub.engines.matching.solve.programme import Programme, Relaxed
from eduhub.engines.matching.solve.relaxing import ROUNDING, let_in, with_rows
from eduhub.engines.matching.solve.whole import Optimum, whole
from eduhub.engines.matching.table.pairs import Flags, Floats

BRANCHES = 60
"""More than so many relaxations are left to a search of another kind."""

Fixed = Mapping[int, float]


class TooManyBranches(Exception):
    """Neither the best nor its absence is proven yet."""


def best_of_branches(programme: Programme, relaxed: Relaxed) -> Optimum | None:
    """The optimum, from the relaxation over all pairs and rows; None if there is none.

    Raises:
        TooManyBranches: it is not found within `BRANCHES`, or a branch cannot be judged.
    """
    best: Optimum | None = None
    waiting: list[tuple[float, Fixed]] = []
    at: Relaxed | None = relaxed
    fixed: Fixed = {}
    looked = 0
    while True:
        if at is not None and not _is_beaten(at.value, best):
            found = whole(programme, at, at.value)
            if found:
                best = found
            else:
                column, nearer = _most_open(programme, at)
                waiting.append((at.value, {**fixed, column: 1.0 - nearer}))
                waiting.append((at.value, {**fixed, column: nearer}))
        while waiting and _is_beaten(waiting[-1][0], best):
            waiting.pop()
        if not waiting:
            return best
        if looked == BRANCHES:
            raise TooManyBranches
        _, fixed = waiting.pop()
        at = _relaxed(programme, fixed)
        looked += 1


def _is_beaten(value: float, best: Optimum | None) -> bool:
    return best is not None and value <= best.value + ROUNDING


def _relaxed(programme: Programme, fixed: Fixed) -> Relaxed | None:
    """The branch's relaxation over all pairs and rows; None if nothing satisfies it.

    Raises:
        TooManyBranches: nothing satisfies it, and pairs that are not in could.
    """
    while True:
        relaxed = with_rows(programme, fixed)
        if relaxed is None:
            if programme.inside.all():
                return None
            raise TooManyBranches
        if not let_in(programme, relaxed):
            return relaxed


def _most_open(programme: Programme, relaxed: Relaxed) -> tuple[int, float]:
    """The column nearest to one half, offers first, and the whole number nearest to it."""
    live = programme.live
    if live is None:
        raise ValueError("what was relaxed has its solver")
    offers = relaxed.opened[programme.choosable]
    extras = np.where([one.is_whole for one in programme.goal.extras], relaxed.extras, 0.0)
    for first, values in ((0, offers), (len(offers), extras)):
        if _is_open(values).any():
            at = int(np.argmin(np.abs(values - 0.5)))
            return first + at, float(round(values[at]))
    at = int(np.argmin(np.abs(relaxed.taken - 0.5)))
    return int(live.column_of[relaxed.pairs[at]]), float(round(relaxed.taken[at]))


def _is_open(values: Floats) -> Flags:
    is_open: Flags = np.abs(values - np.round(values)) >= ROUNDING
    return is_open
