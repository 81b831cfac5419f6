"""Classes that have both: first the solution and then the comparison, or the other way round."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eduhub.engines.evidence.estimates import Estimate
from eduhub.engines.evidence.estimation.cross_products import ClassProducts, with_class_column
from eduhub.engines.evidence.estimation.least_squares import (
    least_squares,
    least_squares_within_classes,
)
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

FLAT = 1e-9  # how far a share may be from 0 and be called 0


@dataclass(frozen=True, slots=True)
class Crossover:
    """Solution minus comparison within classes, beside what time did.

    `carry_over` is the difference between the two sequences, which the first period's
    treatment leaves behind in the second; classes of the two sequences differ too, so it can
    raise a doubt and cannot settle one. It is None where it cannot be estimated.
    """

    effect: Estimate
    period: Estimate
    carry_over: Estimate | None
    first: tuple[str, ...]
    """Classes that had the solution in the first period."""

    second: tuple[str, ...]
    """Classes that had it in the second."""

    not_crossed: tuple[str, ...]
    """Classes that had one of the two only; they tell of the period, not of the effect."""


def crossover(
    products: ClassProducts,
    *,
    outcome: str,
    arm: str = "arm",
    period: str = "period",
    baseline: Sequence[str] = (),
    confidence: float = 0.95,
) -> Crossover:
    """What the solution does, each class being compared with itself in the other period.

    Least squares with an own level for each class and one for the second period, CR2 by
    class. With classes of one size, the estimate is half the difference between the two
    sequences' mean change.

    Args:
        products: rows of a pupil in a period, or cells of a class in a period.
        arm, period: columns of 0 and 1.

    Raises:
        ValueError: as `least_squares_within_classes`.
        CannotCompare: fewer than two classes of a sequence (too_few_classes, arm_empty).

    Source: Jones & Kenward, Design and Analysis of Cross-over Trials (2014), chapter 2;
    carry-over after Grizzle, Biometrics 21 (1965), with Freeman's warning, Statistics in
    Medicine 8 (1989).
    """
    sequences = _sequences(products, arm, period)
    first, second, rest = (
        tuple(label for label, kind in sequences.items() if kind == wanted)
        for wanted in (1, -1, 0)
    )
    if not first or not second:
        raise CannotCompare(Obstacle.ARM_EMPTY, "all classes had the solution in one period")
    if min(len(first), len(second)) < 2:
        raise CannotCompare(Obstacle.TOO_FEW_CLASSES, "one class only had them in this order")
    fit = least_squares_within_classes(
        products, outcome=outcome, regressors=[arm, period, *baseline]
    )
    return Crossover(
        effect=fit.estimate(arm, confidence=confidence),
        period=fit.estimate(period, confidence=confidence),
        carry_over=None
        if rest
        else _carry_over(products, sequences, outcome, [arm, period, *baseline], confidence),
        first=first,
        second=second,
        not_crossed=rest,
    )


def _sequences(products: ClassProducts, arm: str, period: str) -> dict[str, int]:
    """1 for the solution first, -1 for the solution second, 0 for one arm only."""
    places = products.places([arm, period])
    centre = products.centre[places]
    table = products.plain if products.plain is not None else products.grams
    sums = table[:, 0, places]
    for at, name in enumerate((arm, period)):
        squares = table[:, places[at], places[at]].sum() + 2 * centre[at] * sums[:, at].sum()
        squares += products.rows * centre[at] ** 2
        ones = sums[:, at].sum() + products.rows * centre[at]
        if abs(squares - ones) > FLAT * products.rows:
            raise ValueError(f"{name} is 0 or 1 in every row")
    together = table[:, places[0], places[1]] - sums.prod(axis=1) / products.pupils
    kinds = np.where(np.abs(together) <= FLAT * products.pupils, 0, -np.sign(together))
    return dict(zip(products.labels, kinds.astype(int).tolist(), strict=True))


def _carry_over(
    products: ClassProducts,
    sequences: dict[str, int],
    outcome: str,
    regressors: list[str],
    confidence: float,
) -> Estimate | None:
    values = {label: float(kind == 1) for label, kind in sequences.items()}
    wide = with_class_column(products, "solution first", values)
    try:
        fit = least_squares(wide, outcome=outcome, regressors=[*regressors, "solution first"])
        return fit.estimate("solution first", confidence=confidence)
    except CannotCompare:
        return None
