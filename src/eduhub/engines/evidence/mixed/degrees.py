"""Small-sample degrees of freedom of a mixed model's coefficients.

Satterthwaite: a variance estimate v(gamma) is as good as a chi-square with 2 v^2 / Var(v)
degrees, Var(v) by the delta method from the observed information. Kenward and Roger: the same
from the expected information, and a covariance matrix of the coefficients that is made larger
for the variances being estimates.

Source: Kenward & Roger, Biometrics 53 (1997); Halekoh & Hojsgaard, Journal of Statistical
Software 59 (2014), for the formulas as in pbkrtest; Kuznetsova, Brockhoff & Christensen, the
same journal 82 (2017), as in lmerTest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from eduhub.engines.evidence.mixed.likelihood import Structure
from eduhub.engines.evidence.mixed.search import Optimum, slopes_of_free
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

FLAT = 1e-9  # curvature, as a share of the largest, in which nothing is known


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty:
    """What the degrees of freedom of any contrast are made of, in the columns' own units."""

    coefficients: Floats
    """(unknowns,)"""

    covariance: Floats
    """(unknowns, unknowns)"""

    slopes_free: Floats
    """(free, unknowns, unknowns) change of the covariance with each free coefficient."""

    spread_free: Floats
    """(free, free) covariance of the free coefficients, from observed information."""

    slopes: Floats
    """(parameters, unknowns, unknowns) change of the covariance with each variance."""

    spread: Floats
    """(parameters, parameters) covariance of the variances, from expected information."""

    adjusted: Floats
    """(unknowns, unknowns) Kenward and Roger's covariance."""

    def satterthwaite(self, contrast: Floats) -> tuple[float, float]:
        """Standard error and degrees of freedom."""
        return _of_one(contrast, self.covariance, self.slopes_free, self.spread_free)

    def kenward_roger(self, contrast: Floats) -> tuple[float, float]:
        """Standard error and degrees of freedom."""
        _, freedom = _of_one(contrast, self.covariance, self.slopes, self.spread)
        return float(np.sqrt(contrast @ self.adjusted @ contrast)), freedom


def uncertainty_of(optimum: Optimum, structure: Structure, *, turn: Floats) -> Uncertainty:
    """The uncertainty in units of one's own.

    Args:
        turn: (unknowns, unknowns) which takes the fit's coefficients to those units; the
            shift of the intercept is the caller's.
    """
    at = optimum.at
    covariance = at.covariance
    inner = at.forms.first[:, :-1, :-1]
    slopes = covariance @ inner @ covariance
    by_free = 2 * structure.squares @ optimum.free  # (parameters, free)
    _, curvature = slopes_of_free(optimum, structure.squares)
    spread = 2 * _inverse(at.expected)
    adjusted = covariance + 2 * _added(at.forms.second[:, :, :-1, :-1], inner, covariance, spread)
    return Uncertainty(
        coefficients=turn @ at.coefficients,
        covariance=turn @ covariance @ turn.T,
        slopes_free=turn @ np.einsum("pij,pf->fij", slopes, by_free) @ turn.T,
        spread_free=2 * _inverse(curvature),
        slopes=turn @ slopes @ turn.T,
        spread=spread,
        adjusted=turn @ adjusted @ turn.T,
    )


def satterthwaite_test(given: Uncertainty, contrasts: Floats) -> tuple[float, float, float]:
    """F, denominator degrees and p: the mean of squared independent t values.

    Source: Fai & Cornelius (1996), as in lmerTest.
    """
    values, vectors = np.linalg.eigh(contrasts @ given.covariance @ contrasts.T)
    _refuse_dependent(values)
    turned = vectors.T @ contrasts
    f = float(((turned @ given.coefficients) ** 2 / values).mean())
    each = np.array([given.satterthwaite(row)[1] for row in turned])
    if (each <= 2).any():
        denominator = 2.0
    else:
        mean = float((each / (each - 2)).sum())
        denominator = 2 * mean / (mean - len(each))
    return f, denominator, float(special.fdtrc(len(each), denominator, f))


def kenward_roger_test(given: Uncertainty, contrasts: Floats) -> tuple[float, float, float]:
    """Scaled F, denominator degrees and p.

    Source: Kenward & Roger (1997), section 3.
    """
    size = len(contrasts)
    plain = contrasts @ given.covariance @ contrasts.T
    _refuse_dependent(np.linalg.eigvalsh(plain))
    moved = np.linalg.solve(plain, contrasts @ given.slopes @ contrasts.T)
    traces = np.einsum("pii->p", moved)
    one = float(traces @ given.spread @ traces)
    two = float(np.einsum("pq,pij,qji->", given.spread, moved, moved))
    if not two > 0:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "nothing is known of the variances")
    if two >= size:
        raise CannotCompare(
            Obstacle.NOTHING_LEFT_OVER, "too few classes for a test of so many at once"
        )
    scale, denominator = _scale_and_degrees(one, two, size)
    estimates = contrasts @ given.coefficients
    adjusted = contrasts @ given.adjusted @ contrasts.T
    f = scale * float(estimates @ np.linalg.solve(adjusted, estimates)) / size
    return f, denominator, float(special.fdtrc(size, denominator, f))


def _scale_and_degrees(one: float, two: float, size: int) -> tuple[float, float]:
    ratio = (one + 6 * two) / (2 * size)
    g = ((size + 1) * one - (size + 4) * two) / ((size + 2) * two)
    below = 3 * size + 2 * (1 - g)
    first, second, third = g / below, (size - g) / below, (size + 2 - g) / below
    mean = 1 / (1 - two / size)
    variance = (2 / size) * (1 + first * ratio) / ((1 - second * ratio) ** 2 * (1 - third * ratio))
    rho = variance / (2 * mean**2)
    denominator = 4 + (size + 2) / (size * rho - 1)
    if not (np.isfinite(denominator) and denominator > 2):
        raise CannotCompare(
            Obstacle.NOTHING_LEFT_OVER, "too few classes for a test of so many at once"
        )
    return denominator / (mean * (denominator - 2)), denominator


def _of_one(
    contrast: Floats, covariance: Floats, slopes: Floats, spread: Floats
) -> tuple[float, float]:
    variance = float(contrast @ covariance @ contrast)
    change = slopes @ contrast @ contrast
    uncertain = float(change @ spread @ change)
    if not (variance > 0 and uncertain > 0):
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "nothing is known of the variances")
    return variance**0.5, 2 * variance**2 / uncertain


def _added(second: Floats, inner: Floats, covariance: Floats, spread: Floats) -> Floats:
    """Lambda: M (sum of W_ij (Q_ij - P_i M P_j)) M."""
    linked = inner @ covariance
    middle = second - linked[:, None] @ inner[None, :]
    total = np.einsum("ij,ijab->ab", spread, middle)
    found: Floats = covariance @ ((total + total.T) / 2) @ covariance
    return found


def _inverse(matrix: Floats) -> Floats:
    """The inverse in the directions in which something is known."""
    scale = np.sqrt(np.abs(np.diag(matrix)))
    scale = np.where(scale > 0, scale, 1.0)
    values, vectors = np.linalg.eigh(matrix / np.outer(scale, scale))
    kept = values > FLAT * max(float(values[-1]), 1e-300)
    found: Floats = vectors[:, kept] / values[kept] @ vectors[:, kept].T / np.outer(scale, scale)
    return found


def _refuse_dependent(values: Floats) -> None:
    if values[0] <= FLAT * values[-1]:
        raise ValueError("the terms say the same in other words")
