"""A problem as its one canonical text, and the fingerprint that goes on record with a round.

Equal problems have equal texts, whatever the order of their rows: keys and rows are sorted,
everything is written out, and there is no space between. `problem_from_text` reads it back.
"""

import hashlib
import json
from collections.abc import Iterable
from fractions import Fraction

from eduhub.engines.matching.files.reading import FORMAT
from eduhub.engines.matching.files.shape import Content
from eduhub.engines.matching.files.weeks import week_stretches
from eduhub.engines.matching.problem.decisions import Decision, Waiver
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import Problem


def problem_text(problem: Problem) -> str:
    """The canonical JSON text of a problem."""
    content = problem_content(problem)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint_of(problem: Problem) -> str:
    """SHA-256 of the canonical text in UTF-8, in hexadecimal: seed, rows, rules, decisions."""
    return hashlib.sha256(problem_text(problem).encode()).hexdigest()


def problem_content(problem: Problem) -> Content:
    """The same as JSON values, in the format of docs/reference/matching.md."""
    fairness = problem.fairness
    return {
        "format": FORMAT,
        "seed": problem.seed,
        "points": {"match": problem.points.match, "topic": problem.points.topic},
        "fairness": {
            "rule": fairness.rule,
            "classes": sorted(fairness.kinds),
            "floor": _share(fairness.floor),
        },
        "limits": {"per_school": problem.per_school, "schools": dict(problem.school_limits)},
        "groups": [_group(one) for one in sorted(problem.groups, key=lambda one: one.id)],
        "offers": [_offer(one) for one in sorted(problem.offers, key=lambda one: one.id)],
        "decisions": {
            "locks": _decisions(problem.locks),
            "forbids": _decisions(problem.forbids),
            "waivers": _decisions(problem.waivers),
        },
    }


def _share(share: Fraction) -> int | str:
    return int(share) if share.denominator == 1 else str(share)


def _group(group: Group) -> Content:
    return {
        "id": group.id,
        "school": group.school,
        "district": group.district,
        "languages": sorted(group.languages),
        "ages": list(group.ages),
        "weeks_free": week_stretches(group.weeks_free),
        "busy_weeks": week_stretches(group.busy_weeks),
        "most_minutes": group.most_minutes,
        "devices": sorted(group.devices),
        "need_group": group.need_group,
        "topics": sorted(group.topics),
        "not_this_term": group.not_this_term,
        "scores": dict(group.scores),
        "vetoes": sorted(group.vetoes),
    }


def _offer(offer: Offer) -> Content:
    return {
        "id": offer.id,
        "languages": sorted(offer.languages),
        "ages": list(offer.ages),
        "weeks": week_stretches(offer.weeks),
        "weeks_needed": offer.weeks_needed,
        "minutes": offer.minutes,
        "least": offer.least,
        "most": offer.most,
        "devices": sorted(offer.devices),
        "per_school": offer.per_school,
        "topics": sorted(offer.topics),
        "scores": dict(offer.scores),
        "vetoes": sorted(offer.vetoes),
    }


def _decisions(decisions: Iterable[Decision]) -> list[Content]:
    ordered = sorted(decisions, key=lambda one: (one.group or "", one.offer or ""))
    return [_decision(one) for one in ordered]


def _decision(decision: Decision) -> Content:
    content: Content = {
        "group": decision.group,
        "offer": decision.offer,
        "reason": decision.reason,
    }
    if isinstance(decision, Waiver):
        content |= {"limits": sorted(decision.limits), "least": decision.least}
    return content
