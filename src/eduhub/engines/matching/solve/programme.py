"""The linear programme of a problem, over some of its pairs and some of its rows.

Columns: a pair is matched; an offer opens (only where it takes two groups or more); the
goal's extras. A round of thousands of groups has millions of pairs, of which a few
thousand matter: the others are priced with the duals and come in when they could help
(column generation). Two kinds of rows come in when they are broken: "no pair without its
offer", which makes the relaxation nearly whole, and "at most k of a school at an offer".
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from eduhub.engines.matching.solve.goal import Goal
from eduhub.engines.matching.table.columns import Columns
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

TOLERANCE = 1e-7
MANY_COLUMNS = 30_000
"""Beyond so many pairs the interior point method (with crossover) is the faster one."""

FIRST_OF_A_GROUP = 3
"""Pairs of each group that are in from the start; and its most of each offer."""


@dataclass(frozen=True, slots=True)
class Rows:
    """matrix @ columns <= upper, with where each kind of row begins."""

    matrix: sparse.csc_array
    upper: Floats
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An optimum of the relaxation: how much of each pair and offer, and the reduced worths.

    `reduced` has an entry for every pair of the problem, also for those not in: what one
    unit of the pair would add at most. Above zero only if the pair is not in. `prices` are
    those of the goal's demands: what one group less to be served would add.
    """

    value: float
    pairs: Ints
    taken: Floats
    opened: Floats
    extras: Floats
    reduced: Floats
    prices: Floats


class Programme:
    """The programme as far as it has been written down; grows while it is solved."""

    def __init__(self, columns: Columns, goal: Goal) -> None:
        self.columns = columns
        self.goal = goal
        pairs = columns.pairs
        self.choosable = np.flatnonzero(columns.can_be_chosen)
        self.place = np.full(len(columns.offers), -1)
        self.place[self.choosable] = np.arange(len(self.choosable))
        self.always = pairs.locked | ~(pairs.in_most & pairs.in_school & pairs.in_school_at_offer)
        self.always |= pairs.open_with < columns.least[pairs.offer]
        locked_offers = np.unique(pairs.offer[pairs.locked])
        self.always |= np.isin(pairs.offer, locked_offers)
        self.inside = self.always | _first_pairs(columns)
        self.linked = self.always & (self.place[pairs.offer] >= 0)
        self.crowded: Ints = np.empty(0, dtype=np.int64)
        """Codes school * offers + offer of the rows that were broken so far."""

        self.settled_offers: Floats | None = None
        """(choosable,) 1 and 0 where it is settled for all which offers open."""

    def aimed_at(self, goal: Goal) -> "Programme":
        """The same pairs and rows with another goal; what is in stays in."""
        other = Programme.__new__(Programme)
        other.columns, other.goal = self.columns, goal
        other.choosable, other.place, other.always = self.choosable, self.place, self.always
        other.inside, other.linked = self.inside.copy(), self.linked.copy()
        other.crowded, other.settled_offers = self.crowded, self.settled_offers
        return other

    def with_all_open(self) -> "Programme":
        """The same programme with every offer open and no least: a flow, quickly solved."""
        other = self.aimed_at(self.goal)
        other.choosable, other.place = self.choosable[:0], np.full(len(self.place), -1)
        other.linked = np.zeros(len(self.linked), dtype=bool)
        return other

    def relax(self) -> Relaxed | None:
        """Solve the relaxation as written down; None if nothing satisfies it."""
        inside = np.flatnonzero(self.inside)
        rows = self.rows(inside)
        if not rows.matrix.shape[1]:
            return self._nothing(rows)
        solved = linprog(
            -self.worths(inside),
            A_ub=cast(Any, rows.matrix),  # the stubs know neither sparse matrices
            b_ub=rows.upper,
            bounds=cast(Any, self.bounds(inside)),  # nor arrays of bounds
            method="highs-ipm" if len(inside) > MANY_COLUMNS else "highs-ds",
        )
        if solved.status == 2:
            return None
        if solved.x is None or solved.fun is None or solved.status != 0:
            raise ArithmeticError(f"the linear programme was not solved: {solved.message}")
        return self._relaxed(inside, solved.x, -float(solved.fun), -solved.ineqlin.marginals, rows)

    def _nothing(self, rows: Rows) -> Relaxed | None:
        """The relaxation when there is not one pair to choose and nothing to ask."""
        if (rows.upper < 0).any():
            return None
        nothing = np.empty(0)
        prices = np.zeros(len(rows.upper))
        return self._relaxed(np.empty(0, dtype=np.int64), nothing, 0.0, prices, rows)

    def _relaxed(
        self, inside: Ints, solution: Floats, value: float, prices: Floats, rows: Rows
    ) -> Relaxed:
        taken, opened, extras = self.parts(solution, len(inside))
        return Relaxed(
            value=value,
            pairs=inside,
            taken=taken,
            opened=opened,
            extras=extras,
            reduced=self._reduced(prices, rows.begins),
            prices=prices[rows.begins[5] : rows.begins[6]],
        )

    def parts(self, solution: Floats, inside: int) -> tuple[Floats, Floats, Floats]:
        """A solution's pairs, offers (all of them, 1 where there is no choice) and extras."""
        opened = np.ones(len(self.columns.offers))
        choices = len(self.choosable)
        opened[self.choosable] = solution[inside : inside + choices]
        return solution[:inside], opened, solution[inside + choices :]

    def worths(self, inside: Ints) -> Floats:
        return np.concatenate(
            [
                self.goal.pair_weight * self.columns.pairs.worth[inside],
                np.zeros(len(self.choosable)),
                [extra.worth for extra in self.goal.extras],
            ]
        )

    def bounds(self, inside: Ints) -> NDArray[np.float64]:
        low = np.zeros(len(inside) + len(self.choosable) + len(self.goal.extras))
        low[: len(inside)] = self.columns.pairs.locked[inside]
        high = np.ones(len(low))
        if self.settled_offers is not None:
            choices = slice(len(inside), len(inside) + len(self.choosable))
            low[choices] = high[choices] = self.settled_offers
        high[len(inside) + len(self.choosable) :] = [extra.most for extra in self.goal.extras]
        return np.column_stack([low, high])

    def rows(self, inside: Ints) -> Rows:
        """Every row that is written down, over the pairs that are inside."""
        width = len(inside) + len(self.choosable) + len(self.goal.extras)
        blocks = [
            self._group_rows(inside),
            self._most_rows(inside),
            self._least_rows(inside),
            self._school_rows(inside),
            self._crowded_rows(inside),
            self._demand_rows(inside),
            self._link_rows(inside),
        ]
        begins = np.cumsum([0, *(len(upper) for *_, upper in blocks)])
        row = np.concatenate([r + first for (r, *_), first in zip(blocks, begins, strict=False)])
        column = np.concatenate([c for _, c, *_ in blocks])
        entry = np.concatenate([e for _, _, e, _ in blocks])
        matrix = sparse.coo_array((entry, (row, column)), shape=(begins[-1], width))
        upper = np.concatenate([upper for *_, upper in blocks])
        return Rows(matrix.tocsc(), upper, tuple(begins.tolist()))

    def _group_rows(self, inside: Ints) -> "Block":
        group = self.columns.pairs.group[inside].astype(np.int64)
        upper = np.ones(len(self.columns.groups))
        return group, np.arange(len(inside), dtype=np.int64), np.ones(len(inside)), upper

    def _most_rows(self, inside: Ints) -> "Block":
        pairs, most = self.columns.pairs, self.columns.most.astype(float)
        counted = np.flatnonzero(pairs.in_most[inside])
        upper = np.where(self.place >= 0, 0.0, most)
        return (
            np.concatenate([pairs.offer[inside][counted], self.choosable]),
            np.concatenate([counted, len(inside) + np.arange(len(self.choosable))]),
            np.concatenate([np.ones(len(counted)), -most[self.choosable]]),
            upper,
        )

    def _least_rows(self, inside: Ints) -> "Block":
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

    def _school_rows(self, inside: Ints) -> "Block":
        pairs, limits = self.columns.pairs, self.columns.school_limit
        counted = np.flatnonzero(pairs.in_school[inside])
        school = self.columns.school[pairs.group[inside[counted]]].astype(np.int64)
        return school, counted, np.ones(len(counted)), limits.astype(float)

    def _crowded_rows(self, inside: Ints) -> "Block":
        counted = np.flatnonzero(self.columns.pairs.in_school_at_offer[inside])
        code = self.codes(inside[counted])
        row = np.searchsorted(self.crowded, code)
        there = row < len(self.crowded)
        there[there] = self.crowded[row[there]] == code[there]
        limits = self.columns.per_school[self.crowded % len(self.columns.offers)]
        return row[there], counted[there], np.ones(int(there.sum())), limits.astype(float)

    def _demand_rows(self, inside: Ints) -> "Block":
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

    def _link_rows(self, inside: Ints) -> "Block":
        linked = np.flatnonzero(self.linked[inside])
        offer = self.columns.pairs.offer[inside[linked]]
        row = np.arange(len(linked))
        return (
            np.concatenate([row, row]),
            np.concatenate([linked, len(inside) + self.place[offer]]),
            np.concatenate([np.ones(len(linked)), -np.ones(len(linked))]),
            np.zeros(len(linked)),
        )

    def _reduced(self, duals: Floats, begins: tuple[int, ...]) -> Floats:
        """What a unit of each pair would add: its worth less the prices of what it uses."""
        group, most, least, school, crowded, demand = (
            duals[first:end] for first, end in pairwise(begins[:-1])
        )
        pairs = self.columns.pairs
        of_group = group + school[self.columns.school]
        for one, price in zip(self.goal.demands, demand, strict=True):
            if one.served is not None and price:
                of_group = of_group - price * self.columns.member[one.served]
        of_offer = most.copy()
        of_offer[self.choosable] -= least
        reduced = self.goal.pair_weight * pairs.worth
        reduced = reduced - of_group[pairs.group]
        reduced -= np.repeat(of_offer, np.bincount(pairs.offer, minlength=len(of_offer)))
        for code, price in zip(self.crowded, crowded, strict=True):
            if price:
                reduced[self.at_code(int(code))] -= price
        return reduced

    def codes(self, pairs: Ints) -> Ints:
        """school * offers + offer of each of the pairs."""
        school = self.columns.school[self.columns.pairs.group[pairs]].astype(np.int64)
        return school * len(self.columns.offers) + self.columns.pairs.offer[pairs]

    def at_code(self, code: int) -> Ints:
        """The pairs of one school at one offer."""
        school, offer = divmod(code, len(self.columns.offers))
        first, end = np.searchsorted(self.columns.pairs.offer, [offer, offer + 1])
        groups = self.columns.pairs.group[first:end]
        of_school: Flags = self.columns.school[groups] == school
        return np.arange(first, end)[of_school]


Block = tuple[Ints, Ints, Floats, Floats]


def _first_pairs(columns: Columns) -> Flags:
    """The most worthwhile pairs of each group and of each offer."""
    pairs = columns.pairs
    inside = np.zeros(len(pairs), dtype=bool)
    left = pairs.worth.copy()
    for _ in range(FIRST_OF_A_GROUP):
        best = np.full(len(columns.groups), -np.inf)
        np.maximum.at(best, pairs.group, left)
        taken = (left == best[pairs.group]) & ~inside
        inside |= taken
        left[taken] = -np.inf
    ends = np.searchsorted(pairs.offer, np.arange(len(columns.offers) + 1))
    for most, first, end in zip(columns.most, ends, ends[1:], strict=False):
        wanted = int(most)
        if end - first <= wanted:
            inside[first:end] = True
        else:
            inside[first + np.argpartition(-pairs.worth[first:end], wanted)[:wanted]] = True
    return inside
