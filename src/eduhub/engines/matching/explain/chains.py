"""Whether a full offer would take a group in, if others may move on or one make room.

A group enters, one of the offer's groups moves to another offer, from there another, until
a place is free or somebody is left out who counts for less. The best such chain from each
offer is a longest path over the offers. There is no chain that gains by itself, for then
the proposal would not be the best; so the paths are found in a few rounds.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eduhub.engines.matching.explain.situation import Situation
from eduhub.engines.matching.problem.whole import FairnessRule
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

MOST_OFFERS = 1_000
"""Beyond so many offers chains are not looked for: their table grows with the square."""

FIRST = 1e9
"""Counts for more than any points: the shares of served groups get better."""

NEVER = -np.inf


@dataclass(frozen=True)
class Chains:
    """The moves that a proposal has in store. All arrays are by offer or by group position."""

    situation: Situation

    def room(self, group: int, *, may_exceed_school: bool) -> Floats:
        """(offers,) what making room for the group at each offer adds, at best; less is lost.

        may_exceed_school: the limit of the group's school is waived for it. Otherwise, if
        the school has enough, only another group of the school can make room.
        """
        school_is_full = bool(self.situation.school_is_full[group]) and not may_exceed_school
        school = int(self.situation.columns.school[group]) if school_is_full else -1
        counts = self.situation.columns.problem.fairness.rule is not FairnessRule.NONE
        counts |= self.situation.columns.problem.fairness.floor > 0
        alike = (int(self._kind[group]) if counts else -1, school)
        if alike not in self._known:
            self._known[alike] = self._room(group, school_is_full)
        return self._known[alike]

    @cached_property
    def _known(self) -> dict[tuple[int, int], Floats]:
        """By what the room depends on: the group's classes, its school if that is full."""
        return {}

    def _room(self, group: int, school_is_full: bool) -> Floats:
        columns = self.situation.columns
        ends = np.full(len(columns.offers), NEVER)
        if not school_is_full:
            added = FIRST * self._better(group)[-1]
            ends[~self.situation.is_full & self.situation.is_open] = added
        leavers = self._leavers
        better = self._better(group)[self._kind[leavers]]
        worth = FIRST * better - self.worth[leavers]
        ok = better >= 0
        if school_is_full:
            ok &= columns.school[leavers] == columns.school[group]
        np.maximum.at(ends, self.situation.matched[leavers[ok]], worth[ok])
        return self._longest(ends)

    def _longest(self, ends: Floats) -> Floats:
        best = ends
        for _ in range(len(ends)):
            further = np.maximum(best, (self.moves + best[None, :]).max(axis=1))
            if np.array_equal(further, best):
                return best
            best = further
        return ends  # a chain that gains by itself: not an optimal proposal, so no claims

    @cached_property
    def worth(self) -> Floats:
        """(groups,) the worth of each group's match; 0 without one."""
        pairs = self.situation.columns.pairs
        found = np.zeros(len(self.situation.columns.groups))
        present = self.situation.matched[pairs.group] == pairs.offer
        found[pairs.group[present]] = pairs.worth[present]
        return found

    @cached_property
    def _can_go(self) -> Flags:
        """(groups,) matched, not locked, and without any waiver."""
        can: Flags = (self.situation.matched >= 0) & ~np.array(
            self.situation.is_locked, dtype=bool
        )
        can[[group for group, _ in self.situation.waivers]] = False
        return can

    @cached_property
    def _leavers(self) -> Ints:
        return np.flatnonzero(self._can_go)

    @cached_property
    def moves(self) -> Floats:
        """(offers, offers) what is added if the best suited group moves from one to the other."""
        columns, pairs = self.situation.columns, self.situation.columns.pairs
        here = self.situation.matched[pairs.group]
        goes = (
            self._can_go[pairs.group] & (here != pairs.offer) & self.situation.is_open[pairs.offer]
        )
        crowded = [
            school * len(columns.offers) + offer
            for school, offers in self.situation.full_of_school.items()
            for offer in offers
        ]
        code = columns.school[pairs.group].astype(np.int64) * len(columns.offers) + pairs.offer
        goes &= ~np.isin(code, np.array(crowded, dtype=np.int64))
        moves = np.full((len(columns.offers), len(columns.offers)), NEVER)
        added = pairs.worth[goes] - self.worth[pairs.group[goes]]
        np.maximum.at(moves, (here[goes], pairs.offer[goes]), added)
        return moves

    @cached_property
    def _kinds(self) -> tuple[Ints, Flags]:
        """(groups,) a number for each combination of classes; (kinds, classes) of each."""
        kinds, kind = np.unique(self.situation.columns.member.T, axis=0, return_inverse=True)
        return kind.reshape(-1), kinds

    @property
    def _kind(self) -> Ints:
        return self._kinds[0]

    def _better(self, group: int) -> Ints:
        """1, 0 or -1 for shares that get better, stay or get worse when the group comes in.

        By the kind of the group that is left out in exchange; the last entry is for nobody.
        """
        columns = self.situation.columns
        _, kinds = self._kinds
        out = np.vstack([kinds, np.zeros((1, kinds.shape[1]), dtype=bool)]).astype(np.int64)
        served = self._served + columns.member[:, group].astype(np.int64) - out
        sizes = columns.member.sum(axis=1)
        floor = columns.problem.fairness.floor
        misses = (served * floor.denominator < floor.numerator * sizes).any(axis=1)
        before = _compared(self._served[None, :] / sizes, columns.problem.fairness.rule)
        after = _compared(served / sizes, columns.problem.fairness.rule)
        better = np.zeros(len(out), dtype=np.int64)
        for place in reversed(range(after.shape[1])):
            difference = np.sign(after[:, place] - before[0, place]).astype(np.int64)
            better = np.where(difference != 0, difference, better)
        return np.where(misses, -1, better)

    @cached_property
    def _served(self) -> Ints:
        return self.situation.columns.member[:, self.situation.matched >= 0].sum(axis=1)


def _compared(shares: Floats, rule: FairnessRule) -> Floats:
    """(rows, …) what the rule compares of the shares, the most important first."""
    ordered = np.sort(shares, axis=1)
    if rule is FairnessRule.LEXIMIN:
        return ordered
    return ordered[:, : 1 if rule is FairnessRule.MAXIMIN else 0]


def chains_of(situation: Situation) -> Chains | None:
    """The chains of a proposal; None where there are too many offers to look for them."""
    return Chains(situation) if len(situation.columns.offers) <= MOST_OFFERS else None
