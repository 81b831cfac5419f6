"""How many padlocks of the Education Endowment Foundation a study would correspond to.

The lowest of design, power and attrition, less what threats to validity take away. Source:
the EEF's classification; see `thresholds` for how sure each step is.
"""

from collections import Counter
from decimal import Decimal
from enum import StrEnum

from eduhub.engines.evidence.ratings.facts import (
    Design,
    Direction,
    Observables,
    Severity,
    StudyFacts,
    Threat,
    ThreatFound,
)
from eduhub.engines.evidence.ratings.rating import (
    DONE,
    Claim,
    Criterion,
    Raise,
    Rating,
    Scheme,
    Status,
    at_least,
    least_certain,
    not_needed,
)
from eduhub.engines.evidence.ratings.rounding import half_up
from eduhub.engines.evidence.thresholds import eef as limits
from eduhub.engines.evidence.thresholds.table import Threshold, ThresholdTable


class EefLevel(StrEnum):
    """Padlocks, from low to high."""

    ZERO = "padlocks_0"
    ONE = "padlocks_1"
    TWO = "padlocks_2"
    THREE = "padlocks_3"
    FOUR = "padlocks_4"
    FIVE = "padlocks_5"


LEVELS = tuple(EefLevel)
MOST = len(LEVELS) - 1
NO_COMPARISON = frozenset({Design.CORRELATION, Design.BEFORE_AFTER, Design.DESCRIPTION})
MOST_OF_DESIGN = {
    Design.LOT: 5,
    Design.DISCONTINUITY: 4,
    Design.DIFFERENCES: 4,
    Design.MATCHED: 3,
    Design.UNMATCHED: 2,
}
BY_OBSERVABLES = {Observables.ALL_RELEVANT: 3, Observables.SOME: 2, Observables.NONE: 1}


def eef_rating(facts: StudyFacts) -> Rating[EefLevel]:
    """Padlocks, every question with what came of it, and what would raise them.

    What is not known gives no padlock, and a threat that nobody looked at counts as high.
    """
    graded = (
        _design(facts),
        _step(limits.EEF_POWER, facts.smallest_detectable, decimals=2),
        _step(limits.EEF_ATTRITION, facts.pupils_lost_percent, decimals=0),
    )
    apart = _not_confounded(facts)
    threats = _threats(facts)
    taken = int(threats.value or 0)
    initial = min(each.awarded or 0 for each in graded)
    hoped = (MOST if each.status is Status.NOT_KNOWN else each.awarded or 0 for each in graded)
    best = min(hoped)
    most = LEVELS.index(eef_ceiling(facts))
    confounded = apart.status not in DONE
    reached = 0 if confounded else min(max(initial - taken, 0), most)
    criteria = (*graded, apart, threats)
    return Rating(
        scheme=Scheme.EEF,
        claim=Claim.WOULD_CORRESPOND_TO,
        level=LEVELS[reached],
        could_be=LEVELS[min(max(best - _taken(facts, unknown=Severity.LOW), 0), most)],
        ceiling=LEVELS[most],
        criteria=criteria,
        raises=tuple(
            Raise(
                level=LEVELS[padlocks],
                criteria=_missing(criteria, padlocks, taken),
                needs_another_design=padlocks > most,
            )
            for padlocks in range(reached + 1, MOST + 1)
        ),
        certainty=least_certain(criteria),
    )


def eef_ceiling(facts: StudyFacts) -> EefLevel:
    """The most that a study of this design can reach."""
    if _not_confounded(facts).status is Status.FAILED:
        return EefLevel.ZERO
    if facts.design is Design.LOT and facts.lot_kept is False:
        return EefLevel.THREE
    return LEVELS[MOST_OF_DESIGN.get(facts.design, 0)]


def threats_take(moderate: int, high: int, same_direction: int) -> int:
    """How many padlocks threats take away, two at most.

    Args:
        same_direction: of the moderate ones, the most that push one way.

    Where the source is silent (three moderate ones of which two push one way; a high one
    beside one moderate), the harder reading holds.
    """
    most = int(limits.EEF_THREATS.value)
    if high:
        return 1 if high == 1 and not moderate else most
    if moderate <= 2:
        return 1 if same_direction == 2 else 0
    return 1 if moderate <= 4 and same_direction < 2 else most


def _design(facts: StudyFacts) -> Criterion:
    """By lot, limit or differences; else by what the arms were made alike on."""
    threshold = limits.EEF_DESIGN
    if facts.design in NO_COMPARISON:
        return _awarded(threshold, 0.0, 0)
    most = MOST_OF_DESIGN[facts.design]
    if facts.fair_lot or facts.design in (Design.DISCONTINUITY, Design.DIFFERENCES):
        return _awarded(threshold, float(most), most)
    if facts.observables is None:
        return Criterion(threshold, None, Status.NOT_KNOWN)
    padlocks = min(BY_OBSERVABLES[facts.observables], most)
    if facts.fair_lot is None:  # at least that many, whether it was kept or not
        return Criterion(threshold, None, Status.NOT_KNOWN, awarded=padlocks)
    return _awarded(threshold, float(padlocks), padlocks)


def _step(table: ThresholdTable, value: float | None, *, decimals: int) -> Criterion:
    if value is None:
        return Criterion(table, None, Status.NOT_KNOWN)
    rounded = half_up(value, decimals)
    reached = [limit for start, limit in table.rows if rounded >= Decimal(str(start))]
    return _awarded(table, value, int(reached[-1]))


def _awarded(threshold: Threshold | ThresholdTable, value: float, padlocks: int) -> Criterion:
    status = Status.PARTLY
    if padlocks in (0, MOST):
        status = Status.PASSED if padlocks else Status.FAILED
    return Criterion(threshold, value, status, awarded=padlocks)


def _not_confounded(facts: StudyFacts) -> Criterion:
    if not facts.has_comparison:
        return not_needed(limits.EEF_NOT_CONFOUNDED)
    return at_least(limits.EEF_NOT_CONFOUNDED, facts.fewest_units)


def _threats(facts: StudyFacts) -> Criterion:
    taken = _taken(facts, unknown=Severity.HIGH)
    status = Status.FAILED if taken else Status.PASSED
    if taken and set(facts.threats) != set(Threat):
        status = Status.NOT_KNOWN
    return Criterion(limits.EEF_THREATS, float(taken), status)


def _taken(facts: StudyFacts, *, unknown: Severity) -> int:
    found = [facts.threats.get(threat, ThreatFound(unknown)) for threat in Threat]
    moderate = [each.direction for each in found if each.severity is Severity.MODERATE]
    one_way = Counter(way for way in moderate if way is not Direction.UNKNOWN)
    high = sum(each.severity is Severity.HIGH for each in found)
    return threats_take(len(moderate), high, max(one_way.values(), default=0))


def _missing(criteria: tuple[Criterion, ...], padlocks: int, taken: int) -> tuple[str, ...]:
    *graded, apart, threats = criteria
    short = [each.name for each in graded if (each.awarded or 0) < padlocks]
    if apart.status not in DONE:
        short.append(apart.name)
    if min(each.awarded or 0 for each in graded) - taken < padlocks and taken:
        short.append(threats.name)
    return tuple(short)
