"""The interval that a likelihood itself gives, without standard error or degrees of freedom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from eduhub.engines.evidence.estimation.cross_products import ClassProducts
from eduhub.engines.evidence.mixed.fitting import Frame, frame_of, levels_of
from eduhub.engines.evidence.mixed.likelihood import Likelihood
from eduhub.engines.evidence.mixed.search import best_of_levels
from eduhub.engines.evidence.mixed.structures import Levels
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

MOST_STEPS = 60
CLOSE = 1e-10  # of the end sought, in standard errors


@dataclass(frozen=True, slots=True)
class ProfileInterval:
    """The values of a coefficient that lower the likelihood by no more than chance would."""

    low: float
    high: float


def profile_interval(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str],
    term: str,
    confidence: float = 0.95,
) -> ProfileInterval:
    """Where the ML deviance of the random-intercept model rises by a chi-square's quantile.

    All else is fitted anew for each value tried. The interval takes the number of classes
    for large; with fewer than about 40, prefer the model's own t interval.

    Args:
        term: "intercept" or one of the regressors.

    Raises:
        ValueError: as `random_intercept`; there is no such term.
        CannotCompare: as `random_intercept`; no end is found (not_identified).

    Source: as `confint` of R's lme4 (Bates et al., Journal of Statistical Software 67, 2015).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, not {confidence}")
    frame = frame_of(products, outcome=outcome, regressors=regressors)
    if term not in frame.terms:
        raise ValueError(f"there is no term {term}; there are {', '.join(frame.terms)}")
    at = frame.terms.index(term)
    structure = _from_zero(levels_of(frame), frame) if at == 0 else levels_of(frame)
    best = best_of_levels(structure, Likelihood.ML).at
    middle, error = float(best.coefficients[at]), float(np.sqrt(best.covariance[at, at]))
    reach = float(special.ndtri((1 + confidence) / 2))

    def excess(steps: float) -> float:
        """Root of the rise in deviance, `steps` standard errors away, less the one sought."""
        moved = best_of_levels(
            _held_at(structure, at, middle + steps * error), Likelihood.ML
        ).at.deviance
        return float(np.sqrt(max(moved - best.deviance, 0.0))) - reach

    above = _root(excess, reach)
    below = _root(lambda steps: excess(-steps), reach)
    ends = middle - below * error, middle + above * error
    unit = frame.unit / float(frame.scales[at])
    return ProfileInterval(low=ends[0] * unit, high=ends[1] * unit)


def _from_zero(structure: Levels, frame: Frame) -> Levels:
    """Columns counted from zero, which the intercept's meaning asks for."""
    turn = np.eye(len(frame.scales))
    turn[1:, 0] = (frame.centre / frame.scales)[1:]
    return _turned(structure, turn)


def _held_at(structure: Levels, at: int, value: float) -> Levels:
    """The column's part, at that value, taken off the outcome."""
    turn = np.eye(len(structure.within))
    turn[-1, at] = -value
    return _turned(structure, np.delete(turn, at, axis=0))


def _turned(structure: Levels, turn: Floats) -> Levels:
    size = len(structure.within)
    between = turn @ structure.between.reshape(-1, size, size) @ turn.T
    return replace(
        structure,
        within=turn @ structure.within @ turn.T,
        between=between.reshape(len(between), -1),
    )


def _root(excess: Callable[[float], float], start: float) -> float:
    """Where a nearly straight, rising function is zero: secants, halved where they overshoot."""
    low, below = 0.0, -start
    high, above = start, excess(start)
    for _ in range(MOST_STEPS):
        if above >= 0:
            break
        low, below, high = high, above, 1.5 * high
        above = excess(high)
    else:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "the likelihood has no end")
    for _ in range(MOST_STEPS):
        step = low - below * (high - low) / (above - below)
        value = excess(step)
        if abs(value) <= CLOSE or high - low <= CLOSE:
            return step
        if value > 0:
            high, above, below = step, value, below / 2
        else:
            low, below, above = step, value, above / 2
    return step
