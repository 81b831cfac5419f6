"""The linear programme of a problem, over some of its pairs and some of its rows.

Columns: a pair is matched; an offer opens (only where it takes two groups or more); the
goal's extras. A round of thousands of groups has millions of pairs, of which a few
thousand matter: the others are priced with the duals and come in when they could help
(column generation). Two kinds of rows come in when they are broken: "no pair without its
offer", which makes the relaxation nearly whole, and "at most k of a school at an offer".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.matching.solve.goal import Goal
from eduhub.engines.matching.solve.live import Live, Solved
from eduhub.engines.matching.solve.rows import Rows, Writer
from eduhub.engines.matching.table.columns import Columns
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

TOLERANCE = 1e-7
FIRST_OF_A_GROUP = 3
"""Pairs of each group that are in from the start; and its most of each offer."""


@dataclass(frozen=True)
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
    prices: Floats
    priced: Callable[[], Floats]

    @cached_property
    def reduced(self) -> Floats:
        """Worked out when asked for: there may be millions of pairs."""
        return self.priced()


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

        self.live: Live | None = None
        """What the solver knows of it since the last relaxation."""

    def aimed_at(self, goal: Goal) -> "Programme":
        """The same pairs and rows with another goal; what is in stays in."""
        other = Programme.__new__(Programme)
        other.columns, other.goal = self.columns, goal
        other.choosable, other.place, other.always = self.choosable, self.place, self.always
        other.inside, other.linked = self.inside.copy(), self.linked.copy()
        other.crowded, other.live = self.crowded, None
        return other

    def with_all_open(self) -> "Programme":
        """The same programme with every offer open and no least: a flow, quickly solved."""
        other = self.aimed_at(self.goal)
        other.choosable, other.place = self.choosable[:0], np.full(len(self.place), -1)
        other.linked = np.zeros(len(self.linked), dtype=bool)
        return other

    def writer(self) -> Writer:
        return Writer(
            self.columns, self.goal, self.choosable, self.place, self.linked, self.crowded
        )

    def rows(self, inside: Ints) -> Rows:
        """Every row that is written down, over these pairs."""
        return self.writer().rows(inside)

    def relax(self, fixed: Mapping[int, float] | None = None) -> Relaxed | None:
        """Solve the relaxation as written down; None if nothing satisfies it.

        Args:
            fixed: values at which columns of the solver are held, see `Live`.
        """
        writer, live = self.writer(), self.live
        if live is None or not self.inside[live.pairs].all():  # a pair was let go
            inside = np.flatnonzero(self.inside)
            worth = self.goal.pair_weight * self.columns.pairs.worth
            live = self.live = Live(writer, worth, self.columns.pairs.locked, inside)
        else:
            live.take(writer, self.inside)
        if not live.choices and not len(live.pairs):
            return self._nothing(writer)
        live.fix(fixed or {})
        solved = live.solve(writer)
        return self._relaxed(live, solved) if solved else None

    def _nothing(self, writer: Writer) -> Relaxed | None:
        """The relaxation when there is not one pair to choose and nothing to ask."""
        rows, nothing = writer.rows(np.empty(0, dtype=np.int64)), np.empty(0)
        if (rows.upper < 0).any():
            return None
        crowded = self.crowded
        prices = tuple(np.zeros(end - first) for first, end in pairwise(rows.begins[:7]))
        return Relaxed(
            value=0.0,
            pairs=np.empty(0, dtype=np.int64),
            taken=nothing,
            opened=np.ones(len(self.columns.offers)),
            extras=nothing,
            prices=prices[5],
            priced=lambda: self._reduced(prices, crowded),
        )

    def _relaxed(self, live: Live, solved: Solved) -> Relaxed:
        order, crowded = np.argsort(live.pairs), self.crowded
        opened = np.ones(len(self.columns.offers))
        opened[self.choosable] = solved.opened
        return Relaxed(
            value=solved.value,
            pairs=live.pairs[order],
            taken=solved.taken[order],
            opened=opened,
            extras=solved.extras,
            prices=solved.prices[5],
            priced=lambda: self._reduced(solved.prices, crowded),
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
        high[len(inside) + len(self.choosable) :] = [extra.most for extra in self.goal.extras]
        return np.column_stack([low, high])

    def _reduced(self, prices: tuple[Floats, ...], codes: Ints) -> Floats:
        """What a unit of each pair would add: its worth less the prices of what it uses.

        codes: of the rows "most of this school at this offer", as they were priced.
        """
        group, most, least, school, crowded, demand = prices
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
        for code, price in zip(codes, crowded, strict=True):
            if price:
                reduced[self.at_code(int(code))] -= price
        return reduced

    def codes(self, pairs: Ints) -> Ints:
        """school * offers + offer of each of the pairs."""
        return self.writer().codes(pairs)

    def at_code(self, code: int) -> Ints:
        """The pairs of one school at one offer."""
        school, offer = divmod(code, len(self.columns.offers))
        first, end = np.searchsorted(self.columns.pairs.offer, [offer, offer + 1])
        groups = self.columns.pairs.group[first:end]
        of_school: Flags = self.columns.school[groups] == school
        return np.arange(first, end)[of_school]


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
