"""The variances that make the scores most likely (REML), and what follows for everybody."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from eduhub.engines.scoring.model.likelihood import Absorbed, absorbed
from eduhub.engines.scoring.model.products import Products

type Floats = NDArray[np.float64]

FARTHEST = math.log(1e3)  # of a standard deviation in units of chance's, and 1 over it
FINE = np.linspace(-FARTHEST, FARTHEST, 401)  # step 0.035
COARSE = np.linspace(-FARTHEST, FARTHEST, 13)
EXACT = 1e-9


@dataclass(frozen=True, eq=False)
class Fit:
    """The model at its most likely variances.

    Attributes:
        at: the model there; `at.worth` is the variance of the applications over chance's.
        severity: the variance of the jurors' severity over chance's.
        residual: the variance of chance, in squared points.
        deviance: minus twice the restricted log-likelihood: R's REML criterion.
        level: mu, the expected score of an average application by an average juror.
        worths: (applications,) a of each.
        lenience: (jurors,) b of each.
    """

    at: Absorbed
    severity: float
    residual: float
    deviance: float
    level: float
    worths: Floats
    lenience: Floats

    @property
    def worth_variance(self) -> float:
        """Of the applications, in squared points."""
        return self.at.worth * self.residual

    @property
    def severity_variance(self) -> float:
        """Of the jurors' severity, in squared points."""
        return self.severity * self.residual


def fitted(products: Products, steep: Floats | None = None) -> Fit:
    """REML: along the applications' variance, the best of the jurors' at each.

    Variances of 0 are possible; none is above a million times chance's.
    """

    def best(worth: float) -> float:
        return most_likely(absorbed(products, worth, steep))[1]

    def about(worth: float) -> float:
        return float(absorbed(products, worth, steep).deviance(_variances(FINE)).min())

    coarse = [about(_variance(each)) for each in COARSE]
    at = int(np.argmin(coarse))
    low, high = COARSE[max(at - 1, 0)], COARSE[min(at + 1, len(COARSE) - 1)]
    found = optimize.minimize_scalar(
        lambda each: best(_variance(each)),
        bounds=(low, high),
        method="bounded",
        options={"xatol": EXACT},
    )
    worth = _variance(float(found.x))
    if at == 0 and best(0.0) <= float(found.fun):
        worth = 0.0
    return fit_at(absorbed(products, worth, steep))


def fit_at(at: Absorbed, severity: float | None = None) -> Fit:
    """The fit at this variance of the applications, and this or the best one of severity."""
    if severity is None:
        severity, deviance = most_likely(at)
    else:
        deviance = float(at.deviance(np.array([severity]))[0])
    squares = float(at.squares(np.array([severity]))[0])
    lenience = at.lenience(severity)
    level = float(at.level(lenience))
    return Fit(
        at=at,
        severity=severity,
        residual=squares / at.freedom,
        deviance=deviance,
        level=level + at.products.centre,
        worths=at.worths((level + lenience)[:, None])[:, 0],
        lenience=lenience,
    )


def most_likely(at: Absorbed) -> tuple[float, float]:
    """The best variance of severity at this one of the applications, and its deviance."""
    fine = at.deviance(_variances(FINE))
    best = int(np.argmin(fine))
    found = optimize.minimize_scalar(
        lambda each: float(at.deviance(np.array([_variance(each)]))[0]),
        bounds=(FINE[max(best - 1, 0)], FINE[min(best + 1, len(FINE) - 1)]),
        method="bounded",
        options={"xatol": EXACT},
    )
    none = float(at.deviance(np.zeros(1))[0])
    if none <= found.fun:
        return 0.0, none
    return _variance(float(found.x)), float(found.fun)


def _variance(log_deviation: float) -> float:
    return math.exp(2 * log_deviation)


def _variances(log_deviations: Floats) -> Floats:
    return np.exp(2 * log_deviations)
