"""Which of Nesta's standards of evidence a study would correspond to.

Source: Puttick & Ludlow (2012) as quoted; see `thresholds`.
"""

from enum import StrEnum

from eduhub.engines.evidence.ratings.facts import Design, StudyFacts
from eduhub.engines.evidence.ratings.rating import (
    Branch,
    Criterion,
    Rating,
    Scheme,
    Status,
    answered,
    at_least,
    climb,
    significant,
)
from eduhub.engines.evidence.ratings.wwc import baseline_equivalence
from eduhub.engines.evidence.thresholds import nesta as limits


class NestaLevel(StrEnum):
    """From low to high."""

    NONE = "none"
    LEVEL_1 = "level_1"
    """A logical account of why it should help."""

    LEVEL_2 = "level_2"
    """Users improve; the cause is not shown."""

    LEVEL_3 = "level_3"
    """The product is shown to be the cause."""

    LEVEL_4 = "level_4"
    """Replicated by others, at a reasonable cost."""

    LEVEL_5 = "level_5"
    """Operated by others, elsewhere, at scale, and still helping."""


MEASURED_ONLY = frozenset({Design.UNMATCHED, Design.CORRELATION, Design.BEFORE_AFTER})


def nesta_rating(facts: StudyFacts) -> Rating[NestaLevel]:
    """Level, every question with what came of it, and what would raise the level."""
    steps: tuple[tuple[NestaLevel, tuple[Criterion, ...]], ...] = (
        (NestaLevel.LEVEL_1, (answered(limits.NESTA_ACCOUNT, facts.logic_model),)),
        (NestaLevel.LEVEL_2, (_positive_change(facts),)),
        (
            NestaLevel.LEVEL_3,
            (
                answered(limits.NESTA_COMPARISON_GROUP, facts.has_comparison),
                _attributable(facts),
                significant(limits.NESTA_SHOWN, effect=facts.effect_size, p=facts.p_value),
                at_least(limits.NESTA_NOT_CONFOUNDED, facts.fewest_units),
            ),
        ),
        (
            NestaLevel.LEVEL_4,
            (
                answered(limits.NESTA_REPLICATED, facts.independently_replicated),
                answered(limits.NESTA_REASONABLE_COST, facts.reasonable_cost),
            ),
        ),
        (
            NestaLevel.LEVEL_5,
            (
                answered(limits.NESTA_OPERATED_BY_OTHERS, facts.operated_by_others),
                answered(limits.NESTA_AT_SCALE, facts.at_scale),
            ),
        ),
    )
    branches: list[Branch[NestaLevel]] = []
    so_far: tuple[str, ...] = ()
    for level, asked in steps:
        so_far += tuple(each.name for each in asked)
        branches.append(Branch(level, so_far))
    return climb(
        Scheme.NESTA,
        [each for _, asked in steps for each in asked],
        levels=list(NestaLevel),
        branches=branches,
        ceiling=nesta_ceiling(facts),
    )


def nesta_ceiling(facts: StudyFacts) -> NestaLevel:
    """The most that a study of this design can reach."""
    if facts.design is Design.DESCRIPTION:
        return NestaLevel.LEVEL_1
    one = facts.fewest_units is not None and facts.fewest_units < limits.NESTA_NOT_CONFOUNDED.value
    if facts.design in MEASURED_ONLY or one:
        return NestaLevel.LEVEL_2
    return NestaLevel.LEVEL_5


def _positive_change(facts: StudyFacts) -> Criterion:
    """Users improved, or did better than others; not known while either is not."""
    better = None if facts.effect_size is None else facts.effect_size > 0
    ways = {facts.improved, better} if facts.has_comparison else {facts.improved}
    found = True if True in ways else None if None in ways else False
    return answered(limits.NESTA_POSITIVE_CHANGE, found)


def _attributable(facts: StudyFacts) -> Criterion:
    """A kept lot, a measured limit or differences; alike before the start otherwise."""
    threshold = limits.NESTA_ATTRIBUTABLE
    if facts.design in MEASURED_ONLY or facts.design is Design.DESCRIPTION:
        return answered(threshold, False)
    if facts.fair_lot or facts.design in (Design.DISCONTINUITY, Design.DIFFERENCES):
        return answered(threshold, True)
    alike = baseline_equivalence(facts)
    perhaps_by_lot = facts.fair_lot is None and alike.status is Status.FAILED
    status = Status.NOT_KNOWN if perhaps_by_lot else alike.status
    return Criterion(threshold, alike.value, status)
