"""Which slots a wish can have at all, and what a slot keeps others from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eduhub.engines.seasons.problem import MIDNIGHT, Place, Problem, Slot, Stretch, Wish


@dataclass(frozen=True, slots=True)
class Days:
    """Of the days of a season on a slot's weekday: all, those open then, those free then."""

    total: int
    opened: int
    free: int

    @property
    def is_enough(self) -> bool:
        """A slot is worth giving if it can be had on at least every second of its days."""
        return self.total > 0 and 2 * self.free >= self.total

    @property
    def is_open_enough(self) -> bool:
        return self.total > 0 and 2 * self.opened >= self.total


def days_of(place: Place, slot: Slot) -> Days:
    total = opened = free = 0
    for day in place.days:
        if day.weekday != slot.weekday:
            continue
        total += day.count
        if not any(begins <= slot.begins and slot.ends <= ends for begins, ends in day.opened):
            continue
        opened += day.count
        around = slot.begins - place.before, slot.ends + place.after
        if not any(_meet(around, taken) for taken in day.taken):
            free += day.count
    return Days(total, opened, free)


def _meet(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_for(place: Place, kind: str) -> bool:
    return not place.kinds or kind in place.kinds


def wished(problem: Problem, wish: Wish) -> Iterator[tuple[Place, Slot]]:
    """All that the wish asks for, whether it can be had or not; places in the wish's order."""
    places = {place.id: place for place in problem.places}
    for key in wish.places:
        place = places[key]
        for begins in range(wish.earliest, wish.latest + 1, place.step):
            yield place, Slot(key, wish.weekday, begins, wish.minutes)


def candidates(problem: Problem, wish: Wish, kind: str) -> list[Slot]:
    """What the wish asks for and could have if nobody else asked."""
    return [
        slot
        for place, slot in wished(problem, wish)
        if has_room(place, wish)
        and is_for(place, kind)
        and is_of_length(place, slot)
        and days_of(place, slot).is_enough
    ]


def has_room(place: Place, wish: Wish) -> bool:
    return wish.people <= place.size and wish.equipment <= place.equipment


def is_of_length(place: Place, slot: Slot) -> bool:
    return place.least <= slot.minutes <= place.most and slot.ends <= MIDNIGHT


def claims_of(place: Place, slot: Slot) -> list[tuple[str, int, int, int]]:
    """(unit, weekday, from, until) of everything that a slot takes, with what is kept free."""
    around = slot.begins - place.before, slot.ends + place.after
    return [(unit, slot.weekday, *around) for unit in sorted(place.reach)]


def cliques(claims: Iterable[tuple[int, list[tuple[str, int, int, int]]]]) -> list[list[int]]:
    """Sets of columns of which one at most can be given: all that claim a unit at some minute.

    Claims on one unit and day are stretches of a line, so the sets at the beginnings of
    stretches say everything; a set within the next one is left out.
    """
    by_unit: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for column, rows in claims:
        for unit, weekday, begins, ends in rows:
            by_unit.setdefault((unit, weekday), []).append((begins, ends, column))
    found: list[list[int]] = []
    for key in sorted(by_unit):
        stretches = by_unit[key]
        sets = [
            {column for begins, ends, column in stretches if begins <= at < ends}
            for at in sorted({begins for begins, _ends, _column in stretches})
        ]
        for one, following in zip(sets, [*sets[1:], set()], strict=True):
            if len(one) > 1 and not one <= following:
                found.append(sorted(one))
    return found
