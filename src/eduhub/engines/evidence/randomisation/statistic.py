"""What a randomisation test compares: the arm's coefficient, as sums over the units of arm 1.

By Frisch and Waugh the coefficient of the arm z beside other columns is z'My / z'Mz, with M the
residual maker of those columns. An arm given to whole units enters both only through sums over
the units of arm 1, so that every assignment costs one row of a matrix product, whatever the
number of pupils: z'My = sum of a_g, z'Mz = sum of c_g - |sum of B_g|^2 with orthonormal B.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

SINGULAR = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Statistic:
    """Ready to be asked what it is for any assignment of its units."""

    units: tuple[str, ...]
    """In the order of their labels."""

    residuals: Floats
    """(units,) a: sums over each unit of the outcome's residuals."""

    sizes: Floats
    """(units,) c: how much each unit counts."""

    basis: Floats
    """(units, columns) B: sums over each unit of the other columns, made orthonormal."""

    fitted: Floats
    """(units, columns) as `basis`, of the columns that were taken out of the outcome."""

    @property
    def weights(self) -> Floats:
        """(units, 2 + columns) whose sums over arm 1 `of_totals` reads."""
        return np.column_stack([self.residuals, self.sizes, self.basis])

    def of_totals(self, totals: Floats) -> tuple[Floats, Floats]:
        """The statistic and its denominator z'Mz, (assignments,) each.

        Where an assignment does not identify the arm the denominator is 0, the statistic
        infinite: it counts as extreme, so that the test errs on the cautious side.
        """
        below = totals[:, 1] - (totals[:, 2:] ** 2).sum(axis=1)
        below = np.where(below > SINGULAR * np.abs(totals[:, 1]), below, 0.0)
        found = np.full(len(totals), math.inf)
        np.divide(totals[:, 0], below, out=found, where=below > 0)
        return found, below

    def residuals_of_arm(self, arms: Floats) -> Floats:
        """(units,) as `residuals`, were the arm itself the outcome."""
        found: Floats = self.sizes * arms - self.fitted @ (self.fitted.T @ arms)
        return found


def difference_in_means(outcome: Mapping[str, float]) -> Statistic:
    """Mean of arm 1 minus mean of arm 0, every unit counting once.

    Args:
        outcome: the outcome of each unit (a class's mean, or a pupil's score).

    Raises:
        ValueError: a value is not a finite number.
    """
    return ancova_on_means(outcome, covariates={})


def ancova_on_means(
    outcome: Mapping[str, float],
    *,
    covariates: Mapping[str, Mapping[str, float]],
    blocks: Mapping[str, str] | None = None,
) -> Statistic:
    """The arm's coefficient in a regression of the units' outcome, every unit counting once.

    The regression is fitted anew for each assignment.

    Args:
        covariates: for each covariate's name, the value of each unit.
        blocks: the block of each unit, whose means are then taken out; needed where blocks
            differ in the share that gets arm 1.

    Raises:
        CannotCompare: the columns repeat each other (not_identified).
        ValueError: a unit lacks a value, or a value is not a finite number.
    """
    units, values, rows = _read(outcome, covariates, blocks)
    basis, residuals = _projected(rows.T @ rows, rows, rows.T @ values, values)
    return Statistic(
        units=units, residuals=residuals, sizes=np.ones(len(units)), basis=basis, fitted=basis
    )


def residual_difference(
    outcome: Mapping[str, float], *, covariates: Mapping[str, Mapping[str, float]]
) -> Statistic:
    """The difference in means of what covariates leave of the outcome.

    The covariates' regression leaves the arm out and so is fitted once for all assignments.
    Arguments and refusals as `ancova_on_means`.

    Source: Rosenbaum, Statistical Science 17 (2002), covariance adjustment in randomisation
    inference.
    """
    adjusted = ancova_on_means(outcome, covariates=covariates)
    return replace(adjusted, basis=difference_in_means(outcome).basis)


def crossover_difference(first: Mapping[str, float], second: Mapping[str, float]) -> Statistic:
    """The solution's effect in a two-period crossover, for a scheme of orders.

    Half the difference, between the orders, of first period minus second: what the periods
    have in common with either cancels.

    Args:
        first: the outcome of each unit in the first period.
        second: in the second period.
    """
    if first.keys() != second.keys():
        raise ValueError("crossover: each unit needs an outcome in both periods")
    return difference_in_means({unit: (first[unit] - second[unit]) / 2 for unit in first})


def pupil_coefficient(
    cells: Sequence[ClassMoments], *, outcome: str, baseline: Sequence[str] = ()
) -> Statistic:
    """The arm's coefficient in the pupils' regression, exactly, from class totals.

    Every pupil counts once; the arm was given to whole classes. It is the estimate of
    `compare_arms`. The arms that the cells carry are not read.

    Raises:
        CannotCompare: baselines repeat each other (not_identified).
        ValueError: a class has a cell in both arms, or lacks a cross-product.
    """
    ordered = sorted(cells, key=lambda cell: cell.label)
    if len({cell.label for cell in ordered}) != len(ordered):
        raise ValueError("a class has pupils in both arms; draw pupils, not classes")
    names = (*baseline, outcome)
    pupils = np.array([cell.pupils for cell in ordered], dtype=float)
    means = np.array([[cell.means[at] for at in cell.places(names)] for cell in ordered])
    means -= pupils @ means / pupils.sum()
    within = np.sum([_within(cell, names) for cell in ordered], axis=0)

    sums = pupils[:, None] * np.column_stack([np.ones(len(ordered)), means[:, :-1]])
    gram = sums.T @ (sums / pupils[:, None])
    gram[1:, 1:] += within[:-1, :-1]
    product = (sums / pupils[:, None]).T @ (pupils * means[:, -1])
    product[1:] += within[:-1, -1]
    basis, residuals = _projected(gram, sums, product, pupils * means[:, -1])
    return Statistic(
        units=tuple(cell.label for cell in ordered),
        residuals=residuals,
        sizes=pupils,
        basis=basis,
        fitted=basis,
    )


def _within(cell: ClassMoments, names: Sequence[str]) -> Floats:
    places = cell.places(names)
    found = np.array(cell.cross_products, dtype=float)[np.ix_(places, places)]
    found[-1, -1] = 0.0
    if np.isnan(found).any():
        raise ValueError(
            f"{cell.label}: how the baseline goes together with the rest was not measured"
        )
    return found


def _read(
    outcome: Mapping[str, float],
    covariates: Mapping[str, Mapping[str, float]],
    blocks: Mapping[str, str] | None,
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Units, outcomes (units,) and columns (units, columns), centred for their digits' sake."""
    units = tuple(sorted(outcome))
    columns = [_column("outcome", outcome, units)]
    columns += [_column(name, values, units) for name, values in covariates.items()]
    centred = np.column_stack([column - column.mean() for column in columns])
    if blocks is None:
        intercepts = np.ones((len(units), 1))
    else:
        if blocks.keys() != set(units):
            raise ValueError("blocks: expected one block for each unit and no other")
        names = sorted(set(blocks.values()))
        intercepts = np.array([[blocks[unit] == name for name in names] for unit in units])
    return units, centred[:, 0], np.column_stack([intercepts, centred[:, 1:]])


def _column(name: str, values: Mapping[str, float], units: tuple[str, ...]) -> Floats:
    if values.keys() != set(units):
        raise ValueError(f"{name}: expected one value for each unit and no other")
    column = np.array([values[unit] for unit in units], dtype=float)
    if len(lost := np.flatnonzero(~np.isfinite(column))):
        raise ValueError(f"{name} of {units[lost[0]]} is {column[lost[0]]}, expected a number")
    return column


def _projected(
    gram: Floats, sums: Floats, product: Floats, outcome: Floats
) -> tuple[Floats, Floats]:
    """Orthonormal sums, and sums of residuals, of each unit."""
    scale = np.sqrt(np.diag(gram))
    if not (scale > 0).all():
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "a covariate is the same for all units")
    values, vectors = np.linalg.eigh(gram / np.outer(scale, scale))
    if values[0] < SINGULAR:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "two columns say the same")
    root = vectors / np.sqrt(values) / scale[:, None]
    basis = sums @ root
    return basis, outcome - basis @ (root.T @ product)
