"""How much a class used a solution: how many pupils at which part of the dose, and means.

Like the moments of a class it is made of pupils' rows once, and then no row is needed any more.
A dose is in minutes a week.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.disclosure.rules import fringe

PARTS = (0.0, 0.5, 1.0, 2.0)
"""Where bins end, as multiples of the dose; the first is of those who did not use it at all."""

BINS = len(PARTS) + 1
BELOW = 3
"""The bins of those who did not reach the dose."""

MOST_MINUTES = 7 * 24 * 60.0
"""A week has no more."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Use:
    """The use of one class within one arm; None or () where a file did not tell it.

    `bins` counts pupils: none at all, under half the dose, under the dose, from the dose to
    under twice, and twice or more. `minutes` is their mean a week, `days` the mean number of
    days with any use.

    Raises:
        ValueError: no such pupils can be: bins that do not add up, a mean outside them.
    """

    label: str
    arm: int
    pupils: int
    bins: tuple[int, ...] = ()
    minutes: float | None = None
    days: float | None = None

    def __post_init__(self) -> None:
        if not self.label or self.arm not in (0, 1) or self.pupils < 1:
            raise ValueError("use has a label, arm 0 or 1, and at least one pupil")
        if (self.minutes is None) != (not self.bins) or (self.minutes, self.days) == (None, None):
            raise ValueError("bins and mean minutes go together, and something is told")
        if self.bins and (len(self.bins) != BINS or min(self.bins) < 0):
            raise ValueError(f"there are {BINS} bins, none of them below nought")
        if self.bins and sum(self.bins) != self.pupils:
            raise ValueError("every pupil is in one bin")
        means = [mean for mean in (self.minutes, self.days) if mean is not None]
        if not all(0 <= mean < math.inf for mean in means):
            raise ValueError("use is never below nought")

    @property
    def reached(self) -> int | None:
        """How many pupils used it for the dose or longer."""
        return sum(self.bins[BELOW:]) if self.bins else None

    def fits(self, dose: float) -> bool:
        """Whether pupils in these bins of this dose can have this mean."""
        if self.minutes is None:
            return True
        ends = [0.0, *(part * dose for part in PARTS), MOST_MINUTES]
        low = sum(n * end for n, end in zip(self.bins, ends[:-1], strict=True))
        high = sum(n * end for n, end in zip(self.bins, ends[1:], strict=True))
        total, slack = self.minutes * self.pupils, ROUNDING * max(high, 1.0)
        return low - slack <= total <= high + slack


def use_of(
    label: str,
    arm: int,
    *,
    dose: float,
    minutes: Sequence[float] | None,
    days: Sequence[float] | None,
) -> Use | None:
    """The use of a class's pupils, each with minutes a week or days or both; None with neither.

    Raises:
        ValueError: a value is missing, or no pupil is there.
    """
    if minutes is None and days is None:
        return None
    return Use(
        label=label,
        arm=arm,
        pupils=len(minutes if minutes is not None else days or ()),
        bins=_bins(minutes, dose) if minutes is not None else (),
        minutes=_mean(minutes) if minutes is not None else None,
        days=_mean(days) if days is not None else None,
    )


def bin_of(minutes: float, dose: float) -> int:
    """0 for no use, then 1 to 4 by half the dose, the dose and twice the dose."""
    if minutes <= 0:
        return 0
    return 1 + sum(minutes >= part * dose for part in PARTS[1:])


def use_as_json(use: Use) -> dict[str, object]:
    """As JSON without floats, see `moments.as_json`."""
    return {
        "label": use.label,
        "arm": use.arm,
        "pupils": use.pupils,
        "bins": list(use.bins),
        "minutes": None if use.minutes is None else repr(use.minutes),
        "days": None if use.days is None else repr(use.days),
    }


def use_from_json(content: Mapping[str, object]) -> Use:
    """The use that `use_as_json` wrote; ValueError for anything else, or impossible numbers."""
    match dict(content):
        case {
            "label": str(label),
            "arm": int(arm),
            "pupils": int(pupils),
            "bins": [*bins],
            "minutes": None | str() as minutes,
            "days": None | str() as days,
            **others,
        } if not others and type(arm) is type(pupils) is int:
            return Use(
                label=label,
                arm=arm,
                pupils=pupils,
                bins=tuple(_count_in(one) for one in bins),
                minutes=None if minutes is None else float(minutes),
                days=None if days is None else float(days),
            )
    raise ValueError("this is not the use of a class")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring bins, from `first` up to and with `last`, and their share of the pupils."""

    first: int
    last: int
    percent: int


def dose_strip(bins: Sequence[int]) -> tuple[Stretch, ...] | None:
    """One side's pupils by bins of the dose, as it may be shown beside the share that reached it.

    Neighbours are put together until each has more pupils than the fringe (five, or five of a
    hundred), an empty one too: that all pupils are elsewhere is said of every one of them.
    Those below the dose and those at it are put together apart, since their shares are told;
    only a side of the dose that is too small itself is joined to its neighbour. None where all
    would be one.
    """
    whole = sum(bins)
    least = fringe(whole) + 1
    groups = [*_merged(range(BELOW), bins, least), *_merged(range(BELOW, BINS), bins, least)]
    merged = _merged_groups(groups, bins, least)
    if len(merged) < 2:
        return None
    return tuple(
        Stretch(group[0], group[-1], round(100 * _count(group, bins) / whole)) for group in merged
    )


def _merged(places: Sequence[int], bins: Sequence[int], least: int) -> list[list[int]]:
    return _merged_groups([[place] for place in places], bins, least)


def _merged_groups(
    groups: Sequence[list[int]], bins: Sequence[int], least: int
) -> list[list[int]]:
    """From the left, each group takes its right neighbours in until it is large enough."""
    found: list[list[int]] = []
    for group in groups:
        if found and _count(found[-1], bins) < least:
            found[-1] = found[-1] + group
        else:
            found.append(list(group))
    if len(found) > 1 and _count(found[-1], bins) < least:
        found[-2:] = [found[-2] + found[-1]]
    return found


def _count(places: Sequence[int], bins: Sequence[int]) -> int:
    return sum(bins[place] for place in places)


def _count_in(content: object) -> int:
    if type(content) is not int:
        raise ValueError("pupils are counted in whole numbers")
    return content


def _bins(minutes: Sequence[float], dose: float) -> tuple[int, ...]:
    places = [bin_of(value, dose) for value in minutes]
    return tuple(places.count(place) for place in range(BINS))


def _mean(values: Sequence[float]) -> float:
    if not values or any(math.isnan(value) for value in values):
        raise ValueError("each pupil's use is known, and there is one")
    return math.fsum(values) / len(values)
