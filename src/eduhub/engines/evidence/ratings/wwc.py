"""Which rating of the What Works Clearinghouse a study would correspond to.

Source: Procedures and Standards Handbook 5.0 in outline; see `thresholds` for how sure each
step is. Studies with a discontinuity have standards of their own and are not judged here.
"""

from enum import StrEnum

from eduhub.engines.evidence.effects.attrition import Attrition
from eduhub.engines.evidence.effects.baseline import Band
from eduhub.engines.evidence.ratings.facts import (
    Adjustment,
    Design,
    ReliabilityKind,
    StudyFacts,
    Unit,
)
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
)
from eduhub.engines.evidence.thresholds import wwc as limits
from eduhub.engines.evidence.thresholds.effects import CORRELATION_FOR_DIFFERENCES
from eduhub.engines.evidence.thresholds.table import Threshold


class WwcLevel(StrEnum):
    """From low to high."""

    NOT_ELIGIBLE = "not_eligible"
    """No comparison group, or a design that is judged by other standards."""

    DOES_NOT_MEET = "does_not_meet"
    WITH_RESERVATIONS = "with_reservations"
    WITHOUT_RESERVATIONS = "without_reservations"


JUDGED = frozenset({Design.LOT, Design.DIFFERENCES, Design.MATCHED, Design.UNMATCHED})
RELIABILITY = {
    ReliabilityKind.ALPHA: limits.WWC_RELIABILITY_ALPHA,
    ReliabilityKind.RETEST: limits.WWC_RELIABILITY_RETEST,
    ReliabilityKind.RATERS: limits.WWC_RELIABILITY_RATERS,
}


def wwc_rating(facts: StudyFacts) -> Rating[WwcLevel]:
    """Level, every question with what came of it, and what would raise the level."""
    reliability = _reliability(facts)
    missing = answered(limits.WWC_MISSING_DATA, facts.missing_data_acceptable)
    needed = (
        answered(limits.WWC_COMPARISON_GROUP, facts.design in JUDGED),
        answered(limits.WWC_FACE_VALIDITY, facts.face_validity),
        answered(limits.WWC_NOT_OVERALIGNED, _not(facts.overaligned)),
        answered(limits.WWC_SAME_COLLECTION, facts.same_collection),
        reliability,
        at_least(limits.WWC_UNITS_PER_ARM, facts.fewest_units),
        missing,
    )
    without = (
        answered(limits.WWC_RANDOM, facts.design is Design.LOT),
        answered(limits.WWC_LOT_KEPT, facts.fair_lot),
        _unit_attrition(facts),
        _low(limits.WWC_LOW_PUPIL_ATTRITION, facts.pupil_attrition, facts),
        _joiners(facts),
    )
    equivalence = baseline_equivalence(facts)
    basic = tuple(each.name for each in needed)
    return climb(
        Scheme.WWC,
        (*needed, *without, equivalence),
        levels=list(WwcLevel),
        branches=[
            Branch(WwcLevel.WITHOUT_RESERVATIONS, basic + tuple(each.name for each in without)),
            Branch(WwcLevel.WITH_RESERVATIONS, (*basic, equivalence.name)),
            Branch(WwcLevel.DOES_NOT_MEET, (limits.WWC_COMPARISON_GROUP.name,)),
        ],
        ceiling=wwc_ceiling(facts),
    )


def wwc_ceiling(facts: StudyFacts) -> WwcLevel:
    """The most that a study of this design can reach."""
    if facts.design not in JUDGED:
        return WwcLevel.NOT_ELIGIBLE
    if facts.fewest_units is not None and facts.fewest_units < limits.WWC_UNITS_PER_ARM.value:
        return WwcLevel.DOES_NOT_MEET
    if facts.design is Design.LOT and facts.lot_kept is not False:
        return WwcLevel.WITHOUT_RESERVATIONS
    return WwcLevel.WITH_RESERVATIONS


def baseline_equivalence(facts: StudyFacts) -> Criterion:
    """Every covariate alike, or nearly alike and adjusted for; `value` is the largest |g|."""
    threshold = limits.WWC_BASELINE_EQUIVALENCE
    if not facts.baseline:
        return Criterion(threshold, None, Status.NOT_KNOWN)
    sizes = [each.effect_size for each in facts.baseline]
    finite = [abs(size) for size in sizes if size is not None]
    largest = max(finite) if len(finite) == len(sizes) else None
    bands = {each.band for each in facts.baseline}
    if Band.NOT_SATISFIED in bands:
        return Criterion(threshold, largest, Status.FAILED)
    if Band.SATISFIED_WITH_ADJUSTMENT in bands:
        return Criterion(threshold, largest, _adjusted(facts))
    return Criterion(threshold, largest, Status.PASSED)


def _adjusted(facts: StudyFacts) -> Status:
    if facts.adjustment is None:
        return Status.NOT_KNOWN
    if facts.adjustment is Adjustment.NONE:
        return Status.FAILED
    if facts.adjustment is not Adjustment.DIFFERENCES:
        return Status.PASSED
    if facts.correlation_before_after is None:
        return Status.NOT_KNOWN
    enough = facts.correlation_before_after >= CORRELATION_FOR_DIFFERENCES.value
    return Status.PASSED if enough else Status.FAILED


def _reliability(facts: StudyFacts) -> Criterion:
    told = facts.reliability
    kind = ReliabilityKind.ALPHA if told is None else told.kind
    return at_least(RELIABILITY[kind], None if told is None else told.value)


def _unit_attrition(facts: StudyFacts) -> Criterion:
    if facts.unit is Unit.PUPIL:
        return not_needed(limits.WWC_LOW_UNIT_ATTRITION)
    return _low(limits.WWC_LOW_UNIT_ATTRITION, facts.unit_attrition, facts)


def _low(threshold: Threshold, found: Attrition | None, facts: StudyFacts) -> Criterion:
    return answered(threshold, None if found is None else found.by(facts.boundary).low)


def _joiners(facts: StudyFacts) -> Criterion:
    if facts.unit is Unit.PUPIL:
        return not_needed(limits.WWC_NO_RISK_FROM_JOINERS)
    return answered(limits.WWC_NO_RISK_FROM_JOINERS, facts.free_of_joiners)


def _not(told: bool | None) -> bool | None:
    return None if told is None else not told
