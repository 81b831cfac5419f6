"""From an interval to one of four answers."""

import math
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.comparison import Comparison
from eduhub.engines.evidence.thresholds import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    FEWEST_DEGREES_OF_FREEDOM,
)


class Answer(StrEnum):
    """What may be said about the solution."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE_THAT_MATTERS = "no_difference_that_matters"
    CANNOT_TELL = "cannot_tell"


class Ground(StrEnum):
    """What an answer rests on."""

    FEW_CLASSES = "few_classes"
    """Fewer than four classes in an arm: describe, state nothing."""

    FEW_DEGREES_OF_FREEDOM = "few_degrees_of_freedom"
    """The interval itself is not to be relied upon."""

    EXCLUDES_ZERO = "excludes_zero"
    """A difference is shown."""

    INCLUDES_ZERO = "includes_zero"
    """No difference is still possible."""

    WITHIN_SMALLEST = "within_smallest"
    """Every value in the interval is smaller than what matters."""

    REACHES_SMALLEST = "reaches_smallest"
    """Some values in the interval matter and some do not."""

    BEYOND_SMALLEST = "beyond_smallest"
    """Every value in the interval matters, all in one direction."""


class Matters(StrEnum):
    """Whether a difference that was shown is as large as the smallest that matters."""

    SURELY = "surely"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, what it rests on, and for better or worse whether it reaches what matters."""

    answer: Answer
    grounds: tuple[Ground, ...]
    matters: Matters | None


def verdict_of(
    comparison: Comparison, *, smallest_that_matters: float, higher_is_better: bool = True
) -> Verdict:
    """What the comparison's interval permits to say, against a limit set beforehand.

    The interval lies entirely inside the limits on both sides: no difference that matters.
    That goes first, so a difference that is shown but, even at its largest, smaller than
    what matters is *no difference that matters* (its grounds tell that one was shown):
    the school fixed before the pilot what it would count as worthwhile, and this is less.
    Otherwise an interval that excludes zero is better or worse, and all else cannot tell.
    With few classes or few degrees of freedom it is always cannot tell.

    An interval of 95 % makes the first of these stricter than the usual two one-sided
    tests at 5 %, which would ask for one of 90 %: one interval serves both questions.

    Args:
        smallest_that_matters: in the outcome's own unit, above zero.
        higher_is_better: False where less is better (errors, absences).

    Raises:
        ValueError: the smallest difference that matters is not above zero.
    """
    if not (math.isfinite(smallest_that_matters) and smallest_that_matters > 0):
        raise ValueError("the smallest difference that matters is above zero")
    unfit = _unfit(comparison)
    if unfit:
        return Verdict(answer=Answer.CANNOT_TELL, grounds=unfit, matters=None)

    low, high = comparison.low, comparison.high
    if not higher_is_better:
        low, high = -high, -low
    grounds = (_against_zero(low, high), _against_smallest(low, high, smallest_that_matters))
    answer = _answer(grounds, better=low > 0)
    matters = None
    if answer in (Answer.BETTER, Answer.WORSE):
        surely = Ground.BEYOND_SMALLEST in grounds
        matters = Matters.SURELY if surely else Matters.PERHAPS
    return Verdict(answer=answer, grounds=grounds, matters=matters)


def _unfit(comparison: Comparison) -> tuple[Ground, ...]:
    found = []
    if min(arm.classes for arm in comparison.arms) < FEWEST_CLASSES_FOR_A_STATEMENT.value:
        found.append(Ground.FEW_CLASSES)
    if comparison.degrees_of_freedom < FEWEST_DEGREES_OF_FREEDOM.value:
        found.append(Ground.FEW_DEGREES_OF_FREEDOM)
    return tuple(found)


def _against_zero(low: float, high: float) -> Ground:
    return Ground.EXCLUDES_ZERO if low > 0 or high < 0 else Ground.INCLUDES_ZERO


def _against_smallest(low: float, high: float, smallest: float) -> Ground:
    if -smallest < low and high < smallest:
        return Ground.WITHIN_SMALLEST
    if low >= smallest or high <= -smallest:
        return Ground.BEYOND_SMALLEST
    return Ground.REACHES_SMALLEST


def _answer(grounds: tuple[Ground, ...], *, better: bool) -> Answer:
    if Ground.WITHIN_SMALLEST in grounds:
        return Answer.NO_DIFFERENCE_THAT_MATTERS
    if Ground.INCLUDES_ZERO in grounds:
        return Answer.CANNOT_TELL
    return Answer.BETTER if better else Answer.WORSE
