"""A level with every question that led to it, and what would raise it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold, ThresholdTable


class Scheme(StrEnum):
    WWC = "wwc"
    ESSA = "essa"
    EEF = "eef"
    NESTA = "nesta"


class Claim(StrEnum):
    """How a level may be worded."""

    WOULD_CORRESPOND_TO = "would_correspond_to"
    """No scheme's own reviewer has seen the study: never say that it *is* of a level."""


class Status(StrEnum):
    """What came of one question."""

    PASSED = "passed"
    FAILED = "failed"
    PARTLY = "partly"
    """Of a question with several steps: not the highest."""

    NOT_KNOWN = "not_known"
    """Counts as not passed."""

    NOT_NEEDED = "not_needed"
    """It does not arise in this design; counts as passed."""


DONE = frozenset({Status.PASSED, Status.NOT_NEEDED})
RANK_OF_CERTAINTY = (Certainty.VERIFIED, Certainty.OWN, Certainty.LIKELY, Certainty.UNSURE)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question: its limit with source, date and certainty, what was found, what came of it.

    `value` is in the limit's unit (1 yes, 0 no), None if it is not known or not finite.
    `awarded` is the step reached where there are several.
    """

    threshold: Threshold | ThresholdTable
    value: float | None
    status: Status
    awarded: int | None = None

    @property
    def name(self) -> str:
        return self.threshold.name


@dataclass(frozen=True, slots=True)
class Raise[Level: StrEnum]:
    """What is missing for a level: the questions, and whether the design itself forbids it."""

    level: Level
    criteria: tuple[str, ...]
    needs_another_design: bool


@dataclass(frozen=True, slots=True)
class Rating[Level: StrEnum]:
    """The level a study would correspond to, and why.

    `could_be` is the level if all that is not known turned out well; `ceiling` the most that
    a study of this design can reach. `raises` has one entry for each level above, from the
    next one up. `certainty` is that of the least certain limit.
    """

    scheme: Scheme
    claim: Claim
    level: Level
    could_be: Level
    ceiling: Level
    criteria: tuple[Criterion, ...]
    raises: tuple[Raise[Level], ...]
    certainty: Certainty

    def criterion(self, name: str) -> Criterion:
        """The question of that name; KeyError if the scheme does not ask it."""
        return {each.name: each for each in self.criteria}[name]


@dataclass(frozen=True, slots=True)
class Branch[Level: StrEnum]:
    """One way to a level: all these questions passed."""

    level: Level
    needs: tuple[str, ...]


def climb[Level: StrEnum](
    scheme: Scheme,
    criteria: Sequence[Criterion],
    *,
    levels: Sequence[Level],
    branches: Sequence[Branch[Level]],
    ceiling: Level,
) -> Rating[Level]:
    """The highest level that one of its branches reaches, never above the ceiling.

    Args:
        levels: from low to high; the lowest needs nothing.
        branches: any order; several for one level are alternatives.
    """
    status = {each.name: each.status for each in criteria}
    hoped = {n: Status.PASSED if s is Status.NOT_KNOWN else s for n, s in status.items()}
    level = _reached(status, levels, branches, ceiling)
    above = levels[levels.index(level) + 1 :]
    return Rating(
        scheme=scheme,
        claim=Claim.WOULD_CORRESPOND_TO,
        level=level,
        could_be=_reached(hoped, levels, branches, ceiling),
        ceiling=ceiling,
        criteria=tuple(criteria),
        raises=tuple(
            Raise(
                level=each,
                criteria=_least_missing(status, each, branches),
                needs_another_design=levels.index(each) > levels.index(ceiling),
            )
            for each in above
        ),
        certainty=least_certain(criteria),
    )


def least_certain(criteria: Sequence[Criterion]) -> Certainty:
    """Of the limits of all questions."""
    return max((each.threshold.certainty for each in criteria), key=RANK_OF_CERTAINTY.index)


def answered(threshold: Threshold, told: bool | None) -> Criterion:
    """A question of yes or no, where yes passes."""
    if told is None:
        return Criterion(threshold, None, Status.NOT_KNOWN)
    return Criterion(threshold, float(told), Status.PASSED if told else Status.FAILED)


def at_least(threshold: Threshold, value: float | None) -> Criterion:
    """A quantity that must reach its limit."""
    if value is None:
        return Criterion(threshold, None, Status.NOT_KNOWN)
    passed = value >= threshold.value
    return Criterion(threshold, float(value), Status.PASSED if passed else Status.FAILED)


def not_needed(threshold: Threshold) -> Criterion:
    return Criterion(threshold, None, Status.NOT_NEEDED)


def significant(threshold: Threshold, *, effect: float | None, p: float | None) -> Criterion:
    """A positive effect with a p below the limit."""
    if effect is not None and effect <= 0:
        return Criterion(threshold, p, Status.FAILED)
    if p is not None and p >= threshold.value:
        return Criterion(threshold, p, Status.FAILED)
    if effect is None or p is None:
        return Criterion(threshold, p, Status.NOT_KNOWN)
    return Criterion(threshold, p, Status.PASSED)


def _reached[Level: StrEnum](
    status: Mapping[str, Status],
    levels: Sequence[Level],
    branches: Sequence[Branch[Level]],
    ceiling: Level,
) -> Level:
    reached = [
        levels.index(branch.level)
        for branch in branches
        if all(status[name] in DONE for name in branch.needs)
    ]
    return levels[min(max(reached, default=0), levels.index(ceiling))]


def _least_missing[Level: StrEnum](
    status: Mapping[str, Status], level: Level, branches: Sequence[Branch[Level]]
) -> tuple[str, ...]:
    missing = [
        tuple(name for name in branch.needs if status[name] not in DONE)
        for branch in branches
        if branch.level == level
    ]
    return min(missing, key=len, default=())
