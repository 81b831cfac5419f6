"""Tables of one trial as they are, before anything is withheld."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

TOTAL = "*"
"""Stands for all categories of a dimension together."""

ADDS_UP = 1e-6  # how far a total's mean may be off from that of its parts, as a share

type Key = tuple[str, ...]
type Place = tuple[str, frozenset[tuple[str, str]]]
"""What a cell is about, in whatever table it stands: its population and its categories."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: pupils, from how many classes, and how many from the class with most of them.

    `mean` and `sd` are of the table's measure, None where it has none or nobody is there.

    Raises:
        ValueError: numbers that cannot be those of any pupils.
    """

    pupils: int
    classes: int
    largest_class: int
    mean: float | None = None
    sd: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.classes <= self.pupils or (self.pupils > 0) != (self.classes > 0):
            raise ValueError(f"{self.pupils} pupils cannot come from {self.classes} classes")
        most = self.pupils - self.classes + 1 if self.pupils else 0
        if not self.largest_class <= most or self.largest_class * self.classes < self.pupils:
            raise ValueError(
                f"{self.largest_class} cannot be the most of one class among {self.pupils}"
                f" pupils of {self.classes} classes"
            )
        for told in (self.mean, self.sd):
            if told is not None and (not math.isfinite(told) or not self.pupils):
                raise ValueError("a mean or SD is a finite number, of somebody")


@dataclass(frozen=True, slots=True)
class Table:
    """Pupils by categories, with every total.

    `entries` has a key for each combination of categories and `TOTAL`, one part for each
    dimension. A subgroup's table holds all categories, also those that nobody asks about:
    what is not shown could be worked out from what is. `population` tells apart whom tables
    count (assigned, analysed): equal categories of one population are one and the same cell.

    `answers` is the dimension (if any) whose categories are what pupils answered, so that
    the table is a distribution. `scale` is the least and the most of the measure whose
    means the entries have.

    Raises:
        ValueError: a combination is missing, a total is not the sum of its parts, means
            without measure and scale, or a mean outside of the scale.
    """

    name: str
    dimensions: tuple[str, ...]
    entries: Mapping[Key, Entry]
    population: str = ""
    answers: str | None = None
    measure: str | None = None
    scale: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not self.dimensions or len(set(self.dimensions)) != len(self.dimensions):
            raise ValueError(f"{self.name}: dimensions have names of their own")
        if self.answers is not None and self.answers not in self.dimensions:
            raise ValueError(f"{self.name}: {self.answers} is not one of its dimensions")
        if any(len(key) != len(self.dimensions) for key in self.entries):
            raise ValueError(f"{self.name}: a key has one part for each dimension")
        wanted = set(product(*(self.categories(at) for at in range(len(self.dimensions)))))
        if wanted != set(self.entries):
            gap = sorted(wanted - set(self.entries))[:1]
            raise ValueError(f"{self.name}: no entry for {gap or 'any combination'}")
        _refuse_wrong_totals(self)
        _refuse_wrong_means(self)

    def categories(self, dimension: int) -> tuple[str, ...]:
        """Of the dimension at that place, `TOTAL` among them, in the order of their names."""
        return tuple(sorted({key[dimension] for key in self.entries} | {TOTAL}))

    def place(self, key: Key) -> Place:
        pairs = zip(self.dimensions, key, strict=True)
        return self.population, frozenset(pair for pair in pairs if pair[1] != TOTAL)

    def sums(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Every total with the parts that it is the sum of, dimension by dimension."""
        for key in self.entries:
            for at, category in enumerate(key):
                if category == TOTAL:
                    parts = [each for each in self.categories(at) if each != TOTAL]
                    yield key, tuple((*key[:at], part, *key[at + 1 :]) for part in parts)

    def base(self, key: Key) -> Key:
        """All pupils of whom this cell's answered so: the total over the answers."""
        pairs = zip(self.dimensions, key, strict=True)
        return tuple(TOTAL if name == self.answers else category for name, category in pairs)


def _refuse_wrong_totals(table: Table) -> None:
    for total, parts in table.sums():
        told = table.entries[total].pupils
        if told != (found := sum(table.entries[part].pupils for part in parts)):
            raise ValueError(f"{table.name}: {total} has {told} pupils, its parts {found}")


def _refuse_wrong_means(table: Table) -> None:
    means = {key: each.mean for key, each in table.entries.items() if each.mean is not None}
    if not means:
        return
    if table.measure is None or table.scale is None or not table.scale[0] < table.scale[1]:
        raise ValueError(f"{table.name}: means are of a measure with a scale, from low to high")
    low, high = table.scale
    for key, mean in means.items():
        if not low <= mean <= high:
            raise ValueError(f"{table.name}: the mean {mean} of {key} is not in {low} to {high}")
    if len(means) < sum(each.pupils > 0 for each in table.entries.values()):
        raise ValueError(f"{table.name}: all cells with pupils have a mean, or none has")
    for total, parts in table.sums():
        apart = sum_of(table.entries[total]) - sum(sum_of(table.entries[part]) for part in parts)
        if abs(apart) > ADDS_UP * (high - low) * max(table.entries[total].pupils, 1):
            raise ValueError(f"{table.name}: the mean of {total} is not that of its parts")


def sum_of(entry: Entry) -> float:
    """Of the measure over the cell's pupils."""
    return 0.0 if entry.mean is None else entry.pupils * entry.mean
