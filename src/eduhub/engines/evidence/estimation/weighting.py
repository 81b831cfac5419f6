"""The CR2 variance of weighted least squares, still from cross-products alone.

The working model is that of R's clubSandwich for a weighted `lm`: pupils of equal variance,
weighted for another reason than precision. With W the weights, M = (X'WX)^-1 and S = X'W^2X,
the residuals of class g then have the covariance

    B_g = I - X_g M X_g'W_g - W_g X_g M X_g' + X_g M S M X_g',

which differs from I only within the columns of U_g = [X_g, W_g X_g]. So B_g^-1/2, a matrix of
pupils by pupils, acts as I + U_g F_g U_g' with a small F_g that comes from U_g'U_g.

Source: Pustejovsky & Tipton, Journal of Business & Economic Statistics 36 (2018), section 2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.regression import (
    ABSORBED,
    ClusterRegression,
    Sandwich,
    inflation,
    inverse_root,
    vectors_dot,
)

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]

SPANNED = 1e-12  # eigenvalue of U'U, scaled to a unit diagonal, that is told from 0


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """Cross-products of each class with the weight to the powers 0, 1 and 2.

    Each of `grams` is (classes, unknowns, unknowns), of `products` (classes, unknowns).
    """

    grams: tuple[Floats, Floats, Floats]
    products: tuple[Floats, Floats, Floats]
    rows: int


def weighted_regression(
    given: Weighted, *, sandwich: Sandwich = Sandwich.CR2
) -> ClusterRegression:
    """Fit the outcome by weighted least squares.

    Raises:
        CannotCompare: the columns do not determine the unknowns.
        ValueError: CR3 is asked for, which weights leave without one meaning.
    """
    if sandwich is Sandwich.CR3:
        raise ValueError("CR3 is not defined here with weights; use CR2")
    plain, gram, squared = given.grams
    root = inverse_root(gram.sum(axis=0))
    inverse = root @ root.T
    coefficients = inverse @ given.products[1].sum(axis=0)
    residuals = [
        product - gram @ coefficients
        for product, gram in zip(given.products[:2], given.grams[:2], strict=True)
    ]
    meat = inverse @ squared.sum(axis=0) @ inverse

    at = _active(plain)
    local = [_at(table, at) for table in given.grams]
    spread = _bordered(local)  # U'U
    adjusted = _adjustments(
        spread, inverse[at[:, :, None], at[:, None, :]], meat[at[:, :, None], at[:, None, :]]
    )
    if sandwich is not Sandwich.CR2:
        adjusted = np.zeros_like(adjusted)
    size = at.shape[1]
    # A W X = U T with T = [0; I] + F U'W X
    turned = adjusted @ spread[:, :, size:]
    turned[:, size:] += np.eye(size)
    against = np.concatenate([np.take_along_axis(each, at, 1) for each in residuals], axis=1)
    scores = vectors_dot(turned.transpose(0, 2, 1), against)  # (A W X)'e
    first = spread[:, :size] @ turned  # X'A W X
    second = spread[:, size:] @ turned  # X'W A W X
    factor = inflation(sandwich, classes=len(gram), rows=given.rows, unknowns=len(root))
    chosen = root[at]  # local rows of C: M = C C', so M X'.. of a contrast is C m
    zero = np.zeros_like(inverse)
    return ClusterRegression(
        coefficients=coefficients,
        root=root,
        scores=np.einsum("gik,gi->gk", chosen, scores) * np.sqrt(factor),
        own=chosen.transpose(0, 2, 1) @ turned.transpose(0, 2, 1) @ spread @ turned @ chosen,
        shared=np.concatenate(
            [_spread_out(each @ chosen, at, len(root)) for each in (first, second)], axis=1
        ),
        link=np.block([[meat, -inverse], [-inverse, zero]]),
    )


def _active(plain: Floats) -> Whole:
    """(classes, most) places of the columns a class has any of, filled up with others.

    A class's own dummy is one of many, so most columns are empty in each class.
    """
    empty = np.diagonal(plain, axis1=1, axis2=2) <= 0
    most = int((~empty).sum(axis=1).max())
    found: Whole = np.argsort(empty, axis=1, kind="stable")[:, :most]
    return found


def _at(table: Floats, at: Whole) -> Floats:
    classes = np.arange(len(table))[:, None, None]
    found: Floats = table[classes, at[:, :, None], at[:, None, :]]
    return found


def _bordered(local: list[Floats]) -> Floats:
    """U'U for U = [X, WX]."""
    plain, gram, squared = local
    return np.concatenate(
        [np.concatenate([plain, gram], axis=2), np.concatenate([gram, squared], axis=2)], axis=1
    )


def _adjustments(spread: Floats, inverse: Floats, meat: Floats) -> Floats:
    """(classes, 2 unknowns, 2 unknowns) F with B^-1/2 = I + U F U'."""
    scale = np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    scale = np.where(scale > 0, scale, 1.0)
    values, vectors = np.linalg.eigh(spread / (scale[:, :, None] * scale[:, None, :]))
    kept = values > SPANNED * values[:, -1:]
    # U = Q R with orthonormal Q = U N
    normal = np.where(kept, values.clip(1e-300) ** -0.5, 0.0)[:, None, :] * vectors
    normal = normal / scale[:, :, None]
    triangle = normal.transpose(0, 2, 1) @ spread
    zero = np.zeros_like(inverse)
    change = np.concatenate(
        [np.concatenate([meat, -inverse], axis=2), np.concatenate([-inverse, zero], axis=2)],
        axis=1,
    )
    room, turns = np.linalg.eigh(
        np.eye(spread.shape[1]) + triangle @ change @ triangle.transpose(0, 2, 1)
    )
    less = np.where(room > ABSORBED, room.clip(ABSORBED) ** -0.5, 0.0) - 1
    whole = normal @ turns
    found: Floats = whole * less[:, None, :] @ whole.transpose(0, 2, 1)
    return found


def _spread_out(local: Floats, at: Whole, size: int) -> Floats:
    """(classes, size, unknowns) with each local row put in its own place."""
    found = np.zeros((len(local), size, local.shape[2]))
    np.put_along_axis(found, at[:, :, None], local, axis=1)
    return found
