"""What four schemes would make of a result: level, every question, and what would raise it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eduhub.engines.evidence import Certainty, Threshold
from eduhub.engines.evidence.ratings import Criterion, Raise, Rating, Scheme, Status
from eduhub.engines.evidence.thresholds.table import YES
from eduhub.evidence.models import Plan, Result, Review
from eduhub.evidence.queries.beside import chance
from eduhub.evidence.queries.criteria_words import CRITERIA, LEVELS, SCHEMES, STATUSES, TONES
from eduhub.evidence.queries.rating_facts import rate
from eduhub.kit import formats

FRACTIONS = ("effect_size", "p_value", "pupils_lost_percent", "smallest_detectable")
OF_CHANCE = frozenset({"essa_significant", "nesta_shown"})
"""Of a p, which is never told as nought."""

COUNTS = frozenset({"eef_attrition", "essa_pupils", "essa_groups", "essa_sites"})
"""Numbers of pupils, with which a side too small to be shown could be worked out, and of schools,
which a report tells in steps: only what came of the question is told."""


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One question as a row: what was found and what was asked are words, "" where none is."""

    name: str
    status: str
    tone: str
    found: str
    asked: str
    source: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class RaiseShown:
    """What a higher level lacks; or that no result of this design can reach it."""

    level: str
    needs_another_design: bool
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingShown:
    """One scheme. `could_be` is "" where nothing that is not known could raise it."""

    scheme: str
    level: str
    could_be: str
    ceiling: str
    is_at_ceiling: bool
    is_sure: bool
    criteria: tuple[CriterionShown, ...]
    raises: tuple[RaiseShown, ...]


@dataclass(frozen=True, slots=True)
class Ratings:
    """All schemes; empty where the result is older than the ratings. `review` may be None."""

    rows: tuple[RatingShown, ...]
    review: Review | None


def ratings_of(result: Result) -> Ratings:
    """What the four schemes would make of the result, with the latest review. One query."""
    review = latest_review(result.plan)
    found = rated(result, review)
    tells = result.published_at is not None
    return Ratings(tuple(_shown(rating, tells=tells) for rating in found.values()), review)


def latest_review(plan: Plan | None) -> Review | None:
    """The review that counts; one query."""
    return Review.objects.filter(plan=plan).first() if plan else None


def latest_in(plan: Plan) -> Review | None:
    """The same of a plan that was fetched with its reviews."""
    return next(iter(plan.reviews.all()), None)


def rated(result: Result, review: Review | None) -> dict[str, Rating[Any]]:
    """The ratings themselves, by scheme; {} where the hub noted no facts with the result.

    What the hub knows outweighs what a review says.
    """
    study = result.facts.get("study")
    if not study:
        return {}
    return rate((review.said if review else {}) | _numbers(study))


def _numbers(study: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with their fractions as numbers, see `services.study`."""
    facts = dict(study)
    facts |= {name: float(facts[name]) for name in FRACTIONS if name in facts}
    if "reliability" in facts:
        known = facts["reliability"]
        facts["reliability"] = known | {"value": float(known["value"])}
    if "baseline" in facts:
        facts["baseline"] = [
            one | {arm: [float(part) for part in one[arm]] for arm in ("treated", "control")}
            for one in facts["baseline"]
        ]
    return facts


def _shown(rating: Rating[Any], *, tells: bool) -> RatingShown:
    """Whoever `tells` tells what was found too: not before the result is public, see the gate."""
    levels = LEVELS[rating.scheme]
    return RatingShown(
        scheme=str(SCHEMES[rating.scheme]),
        level=str(levels[rating.level]),
        could_be=str(levels[rating.could_be]) if rating.could_be != rating.level else "",
        ceiling=str(levels[rating.ceiling]),
        is_at_ceiling=rating.level == rating.ceiling,
        is_sure=rating.certainty in (Certainty.VERIFIED, Certainty.OWN),
        criteria=tuple(_criterion(one, tells=tells) for one in rating.criteria),
        raises=tuple(_raise(one, rating.scheme) for one in rating.raises),
    )


def _criterion(one: Criterion, *, tells: bool) -> CriterionShown:
    threshold = one.threshold
    return CriterionShown(
        name=str(CRITERIA[one.name]),
        status=str(STATUSES[one.status]),
        tone=TONES[one.status],
        found=_found(one) if tells else "",
        asked=_asked(one),
        source=threshold.source,
        is_sure=threshold.certainty in (Certainty.VERIFIED, Certainty.OWN),
    )


def _found(one: Criterion) -> str:
    """The number that was found, where the question is one of a number and may tell it."""
    if one.status is Status.NOT_KNOWN or one.value is None or not math.isfinite(one.value):
        return ""
    if one.awarded is not None:
        return _("%(n)s of 5") % {"n": one.awarded}
    is_question = isinstance(one.threshold, Threshold) and one.threshold.unit == YES
    if one.name in COUNTS or is_question:
        return ""
    return chance(one.value) if one.name in OF_CHANCE else formats.number(one.value)


def _asked(one: Criterion) -> str:
    threshold = one.threshold
    if not isinstance(threshold, Threshold) or threshold.unit == YES or one.awarded is not None:
        return ""
    return formats.number(threshold.value)


def _raise(one: Raise[Any], scheme: Scheme) -> RaiseShown:
    return RaiseShown(
        level=str(LEVELS[scheme][one.level]),
        needs_another_design=one.needs_another_design,
        lacks=tuple(dict.fromkeys(str(CRITERIA[name]) for name in one.criteria)),
    )
