"""Loads, the order in which the next piece of work is offered, and how even it all is.

The next one goes to whoever would carry least after it, each measured by the share of full load
that they work: the method of highest averages (D'Hondt), applied one piece at a time.

Whoever is new has done nothing yet, and by bare counting would get every piece until they have
caught up with the rest. So the part of the window before they came counts as if they had worked
at everybody's rate. They start at the average.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One person in the queue.

    Attributes:
        weight: share of full load, more than 0 and at most 1.
        taken: pieces of work in the window.
        present: share of the window since they began, 0 to 1.
        left: how many more they may take now; None for no limit.
    """

    key: int
    weight: float
    taken: int
    present: float = 1.0
    left: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError("weight is more than 0 and at most 1")
        if not 0 <= self.present <= 1:
            raise ValueError("present is between 0 and 1")
        if self.taken < 0:
            raise ValueError("taken is not negative")


def loads(turns: Sequence[Turn]) -> dict[int, float]:
    """Pieces of work a full load, by key; the time before somebody came counts at the mean rate."""
    mean = _mean(turns)
    return {one.key: one.taken / one.weight + mean * (1 - one.present) for one in turns}


def in_turn(turns: Sequence[Turn]) -> list[int]:
    """The keys of those who may take one more, the next first.

    Equal ones: whoever has taken less, then the lower key.
    """
    mean = _mean(turns)
    after = {t.key: (t.taken + 1) / t.weight + mean * (1 - t.present) for t in turns}
    free = [one for one in turns if one.left is None or one.left > 0]
    return [one.key for one in sorted(free, key=lambda t: (after[t.key], t.taken, t.key))]


def _mean(turns: Sequence[Turn]) -> float:
    """The rate of all together: pieces of work a full load that was there the whole window."""
    there = sum(one.weight * one.present for one in turns)
    return sum(one.taken for one in turns) / there if there else 0.0


@dataclass(frozen=True, slots=True)
class Balance:
    """How even the loads are.

    Attributes:
        most, least: loads.
        ratio: the most by the least; None where the least is 0.
    """

    most: float
    least: float
    ratio: float | None


def balance(turns: Sequence[Turn]) -> Balance | None:
    """None for nobody."""
    found = sorted(loads(turns).values())
    if not found:
        return None
    least, most = found[0], found[-1]
    return Balance(most, least, most / least if least else None)
