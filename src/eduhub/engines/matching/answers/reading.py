"""An outcome read back from the text that was kept of it."""

import json
from collections.abc import Callable
from fractions import Fraction

from eduhub.engines.matching.answers.writing import FORMAT
from eduhub.engines.matching.compare import Comparison, Effect, Moved, Refilled, ShareChange
from eduhub.engines.matching.explain.changes import Change, Relief
from eduhub.engines.matching.explain.refusals import (
    Explanation,
    GroupRefusal,
    OfferRefusal,
    Proof,
    Reason,
)
from eduhub.engines.matching.files.shape import Node
from eduhub.engines.matching.files.weeks import week_number, weeks_of
from eduhub.engines.matching.outcome import LockCost, Outcome
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.whole import ClassKind
from eduhub.engines.matching.proposal import Match, Proposal, Share, Standing
from eduhub.engines.matching.table.columns import ServedClass


def outcome_from_text(text: str) -> Outcome:
    """The outcome that `outcome_content` wrote; equal to the one that was written.

    Raises:
        ValueError: not such a text, or of another format.
    """
    node = Node(json.loads(text), "")
    if node.text("format") != FORMAT:
        raise ValueError(f"format: expected {FORMAT!r}")
    refusals, fairness = node.node("refusals"), node.optional_node("fairness")
    return Outcome(
        fingerprint=node.text("problem"),
        proposal=_proposal(node),
        explanation=Explanation(
            tuple(_group_refusal(one) for one in refusals.nodes("groups")),
            tuple(_offer_refusal(one) for one in refusals.nodes("offers")),
        ),
        fairness=_comparison(fairness) if fairness else None,
        costs=tuple(
            LockCost(one.text("group"), one.text("offer"), _comparison(one))
            for one in node.nodes("costs")
        ),
    )


def _proposal(node: Node) -> Proposal:
    return Proposal(
        matches=tuple(_match(one) for one in node.nodes("matches")),
        opened=node.texts("opened"),
        points=node.number("points"),
        bound=node.number("bound"),
        shares=tuple(
            Share(_class(one, one.number("size")), one.number("served"))
            for one in node.nodes("shares")
        ),
        standing=Standing(node.text("standing")),
        seed=node.text("seed"),
    )


def _match(node: Node) -> Match:
    first, _, last = node.text("weeks").partition("/")
    return Match(
        group=node.text("group"),
        offer=node.text("offer"),
        points=node.number("points"),
        first_week=week_number(first),
        last_week=week_number(last),
        is_locked=node.truth("locked"),
    )


def _class(node: Node, size: int) -> ServedClass:
    return ServedClass(ClassKind(node.text("class")), node.text("name"), size)


def _group_refusal(node: Node) -> GroupRefusal:
    change = node.optional_node("change")
    return GroupRefusal(
        reason=Reason(node.text("reason")),
        change=_change(change) if change else None,
        proof=Proof(node.text("proof")),
        is_smallest=node.truth("smallest"),
        group=node.text("group"),
    )


def _offer_refusal(node: Node) -> OfferRefusal:
    change = node.optional_node("change")
    return OfferRefusal(
        reason=Reason(node.text("reason")),
        change=_change(change) if change else None,
        proof=Proof(node.text("proof")),
        is_smallest=node.truth("smallest"),
        offer=node.text("offer"),
        groups=node.number("groups"),
    )


def _change(node: Node) -> Change:
    return Change(
        offer=node.text("offer"),
        group=node.optional_text("group"),
        reliefs=tuple(_relief(one) for one in node.nodes("limits")),
        least=node.optional_number("opens_with"),
        new_groups=node.number("new_groups", 0),
    )


def _relief(node: Node) -> Relief:
    return Relief(
        limit=Limit(node.text("limit")),
        amount=node.number("amount"),
        what=node.texts("what", ()),
        weeks=tuple(sorted(weeks_of(node.texts("weeks", ())))),
    )


def _comparison(node: Node) -> Comparison:
    shares = tuple(_share_change(one) for one in node.nodes("shares"))
    return Comparison(
        moved=tuple(_moved(one) for one in node.nodes("groups")),
        refilled=tuple(
            Refilled(one.text("offer"), *_two(one, "groups")) for one in node.nodes("offers")
        ),
        shares=shares,
        points=node.number("points"),
        served=node.number("served"),
        lowest_share_before=_lowest(shares, lambda one: (one.before, one.size_before)),
        lowest_share_after=_lowest(shares, lambda one: (one.after, one.of.size)),
    )


def _share_change(node: Node) -> ShareChange:
    (before, after), (size_before, size) = _two(node, "served"), _two(node, "sizes")
    return ShareChange(_class(node, size), before, after, size_before)


def _moved(node: Node) -> Moved:
    before, after = node.optional_texts("offer")
    return Moved(
        node.text("group"), Effect(node.text("effect")), before, after, *_two(node, "points")
    )


def _two(node: Node, key: str) -> tuple[int, int]:
    before, after = node.whole_numbers(key)
    return before, after


def _lowest(
    shares: tuple[ShareChange, ...], of: Callable[[ShareChange], tuple[int, int]]
) -> Fraction | None:
    pairs = (of(share) for share in shares)
    return min((Fraction(served, size) for served, size in pairs if size), default=None)
