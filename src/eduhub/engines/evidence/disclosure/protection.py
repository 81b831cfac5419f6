"""Which further figures must be withheld so that none can be worked out from the others.

Whoever reads tables knows that every total is the sum of its parts, what is shown, and what
the reason of a withheld figure tells. A figure is safe if all that is known still permits
the lowest and the highest value that it must leave open. For each of these ends a linear
programme looks for the cheapest figures that must move along; those that are shown are
then withheld too. What was safe stays safe, since withholding more only leaves more open.

Source: after Fischetti & Salazar, Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

type Floats = NDArray[np.float64]

MOVED = 1e-6


@dataclass(slots=True)
class Figure:
    """A number and what is known of it: `low` to `high` now.

    `open_low` to `open_high` is what would be known if it were withheld for another's sake.
    """

    value: float
    low: float
    high: float
    open_low: float
    open_high: float
    cost: float
    """Of withholding it."""


@dataclass(frozen=True, slots=True)
class Need:
    """A figure of which all from `low` to `high` must remain possible."""

    place: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Protection:
    """Places of figures to withhold for others' sake, and of needs that nothing can meet."""

    opened: frozenset[int]
    exposed: frozenset[int]


def protect(
    figures: Sequence[Figure],
    sums: Iterable[tuple[int, Sequence[int]]],
    needs: Sequence[Need],
    *,
    whole: bool,
) -> Protection:
    """Open figures until every need is met; `figures` are left as they are known then.

    Args:
        sums: place of a total, places of its parts.
        whole: the figures are whole numbers, and a reader knows it.
    """
    equations = _equations(sums, len(figures))
    opened: set[int] = set()
    exposed: set[int] = set()
    for need in sorted(needs, key=lambda each: (figures[each.place].value, each.place)):
        value = figures[need.place].value
        for end in (need.low, need.high):
            if end == value:
                continue
            moved = _moved_along(figures, equations, need.place, end - value, whole=whole)
            if moved is None:
                exposed.add(need.place)
                continue
            for place in moved:
                figures[place].low = min(figures[place].low, figures[place].open_low)
                figures[place].high = max(figures[place].high, figures[place].open_high)
            opened.update(moved)
    return Protection(opened=frozenset(opened), exposed=frozenset(exposed))


def _equations(sums: Iterable[tuple[int, Sequence[int]]], size: int) -> Floats:
    rows = {}
    for total, parts in sums:
        row = np.zeros(size)
        row[list(parts)] = 1.0
        row[total] -= 1.0
        rows[total, tuple(sorted(parts))] = row
    return np.array(list(rows.values())).reshape(-1, size)


def _moved_along(
    figures: Sequence[Figure], equations: Floats, place: int, by: float, *, whole: bool
) -> list[int] | None:
    """Figures that must be opened so that one can move; None if no opening suffices.

    A move is `within` what is known plus what goes `beyond` it, up or down; only the latter
    has a price.
    """
    size = len(figures)
    within = [(each.low - each.value, each.high - each.value) for each in figures]
    up = [(0.0, max(each.open_high - each.high, 0.0)) for each in figures]
    down = [(0.0, max(each.low - each.open_low, 0.0)) for each in figures]
    up[place] = down[place] = (0.0, 0.0)
    within[place] = (by, by)
    cost = np.array([each.cost for each in figures])
    prices = np.concatenate([np.zeros(size), cost, cost])
    matrix = np.hstack([equations, equations, -equations])
    bounds = np.array([*within, *up, *down])
    found = _solve(prices, matrix, bounds, whole=False)
    if whole and found is not None and np.abs(found - np.round(found)).max() > MOVED:
        found = _solve(prices, matrix, bounds, whole=True)
    if found is None:
        return None
    beyond = found[size : 2 * size] + found[2 * size :]
    least = MOVED * max(abs(by), 1.0)
    return [int(at) for at in np.flatnonzero(beyond > least)]


def _solve(prices: Floats, matrix: Floats, bounds: Floats, *, whole: bool) -> Floats | None:
    found = optimize.milp(
        prices,
        integrality=np.full(len(prices), int(whole)),
        bounds=optimize.Bounds(bounds[:, 0], bounds[:, 1]),
        constraints=optimize.LinearConstraint(matrix, 0.0, 0.0),
    )
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
