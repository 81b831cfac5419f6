"""What the classes that tried the solution reached, beside those that did not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.estimates import Estimate
from eduhub.engines.evidence.estimation.cross_products import products_of_moments
from eduhub.engines.evidence.estimation.least_squares import least_squares
from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

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

    products = products_of_moments(cells, variables=names)
    fit = least_squares(products, outcome=outcome, regressors=("arm", *baseline))
    found = fit.estimate("arm", confidence=confidence)
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


def _refuse_flat(found: Estimate, cells: Sequence[ClassMoments], outcome: str) -> None:
    means = [cell.means[cell.places([outcome])[0]] for cell in cells]
    if found.standard_error <= FLAT * max(abs(mean) for mean in means):
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
