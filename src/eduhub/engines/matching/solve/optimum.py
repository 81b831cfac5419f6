"""The optimum of a programme, with a proof, or the best found with the gap that is left.

1. The relaxation over some pairs; broken rows come in until none is, then pairs that could
   help, until none is left. Mostly this is whole, and so the optimum itself.
2. Otherwise a few branches of it are tried, each of them going on from the last (`branching`).
3. Where these are too many, branch and bound (HiGHS) over the pairs whose reduced worth is
   not so low that no better proposal can hold them. If the window was too narrow for what
   was found, it is widened and the search repeated; then every pair left out is proven not
   to matter.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from eduhub.engines.matching.solve.branching import TooManyBranches, best_of_branches
from eduhub.engines.matching.solve.programme import Programme, Relaxed
from eduhub.engines.matching.solve.relaxing import (
    NARROW,
    ROUNDING,
    add_broken_rows,
    best_of,
    bound_of_unpriced,
    converge,
    with_rows,
)
from eduhub.engines.matching.solve.whole import Optimum, whole
from eduhub.engines.matching.table.pairs import Flags, Ints

FEW_PAIRS = 3_000
"""So few pairs are searched at once, without a window."""

OPEN_ENOUGH = (0.5, 1 - ROUNDING)
"""From how large a part on an offer is opened when offers are rounded; then the next try."""

WORTH_A_LOOK = 5.0
"""Points: so little below the relaxation the best is expected when the search begins."""

ANY = 1e9
"""A gap so wide that the first solution will do."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: branch-and-bound nodes; relaxations before offers are rounded.

    Without a number of looks it goes on until no pair and no row is missing: only then is
    the optimum proven.
    """

    nodes: int = 20_000
    looks: int | None = None


def optimum(programme: Programme, effort: Effort) -> Optimum | None:
    """The best of the programme; None if nothing satisfies it."""
    relaxed = converge(programme, effort.looks)
    if relaxed is None:
        return None
    if effort.looks is None:
        try:
            return best_of_branches(programme, relaxed)
        except TooManyBranches:
            return _search(programme, relaxed, effort)
    bound = bound_of_unpriced(programme, relaxed)
    return _rounded(programme, relaxed, bound) or _search(programme, relaxed, effort)


def is_possible(programme: Programme, effort: Effort) -> bool:
    """Whether anything whole satisfies the programme."""
    relaxed = converge(programme, effort.looks)
    if relaxed is None:
        return False
    if whole(programme, relaxed, 0.0) or _rounded(programme, relaxed, 0.0):
        return True
    window = _widest(programme, relaxed, NARROW * len(programme.columns.groups))
    while True:
        if _branch(programme, np.flatnonzero(window), effort, gap=ANY):
            return True
        if window.all():
            return False
        window = _widest(programme, relaxed, 4 * int(window.sum()))


def _rounded(programme: Programme, relaxed: Relaxed, bound: float) -> Optimum | None:
    """Open the offers that are open enough, close the rest, and relax once more."""
    for enough in OPEN_ENOUGH:
        opened = (relaxed.opened[programme.choosable] >= enough).astype(float)
        again = with_rows(programme, dict(enumerate(opened.tolist())))
        found = whole(programme, again, bound) if again else None
        if found:
            return found
    return None


def _search(programme: Programme, relaxed: Relaxed, effort: Effort) -> Optimum | None:
    """Branch and bound over a window of pairs that grows until it holds all that matter."""
    wanted = NARROW * len(programme.columns.groups)
    window = _widest(programme, relaxed, wanted) | (relaxed.reduced > -WORTH_A_LOOK)
    unpriced = bound_of_unpriced(programme, relaxed)
    while True:
        found = _branch(programme, np.flatnonzero(window), effort)
        if found is None:
            if window.all():
                return None
            wanted *= 4
            window |= _widest(programme, relaxed, wanted)
            continue
        if effort.looks is not None:
            return Optimum(found.pairs, found.extras, found.value, unpriced)
        matters = relaxed.reduced > found.value - relaxed.value - ROUNDING
        if not (matters & ~window).any():
            bound = min(unpriced, found.bound)
            return Optimum(found.pairs, found.extras, found.value, bound)
        window |= matters


def _widest(programme: Programme, relaxed: Relaxed, wanted: int) -> Flags:
    """So many pairs, those whose reduced worth is best; all of them if they are few."""
    return best_of(programme, relaxed.reduced, max(wanted, FEW_PAIRS))


def _branch(
    programme: Programme, inside: Ints, effort: Effort, gap: float = 0.0
) -> Optimum | None:
    """Branch and bound over these pairs, again with each row that its best breaks."""
    choices, extras = len(programme.choosable), programme.goal.extras
    whole_ones = np.ones(len(inside) + choices + len(extras), dtype=np.int64)
    whole_ones[len(inside) + choices :] = [extra.is_whole for extra in extras]
    low, high = programme.bounds(inside).T
    nodes = effort.nodes
    while True:
        rows = programme.rows(inside)
        solved = milp(
            -programme.worths(inside),
            constraints=LinearConstraint(rows.matrix, -np.inf, rows.upper),
            integrality=whole_ones,
            bounds=Bounds(low, high),
            options={"mip_rel_gap": gap, "node_limit": nodes},
        )
        if solved.status == 2:
            return None
        if solved.x is None:  # nothing found yet, and nothing ruled out
            nodes *= 4
            continue
        taken, opened, values = programme.parts(solved.x, len(inside))
        if add_broken_rows(programme, inside, np.round(taken), np.round(opened)):
            continue
        bound = max(-float(solved.fun), -float(solved.mip_dual_bound))
        return Optimum(inside[taken > 0.5], values, -float(solved.fun), bound)
