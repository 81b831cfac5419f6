"""The likelihood of a linear mixed model whose covariance is linear in its parameters.

With V = sum of gamma_i V_i, X the columns, y the outcome, M = (X'V^-1 X)^-1, b = M X'V^-1 y,
e = y - X b and P = V^-1 - V^-1 X M X'V^-1, minus twice the restricted log-likelihood is

    log|V| + log|X'V^-1 X| + e'V^-1 e + (rows - unknowns) log 2 pi,

its slope in gamma_i is tr(P V_i) - y'P V_i P y and its curvature -tr(P V_i P V_j)
+ 2 y'P V_i P V_j P y. All of it follows from a few small tables (`Forms`); how they come about
is a matter of the covariance alone, see `structures`.

Source: Harville, Journal of the American Statistical Association 72 (1977).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


class Likelihood(StrEnum):
    """What is made largest."""

    REML = "reml"
    """Restricted: variances are not too small for having fitted the coefficients."""

    ML = "ml"
    """Full: for comparing models with different columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """What the likelihood needs of V, with U = [X, y]."""

    log_determinant: float
    """log|V|"""

    table: Floats
    """(columns, columns) U'V^-1 U."""

    first: Floats
    """(parameters, columns, columns) U'V^-1 V_i V^-1 U."""

    second: Floats
    """(parameters, parameters, columns, columns) U'V^-1 V_i V^-1 V_j V^-1 U."""

    traces: Floats
    """(parameters,) tr(V^-1 V_i)."""

    trace_pairs: Floats
    """(parameters, parameters) tr(V^-1 V_i V^-1 V_j)."""


class Structure(Protocol):
    """One shape of covariance; gamma_i = c'squares_i c for free coefficients c.

    The variances are quadratic in `c` so that no value of `c` makes a variance negative.
    """

    @property
    def rows(self) -> int: ...

    @property
    def squares(self) -> Floats:
        """(parameters, free, free), symmetrical."""
        ...

    def forms(self, parameters: Floats) -> Forms:
        """For gamma (parameters,), the residual variance first."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The likelihood at one gamma."""

    deviance: float
    """Minus twice the log-likelihood."""

    slope: Floats
    """(parameters,)"""

    curvature: Floats
    """(parameters, parameters) observed second derivatives of the deviance."""

    expected: Floats
    """(parameters, parameters) tr(P V_i P V_j), twice the expected information."""

    coefficients: Floats
    """(unknowns,)"""

    covariance: Floats
    """(unknowns, unknowns) M."""

    forms: Forms


def evaluate(forms: Forms, *, rows: int, likelihood: Likelihood) -> Evaluation:
    """All of the likelihood from the tables."""
    unknowns = len(forms.table) - 1
    covariance = np.linalg.inv(forms.table[:-1, :-1])
    coefficients = covariance @ forms.table[:-1, -1]
    residual = np.append(-coefficients, 1.0)
    fits = float(residual @ forms.table @ residual)

    inner, pairs = forms.first[:, :-1, :-1], forms.second[:, :, :-1, :-1]
    left = inner @ covariance
    taken = np.einsum("iab,jba->ij", left, left)
    twice = 2 * np.einsum("ijab,ba->ij", pairs, covariance)
    expected = forms.trace_pairs - twice + taken
    against = forms.first @ residual
    outer = against[:, :-1] @ covariance @ against[:, :-1].T
    squares = forms.second @ residual @ residual

    deviance = forms.log_determinant + fits
    slope = forms.traces - against @ residual
    curvature = 2 * (squares - outer)
    degrees = rows
    if likelihood is Likelihood.REML:
        degrees -= unknowns
        deviance -= float(np.linalg.slogdet(covariance)[1])
        slope = slope - np.einsum("iaa->i", left)
        curvature = curvature - expected
    else:
        curvature = curvature - forms.trace_pairs
    return Evaluation(
        deviance=deviance + degrees * float(np.log(2 * np.pi)),
        slope=slope,
        curvature=(curvature + curvature.T) / 2,
        expected=(expected + expected.T) / 2,
        coefficients=coefficients,
        covariance=covariance,
        forms=forms,
    )
