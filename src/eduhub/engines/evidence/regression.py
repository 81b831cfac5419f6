"""Least squares for pupils in classes, from each class's cross-products alone.

No matrix grows with the pupils: a class enters by X'X (unknowns, unknowns) and X'y
(unknowns,). With M = (X'X)^-1 = CC' and B_g = C'X_g'X_gC = V diag(leverage) V' the bias-reduced
("CR2") variance is that of the scores V (1 - leverage)^-1/2 V' C'X_g'e_g, and the Satterthwaite
degrees of freedom follow from the same V and leverages.

Source: Bell & McCaffrey, Survey Methodology 28 (2002); Pustejovsky & Tipton, Journal of
Business & Economic Statistics 36 (2018); equal to R's clubSandwich, see tests/engines.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

SINGULAR = 1e-10  # smallest eigenvalue of X'X, scaled to a unit diagonal, that is told from 0
ABSORBED = 1e-10  # 1 - leverage below this: the class alone decides the direction


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


@dataclass(frozen=True, slots=True, eq=False)
class ClusterRegression:
    """A fitted regression; ask it for `estimate_of` one weighted sum of its coefficients."""

    coefficients: Floats
    """(unknowns,) in the order of the columns."""

    root: Floats
    """(unknowns, unknowns) C with CC' = (X'X)^-1."""

    vectors: Floats
    """(classes, unknowns, unknowns) V of each class."""

    leverages: Floats
    """(classes, unknowns) in [0, 1]."""

    adjustments: Floats
    """(classes, unknowns) (1 - leverage)^-1/2, and 0 where a direction is absorbed."""

    scores: Floats
    """(classes, unknowns) whose sum of squares, turned by C, is the variance."""

    def estimate_of(self, contrast: ArrayLike, *, confidence: float = 0.95) -> Estimate:
        """The weighted sum of coefficients, its CR2 standard error and Satterthwaite interval.

        Args:
            contrast: (unknowns,) the weights.

        Raises:
            CannotCompare: no class is left from which the uncertainty could be learned
                (nothing_left_over), or the outcome shows none at all (no_variation).
        """
        if not 0 < confidence < 1:
            raise ValueError("confidence lies between 0 and 1")
        weights = np.asarray(contrast, dtype=float)
        direction = self.root.T @ weights
        freedom = self._degrees_of_freedom(direction)
        estimate = float(weights @ self.coefficients)
        error = float(np.linalg.norm(self.scores @ direction))
        if error <= 0:
            raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")

        t = estimate / error
        reach = float(special.stdtrit(freedom, (1 + confidence) / 2)) * error
        return Estimate(
            estimate=estimate,
            standard_error=error,
            degrees_of_freedom=freedom,
            low=estimate - reach,
            high=estimate + reach,
            t=t,
            p_value=2 * float(special.stdtr(freedom, -abs(t))),
        )

    def _degrees_of_freedom(self, direction: Floats) -> float:
        """Twice the squared mean over the variance of the variance's own distribution."""
        turned = np.einsum("gij,i->gj", self.vectors, direction)
        own = (self.adjustments**2 * self.leverages * turned**2).sum(axis=1)
        shared = np.einsum("gij,gj->gi", self.vectors, self.adjustments * self.leverages * turned)
        taken = (shared**2).sum(axis=1)
        mean = float((own - taken).sum())
        if mean <= SINGULAR * float(direction @ direction):
            raise CannotCompare(
                Obstacle.NOTHING_LEFT_OVER, "as many unknowns as classes: no uncertainty to learn"
            )
        spread = (own**2).sum() - 2 * (own * taken).sum() + ((shared.T @ shared) ** 2).sum()
        return mean**2 / float(spread)


def cluster_regression(grams: ArrayLike, products: ArrayLike) -> ClusterRegression:
    """Fit the outcome to the columns of X by least squares, each pupil counting once.

    Large offsets belong off the columns before this (all that is lost is the meaning of
    the intercept): nothing centred can be told from X'X any more.

    Args:
        grams: (classes, unknowns, unknowns) X_g'X_g of each class.
        products: (classes, unknowns) X_g'y_g of each class.

    Raises:
        CannotCompare: the columns do not determine the unknowns (not_identified).
        ValueError: shapes do not fit.
    """
    gram, product = np.asarray(grams, dtype=float), np.asarray(products, dtype=float)
    if product.ndim != 2 or gram.shape != (*product.shape, product.shape[1]):
        raise ValueError("one X'X and one X'y for each class")
    root = _inverse_root(gram.sum(axis=0))
    coefficients = root @ (root.T @ product.sum(axis=0))

    leverages, vectors = np.linalg.eigh(root.T @ gram @ root)
    leverages = leverages.clip(0.0, 1.0)
    room = 1 - leverages
    adjustments = np.where(room > ABSORBED, room.clip(ABSORBED) ** -0.5, 0.0)
    residual = (product - gram @ coefficients) @ root
    turned = adjustments * np.einsum("gij,gi->gj", vectors, residual)
    return ClusterRegression(
        coefficients=coefficients,
        root=root,
        vectors=vectors,
        leverages=leverages,
        adjustments=adjustments,
        scores=np.einsum("gij,gj->gi", vectors, turned),
    )


def _inverse_root(total: Floats) -> Floats:
    """C with CC' = total^-1."""
    scale = np.sqrt(np.diag(total))
    if not (scale > 0).all():
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "a column is empty")
    values, vectors = np.linalg.eigh(total / np.outer(scale, scale))
    if values[0] < SINGULAR:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "two columns say the same")
    root: Floats = vectors / np.sqrt(values) / scale[:, None]
    return root
