"""Which evidence tier of the Every Student Succeeds Act a study would correspond to.

These are rules of the United States. Source: the law's text and the Institute of Education
Sciences' reading of it; see `thresholds`.
"""

from enum import StrEnum

from eduhub.engines.evidence.ratings.facts import Adjustment, Design, StudyFacts
from eduhub.engines.evidence.ratings.rating import (
    Branch,
    Criterion,
    Rating,
    Scheme,
    Status,
    answered,
    at_least,
    climb,
    not_needed,
    significant,
)
from eduhub.engines.evidence.ratings.wwc import WwcLevel, wwc_ceiling, wwc_rating
from eduhub.engines.evidence.thresholds import essa as limits


class EssaLevel(StrEnum):
    """From low to high."""

    NONE = "none"
    TIER_4 = "tier_4"
    """Demonstrates a rationale."""

    TIER_3 = "tier_3"
    """Promising."""

    TIER_2 = "tier_2"
    """Moderate."""

    TIER_1 = "tier_1"
    """Strong."""


WITHOUT_CONTROLS = frozenset({Design.BEFORE_AFTER, Design.DESCRIPTION})
CEILING = {
    WwcLevel.WITHOUT_RESERVATIONS: EssaLevel.TIER_1,
    WwcLevel.WITH_RESERVATIONS: EssaLevel.TIER_2,
    WwcLevel.DOES_NOT_MEET: EssaLevel.TIER_4,
}


def essa_rating(facts: StudyFacts) -> Rating[EssaLevel]:
    """Level, every question with what came of it, and what would raise the level."""
    without, with_reservations = _wwc(facts)
    shown = significant(limits.ESSA_SIGNIFICANT, effect=facts.effect_size, p=facts.p_value)
    negative = facts.overriding_negative
    harmless = answered(limits.ESSA_NO_NEGATIVE, None if negative is None else not negative)
    sites = at_least(limits.ESSA_SITES, facts.sites)
    samples = (
        at_least(limits.ESSA_PUPILS, facts.pupils),
        at_least(limits.ESSA_GROUPS, facts.groups_of_ten),
    )
    controlled, apart = _selection(facts), _not_confounded(facts)
    rationale = (
        answered(limits.ESSA_LOGIC_MODEL, facts.logic_model),
        answered(limits.ESSA_UNDER_EVALUATION, facts.under_evaluation),
    )
    result = (shown, harmless)
    found = tuple(each.name for each in result)
    return climb(
        Scheme.ESSA,
        (without, with_reservations, *result, *samples, sites, controlled, apart, *rationale),
        levels=list(EssaLevel),
        branches=[
            *(
                Branch(level, (study.name, *found, sample.name, sites.name))
                for level, study in (
                    (EssaLevel.TIER_1, without),
                    (EssaLevel.TIER_2, with_reservations),
                )
                for sample in samples
            ),
            Branch(EssaLevel.TIER_3, (controlled.name, apart.name, *found)),
            Branch(EssaLevel.TIER_4, tuple(each.name for each in rationale)),
        ],
        ceiling=essa_ceiling(facts),
    )


def essa_ceiling(facts: StudyFacts) -> EssaLevel:
    """The most that a study of this design can reach."""
    if facts.design in WITHOUT_CONTROLS:
        return EssaLevel.TIER_4
    if _not_confounded(facts).status is Status.FAILED:
        return EssaLevel.TIER_4
    return CEILING.get(wwc_ceiling(facts), EssaLevel.TIER_3)


def _wwc(facts: StudyFacts) -> tuple[Criterion, Criterion]:
    """Whether the study reaches either WWC level; not known if it might."""
    rating = wwc_rating(facts)
    order = list(WwcLevel)

    def reaches(level: WwcLevel) -> bool | None:
        if order.index(rating.level) >= order.index(level):
            return True
        return None if order.index(rating.could_be) >= order.index(level) else False

    return (
        answered(limits.ESSA_WWC_WITHOUT_RESERVATIONS, reaches(WwcLevel.WITHOUT_RESERVATIONS)),
        answered(limits.ESSA_WWC_WITH_RESERVATIONS, reaches(WwcLevel.WITH_RESERVATIONS)),
    )


def _selection(facts: StudyFacts) -> Criterion:
    """A kept lot or a measured limit control selection, and so may statistics."""
    threshold = limits.ESSA_SELECTION_CONTROLLED
    if facts.design in WITHOUT_CONTROLS:
        return answered(threshold, False)
    if facts.fair_lot or facts.design is Design.DISCONTINUITY:
        return answered(threshold, True)
    if facts.adjustment not in (None, Adjustment.NONE):
        return answered(threshold, True)
    unknown = facts.adjustment is None or facts.fair_lot is None
    return answered(threshold, None if unknown else False)


def _not_confounded(facts: StudyFacts) -> Criterion:
    if not facts.has_comparison:
        return not_needed(limits.ESSA_NOT_CONFOUNDED)
    return at_least(limits.ESSA_NOT_CONFOUNDED, facts.fewest_units)
