"""What the classes that tried the solution reached, beside those that did not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import Estimate, cluster_regression

type Floats = NDArray[np.float64]

FLAT = 1e-12  # spread, as a share of what it is measured against, that is rounding only


@dataclass(frozen=True, slots=True)
class ArmSummary:
    """One arm as measured, without any adjustment.

    `mean` and `sd` (the sample's) are over all pupils of the arm, in the variable's unit;
    `mean` is None in an empty arm, `sd` when a spread was never typed or one pupil is there.
    A class in which both arms occur counts in both.
    """

    classes: int
    pupils: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True, slots=True)
class Standardised:
    """A difference and its interval in standard deviations."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Arm 1 (with the solution) minus arm 0, in the outcome's own unit.

    `low` and `high` bound the interval of coverage `confidence`; `p_value` is two-sided.
    `pooled_sd` is the outcome's unadjusted SD within the arms, and `in_sd` the difference
    over it, without a small-sample factor; both are None if an SD was not typed.
    """

    outcome: str
    baseline: tuple[str, ...]
    confidence: float
    estimate: float
    standard_error: float
    degrees_of_freedom: float
    low: float
    high: float
    t: float
    p_value: float
    arms: tuple[ArmSummary, ArmSummary]
    pooled_sd: float | None
    in_sd: Standardised | None


def arms_of(cells: Sequence[ClassMoments], *, variable: str) -> tuple[ArmSummary, ArmSummary]:
    """Size, mean and spread of one variable in arm 0 and in arm 1, whatever there is.

    Raises:
        ValueError: a cell has no totals of the variable, or a class and arm comes twice.
    """
    _refuse_twins(cells)
    none, one = (_summary([c for c in cells if c.arm == arm], variable) for arm in (0, 1))
    return none, one


def compare_arms(
    cells: Sequence[ClassMoments],
    *,
    outcome: str,
    baseline: Sequence[str] = (),
    confidence: float = 0.95,
) -> Comparison:
    """By how much did the outcome differ between the arms, and how sure is that?

    Least squares of the outcome on the arm and the baselines, every pupil counting once,
    with classes as the units that were given an arm: CR2 standard error and Satterthwaite
    degrees of freedom, which hold their promise with few and unequal classes too. Arms may
    be given to whole classes or within them.

    Args:
        cells: totals of each class and arm, in any order.
        baseline: variables measured before; each is one covariate.
        confidence: coverage of the interval, in (0, 1).

    Raises:
        CannotCompare: the data do not permit it; its `reason` says why.
        ValueError: a variable is missing in a cell, a class and arm comes twice, or the
            baseline's products were typed apart (see `with_class_mean_baseline`).

    Source: see `regression`. `pooled_sd` after Hedges, as the What Works Clearinghouse has it.
    """
    names = (*baseline, outcome)
    if len(set(names)) != len(names):
        raise ValueError("outcome and baselines are different variables")
    arms = arms_of(cells, variable=outcome)
    _refuse_few(arms)

    grams, products = _blocks(cells, names)
    fit = cluster_regression(grams, products)
    contrast = np.eye(len(names) + 1)[1]
    found = fit.estimate_of(contrast, confidence=confidence)
    _refuse_flat(found, cells, outcome)
    pooled = _pooled_sd(arms)
    return Comparison(
        outcome=outcome,
        baseline=tuple(baseline),
        confidence=confidence,
        estimate=found.estimate,
        standard_error=found.standard_error,
        degrees_of_freedom=found.degrees_of_freedom,
        low=found.low,
        high=found.high,
        t=found.t,
        p_value=found.p_value,
        arms=arms,
        pooled_sd=pooled,
        in_sd=_standardised(found, pooled),
    )


def _blocks(cells: Sequence[ClassMoments], names: Sequence[str]) -> tuple[Floats, Floats]:
    """X'X and X'y of each class, for X = (1, arm, baselines) and y = outcome.

    Baselines and outcome are counted from their mean over all pupils, so that large
    offsets cost no digits; the arm's coefficient does not feel it.
    """
    pupils = np.array([cell.pupils for cell in cells], dtype=float)
    means, spreads = _measured(cells, names)
    centre = pupils @ means / pupils.sum()
    _refuse_constant(pupils, means - centre, spreads, centre)

    size = len(names) + 2
    rows = np.column_stack([np.ones(len(cells)), [cell.arm for cell in cells], means - centre])
    totals = np.einsum("m,mi,mj->mij", pupils, rows, rows)
    totals[:, 2:, 2:] += spreads
    labels = sorted({cell.label for cell in cells})
    classes = np.zeros((len(labels), size, size))
    np.add.at(classes, [labels.index(cell.label) for cell in cells], totals)
    return classes[:, :-1, :-1], classes[:, :-1, -1]


def _measured(cells: Sequence[ClassMoments], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Means (cells, names) and centred cross-products (cells, names, names).

    The outcome, last, may lack its own sum of squares: the regression does not need it.
    """
    means, spreads = [], []
    for cell in cells:
        places = cell.places(names)
        spread = np.array(cell.cross_products, dtype=float)[np.ix_(places, places)]
        spread[-1, -1] = 0.0
        if np.isnan(spread).any():
            raise ValueError(
                f"{cell.label}: how the baseline goes together with the rest was not measured;"
                " use with_class_mean_baseline"
            )
        means.append([cell.means[place] for place in places])
        spreads.append(spread)
    return np.array(means), np.array(spreads)


def _summary(cells: Sequence[ClassMoments], variable: str) -> ArmSummary:
    pupils = sum(cell.pupils for cell in cells)
    if not pupils:
        return ArmSummary(classes=0, pupils=0, mean=None, sd=None)
    sizes = [cell.pupils for cell in cells]
    places = [cell.places([variable])[0] for cell in cells]
    means = [cell.means[place] for cell, place in zip(cells, places, strict=True)]
    squares = [cell.cross_products[at][at] for cell, at in zip(cells, places, strict=True)]
    start = means[0]
    mean = start + math.fsum(n * (m - start) for n, m in zip(sizes, means, strict=True)) / pupils
    known = [square for square in squares if square is not None]
    sd = None
    if len(known) == len(cells) and pupils > 1:
        between = math.fsum(n * (m - mean) ** 2 for n, m in zip(sizes, means, strict=True))
        sd = math.sqrt((math.fsum(known) + between) / (pupils - 1))
    return ArmSummary(classes=len(cells), pupils=pupils, mean=mean, sd=sd)


def _pooled_sd(arms: tuple[ArmSummary, ArmSummary]) -> float | None:
    squares = [(arm.pupils - 1) * arm.sd**2 for arm in arms if arm.sd is not None]
    if len(squares) < len(arms):
        return None
    return math.sqrt(sum(squares) / (sum(arm.pupils for arm in arms) - 2))


def _standardised(found: Estimate, sd: float | None) -> Standardised | None:
    if not sd:
        return None
    return Standardised(estimate=found.estimate / sd, low=found.low / sd, high=found.high / sd)


def _refuse_twins(cells: Sequence[ClassMoments]) -> None:
    if len({(cell.label, cell.arm) for cell in cells}) != len(cells):
        raise ValueError("a class comes twice in one arm")


def _refuse_few(arms: tuple[ArmSummary, ArmSummary]) -> None:
    if min(arm.classes for arm in arms) < 1:
        raise CannotCompare(Obstacle.ARM_EMPTY, "an arm has no class")
    if min(arm.classes for arm in arms) < 2:
        raise CannotCompare(Obstacle.TOO_FEW_CLASSES, "an arm has one class only")


def _refuse_constant(pupils: Floats, deviations: Floats, spreads: Floats, centre: Floats) -> None:
    """A baseline that is the same for everybody is rounding after centring, never quite 0."""
    squares = pupils @ deviations**2 + spreads.diagonal(axis1=1, axis2=2).sum(axis=0)
    spread = np.sqrt(squares / pupils.sum())[:-1]
    if (spread <= FLAT * np.abs(centre[:-1])).any():
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "a baseline is the same for everybody")


def _refuse_flat(found: Estimate, cells: Sequence[ClassMoments], outcome: str) -> None:
    means = [cell.means[cell.places([outcome])[0]] for cell in cells]
    if found.standard_error <= FLAT * max(abs(mean) for mean in means):
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
