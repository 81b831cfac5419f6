"""Which further figures must be withheld so that none can be worked out from the others.

Whoever reads tables knows that every total is the sum of its parts, what is shown, and what
the reason of a withheld figure tells. A figure is safe if there are other tables that read
the same and in which it has the value that must stay possible. A linear programme looks for
such tables: for a *move* of the figures from what they are, of which as few as can be are
shown; those that it moves are then withheld too. What was safe stays safe, since withholding
more only leaves more open. In the end each figure so withheld, dearest first, is shown after
all if every need has another move.

Source: after Fischetti & Salazar, Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

type Floats = NDArray[np.float64]

type Aim = tuple[int, float]
"""A figure and by how much it must be able to move."""

type Range = tuple[float, float]

MOVED = 1e-6


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
    """What must remain possible of a figure: all from `low` to `high`.

    With `either`, it is enough if one of the two ends does.
    """

    low: float
    high: float
    either: bool = False


@dataclass(frozen=True, slots=True)
class Protection:
    """Places of figures to withhold for others' sake, and of needs that nothing can meet."""

    opened: frozenset[int]
    exposed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Puzzle:
    """All that a reader knows. `whole`: the figures are whole numbers, and a reader knows it."""

    figures: Sequence[Figure]
    equations: Floats
    whole: bool


def protect(
    figures: Sequence[Figure],
    sums: Iterable[tuple[int, Sequence[int]]],
    needs: Mapping[int, Need],
    *,
    whole: bool,
) -> Protection:
    """Open figures until every need is met, and close those that turn out superfluous.

    `figures` are left as they are known then.

    Args:
        sums: place of a total, places of its parts.
        needs: by the figure's place.
        whole: the figures are whole numbers, and a reader knows it.
    """
    if not figures:
        return Protection(frozenset(), frozenset())
    puzzle = Puzzle(figures, _equations(sums, len(figures)), whole)
    told = [(each.low, each.high) for each in figures]
    moves: dict[Aim, Floats] = {}
    exposed = set()
    for place in sorted(needs, key=lambda at: (figures[at].value, at)):
        if not _meet(place, needs[place], puzzle, moves):
            exposed.add(place)
    opened = {at for at, each in enumerate(figures) if (each.low, each.high) != told[at]}
    for place in sorted(opened, key=lambda at: (-figures[at].cost, at)):
        if _is_superfluous(place, told[place], puzzle, moves):
            opened.remove(place)
    return Protection(opened=frozenset(opened), exposed=frozenset(exposed))


def _meet(place: int, need: Need, puzzle: Puzzle, moves: dict[Aim, Floats]) -> bool:
    """Whether both ends of the need can be reached, or either; how, is added to the moves."""
    value = puzzle.figures[place].value
    aims = [(place, end - value) for end in (need.high, need.low) if end != value]
    if need.either:
        return any(_open_for(aim, puzzle, moves) for aim in aims)
    reached = [_open_for(aim, puzzle, moves) for aim in aims]
    return all(reached)


def _open_for(aim: Aim, puzzle: Puzzle, moves: dict[Aim, Floats]) -> bool:
    """Open what must move along, first within guesses, then within what is certain."""
    for known in moves.values():
        if (move := _part_of(known, aim, whole=puzzle.whole)) is not None:
            moves[aim] = move
            return True
    figures = puzzle.figures
    for guess in (True, False):
        limits = [each.guessed if guess else each.certain for each in figures]
        found = _cheapest_move(puzzle, limits, aim)
        if found is not None:
            moves[aim] = found
            for place in _beyond_known(figures, found):
                figure, limit = figures[place], limits[place]
                figure.low, figure.high = min(figure.low, limit[0]), max(figure.high, limit[1])
            return True
    return False


def _part_of(move: Floats, aim: Aim, *, whole: bool) -> Floats | None:
    """A move that goes as far or farther, scaled down to the aim; None if it is no such move."""
    place, by = aim
    if abs(move[place]) < abs(by) or move[place] * by < 0:
        return None
    part = move * (by / move[place])
    return None if whole and np.abs(part - np.round(part)).max() > MOVED else part


def _is_superfluous(place: int, told: Range, puzzle: Puzzle, moves: dict[Aim, Floats]) -> bool:
    """Close a figure to what was told if every aim can be reached so; else leave it open."""
    figure = puzzle.figures[place]
    wide = (figure.low, figure.high)
    figure.low, figure.high = told
    shut = [(each.low, each.high) for each in puzzle.figures]
    others = {}
    for aim, move in moves.items():
        if told[0] - MOVED <= figure.value + move[place] <= told[1] + MOVED:
            continue
        other = _cheapest_move(puzzle, shut, aim)
        if other is None:
            figure.low, figure.high = wide
            return False
        others[aim] = other
    moves |= others
    return True


def _beyond_known(figures: Sequence[Figure], move: Floats) -> list[int]:
    least = MOVED * max(float(np.abs(move).max()), 1.0)
    return [
        at
        for at, (each, by) in enumerate(zip(figures, move.tolist(), strict=True))
        if not each.low - least <= each.value + by <= each.high + least
    ]


def _equations(sums: Iterable[tuple[int, Sequence[int]]], size: int) -> Floats:
    rows = {}
    for total, parts in sums:
        row = np.zeros(size)
        row[list(parts)] = 1.0
        row[total] -= 1.0
        rows[total, tuple(sorted(parts))] = row
    return np.array(list(rows.values())).reshape(-1, size)


def _cheapest_move(puzzle: Puzzle, limits: Sequence[Range], aim: Aim) -> Floats | None:
    """By how much each figure moves, so that one moves as it must; None if none can.

    A move is `within` what is known plus what goes `beyond` it, up or down; only the latter
    has a price. Figures that cannot move, or whose moving costs nothing, need no columns.
    """
    place, by = aim
    figures, size = puzzle.figures, len(puzzle.figures)
    within = np.array([(each.low - each.value, each.high - each.value) for each in figures])
    within[place] = by
    up = [_gap(each.high, limit[1]) for each, limit in zip(figures, limits, strict=True)]
    down = [_gap(limit[0], each.low) for each, limit in zip(figures, limits, strict=True)]
    up[place] = down[place] = 0.0
    rising, falling = np.flatnonzero(up), np.flatnonzero(down)
    cost = np.array([each.cost for each in figures])
    beyond = np.array([*np.array(up)[rising], *np.array(down)[falling]])
    found = _solve(
        np.concatenate([np.zeros(size), cost[rising], cost[falling]]),
        np.hstack([puzzle.equations, puzzle.equations[:, rising], -puzzle.equations[:, falling]]),
        (np.append(within[:, 0], np.zeros(len(beyond))), np.append(within[:, 1], beyond)),
        whole=puzzle.whole,
    )
    if found is None:
        return None
    move = found[:size].copy()
    move[rising] += found[size : size + len(rising)]
    move[falling] -= found[size + len(rising) :]
    return move


def _gap(low: float, high: float) -> float:
    return high - low if high > low else 0.0  # two infinities have no difference


def _solve(
    prices: Floats, matrix: Floats, bounds: tuple[Floats, Floats], *, whole: bool
) -> Floats | None:
    """Whole numbers are asked for only where the cheapest of all are not whole by themselves."""
    for demanded in (False, True) if whole else (False,):
        found = optimize.milp(
            prices,
            integrality=np.full(len(prices), int(demanded)),
            bounds=optimize.Bounds(*bounds),
            constraints=optimize.LinearConstraint(matrix, 0.0, 0.0),
        )
        if found.x is None:
            return None
        moved = np.asarray(found.x, dtype=np.float64)
        if not whole:
            return moved
        if demanded or np.abs(moved - np.round(moved)).max() <= MOVED:
            return np.round(moved)
    return None
