"""What is withheld for its own sake, and how vague it must then remain."""

import math
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.disclosure.protection import Need
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
    need: Need | None


def known_count(entry: Entry, *, base: Entry | None) -> Known | None:
    """Why a number of pupils is withheld; None for one that may be shown.

    Args:
        base: all who answered, if the entry is one answer's.
    """
    if base is not None:
        return _known_answer(entry.pupils, base)
    if not count_may_be_shown(entry.pupils):
        return Known(Code.FEW, 1, FEWEST - 1, Need(1, FEWEST - 1))
    if is_dominated(entry):
        return Known(Code.DOMINATED, FEWEST, math.inf, _another(entry.pupils))
    return None


def near_earlier(pupils: int, was: int | None) -> Known:
    """Why a number is not told anew beside the earlier one, None if that was not shown either.

    Whoever has both knows that fewer than five came, left or moved, not how many.
    """
    if was is None:
        return Known(Code.SMALL_CHANGE, 0, math.inf, None)
    low, high = float(max(0, was - FEWEST + 1)), float(was + FEWEST - 1)
    return Known(Code.SMALL_CHANGE, low, high, None if pupils == was else _another(pupils))


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


def _another(pupils: int) -> Need:
    """Some other number is as possible as the true one."""
    return Need(max(0, pupils - 1), pupils + 1, either=True)


def _known_answer(pupils: int, base: Entry) -> Known | None:
    whole = base.pupils
    if not whole:
        return None
    if (reason := why_no_mean(base)) is not None:
        return Known(reason, 0, whole, _another(pupils))
    few = fringe(whole)
    if pupils <= few:
        return Known(Code.AT_MOST, 0, few, Need(0, max(pupils, FEWEST - 1)))
    if pupils >= whole - few:
        most = Need(min(pupils, whole - FEWEST + 1), whole)
        return Known(Code.AT_LEAST, whole - few, whole, most)
    return None
