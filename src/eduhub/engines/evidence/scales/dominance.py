"""How often does a pupil of one arm reach more than one of the other?

Source: Cliff, Psychological Bulletin 114 (1993); Wilcoxon, Biometrics Bulletin 1 (1945), with
ties and continuity as R's wilcox.test has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance

type Floats = NDArray[np.float64]

FEWEST_FOR_NORMAL = 50  # pupils in an arm from which R no longer counts every order


class ByRanks(StrEnum):
    """How the p of the rank sum came about."""

    EXACT = "exact"
    """All orders counted: no two pupils alike, and fewer than 50 in each arm."""

    NORMAL = "normal"
    """Normal approximation with correction for ties and continuity."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """`cliffs_delta` is P(treated > control) - P(treated < control), in -1 to 1.

    `superiority` is P(treated > control), ties counted half. `rank_sum` is the Mann-Whitney
    count of pairs in which the treated pupil reached more, ties half. `p_value` is
    two-sided and takes pupils for independent; in classes it is too small.
    """

    cliffs_delta: float
    superiority: float
    rank_sum: float
    p_value: float
    method: ByRanks


def dominance(treated: ArrayLike, control: ArrayLike) -> Dominance:
    """Compare all pairs of pupils, one from each arm.

    Args:
        treated: (pupils,) numbers whose order alone counts; so `control`. Missing values
            (NaN, None) are left out.

    Raises:
        CannotEstimate: all values are the same.
        ValueError: nobody in an arm.
    """
    arms = [_present(treated), _present(control)]
    scores = np.unique(np.concatenate(arms))
    counts = [
        np.bincount(np.searchsorted(scores, arm), minlength=len(scores)).astype(float)
        for arm in arms
    ]
    return _of_counts(counts[0], counts[1])


def dominance_of_counts(treated: Sequence[float], control: Sequence[float]) -> Dominance:
    """The same from how many pupils of each arm chose each category, from low to high.

    Raises:
        CannotEstimate: all in one category.
        ValueError: lengths differ, a count is negative, nobody in an arm.
    """
    one, none = np.asarray(treated, dtype=float), np.asarray(control, dtype=float)
    if one.shape != none.shape or one.ndim != 1:
        raise ValueError("both arms have one count for each category")
    if not (np.isfinite(one).all() and np.isfinite(none).all()) or min(one.min(), none.min()) < 0:
        raise ValueError("a count is a finite number of at least 0")
    if not one.sum() or not none.sum():
        raise ValueError("there is somebody in each arm")
    return _of_counts(one, none)


def _present(values: ArrayLike) -> Floats:
    found = np.asarray(values, dtype=float)
    found = found[~np.isnan(found)]
    if found.ndim != 1 or not found.size:
        raise ValueError("there is somebody in each arm")
    return found


def _of_counts(treated: Floats, control: Floats) -> Dominance:
    both = treated + control
    if np.count_nonzero(both) < 2:
        raise CannotEstimate(Hindrance.NO_VARIATION, "all values are the same")
    one, none = float(treated.sum()), float(control.sum())
    below = np.cumsum(control) - control
    wins = float(treated @ (below + control / 2))
    exact = both.max() <= 1 and max(one, none) < FEWEST_FOR_NORMAL
    return Dominance(
        cliffs_delta=2 * wins / (one * none) - 1,
        superiority=wins / (one * none),
        rank_sum=wins,
        p_value=_exact_p(wins, int(one), int(none)) if exact else _normal_p(wins, one, none, both),
        method=ByRanks.EXACT if exact else ByRanks.NORMAL,
    )


def _normal_p(wins: float, one: float, none: float, both: Floats) -> float:
    total = one + none
    apart = wins - one * none / 2
    ties = float((both**3 - both).sum()) / (total * (total - 1))
    variance = one * none / 12 * (total + 1 - ties)
    z = (apart - 0.5 * np.sign(apart)) / np.sqrt(variance)
    return min(1.0, 2 * float(special.ndtr(-abs(z))))


def _exact_p(wins: float, one: int, none: int) -> float:
    """From how many orders of all pupils give each count of wins."""
    orders = np.zeros((one + 1, one * none + 1))
    orders[0, 0] = 1.0
    for rank in range(1, one + none + 1):  # the pupil of this rank is treated, or not
        for taken in range(min(one, rank), 0, -1):
            gain = rank - taken  # untreated pupils below
            if gain <= none:
                row = orders[taken - 1]
                orders[taken, gain:] += row[: row.size - gain]
    ways = orders[one]
    low, high = ways[: int(wins) + 1].sum(), ways[int(wins) :].sum()
    return float(min(1.0, 2 * min(low, high) / ways.sum()))
