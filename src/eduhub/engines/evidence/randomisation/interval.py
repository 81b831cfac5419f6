"""The effects that a randomisation test does not reject."""

import math

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


def unrejected(
    observed: tuple[float, float], statistics: Floats, slopes: Floats, *, alpha: float
) -> tuple[float | None, float | None]:
    """Lowest and highest constant effect whose two-sided p is above alpha; None: no bound.

    Were the effect e for every unit, the outcome without it would be y - e z, and a statistic
    that is linear in the outcome `statistic - e slope`, with the observed z in the slope. An
    assignment is at least as extreme between two values of e (or outside them), which are the
    roots of a quadratic; p(e) is the share of assignments for which e is there. So the
    interval comes from sorting, not from searching.

    Args:
        observed: statistic and slope of the observed assignment, the slope above 0.
        statistics: (assignments,) with the observed one among them.
        slopes: (assignments,) the statistic were the observed arm the outcome.

    Source: Garthwaite, Biometrics 52 (1996), for inversion; the roots are our own.
    """
    slopes = slopes / observed[1]  # effects are counted in units in which that slope is 1
    with np.errstate(divide="ignore", invalid="ignore"):
        one = (statistics - observed[0]) / (slopes - 1)
        other = (statistics + observed[0]) / (slopes + 1)
    low, high = np.minimum(one, other), np.maximum(one, other)
    usable = np.isfinite(low) & np.isfinite(high) & (np.abs(np.abs(slopes) - 1) > 1e-12)
    inside = usable & (np.abs(slopes) < 1)
    outside = usable & ~inside
    # Extreme everywhere: the observed assignment, its mirror, one that tells nothing.
    always = len(slopes) - int(inside.sum()) - int(outside.sum())
    needed = alpha * len(slopes) * (1 + 1e-12)
    ends = (low[inside], high[inside], low[outside], high[outside])
    lowest = _first_above(needed, always, ends)
    mirrored = _first_above(needed, always, (-ends[1], -ends[0], -ends[3], -ends[2]))
    return (
        None if lowest is None else lowest / observed[1],
        None if mirrored is None else -mirrored / observed[1],
    )


def _first_above(
    needed: float, always: int, ends: tuple[Floats, Floats, Floats, Floats]
) -> float | None:
    """The lowest effect at which more than `needed` assignments are extreme."""
    opens, closes, shuts, reopens = ends
    count = always + len(shuts)
    if count > needed:
        return None
    if not len(shuts):  # none closes below the observed statistic, where all are open
        place = math.floor(needed) - always
        return float(np.partition(opens, place)[place])
    at = np.concatenate([opens, closes, shuts, reopens])
    step = np.repeat([1, -1, -1, 1], [len(opens), len(closes), len(shuts), len(reopens)])
    order = np.lexsort((-step, at))
    reached = np.flatnonzero(count + np.cumsum(step[order]) > needed)
    return float(at[order][reached[0]])
