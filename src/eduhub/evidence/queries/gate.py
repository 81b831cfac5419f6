"""The one gate of a report's figures: page, chart, words beside a chart, PDF, API, feed, passport.

Whoever tells of a result's pupils asks here, so that no two forms of a report tell more together
than each does alone. A result is told in full once in its life: as long as it may still be made
anew (somebody withdraws), numbers of pupils are rounded and means and full digits stay inside,
or the difference of two versions would be the pupil who left.
"""

import math
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from eduhub.engines.evidence import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    count_may_be_shown,
    mean_may_be_shown,
)
from eduhub.engines.evidence.disclosure import Audience
from eduhub.engines.evidence.disclosure.shown import count_for
from eduhub.evidence.models import Result
from eduhub.kit import formats

FARTHEST = 4.0  # standard deviations of a pupil from the others
FEWER = "fewer than 5"  # as programs read it, in every language


class Why(StrEnum):
    """Why a figure is not told, or not to the last digit."""

    SHOWN = "shown"
    FEW = "few"
    ONE_CLASS = "one_class"
    """All of these pupils are one class's."""

    BY_SUM = "by_sum"
    """Another figure could be worked out from this one."""

    SMALL_GROUP = "small_group"
    """A mean of so few pupils or classes, on this side or the other."""

    FEW_CLASSES = "few_classes"
    """Together with the comparison's own numbers it would tell of single classes."""

    NOT_YET = "not_yet"
    """The result is not public and may be made anew."""

    NOTHING = "nothing"
    """There is no such figure."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as everybody may read it: its words, and for a drawing its value.

    `value` is None for all that is withheld: what is drawn can be measured with a ruler.
    """

    words: str
    value: float | None
    why: Why

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a trial: those that tried the solution, or those they are compared with."""

    classes: int
    pupils: Shown
    mean: Shown
    sd: Shown


@dataclass(frozen=True, slots=True)
class Gate:
    """What of one result may be told.

    Attributes:
        compares, tries: the sides as the data have them.
        spread: the pupils' standard deviation within the sides; nought where none is known.
    """

    compares: Mapping[str, Any]
    tries: Mapping[str, Any]
    is_final: bool
    spread: float = 0.0

    @classmethod
    def of(cls, result: Result) -> "Gate":
        facts = result.facts
        compares, tries = facts["arms"]
        spread = float(facts.get("pooled_sd") or 0.0)
        return cls(compares, tries, result.published_at is not None, spread)

    @property
    def total(self) -> Shown:
        """Pupils of both sides, unless that would give away a side that is not told."""
        if any(_why_no_count(arm) is not Why.SHOWN for arm in (self.compares, self.tries)):
            return _withheld(Why.BY_SUM)
        return self._count(pupils_of(self.compares) + pupils_of(self.tries))

    def side(self, arm: Mapping[str, Any], decimals: int) -> Side:
        """Means stand for both sides or for none: with the difference between them one would
        give away the other."""
        may = all(
            mean_may_be_shown(pupils=pupils_of(one), classes=int(one["classes"]))
            for one in (self.compares, self.tries)
        )
        why = Why.SMALL_GROUP if not may else Why.SHOWN if self.is_final else Why.NOT_YET
        return Side(
            classes=int(arm["classes"]),
            pupils=self._pupils(arm),
            mean=_number(arm["mean"], decimals, why),
            sd=_number(arm["sd"], decimals, why),
        )

    def count(self, pupils: int) -> Shown:
        """Pupils of no class in particular, such as those without a complete result."""
        if not count_may_be_shown(pupils):
            return Shown(_("fewer than 5"), None, Why.FEW)
        return self._count(pupils)

    def plain(self, arm: Mapping[str, Any]) -> str:
        """A side's pupils as programs read them: digits, "fewer than 5" or "not told"."""
        shown = self._pupils(arm)
        if shown.value is not None:
            return str(int(shown.value))
        return FEWER if shown.why is Why.FEW else "not told"

    @property
    def in_full(self) -> bool:
        """Whether the comparison's numbers are told to the last digit."""
        return self.is_final

    def decimals(self, usual: int) -> int:
        """As many as usual; of what may be made anew no more than hide a pupil who leaves.

        Who lies far from the others moves the mean of the smaller side by less than one step.
        """
        fewest = min(pupils_of(arm) for arm in (self.compares, self.tries))
        if self.is_final or not fewest or not self.spread:
            return usual
        return min(usual, max(math.floor(math.log10(fewest / (FARTHEST * self.spread))), 0))

    @property
    def beside(self) -> Why:
        """Whether what stands beside the comparison is told: other methods, lots, beliefs."""
        if not self.is_final:
            return Why.NOT_YET
        fewest = FEWEST_CLASSES_FOR_A_STATEMENT.value
        few = any(int(arm["classes"]) < fewest for arm in (self.compares, self.tries))
        return Why.FEW_CLASSES if few else Why.SHOWN

    def lost(self, pupils: int, assigned: Sequence[int] | None) -> Shown:
        """Pupils of both sides who were given one and not measured.

        The bounds tell of each side how many, if five or more: then the other side's few are what
        is left of the sum.
        """
        if assigned and pupils and count_may_be_shown(pupils):
            sides = zip((self.compares, self.tries), assigned, strict=True)
            if not all(count_may_be_shown(given - pupils_of(arm)) for arm, given in sides):
                return Shown(_("5 or more, on one side fewer than 5"), None, Why.BY_SUM)
        return self.count(pupils)

    def part(self, pupils: int, lost: int, assigned: Sequence[int] | None) -> Shown:
        """Those of them with a missing value; not where the others are few and what is left."""
        if not count_may_be_shown(lost - pupils):
            few = not count_may_be_shown(pupils)
            return self.count(pupils) if few else _withheld(Why.BY_SUM)
        return self.lost(pupils, assigned)

    def missing(self, assigned: Sequence[int]) -> tuple[tuple[int, int], ...] | Why:
        """Pupils given and pupils measured of the comparison and of the solution."""
        if not self.is_final:
            return Why.NOT_YET
        kept = []
        for arm, given in zip((self.compares, self.tries), assigned, strict=True):
            if int(arm["classes"]) < 2 or not count_may_be_shown(pupils_of(arm)):
                return Why.FEW_CLASSES
            if not count_may_be_shown(given - pupils_of(arm)):
                return Why.FEW
            kept.append((given, pupils_of(arm)))
        return tuple(kept)

    def _pupils(self, arm: Mapping[str, Any]) -> Shown:
        why = _why_no_count(arm)
        if why is Why.FEW:
            return Shown(_("fewer than 5"), None, why)
        return self._count(pupils_of(arm)) if why is Why.SHOWN else _withheld(why)

    def _count(self, pupils: int) -> Shown:
        if self.is_final or not pupils:
            return Shown(formats.number(pupils), float(pupils), Why.SHOWN)
        rounded = count_for(Audience.PUBLIC, pupils)
        words = _("about %(count)s") % {"count": formats.number(rounded)}
        return Shown(words, float(rounded), Why.NOT_YET)


def as_told(result: Result, decimals: int) -> Result:
    """The result; as long as it may be made anew a copy, never saved, of what is told of it.

    Whatever is drawn from the copy is no finer than the words: a drawing is read with a ruler.
    """
    if result.published_at is not None or result.estimate is None:
        return result
    told = copy(result)
    for name in ("estimate", "low", "high"):
        setattr(told, name, round(getattr(result, name), decimals))
    for name in ("degrees_of_freedom", "p_value", "sd_estimate", "sd_low", "sd_high"):
        setattr(told, name, None)
    return told


def pupils_of(arm: Mapping[str, Any]) -> int:
    return int(arm["pupils"])


def _why_no_count(arm: Mapping[str, Any]) -> Why:
    if not count_may_be_shown(pupils_of(arm)):
        return Why.FEW
    return Why.ONE_CLASS if int(arm["classes"]) == 1 else Why.SHOWN


def _withheld(why: Why) -> Shown:
    return Shown(formats.NOTHING, None, why)


def _number(exact: str | None, decimals: int, why: Why) -> Shown:
    if exact is None:
        return _withheld(Why.NOTHING)
    if why is not Why.SHOWN:
        return _withheld(why)
    return Shown(formats.number(float(exact), max(decimals, 1)), float(exact), why)
