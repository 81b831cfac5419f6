"""What a decision costs whom, before anybody makes it; and two proposals side by side."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from eduhub.engines import matching
from eduhub.pilots.models import Round, RoundDecision, RoundVersion
from eduhub.pilots.queries.round_problem import Sides, group_key, offer_key, problem_of
from eduhub.pilots.states.rounds import DecisionKind


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that somebody thinks of."""

    kind: str
    profile_id: int
    pilot_id: int
    reason: str

    @property
    def group(self) -> str:
        return group_key(self.profile_id)

    @property
    def offer(self) -> str:
        return offer_key(self.pilot_id)

    def is_in(self, problem: matching.Problem) -> bool:
        """Both are in the round."""
        groups = {one.id for one in problem.groups}
        return self.group in groups and self.offer in {one.id for one in problem.offers}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a decision would do.

    Attributes:
        comparison: from the proposal without it to the one with it; None where one of them
            cannot be.
        conflict: what contradicts each other with it.
        reliefs: the limits that it waives, each with how far it is from holding.
    """

    comparison: matching.Comparison | None
    conflict: tuple[matching.Held, ...] = ()
    reliefs: tuple[matching.Relief, ...] = ()


def without_others(
    decisions: Iterable[RoundDecision], decided: Decided
) -> Sequence[RoundDecision]:
    """Those that stay beside it: not another one of the pair, nor another lock of the group."""
    return [
        row
        for row in decisions
        if row.profile_id != decided.profile_id
        or (row.pilot_id != decided.pilot_id and DecisionKind.FORBID in (row.kind, decided.kind))
    ]


def waived_by(one: Round, sides: Sides, decided: Decided, today: dt.date) -> list[str]:
    """The limits that stand between the two, which a lock waives; none for a forbid."""
    return sorted(relief.limit.value for relief in _reliefs(one, sides, decided, today))


def _reliefs(
    one: Round, sides: Sides, decided: Decided, today: dt.date
) -> tuple[matching.Relief, ...]:
    if decided.kind == DecisionKind.FORBID:
        return ()
    kept = replace(sides, decisions=without_others(sides.decisions, decided))
    problem = problem_of(one, kept, today)
    return matching.limits_between(problem, decided.group, decided.offer)


def cost_of(one: Round, sides: Sides, decided: Decided, today: dt.date) -> Cost:
    """Solves the round twice, without the decision and with it.

    Raises:
        ValueError: the group or the offer is not in the round's problem.
    """
    reliefs = _reliefs(one, sides, decided, today)
    row = RoundDecision(
        kind=decided.kind,
        profile_id=decided.profile_id,
        pilot_id=decided.pilot_id,
        waived=[relief.limit.value for relief in reliefs],
        reason=decided.reason,
    )
    kept = without_others(sides.decisions, decided)
    after = problem_of(one, replace(sides, decisions=[*kept, row]), today)
    try:
        new = matching.match(after)
    except matching.CannotMatch:
        return Cost(None, matching.conflict_of(after), reliefs)
    try:
        old = matching.match(problem_of(one, sides, today))
    except matching.CannotMatch:
        return Cost(None, (), reliefs)
    return Cost(matching.compare(old, new), (), reliefs)


def compared(old: RoundVersion, new: RoundVersion) -> matching.Comparison:
    """Two proposals of a round that were worked out and contradict nothing."""
    before, after = (matching.outcome_from_text(one.outcome) for one in (old, new))
    return matching.compare(before.proposal, after.proposal)


def percent(share: Fraction | None) -> int | None:
    return None if share is None else round(100 * share)
