"""The variance of an effect in standard deviations, whatever it was computed from.

Each has two parts: that of the difference, which `Handled` corrects for classes, and that of
the standard deviation it was divided by. Its degrees of freedom are `clusters.h`, less the
covariates.

Source: What Works Clearinghouse, supplement to handbook 4.1, taken into handbook 5.0.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.effects.clusters import ClusterCorrection
from eduhub.engines.evidence.effects.means import Group, SmallSample, hedges_g


class Handled(StrEnum):
    """Whether the standard error at hand already knows that pupils sit in classes."""

    BY_THE_MODEL = "by_the_model"
    """It does (cluster-robust, multilevel): only the SD's scale is corrected, by gamma."""

    NOT_AT_ALL = "not_at_all"
    """It takes pupils for independent: the variance is multiplied by the design effect eta."""


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """The effect after less the effect before, each in its own pooled SD."""

    before: float
    after: float
    effect: float


def variance_from_standard_error(
    g: float,
    *,
    standard_error: float,
    sd: float,
    clusters: ClusterCorrection,
    handled: Handled,
    covariates: int = 0,
) -> float:
    """(SE/S)^2 {gamma | eta} + g^2 / 2(h - q).

    Args:
        standard_error: of the difference, in the outcome's unit; `sd` as in `adjusted_g`.
        covariates: q, besides the arm.

    Raises:
        ValueError: no degrees of freedom are left, SD or standard error not above zero.
    """
    if not (sd > 0 and standard_error > 0):
        raise ValueError(f"SD {sd} and standard error {standard_error} are above zero")
    return (standard_error / sd) ** 2 * _factor(clusters, handled) + g**2 / (
        2 * _left(clusters, covariates)
    )


def variance_from_r_squared(
    g: float,
    *,
    sizes: tuple[int, int],
    r_squared: float,
    clusters: ClusterCorrection,
    handled: Handled,
    covariates: int = 0,
) -> float:
    """(1 - R^2)(1/n + 1/n') {gamma | eta} + g^2 / 2(h - q), where no standard error is told.

    Args:
        sizes: pupils of the two arms.
        r_squared: of the outcome on the covariates, in [0, 1).

    Raises:
        ValueError: a value outside of that, or no degrees of freedom are left.
    """
    if not 0 <= r_squared < 1:
        raise ValueError(f"R squared lies in [0, 1), not at {r_squared}")
    own = (1 - r_squared) * _one_over(sizes)
    return own * _factor(clusters, handled) + g**2 / (2 * _left(clusters, covariates))


def variance_of_differences(
    differences: DifferenceInDifferences,
    *,
    sizes: tuple[int, int],
    correlation: float,
    clusters: ClusterCorrection,
    handled: Handled,
) -> float:
    """2(1 - r)(1/n + 1/n') {gamma | eta} + (g^2 + r^2 g'^2 - 2 r^2 g g') / 2h.

    Args:
        sizes: pupils of the two arms, the same before and after.
        correlation: r of the measure before and after, in [-1, 1).

    Raises:
        ValueError: a value outside of that.
    """
    if not -1 <= correlation < 1:
        raise ValueError(f"a correlation lies in [-1, 1), not at {correlation}")
    own = 2 * (1 - correlation) * _one_over(sizes) * _factor(clusters, handled)
    before, after, square = differences.before, differences.after, correlation**2
    scale = after**2 + square * before**2 - 2 * square * before * after
    return own + scale / (2 * clusters.h)


def difference_in_differences(
    *,
    after: tuple[Group, Group],
    before: tuple[Group, Group],
    correction: SmallSample = SmallSample.OMEGA,
) -> DifferenceInDifferences:
    """The effect after, less the difference there was before (each: treated, control).

    The What Works Clearinghouse takes it for an adjustment of the baseline only if both are
    the same or a closely related measure that correlate as `thresholds` says.

    Raises:
        ValueError: as `hedges_g`.
    """
    first = hedges_g(*before, correction=correction).g
    last = hedges_g(*after, correction=correction).g
    return DifferenceInDifferences(before=first, after=last, effect=last - first)


def _factor(clusters: ClusterCorrection, handled: Handled) -> float:
    return clusters.gamma if handled is Handled.BY_THE_MODEL else clusters.eta


def _left(clusters: ClusterCorrection, covariates: int) -> float:
    left = clusters.h - covariates
    if covariates < 0 or not left > 0 or not math.isfinite(left):
        raise ValueError(f"{covariates} covariates leave no degrees of freedom of {clusters.h}")
    return left


def _one_over(sizes: tuple[int, int]) -> float:
    if min(sizes) < 1:
        raise ValueError(f"both arms have pupils, not {sizes}")
    return 1 / sizes[0] + 1 / sizes[1]
