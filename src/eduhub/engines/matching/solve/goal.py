"""What one programme is to make as large as can be, and what it owes to the classes."""

from dataclasses import dataclass

FIRST_WEIGHT, POINTS_BESIDE = 1e6, 1e-4
"""Weights of a share, count or lack and of a point where the former is what is asked for.
With points beside it the simplex method needs a twentieth of the time; the bound that comes
out is too high by a millionth part of them at most, so never too low."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A column beside pairs and offers: a share, or a yes or no about a class."""

    worth: float
    most: float = 1.0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """Served groups of a class (None: of none) plus weighted extras are at least this many."""

    served: int | None
    extras: tuple[tuple[int, float], ...]
    at_least: float


@dataclass(frozen=True, slots=True)
class Goal:
    """`pair_weight` times the worth of the pairs, plus the worth of the extras."""

    pair_weight: float = 1.0
    extras: tuple[Extra, ...] = ()
    demands: tuple[Demand, ...] = ()
