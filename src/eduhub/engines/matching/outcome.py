"""All that a round shows and records: proposal, refusals, fairness, what decisions cost."""

from dataclasses import dataclass, replace
from fractions import Fraction

from eduhub.engines.matching.compare import Comparison, compare, cost_of
from eduhub.engines.matching.conflict import Held, conflict_of
from eduhub.engines.matching.explain.explain import explain_columns
from eduhub.engines.matching.explain.refusals import Explanation
from eduhub.engines.matching.files.canonical import fingerprint_of
from eduhub.engines.matching.match import EXACT, CannotMatch, match_columns
from eduhub.engines.matching.problem.decisions import Lock
from eduhub.engines.matching.problem.whole import Fairness, FairnessRule, Problem
from eduhub.engines.matching.proposal import Proposal
from eduhub.engines.matching.solve.optimum import Effort
from eduhub.engines.matching.table.columns import Columns, columns_of


@dataclass(frozen=True, slots=True)
class LockCost:
    """What one lock, with the waiver of its pair if there is one, costs whom."""

    group: str
    offer: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Outcome:
    """The proposal of a round and what there is to say of it.

    Attributes:
        fingerprint: of the problem; with it and the proposal's seed the round can be redone.
        fairness: from the best proposal by points alone to this one: every class's share
            before and after, who gains and who loses by fairness. None without a rule and
            without a floor, or where it was not asked for.
        costs: of each lock, where they were asked for, in the order of group and offer.
    """

    fingerprint: str
    proposal: Proposal
    explanation: Explanation
    fairness: Comparison | None = None
    costs: tuple[LockCost, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Nothing keeps all of these; let go of any one, and the others can be kept."""

    fingerprint: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is to be worked out beside the proposal, and with how much effort.

    `solves`: how often the problem may be solved again for the refusals, see `explain`.
    `fairness`: compare with the best by points alone; `costs`: of each lock. Each of both
    takes about as long as one more solution, costs one for each lock.
    """

    effort: Effort = EXACT
    solves: int | None = None
    fairness: bool = True
    costs: bool = False


def propose(problem: Problem, ask: Ask | None = None) -> Outcome | Contradiction:
    """The best proposal with all that a round shows, or what contradicts each other."""
    ask = ask or Ask()
    columns, fingerprint = columns_of(problem), fingerprint_of(problem)
    try:
        proposal = match_columns(columns, ask.effort)
    except CannotMatch:
        return Contradiction(fingerprint, conflict_of(problem))
    return Outcome(
        fingerprint=fingerprint,
        proposal=proposal,
        explanation=explain_columns(columns, proposal, solves=ask.solves),
        fairness=_fairness(columns, proposal, ask.effort) if ask.fairness else None,
        costs=_costs(problem, ask.effort) if ask.costs else (),
    )


def _fairness(columns: Columns, proposal: Proposal, effort: Effort) -> Comparison | None:
    fairness = columns.problem.fairness
    if fairness.rule is FairnessRule.NONE and not fairness.floor:
        return None
    by_points = Fairness(rule=FairnessRule.NONE, kinds=fairness.kinds, floor=Fraction(0))
    unasked = replace(columns, problem=replace(columns.problem, fairness=by_points))
    return compare(match_columns(unasked, effort), proposal)


def _costs(problem: Problem, effort: Effort) -> tuple[LockCost, ...]:
    locks: list[Lock] = sorted(problem.locks, key=lambda one: (one.group, one.offer))
    return tuple(
        LockCost(lock.group, lock.offer, cost_of(problem, lock, effort)) for lock in locks
    )
