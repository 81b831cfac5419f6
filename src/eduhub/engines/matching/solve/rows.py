"""The rows of a programme over some of its pairs, as they are given to a solver."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from eduhub.engines.matching.solve.goal import Goal
from eduhub.engines.matching.table.columns import Columns
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

Block = tuple[Ints, Ints, Floats, Floats]
"""Row, column and entry of each coefficient, and the upper end of each row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """matrix @ columns <= upper, with where each kind of row begins.

    Columns: the pairs, then whether each offer opens that has the choice, then the extras.
    Kinds: a group at one offer, most and least of an offer, most of a school, most of a
    school at an offer, what the goal demands, no pair without its offer.
    """

    matrix: sparse.csc_array
    upper: Floats
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes down the rows over any choice of pairs.

    `choosable` are the offers that may open or not, `place` their number (-1: no choice),
    `linked` the pairs with a row "not without its offer", `crowded` the codes
    school * offers + offer that have one "most of this school at this offer".
    """

    columns: Columns
    goal: Goal
    choosable: Ints
    place: Ints
    linked: Flags
    crowded: Ints

    def rows(self, pairs: Ints) -> Rows:
        width = len(pairs) + len(self.choosable) + len(self.goal.extras)
        blocks = [
            self._group_rows(pairs),
            self._most_rows(pairs),
            self._least_rows(pairs),
            self._school_rows(pairs),
            self._crowded_rows(pairs),
            self._demand_rows(pairs),
            self._link_rows(pairs),
        ]
        begins = np.cumsum([0, *(len(upper) for *_, upper in blocks)])
        row = np.concatenate([r + first for (r, *_), first in zip(blocks, begins, strict=False)])
        column = np.concatenate([c for _, c, *_ in blocks])
        entry = np.concatenate([e for _, _, e, _ in blocks])
        matrix = sparse.coo_array((entry, (row, column)), shape=(begins[-1], width))
        upper = np.concatenate([upper for *_, upper in blocks])
        return Rows(matrix.tocsc(), upper, tuple(begins.tolist()))

    def codes(self, pairs: Ints) -> Ints:
        """school * offers + offer of each of the pairs."""
        school = self.columns.school[self.columns.pairs.group[pairs]].astype(np.int64)
        return school * len(self.columns.offers) + self.columns.pairs.offer[pairs]

    def _group_rows(self, inside: Ints) -> Block:
        group = self.columns.pairs.group[inside].astype(np.int64)
        upper = np.ones(len(self.columns.groups))
        return group, np.arange(len(inside), dtype=np.int64), np.ones(len(inside)), upper

    def _most_rows(self, inside: Ints) -> Block:
        pairs, most = self.columns.pairs, self.columns.most.astype(float)
        counted = np.flatnonzero(pairs.in_most[inside])
        upper = np.where(self.place >= 0, 0.0, most)
        return (
            np.concatenate([pairs.offer[inside][counted], self.choosable]),
            np.concatenate([counted, len(inside) + np.arange(len(self.choosable))]),
            np.concatenate([np.ones(len(counted)), -most[self.choosable]]),
            upper,
        )

    def _least_rows(self, inside: Ints) -> Block:
        """An open offer has its least: fewer only if the pair is in for which that is waived."""
        offer = self.columns.pairs.offer[inside]
        chosen = np.flatnonzero(self.place[offer] >= 0)
        least = self.columns.least[offer[chosen]]
        spared = least - self.columns.pairs.open_with[inside[chosen]]
        places = np.arange(len(self.choosable))
        return (
            np.concatenate([self.place[offer[chosen]], places]),
            np.concatenate([chosen, len(inside) + places]),
            np.concatenate([-1.0 - spared, self.columns.least[self.choosable].astype(float)]),
            np.zeros(len(self.choosable)),
        )

    def _school_rows(self, inside: Ints) -> Block:
        pairs, limits = self.columns.pairs, self.columns.school_limit
        counted = np.flatnonzero(pairs.in_school[inside])
        school = self.columns.school[pairs.group[inside[counted]]].astype(np.int64)
        return school, counted, np.ones(len(counted)), limits.astype(float)

    def _crowded_rows(self, inside: Ints) -> Block:
        counted = np.flatnonzero(self.columns.pairs.in_school_at_offer[inside])
        code = self.codes(inside[counted])
        row = np.searchsorted(self.crowded, code)
        there = row < len(self.crowded)
        there[there] = self.crowded[row[there]] == code[there]
        limits = self.columns.per_school[self.crowded % len(self.columns.offers)]
        return row[there], counted[there], np.ones(int(there.sum())), limits.astype(float)

    def _demand_rows(self, inside: Ints) -> Block:
        group = self.columns.pairs.group[inside]
        first_extra = len(inside) + len(self.choosable)
        rows, columns, entries = [], [], []
        for at, demand in enumerate(self.goal.demands):
            if demand.served is not None:
                served = np.flatnonzero(self.columns.member[demand.served][group])
                rows.append(np.full(len(served), at))
                columns.append(served)
                entries.append(np.full(len(served), -1.0))
            rows.append(np.full(len(demand.extras), at))
            columns.append(np.array([first_extra + extra for extra, _ in demand.extras], int))
            entries.append(np.array([-weight for _, weight in demand.extras], float))
        upper = np.array([-demand.at_least for demand in self.goal.demands], float)
        if not rows:
            return np.empty(0, int), np.empty(0, int), np.empty(0), upper
        return np.concatenate(rows), np.concatenate(columns), np.concatenate(entries), upper

    def _link_rows(self, inside: Ints) -> Block:
        linked = np.flatnonzero(self.linked[inside])
        offer = self.columns.pairs.offer[inside[linked]]
        row = np.arange(len(linked))
        return (
            np.concatenate([row, row]),
            np.concatenate([linked, len(inside) + self.place[offer]]),
            np.concatenate([np.ones(len(linked)), -np.ones(len(linked))]),
            np.zeros(len(linked)),
        )
