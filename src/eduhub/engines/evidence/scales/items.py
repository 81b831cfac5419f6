"""The items of a questionnaire, told by their totals alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.moments import ClassMoments

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ItemTotals:
    """Pupils, means (items,) and cross-products (items, items) about these means.

    Raises:
        ValueError: sizes do not fit, fewer than two pupils, a number that is not finite, or
            cross-products that are not symmetric with a diagonal of at least 0.
    """

    items: tuple[str, ...]
    pupils: int
    means: tuple[float, ...]
    cross_products: tuple[tuple[float, ...], ...]
    left_out: int = 0
    """Pupils without an answer to every item."""

    def __post_init__(self) -> None:
        size = len(self.items)
        if len(set(self.items)) != size or not size or len(self.means) != size:
            raise ValueError("each item has a name of its own and one mean")
        if self.pupils < 2:
            raise ValueError(f"at least two pupils answered every item, not {self.pupils}")
        products = np.array(self.cross_products, dtype=float)
        if products.shape != (size, size) or not np.isfinite(products).all():
            raise ValueError(f"cross-products are ({size}, {size}) finite numbers")
        if not np.allclose(products, products.T) or (np.diag(products) < 0).any():
            raise ValueError("cross-products are symmetric and their diagonal is not below 0")

    @property
    def covariance(self) -> Floats:
        """(items, items), the sample's."""
        return np.array(self.cross_products, dtype=float) / (self.pupils - 1)


def items_of_rows(
    columns: Mapping[str, ArrayLike],
    *,
    items: Sequence[str],
    reverse: Collection[str] = (),
    scale: tuple[float, float] | None = None,
) -> ItemTotals:
    """Sum pupils' answers; whoever left an item open (NaN, None) is left out, and counted.

    Args:
        columns: each (pupils,), answers on one scale.
        reverse: items whose answers count from the other end.
        scale: its lowest and highest answer; needed for `reverse`, and then every answer
            is held against it.

    Raises:
        ValueError: a column is missing, columns differ in length, an item to reverse is not
            there or has no scale, an answer lies outside of it.
    """
    values = _stack(columns, items)
    complete = ~np.isnan(values).any(axis=1)
    kept = values[complete]
    if scale is not None and ((kept < scale[0]) | (kept > scale[1])).any():
        raise ValueError(f"an answer lies outside of {scale[0]} to {scale[1]}")
    if strange := sorted(set(reverse) - set(items)):
        raise ValueError(f"no item {', '.join(strange)} to reverse")
    for place, name in enumerate(items):
        if name in reverse:
            if scale is None:
                raise ValueError(f"{name} can be reversed only on a known scale")
            kept[:, place] = scale[0] + scale[1] - kept[:, place]
    if len(kept) < 2:
        raise ValueError(f"at least two pupils answered every item, not {len(kept)}")
    means = kept.mean(axis=0)
    apart = kept - means
    return _totals(items, len(kept), means, apart.T @ apart, int((~complete).sum()))


def items_of_cells(cells: Sequence[ClassMoments], *, items: Sequence[str]) -> ItemTotals:
    """The same from classes' totals, all classes and arms together.

    Raises:
        ValueError: an item has no totals in a cell, or two items' cross-product is not known.
    """
    sizes = np.array([cell.pupils for cell in cells], dtype=float)
    places = [cell.places(items) for cell in cells]
    means = np.array(
        [[cell.means[at] for at in here] for cell, here in zip(cells, places, strict=True)]
    )
    within = np.array(
        [
            np.array(cell.cross_products, dtype=float)[np.ix_(here, here)]
            for cell, here in zip(cells, places, strict=True)
        ]
    )
    if not len(cells) or np.isnan(within).any():
        raise ValueError("how the items go together is not known in every class")
    grand = sizes @ means / sizes.sum()
    apart = means - grand
    products = within.sum(axis=0) + (sizes[:, None] * apart).T @ apart
    return _totals(items, int(sizes.sum()), grand, products, 0)


def _stack(columns: Mapping[str, ArrayLike], items: Sequence[str]) -> Floats:
    if missing := [name for name in items if name not in columns]:
        raise ValueError(f"no column {', '.join(missing)}")
    if not items or len(set(items)) != len(items):
        raise ValueError("name at least one item, each once")
    values = [np.asarray(columns[name], dtype=float) for name in items]
    if any(each.ndim != 1 or each.shape != values[0].shape for each in values):
        raise ValueError("every item has one answer for each pupil")
    stacked = np.column_stack(values)
    if np.isinf(stacked).any():
        raise ValueError("an answer is infinite")
    return stacked


def _totals(
    items: Sequence[str], pupils: int, means: Floats, products: Floats, left_out: int
) -> ItemTotals:
    even = (products + products.T) / 2
    return ItemTotals(
        items=tuple(items),
        pupils=pupils,
        means=tuple(means.tolist()),
        cross_products=tuple(tuple(row) for row in even.tolist()),
        left_out=left_out,
    )
