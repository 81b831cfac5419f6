"""The restricted likelihood of the crossed model, at given variances.

    score of i by j = mu + b_j + s_j (a_i + e_ij)

with the application's worth a_i, the juror's leniency b_j and chance e_ij, all normal, and the
juror's spread s_j, which is 1 unless it is asked for. Divided by s_j, this is a linear mixed
model. The applications are absorbed sheet by sheet, then mu; of what is left, a matrix of
jurors by jurors, the eigenvalues give the likelihood at every variance of severity at once.

Source: Henderson's equations and REML as in Bates, Maechler, Bolker & Walker, Journal of
Statistical Software 67 (2015), section 3, whose criterion this is.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.model.products import Products

type Floats = NDArray[np.float64]

TINY = float(np.finfo(np.float64).tiny)  # where scores without one juror are all the same
LEAST_LEFT = 1e-14  # of the scores' sum of squares, so that perfect agreement has a logarithm


@dataclass(frozen=True, eq=False)
class Absorbed:
    """The model with the applications and mu taken out, at one variance of the applications.

    Variances are in units of chance's. `severity` is the variance of the jurors' severity.

    Attributes:
        products: of the round.
        worth: variance of the applications.
        steep: (jurors,) 1 over each one's spread.
        weight: (jurors,) of each juror's mean in mu, summing to `information`.
        information: what is known of mu if no juror were severe.
        start: mu in that case.
        values: (jurors,) eigenvalues of what is known of the jurors' severity, not below 0.
        vectors: (jurors, jurors) their vectors, in columns.
        pull: (jurors,) what the scores say of severity, in the vectors' directions.
        left: sum of squares if no juror were severe.
        fixed: log-determinants, and the scale of the scores, that do not hang on severity.
    """

    products: Products
    worth: float
    steep: Floats
    weight: Floats
    information: float
    start: float
    values: Floats
    vectors: Floats
    pull: Floats
    left: float
    fixed: float

    @property
    def freedom(self) -> int:
        """How many sheets tell of the residual; without a juror one may be left, which tells none."""
        return max(self.products.size - 1, 1)

    def determinant(self, severity: Floats) -> Floats:
        """(points,) log-determinants at these variances of severity."""
        return self.fixed + np.log1p(np.outer(severity, self.values)).sum(axis=1)

    def squares(self, severity: Floats) -> Floats:
        """(points,) the sum of squares that is left."""
        shrunk = severity[:, None] / (1 + np.outer(severity, self.values))
        least = max(LEAST_LEFT * float(self.products.own_square.sum()), TINY)
        return np.maximum(self.left - shrunk @ self.pull**2, least)

    def deviance(self, severity: Floats) -> Floats:
        """(points,) minus twice the restricted log-likelihood, the residual's variance out."""
        freedom = self.freedom
        squares = self.squares(severity)
        size = freedom * (1 + np.log(2 * math.pi * squares / freedom))
        deviance: Floats = self.determinant(severity) + size
        return deviance

    def lenience(self, severity: float) -> Floats:
        """(jurors,) the best linear prediction of each one's b."""
        return severity * self.vectors @ (self.pull / (1 + severity * self.values))

    def level(self, lenience: Floats) -> Floats:
        """(…,) mu, given what is predicted, or drawn, of the jurors in the last axis."""
        return self.start - lenience @ self.weight / self.information

    def worths(self, means: Floats) -> Floats:
        """(applications, draws) each one's a, given the jurors' means (jurors, draws)."""
        sheets = self.products.sheets
        scaled = self.steep[sheets.juror]
        own = np.bincount(
            sheets.application,
            weights=scaled * (sheets.score - self.products.centre),
            minlength=len(sheets.applications),
        )
        expected = sheets.matrix(scaled) @ means
        worths: Floats = self.shrunk[:, None] * (own[:, None] - expected)
        return worths

    @property
    def shrunk(self) -> Floats:
        """(applications,) the weight of each one's sum: its variance given the jurors."""
        counts = self.products.sheets.of_application.astype(np.float64)
        shrunk: Floats = self.worth / (1 + self.worth * counts)
        return shrunk


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Jurors by jurors, at one variance of the applications, in units of the jurors' spread.

    `met` is Z'WZ, `score` such that Z'Wy = steep * (score @ steep), `square` such that
    y'Wy = steep @ square @ steep, where W takes the applications out.
    """

    met: Floats
    score: Floats
    square: Floats


def crossed_of(products: Products, worth: float) -> Crossed:
    """The sums over pairs of jurors when the applications have this variance."""
    weight = worth / (1 + products.counts * worth)

    def without_worth(own: Floats, pairs: Floats) -> Floats:
        return np.diag(own) - np.tensordot(weight, pairs, axes=1)

    return Crossed(
        met=without_worth(products.own_met, products.met),
        score=without_worth(products.own_score, products.score),
        square=without_worth(products.own_square, products.square),
    )


def absorbed(products: Products, worth: float, steep: Floats | None = None) -> Absorbed:
    """The model at one variance of the applications; `steep` is 1 for all if missing."""
    steep = np.ones(len(products.own_met)) if steep is None else steep
    crossed = crossed_of(products, worth)
    known = steep[:, None] * crossed.met * steep
    said = steep * (crossed.score @ steep)
    weight = known.sum(axis=1)
    information = float(weight.sum())
    start = float(said.sum()) / information
    values, vectors = np.linalg.eigh(known - np.outer(weight, weight) / information)
    determinant = float(products.times @ np.log1p(products.counts * worth))
    return Absorbed(
        products=products,
        worth=worth,
        steep=steep,
        weight=weight,
        information=information,
        start=start,
        values=np.maximum(values, 0.0),
        vectors=vectors,
        pull=vectors.T @ (said - weight * start),
        left=float(steep @ crossed.square @ steep) - information * start**2,
        fixed=determinant + math.log(information) - 2 * float(products.own_met @ np.log(steep)),
    )
