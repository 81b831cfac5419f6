"""Shares of served groups as equal as can be: the worst first, then the next, and so on.

The share of a class is its served groups over its size, a fraction on a known grid. Level
by level: the largest share that all classes not yet settled can reach together; then the
fewest of them that must stay at it. Classes that must are settled; where one of several
must and it is open which, a yes or no for each stays in the programme.

Relaxations give levels that are never too low. All levels are guessed from relaxations
first, and one whole solution that reaches them all proves them all. If there is none, the
first level that fails is found by halving, lowered along the grid until a whole solution
reaches it, and the guess goes on from there.

Source: leximin by a sequence of programmes with counting variables: Ogryczak, Pioro &
Tomaszewski, "Telecommunications network design and max-min optimization problem", Journal
of Telecommunications and Information Technology 3 (2005); from memory, not looked up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from eduhub.engines.matching.solve.goal import Demand, Extra, Goal
from eduhub.engines.matching.solve.optimum import Effort, Optimum, optimum, priced
from eduhub.engines.matching.solve.programme import Programme

SLACK = 1e-6
FIRST_WEIGHT, POINTS_BESIDE = 1e6, 1e-4
"""Weights of a share or count and of a point where the former is to be as large as can be.
With points beside it the simplex method needs a twentieth of the time; the bound that comes
out is too high by a millionth part of them at most, so never too low."""


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
        guesses = list(_guessed(programme, settled))
        reached = _reached(programme, [settled, *guesses], effort)
        if reached is None:
            return None
        number, best = reached
        if number == len(guesses):
            return best
        if number:
            settled = guesses[number - 1]
        settled = _next_exactly(programme, settled, effort)


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


def _guessed(programme: Programme, floors: Floors) -> Iterator[Floors]:
    """The floors after each further level, as the relaxation has them."""
    while floors.open_classes:
        found = _highest_share(programme, floors)
        if found is None:
            return
        share, held = found
        reached = floors.at_level(share)
        owners = _owners(reached, share)
        if share == 1:
            floors = reached.settled(reached.open_classes)
        elif not reached.questions and (len(owners) == 1 or held.intersection(owners)):
            floors = reached.settled(owners if len(owners) == 1 else sorted(held))
        else:
            asked = reached.asking(owners)
            floors = _with_count(reached, asked, owners, _most_above(programme, asked))
        yield floors


def _highest_share(programme: Programme, floors: Floors) -> tuple[Fraction, set[int]] | None:
    """The largest share on the grid that the relaxation lets all open classes reach.

    And those of them that are held down to it: with one group more in such a class, its
    price says, the others could not all reach the share.
    """
    share = floors.questions
    open_classes = floors.open_classes
    shares = []
    for at in open_classes:
        size = float(floors.sizes[at])
        if floors.more[at]:
            last = floors.more[at][-1][0]
            shares.append(Demand(at, ((share, -size), (last, -size)), -size))
        else:
            shares.append(Demand(at, ((share, -size),), 0.0))
    extras = (*floors.extras(), Extra(FIRST_WEIGHT))
    goal = Goal(POINTS_BESIDE, extras, (*shares, *floors.demands()))
    aimed = programme.aimed_at(goal)
    relaxed = priced(aimed)
    programme.inside |= aimed.inside
    if relaxed is None:
        return None
    bound = relaxed.value / FIRST_WEIGHT
    most = {at: floor(bound * floors.sizes[at] + SLACK) for at in open_classes}
    highest = _highest_of(floors, most)
    beside = relaxed.value - FIRST_WEIGHT * float(highest)
    prices = zip(open_classes, relaxed.prices, strict=False)
    return highest, {at for at, price in prices if price > beside + SLACK}


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
    relaxed = priced(aimed)
    programme.inside |= aimed.inside
    return others + (floor(relaxed.value / FIRST_WEIGHT + SLACK) if relaxed else 0)


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


def _reached(
    programme: Programme, floors: list[Floors], effort: Effort
) -> tuple[int, Optimum] | None:
    """The last of the ever higher floors that a whole proposal reaches; None if not the first."""
    low, high, best = -1, len(floors), None
    at = len(floors) - 1
    while high - low > 1:
        found = best_at(programme, floors[at], effort)
        if found is None:
            high = at
        else:
            low, best = at, found
        at = (low + high) // 2
    return None if best is None else (low, best)


def best_at(programme: Programme, floors: Floors, effort: Effort) -> Optimum | None:
    """The most worthwhile of the proposals that reach the floors; None if none does."""
    aimed = programme.aimed_at(Goal(1.0, floors.extras(), floors.demands()))
    best = optimum(aimed, effort)
    programme.inside |= aimed.inside
    return best


def _next_exactly(programme: Programme, floors: Floors, effort: Effort) -> Floors:
    """The next level as whole proposals have it: down the grid, then down the count."""
    found = _highest_share(programme, floors)
    share = found[0] if found else Fraction(0)
    while best_at(programme, floors.at_level(share), effort) is None:
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
        if is_as_before or best_at(programme, counted, effort) is not None:
            return counted
        above -= 1


def _below(floors: Floors, share: Fraction) -> Fraction:
    """The next lower share that some open class can be at."""
    most = {at: ceil(share * floors.sizes[at]) - 1 for at in floors.open_classes}
    return _highest_of(floors, most)
