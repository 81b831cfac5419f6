"""The recorded design of a draw: who could have been given what.

A scheme is written before the draw. The draw takes one of its assignments, all being equally
likely; the randomisation test asks what the others would have shown. Both read this one object,
so that the test cannot forget a block, a pair or a re-randomisation.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import comb

from eduhub.engines.evidence.assignment.balance import Balance, standardised_covariates
from eduhub.engines.evidence.lot import Lot


class Chance(StrEnum):
    """How units get their arm."""

    SIMPLE = "simple"
    """Each on its own with even chance; a draw that leaves an arm empty does not count."""

    COMPLETE = "complete"
    """A stated number, or half, of all units."""

    BLOCKED = "blocked"
    """A stated number, or half, of each block's units."""

    PAIRED = "paired"
    """One of each pair."""


class Gives(StrEnum):
    """What arm 1 means."""

    ARMS = "arms"
    """1 tries the solution, 0 is the comparison."""

    ORDERS = "orders"
    """1 has the solution in the first period and not in the second; 0 the other way."""


@dataclass(frozen=True, slots=True)
class Block:
    """Units (their places in the scheme) among which `treated` get arm 1.

    In a block of odd size that is halved, `treated` is the smaller half and `odd` true.
    """

    places: tuple[int, ...]
    treated: int
    odd: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """One design; made by `simple`, `complete`, `blocked` or `paired`."""

    chance: Chance
    units: tuple[str, ...]
    """In the order of their labels; classes, schools or pupils, whatever is given an arm."""

    block_of: tuple[str, ...]
    """The block of each unit, "" without blocks."""

    treated: tuple[tuple[str, int], ...] | None = None
    """How many of each block get arm 1; None for halves, which differ by one unit at most in
    each block and overall."""

    gives: Gives = Gives.ARMS
    balance: Balance | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """In the order of their names."""
        told = None if self.treated is None else dict(self.treated)
        found = []
        for name in sorted(set(self.block_of)):
            places = tuple(i for i, block in enumerate(self.block_of) if block == name)
            count = len(places) // 2 if told is None else told[name]
            odd = told is None and len(places) % 2 == 1
            found.append(Block(places=places, treated=count, odd=odd))
        return tuple(found)

    @property
    def ceilings(self) -> tuple[int, ...]:
        """In how many of the odd blocks the larger half may get arm 1."""
        odd = sum(block.odd for block in self.blocks)
        return (odd // 2,) if odd % 2 == 0 else (odd // 2, odd // 2 + 1)

    @property
    def assignments(self) -> int:
        """How many assignments there are before any balance rule, all equally likely."""
        if self.chance is Chance.SIMPLE:
            return (1 << len(self.units)) - 2
        ways = 1
        for block in self.blocks:
            ways *= comb(len(block.places), block.treated)
        odd = sum(block.odd for block in self.blocks)
        return ways * sum(comb(odd, ceiling) for ceiling in self.ceilings)

    @property
    def is_mirrored(self) -> bool:
        """Whether exchanging the arms gives an assignment that was possible too."""
        if self.chance is Chance.SIMPLE:
            return True
        return all(block.odd or 2 * block.treated == len(block.places) for block in self.blocks)

    def permits(self, arm_of: Sequence[int]) -> bool:
        """Whether these arms, in the units' order, are possible before any balance rule."""
        if not 0 < sum(arm_of) < len(self.units):
            return False
        if self.chance is Chance.SIMPLE:
            return True
        more = [sum(arm_of[i] for i in block.places) - block.treated for block in self.blocks]
        fits = all(0 <= n <= block.odd for n, block in zip(more, self.blocks, strict=True))
        return fits and sum(more) in self.ceilings

    def content(self) -> dict[str, object]:
        """What enters the seed."""
        return {
            "balance": None if self.balance is None else self.balance.content(),
            "blocks": dict(zip(self.units, self.block_of, strict=True)),
            "chance": str(self.chance),
            "gives": str(self.gives),
            "treated": None if self.treated is None else dict(self.treated),
        }


def simple(units: Sequence[str]) -> Scheme:
    """Each unit on its own with even chance (`Chance.SIMPLE`); two units or more."""
    labels = _labels(units)
    return Scheme(chance=Chance.SIMPLE, units=labels, block_of=("",) * len(labels))


def complete(units: Sequence[str], *, treated: int | None = None) -> Scheme:
    """A fixed number of all units gets arm 1; half of them if `treated` is None.

    Raises:
        ValueError: fewer than two units, labels empty or alike, an arm that stays empty.
    """
    labels = _labels(units)
    scheme = Scheme(
        chance=Chance.COMPLETE,
        units=labels,
        block_of=("",) * len(labels),
        treated=None if treated is None else (("", treated),),
    )
    return _with_both_arms(scheme)


def blocked(blocks: Mapping[str, str], *, treated: Mapping[str, int] | None = None) -> Scheme:
    """A fixed number of each block's units gets arm 1.

    Args:
        blocks: the block of each unit (a class's school, a pupil's class).
        treated: how many of each block; None for half of each, as `lot.draw` does it.

    Raises:
        ValueError: as `complete`, or `treated` does not name each block once.
    """
    labels = _labels(list(blocks))
    of = {_composed(unit): _composed(block) for unit, block in blocks.items()}
    told = None
    if treated is not None:
        numbers = {_composed(block): number for block, number in treated.items()}
        if numbers.keys() != set(of.values()) or len(numbers) != len(treated):
            raise ValueError("treated: expected one number for each block and no other")
        told = tuple(sorted(numbers.items()))
    scheme = Scheme(
        chance=Chance.BLOCKED,
        units=labels,
        block_of=tuple(of[label] for label in labels),
        treated=told,
    )
    return _with_both_arms(scheme)


def paired(pairs: Mapping[str, str]) -> Scheme:
    """One unit of each pair gets arm 1; `pairs` names the pair of each unit.

    Raises:
        ValueError: a pair that is not of two units.
    """
    scheme = blocked(pairs, treated=dict.fromkeys(pairs.values(), 1))
    for name in sorted(set(scheme.block_of)):
        if (size := scheme.block_of.count(name)) != 2:
            raise ValueError(f"pair {name} has {size} units, expected 2")
    return replace(scheme, chance=Chance.PAIRED)


def crossing_over(scheme: Scheme) -> Scheme:
    """The same chances, but for the order of two periods instead of an arm."""
    return replace(scheme, gives=Gives.ORDERS)


def rerandomised(scheme: Scheme, balance: Balance) -> Scheme:
    """The same chances among those assignments only that meet the balance rule.

    Raises:
        ValueError: the balance's covariates do not fit the units (`standardised_covariates`).
    """
    composed = replace(
        balance,
        covariates={
            _composed(name): {_composed(unit): value for unit, value in values.items()}
            for name, values in balance.covariates.items()
        },
    )
    standardised_covariates(composed, scheme.units)
    return replace(scheme, balance=composed)


def scheme_of_lot(lot: Lot) -> Scheme:
    """The design behind a lot that `lot.draw` drew, for its randomisation test."""
    return blocked({drawn.label: drawn.block for drawn in lot.classes})


def _labels(units: Sequence[str]) -> tuple[str, ...]:
    labels = [_composed(unit) for unit in units]
    if len(labels) < 2 or not all(labels):
        raise ValueError("a draw needs two units or more, each with a label")
    ordered = tuple(sorted(labels))
    for one, other in pairwise(ordered):
        if one == other:
            raise ValueError(f"unit {one} comes twice")
    return ordered


def _with_both_arms(scheme: Scheme) -> Scheme:
    for block in scheme.blocks:
        if not 0 <= block.treated <= len(block.places):
            raise ValueError(
                f"treated: {block.treated} of {len(block.places)} units of a block cannot be"
            )
    treated = sum(block.treated for block in scheme.blocks) + max(scheme.ceilings)
    if not 0 < treated < len(scheme.units):
        raise ValueError(f"treated: {treated} of {len(scheme.units)} units leaves an arm empty")
    return scheme


def _composed(label: str) -> str:
    return unicodedata.normalize("NFC", label)
