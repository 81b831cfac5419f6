"""Least squares with named columns on classes' cross-products; the variance is CR2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.estimates import Estimate, JointMethod, JointTest
from eduhub.engines.evidence.estimation.cross_products import INTERCEPT, ClassProducts
from eduhub.engines.evidence.estimation.weighting import Weighted, weighted_regression
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import (
    ClusterRegression,
    Reference,
    Sandwich,
    cluster_regression,
)

type Floats = NDArray[np.float64]

FLAT = 1e-12  # spread, as a share of what it is measured against, that is rounding only


@dataclass(frozen=True, slots=True, eq=False)
class LeastSquares:
    """A fitted regression by the names of its terms."""

    outcome: str
    terms: tuple[str, ...]
    factors: Mapping[str, tuple[str, ...]]
    """The terms that a factor's name stands for."""

    fit: ClusterRegression
    """In the order of the terms."""

    pupils: int
    classes: int

    @property
    def coefficients(self) -> dict[str, float]:
        return dict(zip(self.terms, self.fit.coefficients.tolist(), strict=True))

    def estimate(
        self,
        term: str,
        *,
        confidence: float = 0.95,
        reference: Reference = Reference.SATTERTHWAITE,
    ) -> Estimate:
        """One coefficient with its robust standard error, degrees of freedom and interval.

        Raises:
            ValueError: there is no such term.
            CannotCompare: nothing is left from which its uncertainty could be learned.
        """
        return self.contrast({term: 1.0}, confidence=confidence, reference=reference)

    def contrast(
        self,
        weights: Mapping[str, float],
        *,
        confidence: float = 0.95,
        reference: Reference = Reference.SATTERTHWAITE,
    ) -> Estimate:
        """A weighted sum of coefficients, as `{"arm=2": 1, "arm=1": -1}`."""
        return self.fit.estimate_of(self._row(weights), confidence=confidence, reference=reference)

    def estimates(self, *, confidence: float = 0.95) -> dict[str, Estimate]:
        """Every term's."""
        return {term: self.estimate(term, confidence=confidence) for term in self.terms}

    def joint_test(
        self, terms: Sequence[str], *, method: JointMethod = JointMethod.HTZ
    ) -> JointTest:
        """Whether all of the terms are zero; a factor's name stands for all of its terms.

        Raises:
            ValueError: there is no such term.
            CannotCompare: too few classes for so many terms at once.
        """
        told = [term for name in terms for term in self.factors.get(name, (name,))]
        return self.fit.joint_test([self._row({term: 1.0}) for term in told], method=method)

    def _row(self, weights: Mapping[str, float]) -> Floats:
        row = np.zeros(len(self.terms))
        for term, weight in weights.items():
            if term not in self.terms:
                raise ValueError(f"there is no term {term}; there are {', '.join(self.terms)}")
            row[self.terms.index(term)] = weight
        return row


def least_squares(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str],
    sandwich: Sandwich = Sandwich.CR2,
) -> LeastSquares:
    """Regress the outcome on an intercept and the regressors, classes being what varies.

    Weights in `products` are used as clubSandwich uses those of a weighted `lm` (see
    `weighting`).

    Args:
        regressors: columns or factors of `products`.
        sandwich: the variance; anything but CR2 is for comparison.

    Raises:
        ValueError: a column is not there, comes twice, or was never measured together with
            the others.
        CannotCompare: the columns do not determine the unknowns (not_identified).

    Source: see `regression`.
    """
    terms = (INTERCEPT, *products.columns_of(regressors))
    places, at = [products.names.index(term) for term in terms], _outcome(products, outcome, terms)
    refuse_constant(products, places[1:])
    if products.plain is None:
        table = known(products, products.grams, places, at)
        fit = cluster_regression(
            table[:, :, :-1], table[:, :, -1], sandwich=sandwich, rows=products.rows
        )
    else:
        fit = weighted_regression(_weighted(products, places, at), sandwich=sandwich)
    moved = uncentred(fit, products.centre[places[1:]], products.centre[at])
    return _named(products, outcome, terms, moved)


def least_squares_within_classes(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str],
    sandwich: Sandwich = Sandwich.CR2,
) -> LeastSquares:
    """The same with an own level for each class (fixed effects), and no intercept.

    What is the same for all pupils of each class cannot be a regressor. The levels are taken
    out before the fit, which leaves estimates, variance and degrees of freedom as if each
    class had a column of its own; with weights the columns are written out.

    Raises:
        ValueError, CannotCompare: as `least_squares`.

    Source: Pustejovsky & Tipton (2018), theorem 2, for taking levels out.
    """
    terms = products.columns_of(regressors)
    places, at = [products.names.index(term) for term in terms], _outcome(products, outcome, terms)
    if products.plain is None:
        table = known(products, _within(products.grams), places, at)
        refuse_flat_within(products, places, table)
        fit = cluster_regression(
            table[:, :, :-1], table[:, :, -1], sandwich=sandwich, rows=products.rows
        )
    else:
        fit = _kept(
            weighted_regression(_with_levels(products, places, at), sandwich=sandwich), len(terms)
        )
    return _named(products, outcome, terms, fit)


def known(products: ClassProducts, tables: Floats, places: Sequence[int], at: int) -> Floats:
    """(classes, regressors, regressors and outcome), all measured.

    Raises:
        ValueError: a cross-product is needed that was never measured.
    """
    table: Floats = tables[:, list(places)][:, :, [*places, at]]
    unknown = np.isnan(table).any(axis=(1, 2))
    if unknown.any():
        raise ValueError(
            f"{products.labels[int(unknown.argmax())]}: how the baseline goes together with the"
            " rest was not measured; use with_class_mean_baseline"
        )
    return table


def uncentred(fit: ClusterRegression, centre: Floats, of_outcome: float) -> ClusterRegression:
    """The fit whose intercept is that of columns counted from zero."""
    turn = np.eye(len(fit.root))
    turn[0, 1:] = -centre
    coefficients = turn @ fit.coefficients
    coefficients[0] += of_outcome
    return replace(fit, coefficients=coefficients, root=turn @ fit.root)


def refuse_constant(products: ClassProducts, places: Sequence[int]) -> None:
    """A column that is the same for everybody is rounding after centring, never quite 0."""
    total = products.grams[:, places, places].sum(axis=0)
    spread = np.sqrt(np.abs(total) / products.grams[:, 0, 0].sum())
    flat = spread <= FLAT * np.abs(products.centre[places])
    if flat.any():
        name = products.names[places[int(flat.argmax())]]
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, f"{name} is the same for everybody")


def refuse_flat_within(products: ClassProducts, places: Sequence[int], table: Floats) -> None:
    """What varies only between classes is rounding after levels are taken out."""
    within = np.diagonal(table[:, :, :-1], axis1=1, axis2=2).sum(axis=0)
    flat = within <= FLAT * products.grams[:, places, places].sum(axis=0)
    if flat.any():
        name = products.names[places[int(flat.argmax())]]
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, f"{name} is the same within every class")


def _outcome(products: ClassProducts, outcome: str, terms: Sequence[str]) -> int:
    if outcome in terms:
        raise ValueError("outcome and regressors are different columns")
    (at,) = products.places([outcome])
    return at


def _within(tables: Floats) -> Floats:
    """Z'Z of columns counted from their means in each class."""
    totals = tables[:, :, 0]
    found: Floats = tables - totals[:, :, None] * totals[:, None, :] / totals[:, :1, None]
    return found


def _weighted(products: ClassProducts, places: Sequence[int], at: int) -> Weighted:
    plain, squared = products.plain, products.squared
    if plain is None or squared is None:
        raise ValueError("there are no weights")
    scale = products.grams[:, 0, 0].sum() / products.pupils.sum()
    tables = (plain, products.grams / scale, squared / scale**2)
    chosen = [known(products, table, places, at) for table in tables]
    grams = [table[:, :, :-1] for table in chosen]
    outcomes = [table[:, :, -1] for table in chosen]
    return Weighted(
        grams=(grams[0], grams[1], grams[2]),
        products=(outcomes[0], outcomes[1], outcomes[2]),
        rows=products.rows,
    )


def _with_levels(products: ClassProducts, places: Sequence[int], at: int) -> Weighted:
    """One column of 1 for each class after the regressors."""
    both = _weighted(products, [*places, 0], at)
    size, classes = len(places), len(products.labels)
    grams, outcomes = [], []
    for gram, outcome in zip(both.grams, both.products, strict=True):
        wide = np.zeros((classes, size + classes, size + classes))
        tall = np.zeros((classes, size + classes))
        wide[:, :size, :size], tall[:, :size] = gram[:, :size, :size], outcome[:, :size]
        each = np.arange(classes)
        wide[each, :size, size + each] = wide[each, size + each, :size] = gram[:, :size, -1]
        wide[each, size + each, size + each] = gram[:, -1, -1]
        tall[each, size + each] = outcome[:, -1]
        grams.append(wide)
        outcomes.append(tall)
    return Weighted(
        grams=(grams[0], grams[1], grams[2]),
        products=(outcomes[0], outcomes[1], outcomes[2]),
        rows=both.rows,
    )


def _kept(fit: ClusterRegression, size: int) -> ClusterRegression:
    """The first coefficients alone; the rest of the fit stays as it is."""
    return replace(fit, coefficients=fit.coefficients[:size], root=fit.root[:size])


def _named(
    products: ClassProducts, outcome: str, terms: tuple[str, ...], fit: ClusterRegression
) -> LeastSquares:
    return LeastSquares(
        outcome=outcome,
        terms=terms,
        factors=products.factors,
        fit=fit,
        pupils=products.rows,
        classes=len(products.labels),
    )
