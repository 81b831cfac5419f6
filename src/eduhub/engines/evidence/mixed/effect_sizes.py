"""A cluster trial's effect in standard deviations, as the Education Endowment Foundation asks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.estimation.cross_products import ClassProducts
from eduhub.engines.evidence.mixed.fitting import random_intercept
from eduhub.engines.evidence.mixed.model import MixedModel
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

NORMAL_95 = 1.96  # as EEF's own software rounds it


@dataclass(frozen=True, slots=True)
class EffectSize:
    """A difference in standard deviations, with its interval."""

    estimate: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Between classes, among pupils of a class, together, and the share between classes."""

    between: float
    within: float
    total: float
    icc: float


@dataclass(frozen=True, slots=True)
class EffectSizes:
    """One difference over the SD within classes, and over the SD of all pupils."""

    variances: VarianceShares
    within: EffectSize
    total: EffectSize


@dataclass(frozen=True, slots=True, eq=False)
class ClusterTrialEffects:
    """The model, and effect sizes by variances around it and by variances around nothing."""

    model: MixedModel
    conditional: EffectSizes
    """Variances that are left after arm and baseline."""

    unconditional: EffectSizes
    """Variances of the outcome without any regressor (the arms' difference is part of them);
    EEF's headline."""


def cluster_trial_effects(
    products: ClassProducts,
    *,
    outcome: str,
    arm: str = "arm",
    baseline: Sequence[str] = (),
    reach: float = NORMAL_95,
) -> ClusterTrialEffects:
    """Hedges' g of a cluster trial with unequal classes, within and total.

    The difference is that of the REML random-intercept model. Within: over the SD within
    classes, uncorrected. Total: over the SD of all pupils, corrected for classes.

    Args:
        arm: column of 0 and 1.
        reach: half the interval in standard errors; 1.96 is EEF's for 95 %.

    Raises:
        ValueError: as `random_intercept`; the arm is other than 0 and 1.
        CannotCompare: as `random_intercept`; an arm has no class (arm_empty) or one only
            (too_few_classes).

    Source: Hedges, Journal of Educational and Behavioral Statistics 32 (2007), for unequal
    clusters; EEF, Statistical analysis guidance for EEF evaluations.
    """
    sizes = _class_sizes(products, arm)
    model = random_intercept(products, outcome=outcome, regressors=[arm, *baseline])
    bare = random_intercept(products, outcome=outcome)
    difference = model.coefficients[arm]
    return ClusterTrialEffects(
        model=model,
        conditional=_effect_sizes(difference, _shares(model), sizes, reach),
        unconditional=_effect_sizes(difference, _shares(bare), sizes, reach),
    )


def _shares(model: MixedModel) -> VarianceShares:
    return VarianceShares(
        between=model.levels[0].variance,
        within=model.residual_variance,
        total=model.total_variance,
        icc=model.icc(),
    )


def _class_sizes(products: ClassProducts, arm: str) -> tuple[Floats, Floats]:
    """Pupils of each class in arm 1 and in arm 0; a class with both is in both."""
    (at,) = products.places([arm])
    if products.plain is not None:
        raise ValueError("a mixed model takes no weights")
    centre = float(products.centre[at])
    ones = products.grams[:, 0, at] + products.pupils * centre
    squares = products.grams[:, at, at] + 2 * centre * ones - products.pupils * centre**2
    if not np.allclose(ones, np.round(ones), atol=1e-6) or not np.allclose(ones, squares):
        raise ValueError(f"{arm} is 0 or 1 in every row")
    treated = np.round(ones)
    both = tuple(each[each > 0] for each in (treated, products.pupils - treated))
    if min(len(each) for each in both) < 1:
        raise CannotCompare(Obstacle.ARM_EMPTY, "an arm has no class")
    if min(len(each) for each in both) < 2:
        raise CannotCompare(Obstacle.TOO_FEW_CLASSES, "an arm has one class only")
    return both[0], both[1]


def _effect_sizes(
    difference: float, shares: VarianceShares, sizes: tuple[Floats, Floats], reach: float
) -> EffectSizes:
    pupils = [float(each.sum()) for each in sizes]
    total, classes = sum(pupils), sum(len(each) for each in sizes)
    squares = [float((each**2).sum()) for each in sizes]
    cubes = [float((each**3).sum()) for each in sizes]
    rho, left = shares.icc, total - 2
    typical = [
        (n**2 - two) / (n * (len(each) - 1))
        for n, two, each in zip(pupils, squares, sizes, strict=True)
    ]
    weighted = (pupils[1] * squares[0] / pupils[0] + pupils[0] * squares[1] / pupils[1]) / total
    sampling = total / (pupils[0] * pupils[1]) * (1 + (weighted - 1) * rho)

    within = difference / shares.within**0.5
    of_within = sampling / (1 - rho) + within**2 / (2 * (total - classes))
    spread = sum(n * (len(each) - 1) for n, each in zip(typical, sizes, strict=True))
    lost = total - sum(n * len(each) for n, each in zip(typical, sizes, strict=True))
    g = difference / shares.total**0.5 * (1 - rho * (lost + sum(typical) - 2) / left) ** 0.5
    uneven = sum(
        two + (two / n) ** 2 - 2 * three / n
        for n, two, three in zip(pupils, squares, cubes, strict=True)
    )
    chance = left * (1 - rho) ** 2 + uneven * rho**2 + 2 * spread * rho * (1 - rho)
    of_total = sampling + g**2 * chance / (2 * left * (left - rho * (left - spread)))
    return EffectSizes(
        variances=shares,
        within=_with_interval(within, of_within**0.5, reach),
        total=_with_interval(g, of_total**0.5, reach),
    )


def _with_interval(estimate: float, error: float, reach: float) -> EffectSize:
    return EffectSize(
        estimate=estimate,
        standard_error=error,
        low=estimate - reach * error,
        high=estimate + reach * error,
    )
