"""Which further figures must be withheld so that none can be worked out from the others.

Whoever reads tables knows that every total is the sum of its parts, what is shown, and what
the reason of a withheld figure tells. A figure is safe if all that is known still permits
the lowest and the highest value that it must leave open. For each of these ends a linear
programme looks for the cheapest figures that must move along; those that are shown are
then withheld too. What was safe stays safe, since withholding more only leaves more open.
In the end each figure so withheld, dearest first, is shown after all if nothing needs it.

Source: after Fischetti & Salazar, Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

type Floats = NDArray[np.float64]

type Aim = tuple[int, float]
"""A figure and by how much it must be able to move."""

MOVED = 1e-6


type Range = tuple[float, float]


@dataclass(slots=True)
class Figure:
    """A number and what is known of it: `low` to `high` now.

    `guessed` is what a reader would guess if it were withheld for another's sake, `certain`
    what could then be known for sure. Needs are met in spite of guesses where that can be.
    """

    value: float
    low: float
    high: float
    guessed: Range
    certain: Range
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
    """Open figures until every need is met, and close those that turn out superfluous.

    `figures` are left as they are known then.

    Args:
        sums: place of a total, places of its parts.
        whole: the figures are whole numbers, and a reader knows it.
    """
    if not figures:
        return Protection(frozenset(), frozenset())
    equations = _equations(sums, len(figures))
    told = [(each.low, each.high) for each in figures]
    aims, exposed = [], set()
    for aim in _aims(figures, needs):
        if _open_for(aim, figures, equations, whole=whole):
            aims.append(aim)
        else:
            exposed.add(aim[0])
    opened = {at for at, each in enumerate(figures) if (each.low, each.high) != told[at]}
    for place in sorted(opened, key=lambda at: (-figures[at].cost, at)):
        if _is_superfluous(figures, equations, (place, *told[place]), aims, whole=whole):
            opened.remove(place)
    return Protection(opened=frozenset(opened), exposed=frozenset(exposed))


def _aims(figures: Sequence[Figure], needs: Sequence[Need]) -> Iterator[Aim]:
    """Both ends of every need, those of small figures first."""
    for need in sorted(needs, key=lambda each: (figures[each.place].value, each.place)):
        for end in (need.low, need.high):
            if end != figures[need.place].value:
                yield need.place, end - figures[need.place].value


def _open_for(aim: Aim, figures: Sequence[Figure], equations: Floats, *, whole: bool) -> bool:
    """Open what must move along, first within guesses, then within what is certain."""
    for guess in (True, False):
        limits = [each.guessed if guess else each.certain for each in figures]
        moved = _moved_along(figures, limits, equations, aim, whole=whole)
        if moved is not None:
            for place in moved:
                figure, limit = figures[place], limits[place]
                figure.low, figure.high = min(figure.low, limit[0]), max(figure.high, limit[1])
            return True
    return False


def _is_superfluous(
    figures: Sequence[Figure],
    equations: Floats,
    told: tuple[int, float, float],
    aims: list[Aim],
    *,
    whole: bool,
) -> bool:
    """Close a figure to what was told if every aim can be reached so; else leave it open.

    The aim that forbids it goes first: it often forbids the next one too.
    """
    figure = figures[told[0]]
    wide = (figure.low, figure.high)
    figure.low, figure.high = told[1:]
    shut = [(each.low, each.high) for each in figures]
    for at, aim in enumerate(aims):
        if _moved_along(figures, shut, equations, aim, whole=whole) is None:
            figure.low, figure.high = wide
            aims.insert(0, aims.pop(at))
            return False
    return True


def _equations(sums: Iterable[tuple[int, Sequence[int]]], size: int) -> Floats:
    rows = {}
    for total, parts in sums:
        row = np.zeros(size)
        row[list(parts)] = 1.0
        row[total] -= 1.0
        rows[total, tuple(sorted(parts))] = row
    return np.array(list(rows.values())).reshape(-1, size)


def _moved_along(
    figures: Sequence[Figure],
    limits: Sequence[Range],
    equations: Floats,
    aim: Aim,
    *,
    whole: bool,
) -> list[int] | None:
    """Figures that must be opened so that one can move; None if no opening suffices.

    A move is `within` what is known plus what goes `beyond` it, up or down; only the latter
    has a price.
    """
    place, by = aim
    size = len(figures)
    within = [(each.low - each.value, each.high - each.value) for each in figures]
    pairs = list(zip(figures, limits, strict=True))
    up = [(0.0, _beyond(each.high, limit[1])) for each, limit in pairs]
    down = [(0.0, _beyond(limit[0], each.low)) for each, limit in pairs]
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


def _beyond(low: float, high: float) -> float:
    return high - low if high > low else 0.0  # two infinities have no difference


def _solve(prices: Floats, matrix: Floats, bounds: Floats, *, whole: bool) -> Floats | None:
    found = optimize.milp(
        prices,
        integrality=np.full(len(prices), int(whole)),
        bounds=optimize.Bounds(bounds[:, 0], bounds[:, 1]),
        constraints=optimize.LinearConstraint(matrix, 0.0, 0.0),
    )
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
