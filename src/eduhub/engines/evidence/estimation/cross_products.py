"""Cross-products of all columns in each class: the only input that the methods here need.

Made in one pass from pupils' rows, or from cells that hold totals only (`ClassMoments`);
both give the same numbers. A column `intercept` of ones comes first. The others are counted
from their mean over all pupils (`centre`), so that large offsets cost no digits.

With weights w there are three tables a class: Z'WZ for the fit, and Z'Z and Z'W^2Z because a
robust variance asks for how weighted residuals vary.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import filterfalse

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.estimation.grouping import Grouping, grouping_of
from eduhub.engines.evidence.moments import ClassMoments

type Floats = NDArray[np.float64]

INTERCEPT = "intercept"


@dataclass(frozen=True, slots=True, eq=False)
class ClassProducts:
    """What is known of each class; from `products_of_rows` or `products_of_moments`."""

    names: tuple[str, ...]
    """Columns, "intercept" first; a factor's are "name=level"."""

    labels: tuple[str, ...]
    """Classes."""

    pupils: Floats
    """(classes,) rows counted."""

    centre: Floats
    """(columns,) what each column was counted from; 0 for the intercept."""

    grams: Floats
    """(classes, columns, columns) Z'Z, or Z'WZ; NaN where a product was never measured."""

    plain: Floats | None = None
    """(classes, columns, columns) Z'Z if there are weights, else None."""

    squared: Floats | None = None
    """(classes, columns, columns) Z'W^2Z if there are weights, else None."""

    factors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The columns of each factor; its first level has none."""

    left_out: int = 0
    """Rows not counted because a value was missing."""

    classes_left_out: tuple[str, ...] = ()
    """Classes in which no row is complete."""

    @property
    def rows(self) -> int:
        return int(self.pupils.sum())

    def columns_of(self, names: Sequence[str]) -> tuple[str, ...]:
        """The named columns, a factor's name standing for all of its columns.

        Raises:
            ValueError: there is no such column, or one comes twice.
        """
        told = [column for name in names for column in self.factors.get(name, (name,))]
        missing = [name for name in told if name not in self.names]
        if missing:
            raise ValueError(f"there is no column {', '.join(missing)}")
        if len(set(told)) != len(told):
            raise ValueError("a column comes twice")
        return tuple(told)

    def places(self, columns: Sequence[str]) -> list[int]:
        """Where the columns stand."""
        return [self.names.index(column) for column in self.columns_of(columns)]


def products_of_rows(
    columns: Mapping[str, ArrayLike],
    *,
    cluster: ArrayLike,
    variables: Sequence[str],
    factors: Sequence[str] = (),
    weights: ArrayLike | None = None,
) -> ClassProducts:
    """Sum pupils' rows by class, in one pass.

    A row that lacks a value (NaN or None) in any variable, any factor (None, "", NaN) or its
    weight is left out, and counted.

    Args:
        columns: each (pupils,); what is not named below is not read.
        cluster: (pupils,) class of each pupil.
        variables: columns of numbers.
        factors: columns of labels; each level but the first gets a column of 0 and 1.
        weights: (pupils,) above zero; None if every pupil counts once.

    Raises:
        ValueError: a column is not there, differs in length, holds an infinite value; a
            weight is not above zero; a row has no class; no row is complete.
    """
    numbers = _numbers(columns, variables)
    rows = len(next(iter(numbers.values())))
    grouping = grouping_of(cluster, rows=rows)
    weight = None if weights is None else _weights(weights, rows)
    levels = {name: _levels(columns, name, rows) for name in factors}

    complete = _complete([*numbers.values(), *([] if weight is None else [weight])], rows)
    complete &= _filled(levels.values(), rows)
    kept = grouping
    if not complete.all():
        kept = grouping.of(complete)
        numbers = {name: values[complete] for name, values in numbers.items()}
        levels = {name: values[complete] for name, values in levels.items()}
        weight = None if weight is None else weight[complete]
    if not kept.labels:
        raise ValueError("no row is complete")

    expanded = {name: _dummies(name, values) for name, values in levels.items()}
    for dummies in expanded.values():
        numbers |= dummies
    if len(numbers) != len(variables) + sum(len(each) for each in expanded.values()):
        raise ValueError("a column comes twice")
    made = _summed(numbers, kept, weight)
    return ClassProducts(
        names=(INTERCEPT, *numbers),
        labels=kept.labels,
        pupils=made.tables[0][:, 0, 0].copy(),
        centre=made.centre,
        grams=made.tables[-1] if weight is None else made.tables[1],
        plain=None if weight is None else made.tables[0],
        squared=None if weight is None else made.tables[2],
        factors={name: tuple(each) for name, each in expanded.items()},
        left_out=int(rows - complete.sum()),
        classes_left_out=tuple(filterfalse(set(kept.labels).__contains__, grouping.labels)),
    )


def products_of_moments(
    cells: Sequence[ClassMoments],
    *,
    variables: Sequence[str],
    of_cells: Mapping[str, ArrayLike] | None = None,
) -> ClassProducts:
    """The same from totals of each class and arm; "arm" is always a column.

    Args:
        cells: in any order; a class with both arms has two.
        variables: which of the cells' variables to take.
        of_cells: further columns (cells,), the same for all pupils of a cell: period, block.

    Raises:
        ValueError: there is no cell, a variable is not in it, a class comes twice in one arm
            (unless `of_cells` tells the two apart), or a further column is not finite.
    """
    if not cells:
        raise ValueError("there is no class")
    extra = {name: np.asarray(values, dtype=float) for name, values in (of_cells or {}).items()}
    for name, values in extra.items():
        if values.shape != (len(cells),) or not np.isfinite(values).all():
            raise ValueError(f"{name} is one finite number for each of the {len(cells)} cells")
    names = (INTERCEPT, "arm", *extra, *variables)
    if len(set(names)) != len(names):
        raise ValueError("a column comes twice")
    _refuse_twins(cells, extra)
    pupils = np.array([cell.pupils for cell in cells], dtype=float)
    means, spreads = _measured(cells, variables)
    between = np.column_stack([[float(cell.arm) for cell in cells], *extra.values(), means])
    centre = pupils @ between / pupils.sum()
    rows = np.column_stack([np.ones(len(cells)), between - centre])
    tables = pupils[:, None, None] * rows[:, :, None] * rows[:, None, :]
    first = 2 + len(extra)
    tables[:, first:, first:] += spreads

    labels = sorted({cell.label for cell in cells})
    place = {label: at for at, label in enumerate(labels)}
    codes = [place[cell.label] for cell in cells]
    grams = np.zeros((len(labels), *tables.shape[1:]))
    np.add.at(grams, codes, tables)
    return ClassProducts(
        names=names,
        labels=tuple(labels),
        pupils=np.bincount(codes, weights=pupils),
        centre=np.concatenate(([0.0], centre)),
        grams=grams,
    )


def with_class_column(
    products: ClassProducts, name: str, values: Mapping[str, float]
) -> ClassProducts:
    """The same with one more column that is the same for all pupils of each class.

    Args:
        values: the column's value for every class, by its label.

    Raises:
        ValueError: the column is there already, a class has no value or not a finite one.
    """
    if name in products.names:
        raise ValueError(f"the column {name} comes twice")
    missing = [
        label for label in products.labels if not math.isfinite(values.get(label, math.nan))
    ]
    if missing:
        raise ValueError(f"{missing[0]} has no finite {name}")
    given = np.array([values[label] for label in products.labels])
    size = products.grams[:, 0, 0]
    centre = float(size @ given / size.sum())
    wide = [
        None if table is None else _widened(table, given - centre)
        for table in (products.grams, products.plain, products.squared)
    ]
    return replace(
        products,
        names=(*products.names, name),
        centre=np.append(products.centre, centre),
        grams=products.grams if wide[0] is None else wide[0],
        plain=wide[1],
        squared=wide[2],
    )


def _widened(table: Floats, values: Floats) -> Floats:
    sums = values[:, None] * table[:, 0]
    top = np.concatenate([table, sums[:, :, None]], axis=2)
    last = np.append(sums, (values * sums[:, 0])[:, None], axis=1)
    return np.concatenate([top, last[:, None]], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    centre: Floats
    tables: list[Floats]


def _summed(numbers: Mapping[str, Floats], grouping: Grouping, weight: Floats | None) -> _Sums:
    """Tables of each power of the weight (only the zeroth without weights)."""
    total = None if weight is None else float(weight.sum())
    centre = [
        float(values.mean()) if weight is None else float(weight @ values) / (total or 1.0)
        for values in numbers.values()
    ]
    columns: list[Floats | None] = [None]
    columns += [values - middle for values, middle in zip(numbers.values(), centre, strict=True)]
    powers = [None] if weight is None else [None, weight, weight**2]
    return _Sums(
        centre=np.array([0.0, *centre]),
        tables=[_table(columns, grouping, power) for power in powers],
    )


def _table(columns: Sequence[Floats | None], grouping: Grouping, power: Floats | None) -> Floats:
    """(classes, columns, columns); a column None is of ones."""
    size = len(columns)
    table = np.empty((len(grouping.labels), size, size))
    buffer = np.empty(len(grouping.codes))  # one for all: fresh memory costs more than the sums
    for at, one in enumerate(columns):
        left = one if power is None or one is None else one * power
        left = power if left is None else left
        for other_at in range(at, size):
            other = columns[other_at]
            if left is None:
                values = grouping.counts if other is None else grouping.sums(other)
            else:
                values = grouping.sums(
                    left if other is None else np.multiply(left, other, out=buffer)
                )
            table[:, at, other_at] = table[:, other_at, at] = values
    return table


def _numbers(columns: Mapping[str, ArrayLike], variables: Sequence[str]) -> dict[str, Floats]:
    if not variables:
        raise ValueError("name at least one variable")
    found: dict[str, Floats] = {}
    for name in variables:
        if name not in columns:
            raise ValueError(f"there is no column {name}")
        if name in found or name == INTERCEPT:
            raise ValueError(f"the column {name} comes twice")
        values = np.asarray(columns[name], dtype=float)
        first = next(iter(found.values()), values)
        if values.ndim != 1 or values.shape != first.shape:
            raise ValueError(f"{name} has shape {values.shape}; columns are lists of equal length")
        found[name] = values
    return found


def _weights(weights: ArrayLike, rows: int) -> Floats:
    given = np.asarray(weights, dtype=float)
    if given.shape != (rows,):
        raise ValueError(f"each of the {rows} rows needs one weight, not {given.shape}")
    wrong = ~(np.isnan(given) | (given > 0))
    if wrong.any():
        at = int(wrong.argmax())
        raise ValueError(f"the weight of row {at} is {given[at]}; weights are above zero")
    return given


def _complete(numbers: Sequence[Floats], rows: int) -> NDArray[np.bool_]:
    """(rows,) whether all numbers are there.

    A sum is finite only if all of its terms are: one look at each column, and a second one
    only at columns that lack something.
    """
    complete = np.ones(rows, dtype=bool)
    for values in numbers:
        if np.isfinite(values.sum()):
            continue
        if np.isinf(values).any():
            raise ValueError(f"the value of row {int(np.isinf(values).argmax())} is infinite")
        complete &= ~np.isnan(values)
    return complete


def _levels(columns: Mapping[str, ArrayLike], name: str, rows: int) -> NDArray[np.object_]:
    if name not in columns:
        raise ValueError(f"there is no column {name}")
    given = np.asarray(columns[name], dtype=object)
    if given.shape != (rows,):
        raise ValueError(f"{name} has shape {given.shape}; columns are lists of equal length")
    return given


def _filled(levels: Iterable[NDArray[np.object_]], rows: int) -> NDArray[np.bool_]:
    filled = np.ones(rows, dtype=bool)
    for values in levels:
        texts = ["" if value is None else str(value) for value in values]
        filled &= np.array([text not in ("", "nan") for text in texts], dtype=bool)
    return filled


def _dummies(name: str, values: NDArray[np.object_]) -> dict[str, Floats]:
    grouping = grouping_of(values, rows=len(values), what=name)
    return {
        f"{name}={label}": (grouping.codes == at).astype(float)
        for at, label in enumerate(grouping.labels)
        if at
    }


def _measured(cells: Sequence[ClassMoments], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Means (cells, names) and centred cross-products (cells, names, names), NaN if unknown."""
    if len({cell.variables for cell in cells}) == 1:
        places = cells[0].places(names)
        means = np.array([cell.means for cell in cells])[:, places]
        spreads = np.array([cell.cross_products for cell in cells], dtype=float)
        return means, spreads[:, places][:, :, places]
    each = [cell.places(names) for cell in cells]
    pairs = list(zip(cells, each, strict=True))
    means = np.array([[cell.means[at] for at in places] for cell, places in pairs])
    spreads = np.array(
        [[[cell.cross_products[i][j] for j in at] for i in at] for cell, at in pairs], dtype=float
    )
    return means, spreads


def _refuse_twins(cells: Sequence[ClassMoments], extra: Mapping[str, Floats]) -> None:
    told = [tuple(values.tolist()) for values in extra.values()]
    keys = [(cell.label, cell.arm, *(v[at] for v in told)) for at, cell in enumerate(cells)]
    if len(set(keys)) != len(keys):
        raise ValueError("a class comes twice in one arm")
