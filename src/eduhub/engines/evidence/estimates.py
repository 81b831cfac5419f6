"""One quantity with its uncertainty, and one test of several: what every method here answers with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import special

from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

FEWEST_FOR_A_VARIANCE = 4.1  # an F with 4 degrees of freedom or fewer has no variance


@dataclass(frozen=True, slots=True)
class Estimate:
    """One quantity with its uncertainty, in the outcome's unit; p for "it is zero", two-sided."""

    estimate: float
    standard_error: float
    degrees_of_freedom: float
    low: float
    high: float
    t: float
    p_value: float


class JointMethod(StrEnum):
    """How the uncertainty of the covariance matrix itself enters a test of several contrasts."""

    HTZ = "htz"
    """Approximate Hotelling's T squared (AHT), Zhang's degrees of freedom: the one to use."""

    EDF = "edf"
    """Fai and Cornelius: the sum of squared t values matched to an F."""

    NAIVE = "naive"
    """F with classes minus one degrees of freedom; for comparison only, rejects too often."""


@dataclass(frozen=True, slots=True)
class JointTest:
    """Whether several contrasts are all zero: `f` on `numerator` and `denominator` degrees."""

    method: JointMethod
    f: float
    numerator: int
    denominator: float
    p_value: float


def t_estimate(
    estimate: float,
    *,
    standard_error: float,
    degrees_of_freedom: float,
    confidence: float = 0.95,
) -> Estimate:
    """The quantity with the interval and the p value of its t distribution.

    Raises:
        ValueError: confidence does not lie between 0 and 1.
        CannotCompare: the standard error is zero (no_variation), or nothing is left from
            which it could be learned (nothing_left_over).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, not {confidence}")
    if not (math.isfinite(degrees_of_freedom) and degrees_of_freedom > 0):
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "no degrees of freedom are left")
    if not (math.isfinite(standard_error) and standard_error > 0):
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
    t = estimate / standard_error
    reach = float(special.stdtrit(degrees_of_freedom, (1 + confidence) / 2)) * standard_error
    return Estimate(
        estimate=estimate,
        standard_error=standard_error,
        degrees_of_freedom=degrees_of_freedom,
        low=estimate - reach,
        high=estimate + reach,
        t=t,
        p_value=2 * float(special.stdtr(degrees_of_freedom, -abs(t))),
    )


def f_test(method: JointMethod, f: float, *, numerator: int, denominator: float) -> JointTest:
    """The test with its p value; an infinite `denominator` is told as CannotCompare."""
    if not (math.isfinite(denominator) and denominator > 0):
        raise CannotCompare(
            Obstacle.NOTHING_LEFT_OVER, "too few classes for a test of so many at once"
        )
    return JointTest(
        method=method,
        f=f,
        numerator=numerator,
        denominator=denominator,
        p_value=float(special.fdtrc(numerator, denominator, f)),
    )


def matched_f(total: float, degrees: Sequence[float]) -> JointTest:
    """A sum of squared t values as an F with the same mean and variance.

    Args:
        total: the sum.
        degrees: degrees of freedom of each t; those under 4.1 are taken as 4.1.

    Source: Fai & Cornelius, Journal of Statistical Computation and Simulation 54 (1996).
    """
    size = len(degrees)
    each = np.maximum(np.asarray(degrees, dtype=float), FEWEST_FOR_A_VARIANCE)
    mean = float((each / (each - 2)).sum())
    variance = float((2 * each**2 * (each - 1) / ((each - 2) ** 2 * (each - 4))).sum())
    excess = size * variance - 2 * mean**2
    if excess <= 0:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "no F has so small a variance")
    denominator = 4 + 2 * mean**2 * (size + 2) / excess
    scale = size * denominator / ((denominator - 2) * mean)
    return f_test(JointMethod.EDF, scale * total / size, numerator=size, denominator=denominator)
