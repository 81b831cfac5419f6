"""A reason and a verified change for every party that a proposal leaves out.

A change at hand adds somebody to the proposal and takes nobody away: that better proposal
is the verification, for it beats every proposal that does not use the change. On rounds
small enough the changed problem is solved again as well, and so is every smaller change,
so that the one named is the smallest; on large ones a few are, as the budget permits.
"""

from collections.abc import Iterable

from eduhub.engines.matching.explain.chains import Chains, chains_of
from eduhub.engines.matching.explain.changes import Change, changed
from eduhub.engines.matching.explain.groups import GroupView
from eduhub.engines.matching.explain.offers import change_for, is_first, reason_of, smaller
from eduhub.engines.matching.explain.refusals import (
    Explanation,
    GroupRefusal,
    OfferRefusal,
    Proof,
)
from eduhub.engines.matching.explain.situation import Situation, situation_of
from eduhub.engines.matching.match import match
from eduhub.engines.matching.problem.whole import Problem
from eduhub.engines.matching.proposal import Proposal, Standing
from eduhub.engines.matching.table.columns import Columns, columns_of

PAIRS_SOLVED_AGAIN = 50_000
"""Budget: the problem is solved again so often that about so many pairs are looked at."""


class Again:
    """Solves changed problems, as often as the budget permits."""

    def __init__(self, columns: Columns, solves: int | None) -> None:
        self.problem = columns.problem
        usual = PAIRS_SOLVED_AGAIN // max(len(columns.pairs), 1)
        self.left = usual if solves is None else solves

    def helps(self, change: Change, *, was_open: bool) -> bool | None:
        """Whether solving again shows that the change does what it says; None: no budget."""
        if self.left <= 0:
            return None
        self.left -= 1
        proposal = match(changed(self.problem, change))
        if change.group is not None:
            return proposal.offer_of.get(change.group) == change.offer
        if change.new_groups and was_open:
            known = {group.id for group in self.problem.groups}
            return any(
                one.offer == change.offer and one.group not in known for one in proposal.matches
            )
        return change.offer in proposal.opened


def explain(problem: Problem, proposal: Proposal, *, solves: int | None = None) -> Explanation:
    """Why each group left out has no offer, each offer no or few groups; what would help.

    Args:
        proposal: what `match` made of this problem.
        solves: how often the problem may be solved again; None for as often as a round of
            its size permits in about the time of the first solution.
    """
    return explain_columns(columns_of(problem), proposal, solves=solves)


def explain_columns(
    columns: Columns, proposal: Proposal, *, solves: int | None = None
) -> Explanation:
    """The same for a problem that is compiled already; see `explain`."""
    situation = situation_of(columns, proposal)
    again = Again(columns, solves if proposal.standing is Standing.OPTIMAL else 0)
    views = {row: GroupView(situation, row) for row in range(len(situation.unmatched))}
    chains = chains_of(situation) if proposal.standing is Standing.OPTIMAL else None
    groups = sorted(
        (_group_refusal(situation, view, chains, again) for view in views.values()),
        key=lambda refusal: refusal.group,
    )
    has_room = [at for at in range(len(columns.offers)) if situation.count[at] < columns.most[at]]
    offers = sorted(
        (_offer_refusal(situation, at, views, again) for at in has_room),
        key=lambda refusal: refusal.offer,
    )
    return Explanation(tuple(groups), tuple(offers))


def _group_refusal(
    situation: Situation, view: GroupView, chains: Chains | None, again: Again
) -> GroupRefusal:
    change = view.best_at_hand(chains)
    is_smallest = change is not None and change.is_smallest_of_all
    proof = _at_hand(situation)
    if not is_smallest:
        change, is_smallest, is_solved = _smallest(view.smaller(change), change, again)
        proof = Proof.SOLVED_AGAIN if is_solved else proof
    return GroupRefusal(
        reason=view.reason(),
        change=change,
        proof=_proof(change, again, proof, was_open=True),
        is_smallest=is_smallest and proof is not Proof.AGAINST_THIS_PROPOSAL,
        group=view.group.id,
    )


def _offer_refusal(
    situation: Situation, offer: int, views: dict[int, GroupView], again: Again
) -> OfferRefusal:
    at_hand = change_for(situation, offer, views)
    was_open = bool(situation.is_open[offer])
    change: Change | None = at_hand
    is_smallest, is_solved = is_first(situation, offer, at_hand), False
    if not is_smallest:
        change, is_smallest, is_solved = _smallest(
            smaller(situation, offer, at_hand, views), at_hand, again
        )
    proof = Proof.SOLVED_AGAIN if is_solved else _at_hand(situation)
    return OfferRefusal(
        reason=reason_of(situation, offer),
        change=change,
        proof=_proof(change, again, proof, was_open=was_open),
        is_smallest=is_smallest and proof is not Proof.AGAINST_THIS_PROPOSAL,
        offer=situation.columns.offers[offer].id,
        groups=int(situation.count[offer]),
    )


def _at_hand(situation: Situation) -> Proof:
    if situation.proposal.standing is Standing.OPTIMAL:
        return Proof.BETTER_AT_HAND
    return Proof.AGAINST_THIS_PROPOSAL


def _smallest(
    smaller: Iterable[Change], change: Change | None, again: Again
) -> tuple[Change | None, bool, bool]:
    """The first smaller change that helps or else this one; if proven; if solved again."""
    if again.left <= 0:
        return change, False, False
    for one in smaller:
        helps = again.helps(one, was_open=False)
        if helps is None:
            return change, False, False
        if helps:
            return one, True, True
    return change, True, False


def _proof(change: Change | None, again: Again, proof: Proof, *, was_open: bool) -> Proof:
    """Solve again with the change at hand, if the budget permits."""
    if change is None or proof is not Proof.BETTER_AT_HAND:
        return proof
    helps = again.helps(change, was_open=was_open)
    if helps is False:
        raise ArithmeticError(f"a change at hand does not help: {change}")
    return Proof.SOLVED_AGAIN if helps else proof
