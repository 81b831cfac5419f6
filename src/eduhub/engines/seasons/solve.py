"""The best proposal: a programme of yes and no, one aim after the other.

1. As few applicants as can be are missing from the floor of their kind.
2. The most points: 100 for a first wish, 10 less for each rank after it, never less than 10.
3. The most days that can be had.
4. The lot, drawn from the seed; within a wish the place named first and the earliest time.

Each aim is kept while the next is sought. Of two slots that meet in a unit on a day one at
most is given; all slots that claim a unit at one minute stand in one row, which is what makes
the relaxation of the programme nearly whole. Solved by HiGHS through scipy.optimize.milp,
which answers the same problem in the same way each time.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from eduhub.engines.seasons.problem import Applicant, Problem, Slot, Wish
from eduhub.engines.seasons.table import candidates, claims_of, cliques, days_of

FIRST_RANK, STEP, LAST = 100, 10, 10  # points
NODES = 20_000  # of branch and bound, for each aim
LOTS = 1000

type Floats = NDArray[np.float64]
type Row = tuple[Mapping[int, float], float]  # by column, and the most that it may come to


@dataclass(frozen=True, slots=True)
class Grant:
    """A wish that is met: where and when, and on how many of the days it can be had."""

    wish: str
    slot: Slot
    days: int
    of_days: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A kind of applicants of which so many are missing from the floor."""

    kind: str
    missing: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """bound: no proposal has more points; equal to points where the proposal is proven best."""

    grants: tuple[Grant, ...]
    points: int
    bound: int
    days: int
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def is_proven(self) -> bool:
        return self.bound <= self.points

    @property
    def slots(self) -> dict[str, Slot]:
        return {one.wish: one.slot for one in self.grants}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two locks of which one at most can be kept."""

    wishes: tuple[str, str]


@dataclass(slots=True)
class Programme:
    """Columns (a wish and a slot each, then extras) and the rows that hold them."""

    columns: list[tuple[Wish, Slot]]
    rows: list[Row] = field(default_factory=list)
    extras: int = 0
    sure: set[int] = field(default_factory=set)  # columns that are given

    @property
    def width(self) -> int:
        return len(self.columns) + self.extras

    def most(self, aim: Mapping[int, float]) -> tuple[Floats, float] | None:
        """(a solution, a bound of its worth) for the largest sum; None if there is none."""
        worth = np.zeros(self.width)
        worth[list(aim)] = list(aim.values())
        low = np.zeros(self.width)
        low[list(self.sure)] = 1
        high = np.ones(self.width)
        high[len(self.columns) :] = np.inf
        held = [LinearConstraint(*self._matrix())] if self.rows else []
        found = milp(
            -worth,
            constraints=held,
            bounds=Bounds(low, high),
            integrality=np.ones(self.width, dtype=np.int64),
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        return np.round(found.x), -float(found.mip_dual_bound)

    def _matrix(self) -> tuple[csr_array, Floats, Floats]:
        at = [(row, column) for row, (told, _most) in enumerate(self.rows) for column in told]
        values = [value for told, _most in self.rows for value in told.values()]
        shape = (len(self.rows), self.width)
        rows, columns = np.array(at, dtype=np.int64).reshape(-1, 2).T
        upper = np.array([most for _told, most in self.rows], dtype=np.float64)
        matrix = csr_array((np.array(values, dtype=np.float64), (rows, columns)), shape=shape)
        return matrix, np.full(len(self.rows), -np.inf), upper

    def keep(self, aim: Mapping[int, float], worth: float) -> None:
        """From now on the aim comes to no less (all its weights are whole numbers)."""
        self.rows.append(({column: -value for column, value in aim.items()}, 0.5 - worth))


def points_of(wish: Wish) -> int:
    return max(FIRST_RANK - STEP * (wish.rank - 1), LAST)


def propose(problem: Problem) -> Proposal | Contradiction:
    """The best proposal that keeps the locks, or two locks that cannot both be kept."""
    if clash := locks_that_clash(problem):
        return Contradiction(clash)
    programme = programme_of(problem)
    if not programme.columns:
        return Proposal((), 0, 0, 0, shortfalls_of(problem, ()))
    points, best, bound = _most_points(problem, programme)
    worth = _sum(points, best)
    by_column = list(enumerate(programme.columns))
    places = {place.id: place for place in problem.places}
    days = {at: float(days_of(places[slot.place], slot).free) for at, (_, slot) in by_column}
    for aim, following in ((points, days), (days, _lots(problem, programme))):
        programme.keep(aim, _sum(aim, best))
        found = programme.most(following)
        if found is None:  # the search was ended; what there is stands
            break
        best = found[0]
    grants = tuple(
        _grant(problem, *programme.columns[at]) for at, _column in by_column if best[at] > 0.5
    )
    return Proposal(
        grants=grants,
        points=round(worth),
        bound=max(round(worth), int(np.floor(bound + 1e-6))),
        days=sum(one.days for one in grants),
        shortfalls=shortfalls_of(problem, grants),
    )


def met_at_best(problem: Problem) -> frozenset[str]:
    """The wishes that one of the proposals with the most points meets; the locks must not clash."""
    programme = programme_of(problem)
    if not programme.columns:
        return frozenset()
    _points, best, _bound = _most_points(problem, programme)
    return frozenset(
        wish.id for at, (wish, _slot) in enumerate(programme.columns) if best[at] > 0.5
    )


def _most_points(problem: Problem, programme: Programme) -> tuple[dict[int, float], Floats, float]:
    """(points of each column, a solution with the most of them, a bound), the floor held first."""
    _hold_to_the_floor(problem, programme)
    columns = enumerate(programme.columns)
    points = {at: float(points_of(wish)) for at, (wish, _slot) in columns}
    best, bound = programme.most(points) or _must()
    return points, best, bound


def _must() -> tuple[Floats, float]:
    raise AssertionError("the locks alone are a proposal")


def _sum(aim: Mapping[int, float], found: Floats) -> float:
    return float(round(sum(value * found[at] for at, value in aim.items())))


def _grant(problem: Problem, wish: Wish, slot: Slot) -> Grant:
    days = days_of(problem.place(slot.place), slot)
    return Grant(wish.id, slot, days.free, days.total)


def locks_that_clash(problem: Problem) -> tuple[str, str] | None:
    """The first two locks, in their order, that meet in a unit on a day."""
    places = {place.id: place for place in problem.places}
    claimed = [(lock, claims_of(places[lock.slot.place], lock.slot)) for lock in problem.locks]
    for (one, ours), (other, theirs) in combinations(claimed, 2):
        for unit, weekday, begins, ends in ours:
            if any(
                unit == their_unit and weekday == day and begins < until and since < ends
                for their_unit, day, since, until in theirs
            ):
                return one.wish, other.wish
    return None


def programme_of(problem: Problem) -> Programme:
    """Each wish once at most; one at a time in a unit; no more for an applicant than it may."""
    locks = {lock.wish: lock.slot for lock in problem.locks}
    forbidden = {one.wish for one in problem.forbids}
    applicants = {one.id: one for one in problem.applicants}
    columns: list[tuple[Wish, Slot]] = []
    for wish in problem.wishes:
        if wish.id in locks:
            columns.append((wish, locks[wish.id]))
        elif wish.id not in forbidden:
            kind = applicants[wish.applicant].kind
            columns += [(wish, slot) for slot in candidates(problem, wish, kind)]
    programme = Programme(columns)
    programme.sure = {at for at, (wish, _slot) in enumerate(columns) if wish.id in locks}
    places = {place.id: place for place in problem.places}
    claims = [(at, claims_of(places[slot.place], slot)) for at, (_, slot) in enumerate(columns)]
    programme.rows += [(dict.fromkeys(clique, 1.0), 1.0) for clique in cliques(claims)]
    for wish in problem.wishes:
        own = [at for at, (one, _slot) in enumerate(columns) if one.id == wish.id]
        if len(own) > 1:
            programme.rows.append((dict.fromkeys(own, 1.0), 1.0))
    for applicant in problem.applicants:
        programme.rows += _limits(applicant, columns, locks)
    return programme


def _limits(
    applicant: Applicant, columns: Sequence[tuple[Wish, Slot]], locks: Mapping[str, Slot]
) -> list[Row]:
    """What it may have and what it needs; its locks alone may come to more."""
    own = [
        (at, wish, slot)
        for at, (wish, slot) in enumerate(columns)
        if wish.applicant == applicant.id and not wish.is_extra
    ]
    locked = [slot for _at, wish, slot in own if wish.id in locks]
    rows: list[Row] = []
    if own and applicant.most_minutes is not None:
        most = max(applicant.most_minutes, sum(slot.minutes for slot in locked))
        rows.append(({at: float(slot.minutes) for at, _wish, slot in own}, float(most)))
    if own and applicant.at_most is not None:
        most = max(applicant.at_most, len(locked))
        rows.append(({at: 1.0 for at, _wish, _slot in own}, float(most)))
    return rows


def floor_of(problem: Problem) -> dict[str, int]:
    """How many applicants of each kind should get something."""
    asking = {wish.applicant for wish in problem.wishes}
    sizes = Counter(one.kind for one in problem.applicants if one.id in asking)
    return {kind: ceil(problem.floor * size / 100) for kind, size in sorted(sizes.items())}


def shortfalls_of(problem: Problem, grants: Sequence[Grant]) -> tuple[Shortfall, ...]:
    applicant_of = {wish.id: wish.applicant for wish in problem.wishes}
    served = {applicant_of[one.wish] for one in grants}
    counts = Counter(one.kind for one in problem.applicants if one.id in served)
    return tuple(
        Shortfall(kind, owed - counts[kind])
        for kind, owed in floor_of(problem).items()
        if owed > counts[kind]
    )


def _hold_to_the_floor(problem: Problem, programme: Programme) -> None:
    """A column for each applicant (it gets something) and for each kind (so many are missing)."""
    owed = {kind: count for kind, count in floor_of(problem).items() if count}
    if not owed:
        return
    missing: dict[int, float] = {}
    for kind, count in owed.items():
        lacks = programme.width
        programme.extras += 1
        missing[lacks] = -1.0
        counted = {lacks: -1.0}
        for applicant in (one for one in problem.applicants if one.kind == kind):
            own = [
                at for at, (wish, _) in enumerate(programme.columns)
                if wish.applicant == applicant.id
            ]  # fmt: skip
            if own:
                served = programme.width
                programme.extras += 1
                programme.rows.append(({served: 1.0} | dict.fromkeys(own, -1.0), 0.0))
                programme.rows.append(({served: 1.0}, 1.0))
                counted[served] = -1.0
        programme.rows.append((counted, float(-count)))
    found = programme.most(missing)
    if found is not None:
        programme.keep(missing, _sum(missing, found[0]))


def _lots(problem: Problem, programme: Programme) -> dict[int, float]:
    """A number for each wish, the same in every world with this seed; then its first slots."""
    seen: Counter[str] = Counter()
    weights: dict[int, float] = {}
    for at, (wish, _slot) in enumerate(programme.columns):
        weights[at] = float(lot_of(problem.seed, wish.id) * 100 + max(99 - seen[wish.id], 0))
        seen[wish.id] += 1
    return weights


def lot_of(seed: str, wish: str) -> int:
    """From 1 to 1000, by SHA-256 of the seed and the wish."""
    told = hashlib.sha256(f"{seed}/{wish}".encode()).digest()
    return int.from_bytes(told[:8]) % LOTS + 1
