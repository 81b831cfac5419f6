"""From a problem to a proposal, or to the limits that contradict each other."""

from math import floor

from eduhub.engines.matching.problem.whole import FairnessRule, Problem
from eduhub.engines.matching.proposal import Proposal, proposal_of
from eduhub.engines.matching.solve.goal import Goal
from eduhub.engines.matching.solve.leximin import (
    as_equal_as_can_be,
    best_at,
    no_floors,
    worst_as_well_as_can_be,
)
from eduhub.engines.matching.solve.optimum import Effort
from eduhub.engines.matching.solve.programme import Programme
from eduhub.engines.matching.solve.whole import Optimum
from eduhub.engines.matching.table.columns import Columns, columns_of

EXACT = Effort()
FAST = Effort(nodes=50, looks=2)
ROUNDING = 1e-4


BY_RULE = {
    FairnessRule.NONE: best_at,
    FairnessRule.MAXIMIN: worst_as_well_as_can_be,
    FairnessRule.LEXIMIN: as_equal_as_can_be,
}


class CannotMatch(ValueError):
    """Locks, limits and floor contradict each other: `conflict.conflict_of` says which."""


def match(problem: Problem, effort: Effort = EXACT) -> Proposal:
    """The best proposal under all limits: first the fairest, of those the one of most points.

    The same problem and seed give the same proposal, whatever the order of its rows.
    Between proposals equally fair and of equal points the lot decides: the largest sum of
    the pairs' numbers (see `table.lot`).

    Args:
        effort: EXACT proves the optimum; FAST looks only at each group's and offer's most
            worthwhile pairs and states the gap that may be left.

    Raises:
        CannotMatch: nothing satisfies all locks, limits and the floor.
    """
    return match_columns(columns_of(problem), effort)


def match_columns(columns: Columns, effort: Effort = EXACT) -> Proposal:
    """The best proposal of a problem that is compiled already; see `match`."""
    if not locks_are_allowed(columns):
        raise CannotMatch("a lock stands against a limit")
    fairness = columns.problem.fairness
    sizes = tuple(one.size for one in columns.classes)
    floors = no_floors(sizes, fairness.floor)
    programme = Programme(columns, Goal())
    rule = fairness.rule if columns.classes else FairnessRule.NONE
    best = BY_RULE[rule](programme, floors, effort)
    if best is None:
        raise CannotMatch("locks, limits and the floor contradict each other")
    return _proposed(columns, best, effort)


def locks_are_allowed(columns: Columns) -> bool:
    """Whether every locked pair is one that the limits of the pair allow."""
    return int(columns.pairs.locked.sum()) == len(columns.problem.locks)


def _proposed(columns: Columns, best: Optimum, effort: Effort) -> Proposal:
    is_fair = columns.problem.fairness.rule is FairnessRule.NONE or effort.looks is None
    bound = floor(best.bound + ROUNDING)
    return proposal_of(columns, best.pairs, bound=bound, is_proven=is_fair)
