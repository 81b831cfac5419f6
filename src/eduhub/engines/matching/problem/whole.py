"""One round: both sides, its rules, and what people decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from eduhub.engines.matching.problem.decisions import Forbid, Lock, Waiver
from eduhub.engines.matching.problem.parties import NO_NUMBERS, Group, Offer
from eduhub.engines.matching.problem.ranges import (
    MOST_KINDS,
    MOST_PLACES,
    MOST_POINTS,
    MOST_WEEKS,
    known,
    named,
    once,
    within,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What a match is worth: `match`, and `topic` for each topic that both name.

    The scores of both sides are added. The larger `match` is, the more a further served
    group counts against better liked offers; it is never 0, so no group is left out that
    could be added.
    """

    match: int = 10
    topic: int = 5

    def __post_init__(self) -> None:
        within(self.match, 1, MOST_POINTS, "points for a match")
        within(self.topic, 0, MOST_POINTS, "points for a topic")


class ClassKind(StrEnum):
    """By what groups are classed when the shares of served groups are compared."""

    DISTRICT = "district"
    LANGUAGE = "language"
    NEED_GROUP = "need_group"


class FairnessRule(StrEnum):
    """What is asked of the shares of served groups, before points count."""

    NONE = "none"

    MAXIMIN = "maximin"
    """The worst served class as well as can be."""

    LEXIMIN = "leximin"
    """The worst served class as well as can be, then the second worst, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Rule, classes and floor. With a floor, no class's share may be below it."""

    rule: FairnessRule = FairnessRule.LEXIMIN
    kinds: tuple[ClassKind, ...] = tuple(ClassKind)
    floor: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= 1:
            raise ValueError(f"fairness: floor is {self.floor}, expected 0 to 1")
        once(self.kinds, "fairness: the kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One round. The order of groups, offers and decisions means nothing.

    `seed` is the recorded lot that decides between equally good proposals. `per_school` is
    the most groups of one school in the round, `school_limits` another number for some.

    Raises:
        ValueError: an id twice, a reference to nobody, a value out of its range.
    """

    groups: tuple[Group, ...]
    offers: tuple[Offer, ...]
    seed: str
    points: Points = field(default_factory=Points)
    fairness: Fairness = field(default_factory=Fairness)
    per_school: int | None = None
    school_limits: Mapping[str, int] = NO_NUMBERS
    locks: tuple[Lock, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def __post_init__(self) -> None:
        named(self.seed, "seed")
        once((group.id for group in self.groups), "group")
        once((offer.id for offer in self.offers), "offer")
        _check_references(self)
        _check_decisions(self)
        _check_school_limits(self)
        _check_spans(self)


def _check_references(problem: Problem) -> None:
    groups = {group.id for group in problem.groups}
    offers = {offer.id for offer in problem.offers}
    for group in problem.groups:
        known((*group.scores, *group.vetoes), offers, f"group {group.id!r}", "offer")
    for offer in problem.offers:
        known((*offer.scores, *offer.vetoes), groups, f"offer {offer.id!r}", "group")


def _check_decisions(problem: Problem) -> None:
    groups = {group.id for group in problem.groups}
    offers = {offer.id for offer in problem.offers}
    decided: tuple[tuple[str, Iterable[Lock | Forbid | Waiver]], ...] = (
        ("lock", problem.locks),
        ("forbid", problem.forbids),
        ("waiver", problem.waivers),
    )
    for what, decisions in decided:
        pairs = [(decision.group, decision.offer) for decision in decisions]
        once(pairs, what)
        known((g for g, _ in pairs if g is not None), groups, what, "group")
        known((o for _, o in pairs if o is not None), offers, what, "offer")
    once((w.offer for w in problem.waivers if w.least is not None), "waiver of the least of")


def _check_school_limits(problem: Problem) -> None:
    if problem.per_school is not None:
        within(problem.per_school, 0, MOST_PLACES, "most groups a school")
    schools = {group.school for group in problem.groups}
    known(problem.school_limits, schools, "school limits", "school")
    for school, limit in problem.school_limits.items():
        within(limit, 0, MOST_PLACES, f"most groups of school {school!r}")


def _check_spans(problem: Problem) -> None:
    weeks = {week for offer in problem.offers for week in offer.weeks}
    if weeks and max(weeks) - min(weeks) >= MOST_WEEKS:
        span = max(weeks) - min(weeks) + 1
        raise ValueError(f"the offers' weeks span {span}, at most {MOST_WEEKS}")
    rows: tuple[Group | Offer, ...] = (*problem.groups, *problem.offers)
    for what, kinds in (
        ("languages", {one for row in rows for one in row.languages}),
        ("devices", {one for row in rows for one in row.devices}),
        ("topics", {one for row in rows for one in row.topics}),
    ):
        if len(kinds) > MOST_KINDS:
            raise ValueError(f"{len(kinds)} different {what}, at most {MOST_KINDS}")
