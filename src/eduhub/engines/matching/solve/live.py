"""A programme as it stands in the solver, HiGHS, between one relaxation and the next.

Columns: whether each offer opens, the goal's extras, then pairs in the order in which they
came in. What comes in later is added to what was solved: after rows the dual simplex method
goes on from the last optimum, after columns the primal one. At 20,000 groups that takes a
tenth of the time of solving each relaxation from nothing.

Source: Huangfu & Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018), https://highs.dev; the method by our own measurement,
benchmarks/matching_growth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import highspy
import numpy as np
from highspy import HighsModelStatus as Status
from scipy import sparse

from eduhub.engines.matching.solve.rows import Writer
from eduhub.engines.matching.table.pairs import Flags, Floats, Ints

MANY_COLUMNS = 30_000
"""Beyond so many pairs the interior point method (with crossover) begins, since the simplex
methods go on faster from what it ends with."""

DUAL, PRIMAL = 1, 4  # as HiGHS numbers its simplex strategies


@dataclass(frozen=True, slots=True)
class Solved:
    """An optimum: offers, extras and pairs (in the order they came in), and the rows' prices.

    `prices` has six arrays: of groups, most, least, schools, crowded, demands (see `Rows`).
    """

    value: float
    opened: Floats
    extras: Floats
    taken: Floats
    prices: tuple[Floats, ...]


class Live:
    """The solver with the rows and columns that it was given so far."""

    def __init__(self, writer: Writer, worth: Floats, locked: Flags, pairs: Ints) -> None:
        """worth, locked: (pairs of the problem,); pairs: those that are in to begin with."""
        self.worth, self.locked = worth, locked
        self.choices = len(writer.choosable) + len(writer.goal.extras)
        self.pairs: Ints = pairs
        self.column_of = np.full(len(worth), -1)
        self.column_of[pairs] = self.choices + np.arange(len(pairs))
        self.has_link = np.zeros(len(worth), dtype=bool)
        self.has_link[pairs] = writer.linked[pairs]
        self.crowded_row: dict[int, int] = {}
        self.fixed: dict[int, float] = {}
        self.strategy = DUAL
        self.is_new = True
        self.solver = highspy.Highs()
        self._set("output_flag", value=False)
        self._set("threads", value=1)
        self._begin(writer)

    def _set(self, option: str, value: str | int) -> None:
        self.solver.setOptionValue(option, value)

    def _begin(self, writer: Writer) -> None:
        rows = writer.rows(self.pairs)
        self.begins = rows.begins
        self.crowded_row = {
            int(code): self.begins[4] + at for at, code in enumerate(writer.crowded)
        }
        count = len(rows.upper)
        no_row, no_entry = np.zeros(count, np.int32), np.empty(0)
        low = np.full(count, -highspy.kHighsInf)
        self.solver.addRows(count, low, rows.upper, 0, no_row, no_entry.astype(np.int32), no_entry)
        extras = writer.goal.extras
        offers = len(writer.choosable)
        matrix = rows.matrix
        self._add_columns(
            np.concatenate([np.zeros(offers), [extra.worth for extra in extras]]),
            np.zeros(self.choices),
            np.concatenate([np.ones(offers), [extra.most for extra in extras]]),
            matrix[:, len(self.pairs) :],
        )
        self.most_of_choice = np.concatenate([np.ones(offers), [e.most for e in extras]])
        self._add_pairs(self.pairs, matrix[:, : len(self.pairs)])

    def _add_columns(
        self, worth: Floats, low: Floats, high: Floats, matrix: sparse.csc_array
    ) -> None:
        matrix = sparse.csc_array(matrix)
        starts, at = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        self.solver.addCols(
            matrix.shape[1], -worth, low, high, matrix.nnz, starts, at, matrix.data
        )

    def _add_pairs(self, pairs: Ints, matrix: sparse.csc_array) -> None:
        locked = self.locked[pairs].astype(float)
        self._add_columns(self.worth[pairs], locked, np.ones(len(pairs)), matrix)

    def take(self, writer: Writer, inside: Flags) -> None:
        """Add the rows and pairs that came in since the last time."""
        new = np.flatnonzero(inside & (self.column_of < 0))
        codes = [int(code) for code in writer.crowded if int(code) not in self.crowded_row]
        for code in codes:
            self._add_crowded(writer, code)
        if len(new):
            self._take_pairs(writer, new)
        links = np.flatnonzero(writer.linked & inside & ~self.has_link)
        if len(links):
            self._add_links(writer, links)
        if len(new):
            self.strategy = DUAL if len(links) or codes else PRIMAL
        else:
            self.strategy = DUAL

    def _take_pairs(self, writer: Writer, new: Ints) -> None:
        """The new pairs' columns, in the rows there are; their links come after."""
        rows = writer.rows(new)
        known = rows.begins
        here = np.concatenate(
            [
                np.arange(known[4]),
                np.array([self.crowded_row[int(code)] for code in writer.crowded], int),
                self.begins[5] + np.arange(known[6] - known[5]),
                np.full(len(rows.upper) - known[6], -1),
            ]
        )
        matrix = sparse.coo_array(rows.matrix[:, : len(new)])
        row, column = matrix.coords
        stays = here[row] >= 0
        placed = (here[row[stays]], column[stays])
        shape = (self.solver.getNumRow(), len(new))
        self._add_pairs(new, sparse.coo_array((matrix.data[stays], placed), shape=shape).tocsc())
        self.column_of[new] = self.choices + len(self.pairs) + np.arange(len(new))
        self.pairs = np.concatenate([self.pairs, new])

    def _add_crowded(self, writer: Writer, code: int) -> None:
        pairs = self.pairs[writer.columns.pairs.in_school_at_offer[self.pairs]]
        columns = self.column_of[pairs[writer.codes(pairs) == code]].astype(np.int32)
        most = float(writer.columns.per_school[code % len(writer.columns.offers)])
        self.crowded_row[code] = self.solver.getNumRow()
        entries = np.ones(len(columns))
        self.solver.addRow(-highspy.kHighsInf, most, len(columns), columns, entries)

    def _add_links(self, writer: Writer, pairs: Ints) -> None:
        offers = writer.place[writer.columns.pairs.offer[pairs]]
        columns = np.column_stack([self.column_of[pairs], offers]).astype(np.int32).ravel()
        count = len(pairs)
        self.solver.addRows(
            count,
            np.full(count, -highspy.kHighsInf),
            np.zeros(count),
            2 * count,
            np.arange(0, 2 * count, 2, dtype=np.int32),
            columns,
            np.tile([1.0, -1.0], count),
        )
        self.has_link[pairs] = True

    def fix(self, fixed: Mapping[int, float]) -> None:
        """Hold these columns at these values, and none but these."""
        for column in self.fixed.keys() - fixed.keys():
            self.solver.changeColBounds(column, *self._bounds(column))
        for column, value in fixed.items():
            if self.fixed.get(column) != value:
                self.solver.changeColBounds(column, value, value)
        self.fixed = dict(fixed)

    def _bounds(self, column: int) -> tuple[float, float]:
        if column < self.choices:
            return 0.0, float(self.most_of_choice[column])
        return float(self.locked[self.pairs[column - self.choices]]), 1.0

    def solve(self, writer: Writer) -> Solved | None:
        """The optimum of what it was given; None if nothing satisfies it.

        Raises:
            ArithmeticError: the solver gave up.
        """
        status = self._run()
        if status not in (Status.kOptimal, Status.kInfeasible):
            self.solver.clearSolver()
            self.is_new = True
            status = self._run()
        if status in (Status.kInfeasible, Status.kUnboundedOrInfeasible):
            return None
        if status != Status.kOptimal:
            raise ArithmeticError(f"the linear programme was not solved: {status.name}")
        return self._solved(writer)

    def _run(self) -> Status:
        begins_inside = self.is_new and len(self.pairs) > MANY_COLUMNS
        self._set("solver", "ipm" if begins_inside else "simplex")
        self._set("presolve", "choose" if self.is_new else "off")
        self._set("simplex_strategy", DUAL if self.is_new else self.strategy)
        self.solver.run()
        self.is_new = False
        self.strategy = DUAL
        return self.solver.getModelStatus()

    def _solved(self, writer: Writer) -> Solved:
        solution = self.solver.getSolution()
        values, prices = np.array(solution.col_value), -np.array(solution.row_dual)
        of_kinds = [prices[first:end] for first, end in pairwise(self.begins[:7])]
        of_kinds[4] = prices[[self.crowded_row[int(code)] for code in writer.crowded]]
        offers = len(writer.choosable)
        return Solved(
            value=-self.solver.getInfo().objective_function_value,
            opened=values[:offers],
            extras=values[offers : self.choices],
            taken=values[self.choices :],
            prices=tuple(of_kinds),
        )
