"""What is withheld for its own sake, and how vague it must then remain."""

import math
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.disclosure.tables import Entry
from eduhub.engines.evidence.thresholds import (
    FEWEST_CLASSES_FOR_A_MEAN,
    SMALLEST_GROUP_FOR_A_MEAN,
    count_may_be_shown,
)
from eduhub.engines.evidence.thresholds.disclosure import (
    LARGEST_SHARE_OF_ONE_CLASS,
    LOWEST_SHOWN_SHARE,
    SMALLEST_SHOWN_COUNT,
)

FEWEST = int(SMALLEST_SHOWN_COUNT.value)


class Code(StrEnum):
    """Why a figure is shown or withheld."""

    SHOWN = "shown"
    FEW = "few"
    """One to four pupils: "<5"."""

    DOMINATED = "dominated"
    """More than 80 % of the group sit in one class."""

    AT_MOST = "at_most"
    """An answer that (nearly) nobody gave: at most 5 % or four pupils."""

    AT_LEAST = "at_least"
    """An answer that (nearly) everybody gave: all but 5 % or four pupils."""

    FEW_PUPILS = "few_pupils"
    """A mean or a distribution of fewer than ten."""

    FEW_CLASSES = "few_classes"
    """A mean or a distribution of fewer than three classes."""

    OTHER_ARM = "other_arm"
    """The other arm's mean is withheld, and the difference would give it away."""

    SMALL_CHANGE = "small_change"
    """An earlier version showed nearly the same: the difference would tell of few pupils."""

    SECONDARY = "secondary"
    """Another figure could be worked out from this one."""

    NOBODY = "nobody"
    """No pupils, and so no mean."""


@dataclass(frozen=True, slots=True)
class Known:
    """A withheld figure: what its code tells (`low` to `high`), and what must stay possible."""

    code: Code
    low: float
    high: float
    least: float
    most: float


def known_count(entry: Entry, *, base: Entry | None) -> Known | None:
    """Why a number of pupils is withheld; None for one that may be shown.

    Args:
        base: all who answered, if the entry is one answer's.
    """
    if base is not None:
        return _known_answer(entry.pupils, base)
    if not count_may_be_shown(entry.pupils):
        return _all_of(Code.FEW, 1, FEWEST - 1)
    if is_dominated(entry):
        return _vaguely(Code.DOMINATED, entry.pupils, FEWEST, math.inf)
    return None


def near_earlier(pupils: int, was: int) -> Known | None:
    """Why a number is withheld beside an earlier one that was shown; None if it may be shown.

    The code tells that fewer than five came or left; which of both must stay open.
    """
    if not 0 < abs(pupils - was) < FEWEST:
        return None
    return Known(
        Code.SMALL_CHANGE,
        low=max(0, was - FEWEST + 1),
        high=was + FEWEST - 1,
        least=min(pupils, was - 1),
        most=max(pupils, was + 1),
    )


def if_opened(
    entry: Entry, *, base: Entry | None, known: Known | None
) -> tuple[tuple[float, float], tuple[float, float]]:
    """What a reader would guess, and could be certain of, were the number `secondary`.

    Small numbers can be, so nothing is certain; but most are not, and one that is not is
    guessed to be large.
    """
    if base is not None and base.pupils:
        few, certain = fringe(base.pupils), (0.0, float(base.pupils))
        return (certain if known else (few + 1.0, base.pupils - few - 1.0)), certain
    certain = (0.0, math.inf)
    return (certain if entry.pupils < FEWEST else (float(FEWEST), math.inf)), certain


def why_no_mean(entry: Entry) -> Code | None:
    """Why the mean (or SD, or distribution) of a group may not be shown; None if it may."""
    if not entry.pupils:
        return Code.NOBODY
    if entry.pupils < SMALLEST_GROUP_FOR_A_MEAN.value:
        return Code.FEW_PUPILS
    if entry.classes < FEWEST_CLASSES_FOR_A_MEAN.value:
        return Code.FEW_CLASSES
    return Code.DOMINATED if is_dominated(entry) else None


def is_dominated(entry: Entry) -> bool:
    """One class makes up more of the group than may be."""
    return entry.largest_class > LARGEST_SHARE_OF_ONE_CLASS.value * entry.pupils


def fringe(base: int) -> int:
    """How many of a group are so few that who they are, or are not, could be told."""
    return max(FEWEST - 1, math.floor(LOWEST_SHOWN_SHARE.value * base + 1e-9))


def _all_of(code: Code, low: float, high: float) -> Known:
    """All that the code tells must stay possible."""
    return Known(code, low, high, low, high)


def _vaguely(code: Code, pupils: int, low: float, high: float) -> Known:
    """A range as wide as the smallest count that may be shown must, about the true one."""
    least = max(low, pupils - FEWEST // 2)
    return Known(code, low, high, least, min(high, least + FEWEST))


def _known_answer(pupils: int, base: Entry) -> Known | None:
    whole = base.pupils
    if not whole:
        return None
    if (reason := why_no_mean(base)) is not None:
        return _vaguely(reason, pupils, 0, whole)
    few = fringe(whole)
    if pupils <= few:
        return Known(Code.AT_MOST, 0, few, least=0, most=max(pupils, FEWEST - 1))
    if pupils >= whole - few:
        least = min(pupils, whole - FEWEST + 1)
        return Known(Code.AT_LEAST, whole - few, whole, least=least, most=whole)
    return None
