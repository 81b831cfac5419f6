"""The optimum of a programme, with a proof, or the best found with the gap that is left.

1. The relaxation over some pairs; pairs that could help come in until none is left, and
   broken rows come in until none is. Mostly this is whole, and so the optimum itself.
2. Otherwise branch and bound (HiGHS) over the pairs whose reduced worth is not so low that
   no better proposal can hold them. If the window was too narrow for what was found, it is
   widened and the search repeated; then every pair left out is proven not to matter.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from eduhub.engines.matching.solve.goal import FIRST_WEIGHT, POINTS_BESIDE, Demand, Extra, Goal
from eduhub.engines.matching.solve.programme import TOLERANCE, Programme, Relaxed
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

ROUNDING = 1e-6
FEW_PAIRS = 3_000
"""So few pairs are searched at once, without a window."""

OPEN_ENOUGH = (0.5, 1 - ROUNDING)
"""From how large a part on an offer is opened when offers are rounded; then the next try."""

NEARLY = 1.0
"""Pairs come in together with those that lack up to so many points of being of help."""

NEAR_ENOUGH = 1.0
"""A millionth of `FIRST_WEIGHT`: where a share is asked for, what is missing cannot matter."""

WORTH_A_LOOK = 5.0
"""Points: so little below the relaxation the best is expected when the search begins."""

ANY = 1e9
"""A gap so wide that the first solution will do."""

MANY_PAIRS = 20_000
"""So many pairs to begin with are first thinned out by a quickly solved programme."""

NARROW = 2
"""Pairs for each group when pairs are thinned out, and at most let in at a time."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: branch-and-bound nodes; relaxations before offers are rounded.

    Without a number of looks it goes on until no pair and no row is missing: only then is
    the optimum proven.
    """

    nodes: int = 20_000
    looks: int | None = None


@dataclass(frozen=True, slots=True)
class Optimum:
    """Pairs matched, extras, the value reached and the value that cannot be exceeded."""

    pairs: Ints
    extras: Floats
    value: float
    bound: float


def optimum(programme: Programme, effort: Effort) -> Optimum | None:
    """The best of the programme; None if nothing satisfies it."""
    relaxed = converge(programme, effort)
    if relaxed is None:
        return None
    if effort.looks is None:
        return _whole(programme, relaxed, relaxed.value) or _search(programme, relaxed, effort)
    bound = _bound_of_unpriced(programme, relaxed)
    return _rounded(programme, relaxed, bound) or _search(programme, relaxed, effort)


def is_possible(programme: Programme, effort: Effort) -> bool:
    """Whether anything whole satisfies the programme."""
    relaxed = converge(programme, effort)
    if relaxed is None:
        return False
    if _whole(programme, relaxed, 0.0) or _rounded(programme, relaxed, 0.0):
        return True
    window = _widest(programme, relaxed, NARROW * len(programme.columns.groups))
    while True:
        if _branch(programme, np.flatnonzero(window), effort, gap=ANY):
            return True
        if window.all():
            return False
        window = _widest(programme, relaxed, 4 * int(window.sum()))


def converge(programme: Programme, effort: Effort) -> Relaxed | None:
    """The relaxation over all pairs and rows; None if nothing satisfies it."""
    _narrow(programme)
    looks = 0
    while True:
        relaxed = programme.relax()
        looks += 1
        if relaxed is None:
            if not _let_in_what_satisfies(programme):
                return None
            continue
        if looks == effort.looks:
            return relaxed
        rows = _add_broken_rows(programme, relaxed.pairs, relaxed.taken, relaxed.opened)
        if not _let_in(programme, relaxed) and not rows:
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
        bound = _bound_of_unpriced(programme, relaxed)
        if bound - relaxed.value < NEAR_ENOUGH or not _let_in(programme, relaxed):
            return relaxed, bound


def _let_in(programme: Programme, relaxed: Relaxed) -> bool:
    """Bring in the pairs that could help; says whether there were any."""
    weight = programme.goal.pair_weight
    helps = TOLERANCE if weight == 1 else ROUNDING
    outside = np.flatnonzero(~programme.inside)
    reduced = relaxed.reduced[outside]
    if not (reduced > helps).any():
        return False
    welcome = reduced > (-NEARLY if weight == 1 else helps)
    outside, reduced = outside[welcome], reduced[welcome]
    most = NARROW * len(programme.columns.groups)
    if len(outside) > most:
        outside = outside[np.argpartition(-reduced, most)[:most]]
    programme.inside[outside] = True
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
        if relaxed.value >= 0 or not _let_in(softened, relaxed):
            programme.inside = softened.inside
            return relaxed.value >= 0


def _narrow(programme: Programme) -> None:
    """Let go of pairs that the prices of a mere flow call worst; they are priced again later."""
    wanted = NARROW * len(programme.columns.groups)
    if int(programme.inside.sum()) <= max(wanted, MANY_PAIRS):
        return
    relaxed = programme.with_all_open().relax()
    if relaxed:
        reduced = np.where(programme.inside, relaxed.reduced, -np.inf)
        programme.inside &= _best_of(programme, reduced, wanted)


def _add_broken_rows(programme: Programme, pairs: Ints, taken: Floats, opened: Floats) -> bool:
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


def _whole(programme: Programme, relaxed: Relaxed, bound: float) -> Optimum | None:
    """The relaxed solution itself, if it has no fractions."""
    yes_or_no = np.array([extra.is_whole for extra in programme.goal.extras], dtype=bool)
    parts = (relaxed.taken, relaxed.opened, relaxed.extras[yes_or_no])
    if not all(bool((np.abs(part - np.round(part)) < ROUNDING).all()) for part in parts):
        return None
    pairs = relaxed.pairs[relaxed.taken > 0.5]
    return Optimum(pairs, np.round(relaxed.extras), relaxed.value, bound)


def _rounded(programme: Programme, relaxed: Relaxed, bound: float) -> Optimum | None:
    """Open the offers that are open enough, close the rest, and relax once more."""
    wanted = NARROW * len(programme.columns.groups)
    reduced = np.where(programme.inside, relaxed.reduced, -np.inf)
    window = programme.inside & _best_of(programme, reduced, wanted)
    for enough in OPEN_ENOUGH:
        settled = programme.aimed_at(programme.goal)
        opened = relaxed.opened[programme.choosable] >= enough
        settled.settled_offers, settled.inside = opened.astype(float), window.copy()
        again = settled.relax()
        if again and not _add_broken_rows(settled, again.pairs, again.taken, again.opened):
            return _whole(settled, again, bound)
    return None


def _bound_of_unpriced(programme: Programme, relaxed: Relaxed) -> float:
    """Each group takes one pair at most, so at most its best unpriced one could be gained."""
    unpriced = np.flatnonzero((relaxed.reduced > 0) & ~programme.inside)
    best = np.zeros(len(programme.columns.groups))
    np.maximum.at(best, programme.columns.pairs.group[unpriced], relaxed.reduced[unpriced])
    return relaxed.value + float(best.sum())


def _search(programme: Programme, relaxed: Relaxed, effort: Effort) -> Optimum | None:
    """Branch and bound over a window of pairs that grows until it holds all that matter."""
    wanted = NARROW * len(programme.columns.groups)
    window = _widest(programme, relaxed, wanted) | (relaxed.reduced > -WORTH_A_LOOK)
    unpriced = _bound_of_unpriced(programme, relaxed)
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
    return _best_of(programme, relaxed.reduced, max(wanted, FEW_PAIRS))


def _best_of(programme: Programme, reduced: Floats, wanted: int) -> Flags:
    if len(reduced) <= wanted:
        return np.ones(len(reduced), dtype=bool)
    least = np.partition(reduced, len(reduced) - wanted)[len(reduced) - wanted]
    best: Flags = reduced >= least
    return best | programme.always


def _branch(
    programme: Programme, inside: Ints, effort: Effort, gap: float = 0.0
) -> Optimum | None:
    """Branch and bound over these pairs, again with each row that its best breaks."""
    choices, extras = len(programme.choosable), programme.goal.extras
    whole = np.ones(len(inside) + choices + len(extras), dtype=np.int64)
    whole[len(inside) + choices :] = [extra.is_whole for extra in extras]
    low, high = programme.bounds(inside).T
    nodes = effort.nodes
    while True:
        rows = programme.rows(inside)
        solved = milp(
            -programme.worths(inside),
            constraints=LinearConstraint(rows.matrix, -np.inf, rows.upper),
            integrality=whole,
            bounds=Bounds(low, high),
            options={"mip_rel_gap": gap, "node_limit": nodes},
        )
        if solved.status == 2:
            return None
        if solved.x is None:  # nothing found yet, and nothing ruled out
            nodes *= 4
            continue
        taken, opened, values = programme.parts(solved.x, len(inside))
        if _add_broken_rows(programme, inside, np.round(taken), np.round(opened)):
            continue
        bound = max(-float(solved.fun), -float(solved.mip_dual_bound))
        return Optimum(inside[taken > 0.5], values, -float(solved.fun), bound)
