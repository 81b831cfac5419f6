"""What the effect could be at worst and at best, given who is missing.

Nothing is assumed of the missing (`worst_case_bounds`: Horowitz & Manski, Journal of the
American Statistical Association 95 (2000)), or only that the product moves attendance in one
direction (`trimming_bounds`: Lee, Review of Economic Studies 76 (2009)). Both need no pupil's
row: counts and means, or how many reached each score. They are bounds of the point estimate,
without its sampling error.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answered:
    """One arm: pupils assigned, pupils with an outcome, and their mean (None if nobody has)."""

    assigned: int
    observed: int
    mean: float | None

    def __post_init__(self) -> None:
        if self.assigned < 1 or not 0 <= self.observed <= self.assigned:
            raise ValueError(
                f"observed ({self.observed}) lies between 0 and assigned ({self.assigned})"
            )
        if (self.mean is None) is not (self.observed == 0):
            raise ValueError("there is a mean if and only if somebody was observed")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The difference of the arms' means lies between `low` and `high`, in the outcome's unit."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class TrimmingBounds:
    """Lee's bounds: for pupils who would have been observed in either arm.

    `trimmed_arm` (None if attendance is equal) has the larger share observed; `trimmed_share`
    of its observed pupils are taken off at the top for one bound, at the bottom for the other.
    """

    bounds: Bounds
    trimmed_arm: int | None
    trimmed_share: float
    observed_share: tuple[float, float]
    """Arm 0, arm 1."""


def worst_case_bounds(
    treated: Answered, control: Answered, *, lowest: float, highest: float
) -> Bounds:
    """Between which values does the difference lie, whatever the missing had reached?

    Args:
        lowest: the least that can be reached on the outcome's scale; `highest` the most.

    Raises:
        ValueError: the scale is empty or infinite, or a mean lies outside of it.
    """
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ValueError(f"the scale runs from a lower to a higher value, not {lowest}-{highest}")
    for arm in (treated, control):
        if arm.mean is not None and not lowest <= arm.mean <= highest:
            raise ValueError(f"a mean of {arm.mean} lies outside of {lowest} to {highest}")
    return Bounds(
        low=_filled(treated, lowest) - _filled(control, highest),
        high=_filled(treated, highest) - _filled(control, lowest),
    )


def trimming_bounds(
    scores: Sequence[float],
    *,
    treated: ArrayLike,
    control: ArrayLike,
    assigned: tuple[int, int],
) -> TrimmingBounds:
    """Between which values does the difference lie, if the product moves attendance one way?

    Of the arm with more observed, so many are trimmed that both have the same share; a score
    that is cut through counts in part. Pupils of one score are alike, so counts suffice.

    Args:
        scores: (scores,) each value once, in the outcome's unit.
        treated: (scores,) pupils of the treated arm who reached it; so `control`.
        assigned: pupils assigned to (treated, control).

    Raises:
        ValueError: lengths differ, a count is negative, a score comes twice, more observed
            than assigned, or nobody observed in an arm.
    """
    values = np.asarray(scores, dtype=float)
    counts = [_counts(each, values) for each in (control, treated)]
    shares = _shares(counts, (assigned[1], assigned[0]))
    more = int(shares[1] > shares[0])
    trimmed = 1 - shares[1 - more] / shares[more]
    order = np.argsort(values)
    values, counts = values[order], [each[order] for each in counts]

    kept = counts[more].sum() * (1 - trimmed)
    lowest = _mean_of_first(values, counts[more], kept)
    highest = _mean_of_first(values[::-1], counts[more][::-1], kept)
    other = float(values @ counts[1 - more] / counts[1 - more].sum())
    ends = (lowest - other, highest - other) if more else (other - highest, other - lowest)
    return TrimmingBounds(
        bounds=Bounds(low=ends[0], high=ends[1]),
        trimmed_arm=more if trimmed > 0 else None,
        trimmed_share=trimmed,
        observed_share=shares,
    )


def _filled(arm: Answered, value: float) -> float:
    """The mean of all assigned, had each of the missing reached `value`."""
    known = 0.0 if arm.mean is None else arm.observed * arm.mean
    return (known + (arm.assigned - arm.observed) * value) / arm.assigned


def _counts(told: ArrayLike, values: Floats) -> Floats:
    counts = np.asarray(told, dtype=float)
    if values.ndim != 1 or counts.shape != values.shape or not np.isfinite(values).all():
        raise ValueError("each score is a finite number and has one count in either arm")
    if np.unique(values).size != values.size:
        raise ValueError("a score comes twice")
    if not (counts >= 0).all() or not counts.sum() > 0:
        raise ValueError("counts are not below zero, and somebody is observed in each arm")
    return counts


def _shares(counts: Sequence[Floats], assigned: tuple[int, int]) -> tuple[float, float]:
    none, one = (
        float(each.sum()) / total if total > 0 else 2.0
        for each, total in zip(counts, assigned, strict=True)
    )
    if max(none, one) > 1:
        raise ValueError("more pupils are observed than were assigned")
    return none, one


def _mean_of_first(values: Floats, counts: Floats, kept: float) -> float:
    """The mean of the first `kept` pupils in the given order."""
    before = np.concatenate([[0.0], np.cumsum(counts)[:-1]])
    taken = np.clip(kept - before, 0.0, counts)
    return float(values @ taken / taken.sum())
