"""Shares of served groups as equal as can be: the worst first, then the next, and so on.

The share of a class is its served groups over its size, a fraction on a known grid. Level
by level: the largest share that all classes not yet settled can reach together; then the
fewest of them that must stay at it. Classes that must are settled; where one of several
must and it is open which, a yes or no for each stays in the programme.

Relaxations give levels that are never too low: a level that no relaxation reaches is
lowered along the grid at once. All levels are guessed so first, and one whole solution that
reaches them all proves them all. If there is none, the first level that fails is found by
halving, lowered along the grid until a whole solution reaches it, and the guess goes on
from there.

Source: leximin by a sequence of programmes with counting variables: Ogryczak, Pioro &
Tomaszewski, "Telecommunications network design and max-min optimization problem", Journal
of Telecommunications and Information Technology 3 (2005); from memory, not looked up.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from eduhub.engines.matching.solve.goal import (
    FIRST_WEIGHT,
    POINTS_BESIDE,
    Demand,
    Extra,
    Goal,
)
from eduhub.engines.matching.solve.optimum import Effort, is_possible, optimum
from eduhub.engines.matching.solve.programme import Programme
from eduhub.engines.matching.solve.relaxing import priced
from eduhub.engines.matching.solve.whole import Optimum

SLACK = 1e-6
SURELY = 1e-2
"""By so much of `FIRST_WEIGHT` a bound must miss a share before the share is given up."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is owed to each class so far.

    `sure`: at least so many served. `more`: by class, (yes or no, how many more if yes),
    each only if the one before is yes. `rising`: the class is not settled: its last tier
    rises with the level.
    """

    sizes: tuple[int, ...]
    sure: tuple[int, ...]
    more: tuple[tuple[tuple[int, int], ...], ...]
    rising: tuple[bool, ...]
    questions: int = 0
    counts: tuple[Demand, ...] = ()

    @property
    def open_classes(self) -> list[int]:
        return [at for at, rises in enumerate(self.rising) if rises]

    def owed(self, at: int) -> int:
        """The least that a class is owed if all its questions are answered yes."""
        return self.sure[at] + sum(extra for _, extra in self.more[at])

    def demands(self) -> tuple[Demand, ...]:
        """What a proposal must fulfil to reach these floors."""
        owed = [
            Demand(at, tuple((one, -float(extra)) for one, extra in self.more[at]), float(sure))
            for at, sure in enumerate(self.sure)
            if sure or self.more[at]
        ]
        chained = [
            Demand(None, ((first, 1.0), (then, -1.0)), 0.0)
            for tiers in self.more
            for (first, _), (then, _) in pairwise(tiers)
        ]
        return (*owed, *chained, *self.counts)

    def extras(self) -> tuple[Extra, ...]:
        return (Extra(0.0, 1.0, is_whole=True),) * self.questions

    def at_level(self, share: Fraction) -> "Floors":
        """Every open class owed this share, rounded up to whole groups."""
        sure, more = list(self.sure), list(self.more)
        for at in self.open_classes:
            rise = max(ceil(share * self.sizes[at]) - self.owed(at), 0)
            if more[at]:
                last, extra = more[at][-1]
                more[at] = (*more[at][:-1], (last, extra + rise))
            else:
                sure[at] += rise
        return replace(self, sure=tuple(sure), more=tuple(more))

    def settled(self, classes: list[int]) -> "Floors":
        rising = tuple(rises and at not in classes for at, rises in enumerate(self.rising))
        return replace(self, rising=rising)

    def asking(self, classes: list[int]) -> "Floors":
        """A yes or no for each of the classes: one group more than it is owed now."""
        more = list(self.more)
        for number, at in enumerate(classes, self.questions):
            more[at] = (*more[at], (number, 1))
        return replace(self, more=tuple(more), questions=self.questions + len(classes))

    def tops(self) -> tuple[tuple[int, ...], int]:
        """The yes or no of each open class that has one, and how many have none."""
        asked = tuple(self.more[at][-1][0] for at in self.open_classes if self.more[at])
        return asked, len(self.open_classes) - len(asked)


def no_floors(sizes: tuple[int, ...], floor_share: Fraction) -> Floors:
    """Nothing owed yet but the floor, the same share for all."""
    none: tuple[tuple[int, int], ...] = ()
    return Floors(
        sizes=sizes,
        sure=tuple(ceil(floor_share * size) for size in sizes),
        more=(none,) * len(sizes),
        rising=(True,) * len(sizes),
    )


def as_equal_as_can_be(programme: Programme, floors: Floors, effort: Effort) -> Optimum | None:
    """The most worthwhile of the proposals whose shares are as equal as can be.

    None if the floors given cannot be met at all.
    """
    settled = floors
    while True:
        levels = [settled, *_guessed(programme, settled)]
        best = best_at(programme, levels[-1], effort)
        if best is not None:
            return best
        reached = _last_reached(programme, levels[:-1], effort)
        if reached is None:
            return None
        settled = _next_exactly(programme, reached, effort)


def worst_as_well_as_can_be(
    programme: Programme, floors: Floors, effort: Effort
) -> Optimum | None:
    """The most worthwhile of the proposals whose lowest share is as high as can be.

    None if the floors given cannot be met at all.
    """
    found = _highest_share(programme, floors)
    if found is None:
        return None
    share, _ = found
    while True:
        raised = floors.at_level(share)
        best = best_at(programme, raised, effort)
        if best is not None or raised == floors:
            return best
        share = _below(floors, share)


def _guessed(programme: Programme, floors: Floors) -> list[Floors]:
    """The floors after each further level, as relaxations have them."""
    guesses = [floors]
    share, level_of = Fraction(0), floors
    while guesses[-1].open_classes:
        found = _highest_share(programme, guesses[-1])
        if found:
            level_of, (share, held) = guesses[-1], found
        else:  # rounded up to whole groups the level before was too high
            if level_of.at_level(share) == level_of:
                break
            guesses.pop()
            share, held = _below(level_of, share), set()
        guesses.append(_after_level(programme, level_of, share, held))
    return guesses[1:]


def _after_level(programme: Programme, floors: Floors, share: Fraction, held: set[int]) -> Floors:
    """The floors at this level, with what the relaxation says of who must stay at it."""
    reached = floors.at_level(share)
    owners = _owners(reached, share)
    if share == 1:
        return reached.settled(reached.open_classes)
    if not reached.questions and (len(owners) == 1 or held.intersection(owners)):
        return reached.settled(owners if len(owners) == 1 else sorted(held))
    asked = reached.asking(owners)
    return _with_count(reached, asked, owners, _most_above(programme, asked))


def _highest_share(programme: Programme, floors: Floors) -> tuple[Fraction, set[int]] | None:
    """The largest share on the grid that the relaxation lets all open classes reach.

    And those of them that are held down to it: with one group more in such a class, its
    price says, the others could not all reach the share.
    """
    aimed = programme.aimed_at(_share_as_goal(floors))
    found = priced(aimed)
    programme.inside |= aimed.inside
    if found is None:
        return None
    relaxed, bound = found
    prices = dict(zip(floors.open_classes, relaxed.prices.tolist(), strict=False))
    most = {
        at: floor(bound / FIRST_WEIGHT * floors.sizes[at] + SLACK) for at in floors.open_classes
    }
    share = _highest_of(floors, most)
    while True:
        beside = bound - FIRST_WEIGHT * float(share) - _price_of_rounding(floors, share, prices)
        lower = _below(floors, share)
        if beside > -SURELY or lower == share:
            return share, {at for at, price in prices.items() if price > beside + SURELY}
        share = lower


def _share_as_goal(floors: Floors) -> Goal:
    """The share that all open classes reach, as large as can be; their demands come first."""
    share, demands = floors.questions, []
    for at in floors.open_classes:
        size = float(floors.sizes[at])
        if floors.more[at]:
            last = floors.more[at][-1][0]
            demands.append(Demand(at, ((share, -size), (last, -size)), -size))
        else:
            demands.append(Demand(at, ((share, -size),), 0.0))
    extras = (*floors.extras(), Extra(FIRST_WEIGHT))
    return Goal(POINTS_BESIDE, extras, (*demands, *floors.demands()))


def _price_of_rounding(floors: Floors, share: Fraction, prices: dict[int, float]) -> float:
    """What it takes from the share at least that classes are owed whole groups."""
    exact = {at: share * floors.sizes[at] for at in prices if not floors.more[at]}
    return sum(prices[at] * float(ceil(owed) - owed) for at, owed in exact.items())


def _highest_of(floors: Floors, most: dict[int, int]) -> Fraction:
    """The highest share at which some open class is with at most so many, and all it is owed."""
    on_grid = [
        Fraction(min(number, floors.sizes[at]), floors.sizes[at])
        for at, number in most.items()
        if number >= floors.owed(at)
    ]
    owed = (Fraction(floors.owed(at), floors.sizes[at]) for at in most)
    return max(on_grid, default=None) or min(owed)


def _owners(reached: Floors, share: Fraction) -> list[int]:
    """The open classes that can be exactly at the share."""
    at_share = (at for at in reached.open_classes if reached.owed(at) == share * reached.sizes[at])
    return list(at_share)


def _most_above(programme: Programme, asked: Floors) -> int:
    """How many open classes the relaxation lets be above the level."""
    questions, others = asked.tops()
    extras = tuple(
        replace(extra, worth=FIRST_WEIGHT * (number in questions))
        for number, extra in enumerate(asked.extras())
    )
    aimed = programme.aimed_at(Goal(POINTS_BESIDE, extras, asked.demands()))
    found = priced(aimed)
    programme.inside |= aimed.inside
    return others + (floor(found[1] / FIRST_WEIGHT + SLACK) if found else 0)


def _with_count(reached: Floors, asked: Floors, owners: list[int], above: int) -> Floors:
    """The floors once `above` open classes must be above the level; fewer questions if sure."""
    if above <= 0:
        return reached.settled(reached.open_classes)
    others = len(reached.open_classes) - len(owners)
    if not reached.questions and above <= others:
        return reached.settled(owners)
    questions, sure = asked.tops()
    count = Demand(None, tuple((one, 1.0) for one in questions), float(above - sure))
    return replace(asked, counts=(*asked.counts, count))


def _last_reached(programme: Programme, levels: list[Floors], effort: Effort) -> Floors | None:
    """The last of the ever higher floors that a whole proposal reaches; None if not the first."""
    low, high = -1, len(levels)
    while high - low > 1:
        at = (low + high) // 2
        if _is_reached(programme, levels[at], effort):
            low = at
        else:
            high = at
    return None if low < 0 else levels[low]


def best_at(programme: Programme, floors: Floors, effort: Effort) -> Optimum | None:
    """The most worthwhile of the proposals that reach the floors; None if none does."""
    aimed = _aimed_at(programme, floors)
    best = optimum(aimed, effort)
    programme.inside |= aimed.inside
    return best


def _is_reached(programme: Programme, floors: Floors, effort: Effort) -> bool:
    """Whether any whole proposal reaches the floors."""
    aimed = _aimed_at(programme, floors)
    can = is_possible(aimed, effort)
    programme.inside |= aimed.inside
    return can


def _aimed_at(programme: Programme, floors: Floors) -> Programme:
    return programme.aimed_at(Goal(1.0, floors.extras(), floors.demands()))


def _next_exactly(programme: Programme, floors: Floors, effort: Effort) -> Floors:
    """The next level as whole proposals have it: down the grid, then down the count."""
    found = _highest_share(programme, floors)
    share = found[0] if found else Fraction(0)
    while not _is_reached(programme, floors.at_level(share), effort):
        share = _below(floors, share)
    reached = floors.at_level(share)
    if share == 1:
        return reached.settled(reached.open_classes)
    owners = _owners(reached, share)
    asked = reached.asking(owners)
    above = _most_above(programme, asked)
    if not reached.questions:
        above = min(above, len(reached.open_classes) - 1)
    while True:
        counted = _with_count(reached, asked, owners, above)
        is_as_before = counted.demands() == reached.demands()
        if is_as_before or _is_reached(programme, counted, effort):
            return counted
        above -= 1


def _below(floors: Floors, share: Fraction) -> Fraction:
    """The next lower share that some open class can be at."""
    most = {at: ceil(share * floors.sizes[at]) - 1 for at in floors.open_classes}
    return _highest_of(floors, most)
