"""A fitted mixed model, and what may be asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.estimates import Estimate, t_estimate
from eduhub.engines.evidence.mixed.degrees import (
    Uncertainty,
    kenward_roger_test,
    satterthwaite_test,
)
from eduhub.engines.evidence.mixed.likelihood import Likelihood

type Floats = NDArray[np.float64]


class FitStatus(StrEnum):
    """What kind of best place the likelihood has."""

    REGULAR = "regular"

    SINGULAR = "singular"
    """A variance is zero, or levels and slopes go together perfectly: a result, not a failure."""


class Degrees(StrEnum):
    """Which small-sample correction a coefficient's t has."""

    SATTERTHWAITE = "satterthwaite"
    KENWARD_ROGER = "kenward_roger"
    """Also makes the standard error larger for not knowing the variances; REML only."""


@dataclass(frozen=True, slots=True)
class Level:
    """How classes, or schools, differ around the fixed part."""

    name: str
    """ "class", "school" """

    columns: tuple[str, ...]
    """What differs: "intercept", then slopes."""

    covariance: tuple[tuple[float, ...], ...]
    """(columns, columns) in products of the outcome's unit and the columns'."""

    @property
    def variance(self) -> float:
        """Of the intercepts."""
        return self.covariance[0][0]

    @property
    def standard_deviations(self) -> tuple[float, ...]:
        return tuple(self.covariance[at][at] ** 0.5 for at in range(len(self.columns)))

    def correlation(self, one: str, other: str) -> float | None:
        """Of two columns; None if one of them does not differ at all."""
        i, j = self.columns.index(one), self.columns.index(other)
        size = self.covariance[i][i] * self.covariance[j][j]
        return self.covariance[i][j] / size**0.5 if size > 0 else None


@dataclass(frozen=True, slots=True)
class MixedTest:
    """Whether several coefficients are all zero."""

    f: float
    numerator: int
    denominator: float
    p_value: float


@dataclass(frozen=True, slots=True, eq=False)
class MixedModel:
    """Fixed effects, variances, and their uncertainty."""

    outcome: str
    terms: tuple[str, ...]
    factors: Mapping[str, tuple[str, ...]]
    status: FitStatus
    likelihood: Likelihood
    levels: tuple[Level, ...]
    residual_variance: float
    deviance: float
    """Minus twice the (restricted) log-likelihood; lme4's REML criterion."""

    pupils: int
    classes: int
    uncertainty: Uncertainty

    @property
    def log_likelihood(self) -> float:
        return -self.deviance / 2

    @property
    def coefficients(self) -> dict[str, float]:
        told = self.uncertainty.coefficients.tolist()
        return dict(zip(self.terms, told, strict=True))

    @property
    def total_variance(self) -> float:
        """Of a pupil around the fixed part, where the random columns are intercepts only."""
        return self.residual_variance + sum(level.variance for level in self.levels)

    def icc(self, name: str = "class") -> float:
        """The share of the total variance that lies between classes (or schools).

        Without regressors it is the plain intraclass correlation, with regressors the one
        that is left after them.

        Raises:
            ValueError: there is no such level, or its slopes differ too, so that the share
                depends on the pupil.
        """
        if any(len(level.columns) > 1 for level in self.levels):
            raise ValueError("with random slopes there is no one intraclass correlation")
        found = {level.name: level.variance for level in self.levels}
        if name not in found:
            raise ValueError(f"there is no level {name}; there are {', '.join(found)}")
        return found[name] / self.total_variance

    def estimate(
        self,
        term: str,
        *,
        confidence: float = 0.95,
        degrees: Degrees = Degrees.SATTERTHWAITE,
    ) -> Estimate:
        """One coefficient with its standard error, degrees of freedom, t interval and p.

        Raises:
            ValueError: there is no such term; Kenward-Roger is asked of an ML fit.
        """
        return self.contrast({term: 1.0}, confidence=confidence, degrees=degrees)

    def contrast(
        self,
        weights: Mapping[str, float],
        *,
        confidence: float = 0.95,
        degrees: Degrees = Degrees.SATTERTHWAITE,
    ) -> Estimate:
        """A weighted sum of coefficients, likewise."""
        row = self._row(weights)
        if degrees is Degrees.KENWARD_ROGER:
            self._refuse_ml()
            error, freedom = self.uncertainty.kenward_roger(row)
        else:
            error, freedom = self.uncertainty.satterthwaite(row)
        return t_estimate(
            float(row @ self.uncertainty.coefficients),
            standard_error=error,
            degrees_of_freedom=freedom,
            confidence=confidence,
        )

    def estimates(
        self, *, confidence: float = 0.95, degrees: Degrees = Degrees.SATTERTHWAITE
    ) -> dict[str, Estimate]:
        """Every term's."""
        return {
            term: self.estimate(term, confidence=confidence, degrees=degrees)
            for term in self.terms
        }

    def joint_test(
        self, terms: Sequence[str], *, degrees: Degrees = Degrees.KENWARD_ROGER
    ) -> MixedTest:
        """Whether all of the terms are zero; a factor's name stands for all of its terms.

        Raises:
            ValueError: there is no such term; Kenward-Roger is asked of an ML fit.
            CannotCompare: too little is known of the variances for so many terms at once.
        """
        told = [term for name in terms for term in self.factors.get(name, (name,))]
        rows = np.array([self._row({term: 1.0}) for term in told])
        if degrees is Degrees.KENWARD_ROGER:
            self._refuse_ml()
            f, denominator, p_value = kenward_roger_test(self.uncertainty, rows)
        else:
            f, denominator, p_value = satterthwaite_test(self.uncertainty, rows)
        return MixedTest(f=f, numerator=len(rows), denominator=denominator, p_value=p_value)

    def _refuse_ml(self) -> None:
        if self.likelihood is not Likelihood.REML:
            raise ValueError("Kenward-Roger is for REML fits")

    def _row(self, weights: Mapping[str, float]) -> Floats:
        row = np.zeros(len(self.terms))
        for term, weight in weights.items():
            if term not in self.terms:
                raise ValueError(f"there is no term {term}; there are {', '.join(self.terms)}")
            row[self.terms.index(term)] = weight
        return row
