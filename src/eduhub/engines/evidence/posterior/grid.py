"""The likelihood of a two-level model over (tau, sigma), coefficients integrated out.

In a class of n pupils V^-1 weighs deviations from the class's means by 1 / sigma^2 and the means
by n / (sigma^2 + n tau^2): every product with V^-1 comes from cross-products within classes and
from the classes' sums, and the weight depends on the class's size alone. So the grid costs a
product of (points, sizes) with (sizes, columns^2), whatever the number of pupils, and one
elimination of few columns for all points at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.moments import ClassMoments

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LevelSums:
    """Columns: 1, baselines, arm, outcome; the first and the baselines are nuisances."""

    pupils: int
    within: Floats
    """(columns, columns) products of deviations from the class's means, over all pupils."""

    sizes: Floats
    """(sizes,) that classes have."""

    classes: Floats
    """(sizes,) how many classes have each."""

    squares: Floats
    """(sizes, columns, columns) products of the classes' sums, added over classes of a size."""

    @property
    def products(self) -> Floats:
        """(columns, columns) over all pupils."""
        found: Floats = self.within + (self.squares / self.sizes[:, None, None]).sum(axis=0)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """At each point: what is known of the effect b given tau and sigma, before its prior."""

    tau: Floats
    sigma: Floats
    precision: Floats
    """1 / variance of b's likelihood, nuisances being out."""

    product: Floats
    """Precision times b's estimate."""

    height: Floats
    """Log likelihood at b = 0, up to a constant, nuisances being out."""


def level_sums(
    cells: Sequence[ClassMoments], *, outcome: str, baseline: Sequence[str]
) -> LevelSums:
    """Sums by size of class; baselines and outcome are centred at their mean over pupils.

    A class in which both arms occur is one class.

    Raises:
        ValueError: a cell lacks a variable, its spread or a cross-product.
    """
    names = (*baseline, outcome)
    pupils = np.array([cell.pupils for cell in cells], dtype=float)
    means = np.array([[cell.means[at] for at in cell.places(names)] for cell in cells])
    means -= pupils @ means / pupils.sum()
    order = [0, *range(2, 1 + len(names)), 1, 1 + len(names)]
    rows = np.column_stack([np.ones(len(cells)), [cell.arm for cell in cells], means])[:, order]

    labels = sorted({cell.label for cell in cells})
    at = [labels.index(cell.label) for cell in cells]
    sums, counts = np.zeros((len(labels), rows.shape[1])), np.zeros(len(labels))
    np.add.at(sums, at, rows * pupils[:, None])
    np.add.at(counts, at, pupils)
    apart = rows - (sums / counts[:, None])[at]
    within = (apart * pupils[:, None]).T @ apart
    places = [place for place, column in enumerate(order) if column >= 2]
    within[np.ix_(places, places)] += np.sum([_spread(cell, names) for cell in cells], axis=0)
    sizes, of_size, classes = np.unique(counts, return_inverse=True, return_counts=True)
    squares = np.zeros((len(sizes), rows.shape[1], rows.shape[1]))
    np.add.at(squares, of_size, sums[:, :, None] * sums[:, None, :])
    return LevelSums(
        pupils=int(pupils.sum()),
        within=within,
        sizes=sizes,
        classes=classes.astype(float),
        squares=squares,
    )


def conditional(
    sums: LevelSums, tau: Floats, sigma: Floats, nuisance_sd: float | None
) -> Conditional:
    """What the data say at each point (points,) of tau and sigma.

    Args:
        nuisance_sd: SD of the normal prior at zero of intercept and slopes; None is flat.
    """
    columns = sums.within.shape[0]
    variance = sigma**2
    of_mean = variance[:, None] + sums.sizes * tau[:, None] ** 2
    squares = sums.squares.reshape(len(sums.sizes), -1) / sums.sizes[:, None]
    matrix = ((1 / of_mean) @ squares).reshape(-1, columns, columns)
    matrix += sums.within / variance[:, None, None]
    if nuisance_sd is not None:
        nuisances = np.arange(columns - 2)
        matrix[:, nuisances, nuisances] += nuisance_sd**-2
    height = -(sums.pupils - sums.classes.sum()) * np.log(sigma)
    height -= np.log(of_mean) @ sums.classes / 2
    for column in range(columns - 2):
        pivot = matrix[:, column, column].copy()
        height -= np.log(pivot) / 2
        row = matrix[:, column, :].copy()
        matrix -= row[:, :, None] * row[:, None, :] / pivot[:, None, None]
    return Conditional(
        tau=tau,
        sigma=sigma,
        precision=matrix[:, -2, -2],
        product=matrix[:, -2, -1],
        height=height - matrix[:, -1, -1] / 2,
    )


def _spread(cell: ClassMoments, names: Sequence[str]) -> Floats:
    places = cell.places(names)
    found = np.array(cell.cross_products, dtype=float)[np.ix_(places, places)]
    if np.isnan(found).any():
        raise ValueError(f"{cell.label}: a spread or cross-product was not measured")
    return found
