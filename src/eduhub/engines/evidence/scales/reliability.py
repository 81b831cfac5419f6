"""How well do the items of a scale measure one thing?

Source: Cronbach, Psychometrika 16 (1951); interval after Feldt, Psychometrika 30 (1965);
omega after McDonald, Test Theory (1999), with one factor by least squares as R's psych has it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from eduhub.engines.evidence.scales.items import ItemTotals
from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance

type Floats = NDArray[np.float64]

MOST_LOADING = 1 - 1e-6  # at 1 an item is the factor itself: the solution is improper
TOLERANCE = 1e-14


@dataclass(frozen=True, slots=True)
class ItemReliability:
    """`alpha_if_dropped` is None where two items are all there are."""

    item: str
    alpha_if_dropped: float | None
    item_rest_correlation: float | None
    """With the sum of the other items; None if that sum never varies."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha of the items as they are, of standardised items, and its interval.

    Alpha is a lower bound of the reliability if errors are independent; below 0 (items that
    run against each other) it is shown as it is.
    """

    pupils: int
    alpha: float
    standardised: float
    average_correlation: float
    low: float
    high: float
    items: tuple[ItemReliability, ...]


@dataclass(frozen=True, slots=True)
class Omega:
    """The share of the variance of standardised items' sum that one factor explains.

    `proper` is False where a loading went to its end (a Heywood case): do not rely on it.
    """

    omega: float
    loadings: tuple[float, ...]
    proper: bool


def cronbach_alpha(totals: ItemTotals, *, confidence: float = 0.95) -> Alpha:
    """Alpha with Feldt's interval, and what each item does to it.

    Raises:
        CannotEstimate: one item only, or an item or the sum of all does not vary.
        ValueError: confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, not at {confidence}")
    covariance = _varying(totals, fewest=2)
    size = len(totals.items)
    alpha = _alpha(covariance)
    correlation = _correlation(covariance)
    average = float((correlation.sum() - size) / (size * (size - 1)))
    freedom = (totals.pupils - 1, (totals.pupils - 1) * (size - 1))
    tail = (1 - confidence) / 2
    return Alpha(
        pupils=totals.pupils,
        alpha=alpha,
        standardised=size * average / (1 + (size - 1) * average),
        average_correlation=average,
        low=1 - (1 - alpha) * float(special.fdtri(*freedom, 1 - tail)),
        high=1 - (1 - alpha) * float(special.fdtri(*freedom, tail)),
        items=tuple(
            ItemReliability(
                item=name,
                alpha_if_dropped=_alpha_without(covariance, place),
                item_rest_correlation=_item_rest(covariance, place),
            )
            for place, name in enumerate(totals.items)
        ),
    )


def one_factor_omega(totals: ItemTotals) -> Omega:
    """McDonald's omega from one factor that leaves the least squares of the correlations.

    Raises:
        CannotEstimate: fewer than three items, an item that does not vary, or no convergence.
    """
    correlation = _correlation(_varying(totals, fewest=3))
    above = np.triu_indices(len(correlation), 1)

    def left(loadings: Floats) -> Floats:
        return correlation[above] - np.outer(loadings, loadings)[above]

    values, vectors = np.linalg.eigh(correlation)
    start = vectors[:, -1] * np.sqrt(values[-1])
    start = np.clip(start * np.sign(start.sum() or 1.0), -0.99, 0.99)
    found = optimize.least_squares(
        left, start, bounds=(-1.0, 1.0), ftol=TOLERANCE, xtol=TOLERANCE, gtol=TOLERANCE
    )
    if not found.success:
        raise CannotEstimate(Hindrance.NO_CONVERGENCE, "no factor was found")
    unique = 1 - found.x**2
    return Omega(
        omega=float(1 - unique.sum() / correlation.sum()),
        loadings=tuple(found.x.tolist()),
        proper=bool((np.abs(found.x) < MOST_LOADING).all()),
    )


def _varying(totals: ItemTotals, *, fewest: int) -> Floats:
    covariance = totals.covariance
    if len(covariance) < fewest:
        raise CannotEstimate(Hindrance.TOO_FEW_ITEMS, f"fewer than {fewest} items")
    diagonal = np.diag(covariance)
    if not (diagonal > 0).all() or covariance.sum() <= 1e-12 * diagonal.sum():
        raise CannotEstimate(Hindrance.NO_VARIATION, "an item, or the sum, does not vary")
    return covariance


def _alpha(covariance: Floats) -> float:
    size = len(covariance)
    return float(size / (size - 1) * (1 - np.trace(covariance) / covariance.sum()))


def _alpha_without(covariance: Floats, place: int) -> float | None:
    rest = np.delete(np.delete(covariance, place, 0), place, 1)
    if len(rest) < 2 or rest.sum() <= 0:
        return None
    return _alpha(rest)


def _item_rest(covariance: Floats, place: int) -> float | None:
    own = covariance[place, place]
    rest = covariance.sum() - 2 * covariance[place].sum() + own
    if rest <= 1e-12 * own:
        return None
    return float((covariance[place].sum() - own) / np.sqrt(own * rest))


def _correlation(covariance: Floats) -> Floats:
    scale = np.sqrt(np.diag(covariance))
    found: Floats = covariance / np.outer(scale, scale)
    return found
