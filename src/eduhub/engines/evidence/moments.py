"""One class in one arm, told by totals: all that the analysis needs, and no pupil's row.

A cell keeps its pupils, their means and the cross-products of the deviations *from the
cell's own means* (centred, so that scores around a million keep all their digits):
`cross_products[i][j] = sum over pupils of (x_i - mean_i) (x_j - mean_j)`.
None stands for a cross-product that was never measured.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.usage import Use

type CrossProducts = tuple[tuple[float | None, ...], ...]

ROUNDING = 1e-8  # how far sums made elsewhere may be off before they contradict themselves


@dataclass(frozen=True, slots=True)
class ClassMoments:
    """Totals of one class within one arm (1 tries the solution, 0 is the comparison).

    `means` has shape (variables,) in the variables' own units, `cross_products` shape
    (variables, variables) in products of those units; see the module for their centre.

    Raises:
        ValueError: sizes do not fit, a number is not finite, or the totals cannot be
            those of any pupils (a negative sum of squares, a correlation above one).
    """

    label: str
    arm: int
    pupils: int
    variables: tuple[str, ...]
    means: tuple[float, ...]
    cross_products: CrossProducts

    def __post_init__(self) -> None:
        size = len(self.variables)
        if not self.label or self.arm not in (0, 1) or self.pupils < 1:
            raise ValueError("a cell has a label, arm 0 or 1, and at least one pupil")
        if not size or len(set(self.variables)) != size or len(self.means) != size:
            raise ValueError("there are variables, each with a name of its own and one mean")
        if [len(row) for row in self.cross_products] != [size] * size:
            raise ValueError("cross-products have one row and one column for each variable")
        if not all(math.isfinite(mean) for mean in self.means):
            raise ValueError("a mean is not a finite number")
        _refuse_impossible(self.cross_products, self.pupils)

    def places(self, names: Sequence[str]) -> list[int]:
        """Where the named variables stand; ValueError if one is not there."""
        missing = [name for name in names if name not in self.variables]
        if missing:
            raise ValueError(f"{self.label} has no totals of {', '.join(missing)}")
        return [self.variables.index(name) for name in names]


@dataclass(frozen=True, slots=True)
class Summed:
    """The cells of a set of rows, and what could not be counted because a value was missing."""

    cells: tuple[ClassMoments, ...]
    left_out_by_arm: tuple[int, int]
    """Pupils without a complete row, in arm 0 and in arm 1."""

    classes_left_out: tuple[str, ...]
    """Classes in which no pupil has a complete row."""

    uses: tuple[Use, ...] = ()
    """The use of each cell, in the cells' order; empty where the rows do not tell it."""

    @property
    def left_out(self) -> int:
        return sum(self.left_out_by_arm)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a teacher knows of one variable in one class: its mean and, perhaps, its spread.

    `sd` is the sample's (divided by pupils minus one), None if nobody worked it out.
    """

    mean: float
    sd: float | None = None


def moments_of_rows(
    columns: Mapping[str, ArrayLike],
    *,
    cluster: ArrayLike,
    arm: ArrayLike,
    variables: Sequence[str],
) -> Summed:
    """Sum pupils' rows by class and arm; a class in which both arms occur gives two cells.

    A row that lacks a value (NaN or None) in any of the variables is left out, and counted.

    Args:
        columns: each (pupils,); columns that `variables` does not name are not read.
        cluster: (pupils,) class of each pupil, or the one class of all.
        arm: (pupils,) of 0 and 1, both present; or one 0 or 1 that holds for all rows,
            when the rows come from one arm.

    Returns:
        Cells in the order of label, then arm.

    Raises:
        ValueError: columns differ in length, a value is infinite or not a number, an arm
            is missing or other than 0 and 1, one arm only occurs, a class has no label.
    """
    if not variables:
        raise ValueError("name at least one variable")
    values = _stack(columns, variables)
    labels = _labels(cluster, len(values))
    arms = _arms(arm, len(values))
    complete = ~np.isnan(values).any(axis=1)

    members: dict[tuple[str, int], list[int]] = {}
    for row in np.flatnonzero(complete).tolist():
        members.setdefault((labels[row], int(arms[row])), []).append(row)
    cells = tuple(_moments(key, variables, values[members[key]]) for key in sorted(members))
    lost = arms[~complete]
    return Summed(
        cells=cells,
        left_out_by_arm=(int((lost == 0).sum()), int((lost == 1).sum())),
        classes_left_out=tuple(sorted(set(labels) - {cell.label for cell in cells})),
    )


def moments_of_totals(
    label: str, *, arm: int, pupils: int, variables: Mapping[str, Typed]
) -> ClassMoments:
    """The cell that a teacher types in: how many pupils, and mean and SD of each variable.

    How two variables go together within the class is not known from such totals, so a
    baseline can serve only after `with_class_mean_baseline`.

    Raises:
        ValueError: as `ClassMoments`; also a negative SD, or any SD but 0 for one pupil.
    """
    names = tuple(variables)
    for name in names:
        sd = variables[name].sd
        if sd is not None and (not math.isfinite(sd) or sd < 0 or (pupils == 1 and sd > 0)):
            raise ValueError(f"{label}: {sd} cannot be the SD of {name} of {pupils} pupils")
    return ClassMoments(
        label=label,
        arm=arm,
        pupils=pupils,
        variables=names,
        means=tuple(float(variables[name].mean) for name in names),
        cross_products=tuple(
            tuple(_typed_product(variables, row, column, pupils) for column in names)
            for row in names
        ),
    )


def with_class_mean_baseline(
    cells: Sequence[ClassMoments], *, baseline: Sequence[str]
) -> tuple[ClassMoments, ...]:
    """The same cells with each pupil's baseline replaced by the mean of the pupil's cell.

    Needed when only totals were typed. Convert all cells of a comparison or none: a
    baseline that is the pupil's own in one class and the class's in another is neither.
    """
    return tuple(_flattened(cell, set(cell.places(baseline))) for cell in cells)


def as_json(cell: ClassMoments) -> dict[str, object]:
    """The cell as JSON without floats: numbers are the strings from which they come back
    digit by digit, so that the content can be kept, fingerprinted and read anywhere.
    """
    return {
        "label": cell.label,
        "arm": cell.arm,
        "pupils": cell.pupils,
        "variables": list(cell.variables),
        "means": [repr(mean) for mean in cell.means],
        "cross_products": [
            [None if value is None else repr(value) for value in row]
            for row in cell.cross_products
        ],
    }


def from_json(content: Mapping[str, object]) -> ClassMoments:
    """The cell that `as_json` wrote; ValueError for anything else, or impossible totals."""
    match dict(content):
        case {
            "label": str(label),
            "arm": int(arm),
            "pupils": int(pupils),
            "variables": [*variables],
            "means": [*means],
            "cross_products": [*rows],
            **others,
        } if not others:
            return ClassMoments(
                label=label,
                arm=int(arm),
                pupils=int(pupils),
                variables=tuple(_text(name) for name in variables),
                means=tuple(float(_text(mean)) for mean in means),
                cross_products=tuple(_row_of_json(row) for row in rows),
            )
    raise ValueError("these are not the totals of a class")


def _refuse_impossible(cross_products: CrossProducts, pupils: int) -> None:
    products = np.array(cross_products, dtype=float)
    known = ~np.isnan(products)
    if any(
        value is not None and not math.isfinite(value) for row in cross_products for value in row
    ):
        raise ValueError("a cross-product is not a finite number")
    if (products != products.T)[known].any():
        raise ValueError("cross-products are not symmetrical")
    if pupils == 1 and products[known].any():
        raise ValueError("one pupil does not vary")
    squares = np.diag(products)
    if (squares < 0).any():
        raise ValueError("a sum of squares is negative")
    if products[squares == 0][known[squares == 0]].any():
        raise ValueError("what does not vary goes together with nothing")
    if known.all():
        size = np.sqrt(np.where(squares > 0, squares, 1.0))
        if np.linalg.eigvalsh(products / np.outer(size, size))[0] < -ROUNDING:
            raise ValueError("cross-products contradict each other")


def _stack(columns: Mapping[str, ArrayLike], variables: Sequence[str]) -> NDArray[np.float64]:
    """(pupils, variables), NaN where a value is missing."""
    unknown = [name for name in variables if name not in columns]
    if unknown:
        raise ValueError(f"there is no column {', '.join(unknown)}")
    read = [np.asarray(columns[name], dtype=float) for name in variables]
    if any(column.ndim != 1 or column.shape != read[0].shape for column in read):
        raise ValueError("columns are lists of equal length")
    values = np.column_stack(read)
    if np.isinf(values).any():
        raise ValueError("a value is infinite")
    return values


def _labels(cluster: ArrayLike, rows: int) -> list[str]:
    given = np.asarray(cluster, dtype=object)
    if given.ndim == 0:
        given = np.full(rows, given.item(), dtype=object)
    if given.shape != (rows,):
        raise ValueError("each row needs one class")
    labels = ["" if label is None else str(label) for label in given]
    if any(label in ("", "nan") for label in labels):
        raise ValueError("a row has no class")
    return labels


def _arms(arm: ArrayLike, rows: int) -> NDArray[np.int64]:
    given = np.asarray(arm, dtype=float)
    if not np.isin(given, (0.0, 1.0)).all():
        raise ValueError("the arm is 0 or 1 in every row")
    if given.ndim == 0:
        return np.full(rows, int(given), dtype=np.int64)
    if given.shape != (rows,):
        raise ValueError("each row needs one arm")
    if len(np.unique(given)) != 2:
        raise ValueError("the rows hold one arm only")
    return given.astype(np.int64)


def _moments(
    key: tuple[str, int], variables: Sequence[str], values: NDArray[np.float64]
) -> ClassMoments:
    rough = values.mean(axis=0)
    means = rough + (values - rough).mean(axis=0)
    deviations = values - means
    deviations -= deviations.mean(axis=0)
    products = deviations.T @ deviations
    if len(values) == 1:
        products = np.zeros_like(products)
    return ClassMoments(
        label=key[0],
        arm=key[1],
        pupils=len(values),
        variables=tuple(variables),
        means=tuple(means.tolist()),
        cross_products=tuple(tuple(row) for row in ((products + products.T) / 2).tolist()),
    )


def _typed_product(
    variables: Mapping[str, Typed], row: str, column: str, pupils: int
) -> float | None:
    if pupils == 1:
        return 0.0
    sd = variables[row].sd
    return (pupils - 1) * sd * sd if row == column and sd is not None else None


def _flattened(cell: ClassMoments, flat: set[int]) -> ClassMoments:
    products = tuple(
        tuple(0.0 if i in flat or j in flat else value for j, value in enumerate(row))
        for i, row in enumerate(cell.cross_products)
    )
    return replace(cell, cross_products=products)


def _row_of_json(row: object) -> tuple[float | None, ...]:
    match row:
        case [*values]:
            return tuple(None if value is None else float(_text(value)) for value in values)
    raise ValueError("cross-products are rows of numbers")


def _text(value: object) -> str:
    match value:
        case str():
            return value
    raise ValueError("names and numbers of a class's totals are strings")
