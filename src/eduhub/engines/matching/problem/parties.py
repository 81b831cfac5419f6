"""The two sides: groups of pupils, and offers of companies."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eduhub.engines.matching.problem.ranges import (
    MOST_MINUTES,
    MOST_PLACES,
    MOST_WEEKS,
    ages,
    named,
    scores,
    some,
    within,
)

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class or other group of pupils that could take part in one pilot of the round.

    Weeks are whole numbers that count on without a break (not 1 again in January). `ages`
    is the youngest and the oldest. `busy_weeks` are those in which the group is in another
    pilot: never two at a time. `scores` (0 to 100) says how much the group would like an
    offer; an offer without a score counts 0 and may still be given, one in `vetoes` not.
    """

    id: str
    school: str
    district: str
    languages: frozenset[str]
    ages: tuple[int, int]
    weeks_free: frozenset[int]
    most_minutes: int
    devices: frozenset[str] = frozenset()
    busy_weeks: frozenset[int] = frozenset()
    need_group: str = ""
    topics: frozenset[str] = frozenset()
    not_this_term: bool = False
    scores: Mapping[str, int] = NO_NUMBERS
    vetoes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"group {self.id!r}"
        named(self.id, "a group's id")
        named(self.school, f"{where}: school")
        named(self.district, f"{where}: district")
        some(self.languages, f"{where}: languages")
        ages(self.ages, where)
        within(self.most_minutes, 0, MOST_MINUTES, f"{where}: most minutes a week")
        scores(self.scores, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A company's offer of a test, to be run by `least` to `most` groups or by none.

    It needs one of its `languages`, all of its `devices`, a group whose ages all lie in
    `ages`, `minutes` a week, and `weeks_needed` weeks on end out of `weeks`. `per_school`
    is the most groups of one school. `scores` and `vetoes` are the company's own.
    """

    id: str
    languages: frozenset[str]
    ages: tuple[int, int]
    weeks: frozenset[int]
    weeks_needed: int
    minutes: int
    most: int
    least: int = 1
    devices: frozenset[str] = frozenset()
    per_school: int | None = None
    topics: frozenset[str] = frozenset()
    scores: Mapping[str, int] = NO_NUMBERS
    vetoes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"offer {self.id!r}"
        named(self.id, "an offer's id")
        some(self.languages, f"{where}: languages")
        ages(self.ages, where)
        within(self.minutes, 0, MOST_MINUTES, f"{where}: minutes a week")
        within(self.most, 1, MOST_PLACES, f"{where}: most groups")
        within(self.least, 1, self.most, f"{where}: least groups")
        if self.per_school is not None:
            within(self.per_school, 0, MOST_PLACES, f"{where}: most groups a school")
        scores(self.scores, where)
        within(self.weeks_needed, 1, MOST_WEEKS, f"{where}: weeks needed")
        if not runs(self):
            raise ValueError(f"{where}: its weeks hold no {self.weeks_needed} on end")


def runs(offer: Offer) -> list[range]:
    """Every stretch of weeks in which the offer could be run, the earliest first."""
    stretches = (range(first, first + offer.weeks_needed) for first in sorted(offer.weeks))
    return [stretch for stretch in stretches if offer.weeks.issuperset(stretch)]
