"""A proposal: who gets what, how good and how fair it is, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from eduhub.engines.matching.problem.parties import Offer, runs
from eduhub.engines.matching.table.columns import Columns, ServedClass
from eduhub.engines.matching.table.pairs import Ints


class Standing(StrEnum):
    """What is known of a proposal."""

    OPTIMAL = "optimal"
    """No proposal is fairer, and none as fair has more points: proven."""

    GAP = "gap"
    """A better one may exist; it has at most `bound` points if it is as fair."""


@dataclass(frozen=True, slots=True)
class Match:
    """One group at one offer: its points, the weeks it can be run in, and if it was locked."""

    group: str
    offer: str
    points: int
    first_week: int
    last_week: int
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many groups of a class are served, of how many."""

    of: ServedClass
    served: int

    @property
    def value(self) -> Fraction:
        return Fraction(self.served, self.of.size)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine proposes; nothing is decided by it.

    Attributes:
        matches: in the order of group ids.
        opened: ids of the offers that run, in order.
        points: the sum over the matches.
        bound: points that no proposal as fair can exceed.
        shares: served share of every class, in the order of kind and name.
        seed: of the lot that decided between equals.
    """

    matches: tuple[Match, ...]
    opened: tuple[str, ...]
    points: int
    bound: int
    shares: tuple[Share, ...]
    standing: Standing
    seed: str

    @property
    def gap(self) -> float:
        """Points that may be missing, as a part of the bound; 0 if proven optimal."""
        return (self.bound - self.points) / self.bound if self.bound else 0.0

    @property
    def offer_of(self) -> dict[str, str]:
        """The offer of each matched group."""
        return {match.group: match.offer for match in self.matches}


def proposal_of(columns: Columns, chosen: Ints, *, bound: int, is_proven: bool) -> Proposal:
    """Word a choice of pairs as a proposal."""
    pairs = columns.pairs
    points = int(pairs.points[chosen].sum())
    served = np.zeros(len(columns.groups), dtype=bool)
    served[pairs.group[chosen]] = True
    counts = (columns.member & served).sum(axis=1).tolist()
    matches = sorted((_match(columns, int(at)) for at in chosen), key=lambda match: match.group)
    return Proposal(
        matches=tuple(matches),
        opened=tuple(sorted({match.offer for match in matches})),
        points=points,
        bound=max(bound, points),
        shares=tuple(
            Share(one, count) for one, count in zip(columns.classes, counts, strict=True)
        ),
        standing=Standing.OPTIMAL if is_proven and bound <= points else Standing.GAP,
        seed=columns.problem.seed,
    )


def _match(columns: Columns, pair: int) -> Match:
    group = columns.groups[columns.pairs.group[pair]]
    offer = columns.offers[columns.pairs.offer[pair]]
    weeks = best_weeks(offer, group.weeks_free, group.busy_weeks)
    return Match(
        group=group.id,
        offer=offer.id,
        points=int(columns.pairs.points[pair]),
        first_week=weeks[0],
        last_week=weeks[-1],
        is_locked=bool(columns.pairs.locked[pair]),
    )


def best_weeks(
    offer: Offer,
    free: frozenset[int],
    busy: frozenset[int],
    *,
    keep_free: bool = False,
    keep_idle: bool = False,
) -> Sequence[int]:
    """The stretch with the fewest weeks that are not free or are busy; the earliest of those.

    keep_free, keep_idle: only stretches that are all free, or never busy, if there are any.
    """
    stretches = runs(offer)
    if keep_free:
        stretches = [one for one in stretches if free.issuperset(one)] or stretches
    if keep_idle:
        stretches = [one for one in stretches if not busy.intersection(one)] or stretches
    return min(stretches, key=lambda one: sum(week not in free or week in busy for week in one))
