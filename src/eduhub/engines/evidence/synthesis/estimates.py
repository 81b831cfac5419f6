"""Several pilots of one solution, pooled.

Each study i brings an effect y_i and its sampling variance v_i. Weights are 1 / (v_i + tau2);
the fixed effect has tau2 = 0.

Source: DerSimonian & Laird, Controlled Clinical Trials 7 (1986); Viechtbauer, Journal of
Educational and Behavioral Statistics 30 (2005) for REML; Knapp & Hartung, Statistics in Medicine
22 (2003); Higgins & Thompson, Statistics in Medicine 21 (2002) for I2. Equal to R's metafor.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

type Floats = NDArray[np.float64]


class Between(StrEnum):
    """How the variance between studies is estimated."""

    FIXED = "fixed"
    """It is taken to be zero: one true effect, or an answer about these studies only."""

    DERSIMONIAN_LAIRD = "dersimonian_laird"
    REML = "reml"


class Interval(StrEnum):
    """How the pooled effect's interval is made."""

    NORMAL = "normal"
    KNAPP_HARTUNG = "knapp_hartung"
    """Standard error from the scatter of the studies, t with one degree fewer than studies."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean of the studies' true effects, in the studies' unit."""

    between: Between
    interval: Interval
    estimate: float
    standard_error: float
    degrees_of_freedom: float | None
    """None for the normal."""

    statistic: float
    p_value: float
    """Two-sided, for "the mean effect is zero"."""

    low: float
    high: float
    tau2: float
    """Variance of true effects between studies."""

    i2: float
    """Share, in per cent, of the variance of estimates that lies between studies."""

    h2: float
    """1 / (1 - I2 / 100); for the fixed effect Q over its degrees of freedom, even below 1."""


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Cochran's test of "all studies have the same effect", and tau2's interval."""

    q: float
    degrees_of_freedom: int
    p_value: float
    tau2_low: float
    """Q-profile interval."""

    tau2_high: float


def tau2_of(effects: Floats, variances: Floats, between: Between) -> float:
    """Variance of true effects between studies, at least 0."""
    match between:
        case Between.FIXED:
            return 0.0
        case Between.DERSIMONIAN_LAIRD:
            return _dersimonian_laird(effects, variances)
        case Between.REML:
            return _reml(effects, variances)


def pooled(
    effects: Floats,
    variances: Floats,
    *,
    between: Between,
    interval: Interval,
    confidence: float,
) -> Pooled:
    """The weighted mean and its uncertainty; two studies or more for Knapp-Hartung."""
    studies = len(effects)
    tau2 = tau2_of(effects, variances, between)
    weights = 1 / (variances + tau2)
    estimate = float(weights @ effects / weights.sum())
    error = float(weights.sum() ** -0.5)
    freedom = None
    if interval is Interval.KNAPP_HARTUNG:
        freedom = studies - 1
        scatter = float(weights @ (effects - estimate) ** 2) / freedom
        error *= math.sqrt(scatter)
    statistic = estimate / error if error > 0 else 0.0
    reach = quantile(freedom, (1 + confidence) / 2) * error
    share, h2 = _inconsistency(effects, variances, tau2, between)
    return Pooled(
        between=between,
        interval=interval,
        estimate=estimate,
        standard_error=error,
        degrees_of_freedom=freedom,
        statistic=statistic,
        p_value=_two_sided(freedom, statistic),
        low=estimate - reach,
        high=estimate + reach,
        tau2=tau2,
        i2=100 * share,
        h2=h2,
    )


def heterogeneity(effects: Floats, variances: Floats, *, confidence: float) -> Heterogeneity:
    """Q and its p; the interval of tau2 from where Q's own distribution would put it.

    Source: Viechtbauer, Statistics in Medicine 26 (2007), Q-profile.
    """
    freedom = len(effects) - 1
    q = _q(effects, variances, 0.0)
    upper, lower = (
        float(special.chdtri(freedom, tail))
        for tail in ((1 - confidence) / 2, (1 + confidence) / 2)
    )
    return Heterogeneity(
        q=q,
        degrees_of_freedom=freedom,
        p_value=float(special.chdtrc(freedom, q)),
        tau2_low=_tau2_where(effects, variances, upper),
        tau2_high=_tau2_where(effects, variances, lower),
    )


def quantile(freedom: float | None, share: float) -> float:
    """Of t, or of the normal if there are no degrees of freedom."""
    if freedom is None:
        return float(special.ndtri(share))
    return float(special.stdtrit(freedom, share))


def _two_sided(freedom: float | None, statistic: float) -> float:
    if freedom is None:
        return 2 * float(special.ndtr(-abs(statistic)))
    return 2 * float(special.stdtr(freedom, -abs(statistic)))


def _inconsistency(
    effects: Floats, variances: Floats, tau2: float, between: Between
) -> tuple[float, float]:
    """I2 as a share, and H2."""
    if between is Between.FIXED and len(effects) > 1:
        h2 = _q(effects, variances, 0.0) / (len(effects) - 1)
        return (1 - 1 / h2 if h2 > 1 else 0.0), h2
    share = tau2 / (tau2 + _typical_variance(variances))
    return share, 1 / (1 - share)


def _typical_variance(variances: Floats) -> float:
    weights = 1 / variances
    total = float(weights.sum())
    if len(weights) < 2:
        return float(variances[0])
    return (len(weights) - 1) * total / (total**2 - float(weights @ weights))


def _q(effects: Floats, variances: Floats, tau2: float) -> float:
    weights = 1 / (variances + tau2)
    mean = weights @ effects / weights.sum()
    return float(weights @ (effects - mean) ** 2)


def _dersimonian_laird(effects: Floats, variances: Floats) -> float:
    weights = 1 / variances
    total = float(weights.sum())
    below = total - float(weights @ weights) / total
    if below <= 0:
        return 0.0
    return max(0.0, (_q(effects, variances, 0.0) - (len(effects) - 1)) / below)


def _reml(effects: Floats, variances: Floats) -> float:
    """Where the restricted likelihood is highest, over all its local heights."""
    if len(effects) < 2:
        return 0.0
    top = float(effects.var(ddof=1)) * 10 + 1e-12 * float(variances.max())
    grid = np.concatenate([[0.0], np.geomspace(top * 1e-9, top, 200)])
    slopes = [_reml_slope(effects, variances, tau2) for tau2 in grid]
    heights = [(_reml_height(effects, variances, 0.0), 0.0)]
    for place in range(len(grid) - 1):
        if slopes[place] > 0 >= slopes[place + 1]:
            root = float(
                optimize.brentq(
                    lambda tau2: _reml_slope(effects, variances, tau2),
                    grid[place],
                    grid[place + 1],
                    xtol=1e-15 * top,
                    rtol=1e-13,
                )
            )
            heights.append((_reml_height(effects, variances, root), root))
    return max(heights)[1]


def _reml_height(effects: Floats, variances: Floats, tau2: float) -> float:
    weights = 1 / (variances + tau2)
    likelihood = np.log(weights).sum() - math.log(weights.sum()) - _q(effects, variances, tau2)
    return float(likelihood) / 2


def _reml_slope(effects: Floats, variances: Floats, tau2: float) -> float:
    """Twice the derivative of the restricted likelihood."""
    weights = 1 / (variances + tau2)
    total = float(weights.sum())
    mean = float(weights @ effects) / total
    squares = float(weights**2 @ (effects - mean) ** 2)
    return squares - total + float(weights @ weights) / total


def _tau2_where(effects: Floats, variances: Floats, target: float) -> float:
    """The tau2 at which Q is the target; Q falls with tau2."""

    def gap(tau2: float) -> float:
        return _q(effects, variances, tau2) - target

    if gap(0.0) <= 0:
        return 0.0
    top = _first_below(gap, float(variances.max()))
    return float(optimize.brentq(gap, 0.0, top, xtol=1e-14 * top, rtol=1e-13))


def _first_below(gap: Callable[[float], float], start: float) -> float:
    while gap(start) > 0:
        start *= 4
    return start
