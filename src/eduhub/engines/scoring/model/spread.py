"""How wide each juror uses the scale.

The logarithms of the jurors' spreads are drawn towards 0 by a normal prior whose standard
deviation is itself estimated, so that a juror with few sheets is taken for an ordinary one. The
spreads are the most likely ones under the restricted likelihood of `likelihood`; mean 0.

Source: the prior's deviation by expectation-maximisation with Laplace's approximation, as for a
random effect; Dempster, Laird & Rubin, JRSS B 39 (1977); from memory, not looked up.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from eduhub.engines.scoring.model.fit import Fit, fitted
from eduhub.engines.scoring.model.likelihood import crossed_of
from eduhub.engines.scoring.model.products import Products

type Floats = NDArray[np.float64]

USUAL, LEAST, MOST = 0.3, 0.05, 1.0  # of the prior's deviation; below LEAST nobody could tell
FARTHEST = 3.0  # of a spread's logarithm
ROUNDS = 40
SETTLED = 1e-3
STEP = 1e-4
FLAT = 1e-9


@dataclass(frozen=True, eq=False)
class Spread:
    """The jurors' spreads with the variances that go with them.

    Attributes:
        fit: at these spreads.
        logs: (jurors,) logarithm of each one's spread.
        covariance: (jurors, jurors) of the logarithms, from the curvature there.
        prior: standard deviation of the logarithms in the population of jurors.
        settled: whether the search came to rest.
    """

    fit: Fit
    logs: Floats
    covariance: Floats
    prior: float
    settled: bool


def fitted_with_spread(products: Products) -> Spread:
    """Variances, spreads and the spreads' own variance, in turns until nothing moves."""
    jurors = len(products.own_met)
    at = Spread(fitted(products), np.zeros(jurors), np.eye(jurors) * USUAL**2, USUAL, False)
    for _ in range(ROUNDS):
        after = _moved(at)
        change = float(np.abs(after.logs - at.logs).max()) + abs(after.prior - at.prior)
        at = after
        if change < SETTLED:
            return replace(at, settled=True)
    return at


def _moved(at: Spread) -> Spread:
    """Spreads at the last variances, then the prior, then the variances at those spreads."""
    products = at.fit.at.products

    def both(logs: Floats) -> tuple[float, Floats]:
        value, slope = deviance_and_slope(logs, at.fit)
        return (
            value + float(logs @ logs) / at.prior**2,
            slope + 2 * logs / at.prior**2,
        )

    found = optimize.minimize(
        both,
        at.logs,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-FARTHEST, FARTHEST)] * len(at.logs),
        options={"gtol": 1e-6, "ftol": 1e-13},
    )
    logs = np.asarray(found.x, dtype=np.float64)
    covariance = _covariance(logs, at)
    logs = logs - logs.mean()
    prior = float(np.sqrt(np.mean(logs**2 + np.diag(covariance))))
    prior = min(max(prior, LEAST), MOST)
    return Spread(fitted(products, np.exp(-logs)), logs, covariance, prior, False)


def _covariance(logs: Floats, at: Spread) -> Floats:
    """The inverse of half the curvature, by differences of slopes; from the prior where flat."""
    size = len(logs)
    shifts = np.eye(size) * STEP
    curvature = np.array(
        [
            (
                deviance_and_slope(logs + shift, at.fit)[1]
                - deviance_and_slope(logs - shift, at.fit)[1]
            )
            / (2 * STEP)
            for shift in shifts
        ]
    )
    half = (curvature + curvature.T) / 4 + np.eye(size) / at.prior**2
    values, vectors = np.linalg.eigh(half)
    values = np.maximum(values, FLAT * float(values.max()))
    found: Floats = vectors / values @ vectors.T
    return found


def deviance_and_slope(logs: Floats, fit: Fit) -> tuple[float, Floats]:
    """Minus twice the restricted log-likelihood at these spreads, and its slope.

    The variances over chance's are those of the fit; chance's own is taken out.
    """
    products, severity = fit.at.products, fit.severity
    crossed = crossed_of(products, fit.at.worth)
    steep = np.exp(-logs)
    jurors, freedom = len(logs), products.size - 1
    known = steep[:, None] * crossed.met * steep
    said = crossed.score @ steep
    # mu and the jurors' effects, the latter in units of their own deviation
    bring = np.hstack([np.ones((jurors, 1)), np.sqrt(severity) * np.eye(jurors)])
    inner = bring.T @ known @ bring
    inner[np.arange(1, jurors + 1), np.arange(1, jurors + 1)] += 1.0
    inverse = np.linalg.inv(inner)
    solved = inverse @ (bring.T @ (steep * said))
    means = bring @ solved
    squared = crossed.square @ steep
    left = float(steep @ squared - solved @ (bring.T @ (steep * said)))
    determinant = float(np.linalg.slogdet(inner)[1])
    value = determinant + freedom * np.log(left) + 2 * float(products.own_met @ logs)

    held = bring @ inverse @ bring.T
    by_determinant = 2 * ((crossed.met * steep) * held.T).sum(axis=1)
    by_left = 2 * (
        squared
        - means * said
        - crossed.score.T @ (steep * means)
        + means * (crossed.met @ (steep * means))
    )
    by_steep = by_determinant + freedom * by_left / left
    return float(value), -steep * by_steep + 2 * products.own_met
