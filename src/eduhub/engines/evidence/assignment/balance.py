"""When a drawn assignment is even enough on what was known of the units beforehand."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

DECIMALS = 9  # an imbalance is rounded to so many places, so that every machine decides alike
SINGULAR = 1e-10


class BalanceRule(StrEnum):
    """How the distance between the arms is measured."""

    MAHALANOBIS = "mahalanobis"
    """m (n - m) / n d'S^-1 d; d differences of means, S covariance over all n units."""

    LARGEST_DIFFERENCE = "largest_difference"
    """The largest |d_k| / SD_k, each SD (divided by n - 1) over all units."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A rule stated before the draw: take the first draw at or under the limit.

    `covariates` holds, for each covariate's name, every unit's value. For MAHALANOBIS with k
    covariates and many units the imbalance is near chi-squared with k degrees of freedom, so
    the limit that accepts one draw in ten is that distribution's 10 % point.

    Raises:
        ValueError: no covariate, a limit that is not above zero or not finite, no draw
            allowed, a value that is not finite.

    Source: Morgan & Rubin, Annals of Statistics 40 (2012).
    """

    rule: BalanceRule
    limit: float
    most_draws: int
    covariates: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        if not self.covariates:
            raise ValueError("balance: name at least one covariate")
        if not (math.isfinite(self.limit) and self.limit > 0):
            raise ValueError(f"balance: limit is {self.limit}, expected a number above 0")
        if self.most_draws < 1:
            raise ValueError(f"balance: most_draws is {self.most_draws}, expected 1 or more")
        for name, values in self.covariates.items():
            for unit, value in values.items():
                if not math.isfinite(value):
                    raise ValueError(f"balance: {name} of {unit} is {value}, expected a number")

    def content(self) -> dict[str, object]:
        """What enters the seed, so that no covariate can be changed after the draw."""
        return {
            "covariates": {
                name: {unit: Decimal(repr(float(value))) for unit, value in values.items()}
                for name, values in self.covariates.items()
            },
            "limit": Decimal(repr(float(self.limit))),
            "most_draws": self.most_draws,
            "rule": str(self.rule),
        }


def standardised_covariates(balance: Balance, units: tuple[str, ...]) -> Floats:
    """(units, covariates) centred, and turned so that `imbalance_of` needs only their sums.

    Raises:
        ValueError: a covariate lacks a unit or has one more, is the same for all units, or
            (Mahalanobis) repeats the others.
    """
    for name, values in balance.covariates.items():
        if values.keys() != set(units):
            raise ValueError(f"balance: {name} needs one value for each unit and no other")
    rows = np.array(
        [[float(values[unit]) for unit in units] for values in balance.covariates.values()]
    ).T
    centred = rows - rows.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0) / (len(units) - 1))
    for name, sd, size in zip(balance.covariates, spread, np.abs(rows).max(axis=0), strict=True):
        if sd <= SINGULAR * size:
            raise ValueError(f"balance: {name} is the same for all units")
    scaled = centred / spread
    if balance.rule is BalanceRule.LARGEST_DIFFERENCE:
        return scaled
    roots, vectors = np.linalg.eigh(scaled.T @ scaled / (len(units) - 1))
    if roots[0] < SINGULAR:
        raise ValueError("balance: one covariate repeats the others")
    whitened: Floats = scaled @ vectors / np.sqrt(roots)
    return whitened


def imbalance_of(rule: BalanceRule, sums: Floats, treated: Floats, units: int) -> Floats:
    """The imbalance of each draw.

    Args:
        sums: (draws, covariates) of `standardised_covariates` over arm 1.
        treated: (draws,) units in arm 1, neither none nor all.
    """
    stretch = units / (treated * (units - treated))
    if rule is BalanceRule.LARGEST_DIFFERENCE:
        largest: Floats = np.abs(sums).max(axis=1)
        return np.round(largest * stretch, DECIMALS)
    return np.round((sums**2).sum(axis=1) * stretch, DECIMALS)
