"""Answers as JSON: proposals with their refusals, comparisons, contradictions."""

import json

from eduhub.engines.matching.compare import Comparison
from eduhub.engines.matching.explain.changes import Change, Relief
from eduhub.engines.matching.explain.refusals import Refusal
from eduhub.engines.matching.files.shape import Content
from eduhub.engines.matching.files.weeks import week_text
from eduhub.engines.matching.outcome import Contradiction, Outcome
from eduhub.engines.matching.problem.limits import STEPS
from eduhub.engines.matching.proposal import Match, Share

FORMAT = "eduhub-matching-answer/1"
_UNIT = {step.limit: step.unit for step in STEPS}


def text_of(content: Content) -> str:
    """The JSON text, two spaces deep, letters as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def outcome_content(outcome: Outcome) -> Content:
    """An outcome with all that was worked out; `answers.outcome_from_text` reads it back."""
    proposal, explanation = outcome.proposal, outcome.explanation
    content: Content = {
        "format": FORMAT,
        "problem": outcome.fingerprint,
        "standing": proposal.standing,
        "seed": proposal.seed,
        "points": proposal.points,
        "bound": proposal.bound,
        "gap": round(proposal.gap, 6),
        "served": len(proposal.matches),
        "opened": list(proposal.opened),
        "matches": [_match(match) for match in proposal.matches],
        "shares": [_share(share) for share in proposal.shares],
        "refusals": {
            "groups": [{"group": one.group} | _refusal(one) for one in explanation.groups],
            "offers": [
                {"offer": one.offer, "groups": one.groups} | _refusal(one)
                for one in explanation.offers
            ],
        },
    }
    if outcome.fairness is not None:
        content["fairness"] = comparison_content(outcome.fairness)
    if outcome.costs:
        content["costs"] = [
            {"group": cost.group, "offer": cost.offer} | comparison_content(cost.comparison)
            for cost in outcome.costs
        ]
    return content


def contradiction_content(contradiction: Contradiction) -> Content:
    """What contradicts itself: let go of any one of it, and the rest can be kept."""
    return {
        "format": FORMAT,
        "problem": contradiction.fingerprint,
        "standing": "contradiction",
        "conflict": [
            {
                name: value
                for name, value in (
                    ("kind", held.kind),
                    ("limit", held.limit),
                    ("group", held.group),
                    ("offer", held.offer),
                    ("school", held.school),
                    ("reason", held.reason or None),
                )
                if value is not None
            }
            for held in contradiction.held
        ],
    }


def comparison_content(comparison: Comparison) -> Content:
    """What differs between two proposals."""
    return {
        "points": comparison.points,
        "served": comparison.served,
        "lowest_share": [
            None if share is None else round(float(share), 6)
            for share in (comparison.lowest_share_before, comparison.lowest_share_after)
        ],
        "groups": [
            {
                "group": moved.group,
                "effect": moved.effect,
                "offer": [moved.before, moved.after],
                "points": [moved.points_before, moved.points_after],
            }
            for moved in comparison.moved
        ],
        "offers": [
            {"offer": one.offer, "groups": [one.before, one.after]} for one in comparison.refilled
        ],
        "shares": [
            {
                "class": one.of.kind,
                "name": one.of.name,
                "sizes": [one.size_before, one.of.size],
                "served": [one.before, one.after],
            }
            for one in comparison.shares
        ],
    }


def _match(match: Match) -> Content:
    return {
        "group": match.group,
        "offer": match.offer,
        "points": match.points,
        "weeks": f"{week_text(match.first_week)}/{week_text(match.last_week)}",
        "locked": match.is_locked,
    }


def _share(share: Share) -> Content:
    return {
        "class": share.of.kind,
        "name": share.of.name,
        "size": share.of.size,
        "served": share.served,
        "share": round(float(share.value), 6),
    }


def _refusal(refusal: Refusal) -> Content:
    return {
        "reason": refusal.reason,
        "change": None if refusal.change is None else _change(refusal.change),
        "proof": refusal.proof,
        "smallest": refusal.is_smallest,
    }


def _change(change: Change) -> Content:
    content: Content = {"offer": change.offer}
    if change.group is not None:
        content["group"] = change.group
    if change.reliefs:
        content["limits"] = [_relief(relief) for relief in change.reliefs]
    if change.least is not None:
        content["opens_with"] = change.least
    if change.new_groups:
        content["new_groups"] = change.new_groups
    return content


def _relief(relief: Relief) -> Content:
    content: Content = {
        "limit": relief.limit,
        "amount": relief.amount,
        "unit": _UNIT[relief.limit],
    }
    if relief.what:
        content["what"] = list(relief.what)
    if relief.weeks:
        content["weeks"] = [week_text(week) for week in relief.weeks]
    return content
