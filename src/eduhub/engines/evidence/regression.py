"""Least squares for pupils in classes, from each class's cross-products alone.

No matrix grows with the pupils: a class enters by X'X (unknowns, unknowns) and X'y
(unknowns,). With M = (X'X)^-1 = CC' and B_g = C'X_g'X_gC = V diag(leverage) V' the bias-reduced
("CR2") variance is that of the scores V (1 - leverage)^-1/2 V' C'X_g'e_g, and the Satterthwaite
degrees of freedom follow from the same V and leverages.

Everything about the uncertainty of any contrast comes from three things a class: its score,
its own part of the variance's quadratic form, and the part it shares with the others:

    P = diag(m' own_g m) + (shared_g m)' link (shared_h m),  m = C' contrast

Source: Bell & McCaffrey, Survey Methodology 28 (2002); Pustejovsky & Tipton, Journal of
Business & Economic Statistics 36 (2018); equal to R's clubSandwich, see tests/engines.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.estimates import (
    Estimate,
    JointMethod,
    JointTest,
    f_test,
    matched_f,
    t_estimate,
)
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

SINGULAR = 1e-10  # smallest eigenvalue of X'X, scaled to a unit diagonal, that is told from 0
ABSORBED = 1e-10  # 1 - leverage below this: the class alone decides the direction


class Sandwich(StrEnum):
    """How residuals are turned into a variance; CR2 is the one to use, the rest to compare."""

    CR0 = "cr0"
    """Residuals as they are: too small with few classes."""

    CR1 = "cr1"
    """CR0 times classes / (classes - 1)."""

    CR1S = "cr1s"
    """CR0 times classes (rows - 1) / ((classes - 1)(rows - unknowns)): Stata's."""

    CR2 = "cr2"
    """Bias-reduced: right on average if pupils of a class were not alike at all."""

    CR3 = "cr3"
    """Like leaving out one class at a time, without the factor (classes - 1) / classes."""


class Reference(StrEnum):
    """Whose degrees of freedom an interval has."""

    SATTERTHWAITE = "satterthwaite"
    CLASSES_LESS_ONE = "classes_less_one"
    """For comparison only: with few or uneven classes the interval is too short."""


@dataclass(frozen=True, slots=True, eq=False)
class ClusterRegression:
    """A fitted regression; ask it for `estimate_of` a contrast or a `joint_test` of several."""

    coefficients: Floats
    """(unknowns,) in the order of the columns."""

    root: Floats
    """(unknowns, unknowns) C with CC' = M."""

    scores: Floats
    """(classes, unknowns) whose sum of squares, turned by C, is the variance."""

    own: Floats
    """(classes, unknowns, unknowns), see the module."""

    shared: Floats
    """(classes, any, unknowns), see the module."""

    link: Floats
    """(any, any), see the module."""

    @property
    def covariance(self) -> Floats:
        """(unknowns, unknowns) robust covariance matrix of the coefficients."""
        turned = self.scores @ self.root.T
        found: Floats = turned.T @ turned
        return found

    def estimate_of(
        self,
        contrast: ArrayLike,
        *,
        confidence: float = 0.95,
        reference: Reference = Reference.SATTERTHWAITE,
    ) -> Estimate:
        """The weighted sum of coefficients, its standard error and its t interval.

        Args:
            contrast: (unknowns,) the weights.

        Raises:
            CannotCompare: no class is left from which the uncertainty could be learned
                (nothing_left_over), or the outcome shows none at all (no_variation).
        """
        weights = np.asarray(contrast, dtype=float)
        direction = self.root.T @ weights
        freedom = float(len(self.scores) - 1)
        if reference is Reference.SATTERTHWAITE:
            freedom = self._degrees_of_freedom(direction)
        return t_estimate(
            float(weights @ self.coefficients),
            standard_error=float(np.linalg.norm(self.scores @ direction)),
            degrees_of_freedom=freedom,
            confidence=confidence,
        )

    def joint_test(
        self, contrasts: ArrayLike, *, method: JointMethod = JointMethod.HTZ
    ) -> JointTest:
        """Whether all of several contrasts are zero.

        Args:
            contrasts: (contrasts, unknowns) linearly independent weights, one row each.

        Raises:
            ValueError: the contrasts are no table of weights, or depend on each other.
            CannotCompare: too few classes for so many contrasts, or no variation.

        Source: Pustejovsky & Tipton (2018), section 4; "AHT" there, "HTZ" in clubSandwich.
        """
        weights = np.asarray(contrasts, dtype=float)
        if weights.ndim != 2 or weights.shape[1] != len(self.coefficients):
            raise ValueError("contrasts are rows of one weight for each unknown")
        if np.linalg.matrix_rank(weights) < len(weights):
            raise ValueError("contrasts say the same in other words")
        size = len(weights)
        total = self._wald(weights)
        match method:
            case JointMethod.NAIVE:
                classes = len(self.scores) - 1
                return f_test(method, total / size, numerator=size, denominator=classes)
            case JointMethod.EDF:
                return matched_f(total, self._eigen_degrees(weights))
            case JointMethod.HTZ:
                eta = size * (size + 1) / self._total_variance(weights)
                factor = (eta - size + 1) / eta
                return f_test(
                    method, factor * total / size, numerator=size, denominator=eta - size + 1
                )

    def _wald(self, weights: Floats) -> float:
        covariance = weights @ self.covariance @ weights.T
        estimates = weights @ self.coefficients
        if np.linalg.matrix_rank(covariance, hermitian=True) < len(weights):
            raise CannotCompare(
                Obstacle.NO_VARIATION, "the outcome does not vary in some contrast"
            )
        return float(estimates @ np.linalg.solve(covariance, estimates))

    def _degrees_of_freedom(self, direction: Floats) -> float:
        """Twice the squared mean over the variance of the variance's own distribution."""
        own, shared = self._parts(direction[:, None])
        mean = float(self._means(own, shared)[0, 0])
        if mean <= SINGULAR * float(direction @ direction):
            raise CannotCompare(
                Obstacle.NOTHING_LEFT_OVER, "as many unknowns as classes: no uncertainty to learn"
            )
        return mean**2 / float(self._products(own, shared)[0, 0, 0, 0])

    def _parts(self, directions: Floats) -> tuple[Floats, Floats]:
        """own (classes, s, t) and shared (classes, any, s) of directions (unknowns, s)."""
        return directions.T @ (self.own @ directions), self.shared @ directions

    def _means(self, own: Floats, shared: Floats) -> Floats:
        """(s, t) traces of P_st."""
        both = np.einsum("gis,git->st", shared, self.link @ shared)
        found: Floats = own.sum(axis=0) + both
        return found

    def _products(self, own: Floats, shared: Floats) -> Floats:
        """(s, t, u, v) sums over all pairs of classes of P_st times P_uv, elementwise."""
        linked = self.link @ shared
        diagonal = np.einsum("gis,git->gst", shared, linked)
        plain = np.einsum("gst,guv->stuv", own, own)
        mixed = np.einsum("gst,guv->stuv", own, diagonal)
        crossed = np.einsum("gis,gju->isju", shared, shared)
        other = np.einsum("git,gjv->itjv", linked, linked)
        both = np.einsum("isju,itjv->stuv", crossed, other)
        found: Floats = plain + mixed + mixed.transpose(2, 3, 0, 1) + both
        return found

    def _whitened(self, weights: Floats) -> tuple[Floats, Floats, Floats]:
        """own and shared of the contrasts, and the inverse root of their expected variance."""
        own, shared = self._parts(self.root.T @ weights.T)
        values, vectors = np.linalg.eigh(self._means(own, shared))
        if values[0] <= SINGULAR * values[-1]:
            raise CannotCompare(
                Obstacle.NOTHING_LEFT_OVER, "too few classes for a test of so many at once"
            )
        return own, shared, vectors / np.sqrt(values) @ vectors.T

    def _total_variance(self, weights: Floats) -> float:
        own, shared, white = self._whitened(weights)
        products = self._products(white @ own @ white, shared @ white)
        same = np.einsum("sstt->", products)
        crossed = np.einsum("stts->", products)
        return float(same + crossed)

    def _eigen_degrees(self, weights: Floats) -> list[float]:
        own, shared, white = self._whitened(weights)
        _, vectors = np.linalg.eigh(white @ weights @ self.covariance @ weights.T @ white)
        turn = white @ vectors
        return [
            1 / float(self._products(*_turned(own, shared, turn[:, [at]]))[0, 0, 0, 0])
            for at in range(len(weights))
        ]


def cluster_regression(
    grams: ArrayLike,
    products: ArrayLike,
    *,
    sandwich: Sandwich = Sandwich.CR2,
    rows: int | None = None,
) -> ClusterRegression:
    """Fit the outcome to the columns of X by least squares, each pupil counting once.

    Large offsets belong off the columns before this (all that is lost is the meaning of
    the intercept): nothing centred can be told from X'X any more.

    Args:
        grams: (classes, unknowns, unknowns) X_g'X_g of each class.
        products: (classes, unknowns) X_g'y_g of each class.
        rows: how many pupils there are; CR1S alone needs it.

    Raises:
        CannotCompare: the columns do not determine the unknowns (not_identified).
        ValueError: shapes do not fit.
    """
    gram, product = np.asarray(grams, dtype=float), np.asarray(products, dtype=float)
    if product.ndim != 2 or gram.shape != (*product.shape, product.shape[1]):
        raise ValueError("one X'X and one X'y for each class")
    root = inverse_root(gram.sum(axis=0))
    coefficients = root @ (root.T @ product.sum(axis=0))
    return sandwiched(
        coefficients,
        root=root,
        grams=gram,
        residuals=product - gram @ coefficients,
        sandwich=sandwich,
        rows=rows,
    )


def sandwiched(
    coefficients: Floats,
    *,
    root: Floats,
    grams: Floats,
    residuals: Floats,
    sandwich: Sandwich = Sandwich.CR2,
    rows: int | None = None,
) -> ClusterRegression:
    """The uncertainty of coefficients that are linear in the outcome, M sum of X_g'y_g.

    Args:
        root: (unknowns, unknowns) C with CC' = M = (sum of grams)^-1.
        grams: (classes, unknowns, unknowns) X_g'X_g.
        residuals: (classes, unknowns) X_g'e_g.
        rows: how many pupils there are; CR1S alone needs it.
    """
    leverages, vectors = np.linalg.eigh(root.T @ grams @ root)
    leverages = leverages.clip(0.0, 1.0)
    adjustments = _adjustments(leverages, sandwich)
    turned = vectors.transpose(0, 2, 1)
    # V f V' r, without building V f V'
    scores = vectors @ (adjustments * (vectors_dot(turned, residuals @ root)))[:, :, None]
    factor = inflation(sandwich, classes=len(grams), rows=rows, unknowns=len(root))
    weighted = vectors * (adjustments * leverages)[:, None, :]
    return ClusterRegression(
        coefficients=coefficients,
        root=root,
        scores=scores[:, :, 0] * np.sqrt(factor),
        own=vectors * (adjustments**2 * leverages)[:, None, :] @ turned,
        shared=weighted @ turned,
        link=-np.eye(len(root)),
    )


def inflation(sandwich: Sandwich, *, classes: int, rows: int | None, unknowns: int) -> float:
    """What CR1 and CR1S multiply the variance by; 1 for the others."""
    if sandwich not in (Sandwich.CR1, Sandwich.CR1S):
        return 1.0
    if classes < 2:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "one class only")
    factor = classes / (classes - 1)
    if sandwich is Sandwich.CR1S:
        if rows is None:
            raise ValueError("CR1S needs the number of rows")
        if rows <= unknowns:
            raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "as many unknowns as rows")
        factor *= (rows - 1) / (rows - unknowns)
    return factor


def inverse_root(total: Floats) -> Floats:
    """(unknowns, unknowns) C with CC' = total^-1.

    Raises:
        CannotCompare: a column is empty, or the columns depend on each other.
    """
    scale = np.sqrt(np.diag(total))
    if not (scale > 0).all():
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "a column is empty")
    values, vectors = np.linalg.eigh(total / np.outer(scale, scale))
    if values[0] < SINGULAR:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "two columns say the same")
    root: Floats = vectors / np.sqrt(values) / scale[:, None]
    return root


def _adjustments(leverages: Floats, sandwich: Sandwich) -> Floats:
    power = {Sandwich.CR2: -0.5, Sandwich.CR3: -1.0}.get(sandwich)
    if power is None:
        return np.ones_like(leverages)
    room = 1 - leverages
    found: Floats = np.where(room > ABSORBED, room.clip(ABSORBED) ** power, 0.0)
    return found


def vectors_dot(matrices: Floats, vectors: Floats) -> Floats:
    """(classes, rows) each class's matrix times its vector."""
    found: Floats = (matrices @ vectors[:, :, None])[:, :, 0]
    return found


def _turned(own: Floats, shared: Floats, turn: Floats) -> tuple[Floats, Floats]:
    return turn.T @ own @ turn, shared @ turn
