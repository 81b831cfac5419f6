"""What a result says, as one sentence in the reader's language."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    Answer,
    Ground,
    Matters,
    Obstacle,
)
from eduhub.evidence.models import Result
from eduhub.evidence.queries.gate import Gate
from eduhub.kit import formats
from eduhub.kit.lang import Text

MOST_DECIMALS = 4
SAID = {  # the engine's answers as kit.plots knows them
    Answer.BETTER: "shown",
    Answer.NO_DIFFERENCE_THAT_MATTERS: "same",
    Answer.CANNOT_TELL: "cannot_tell",
    Answer.WORSE: "worse",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of a trial, as its frozen plan says."""

    solution: Text
    measure: Text
    unit: Text
    smallest: float
    higher_is_better: bool

    @classmethod
    def of(cls, frozen: Mapping[str, Any]) -> "Question":
        statement = frozen["statement"]
        return cls(
            solution=Text(**frozen["solution"]["name"]),
            measure=Text(**statement["measure"]),
            unit=Text(**statement["unit"]),
            smallest=float(statement["smallest_that_matters"]),
            higher_is_better=bool(statement["higher_is_better"]),
        )


def decimals_for(standard_error: float | None) -> int:
    """As many decimals as show two digits of the uncertainty; more would promise too much."""
    if not standard_error or not math.isfinite(standard_error):
        return 1
    return min(max(1 - math.floor(math.log10(standard_error)), 0), MOST_DECIMALS)


def decimals_of(result: Result) -> int:
    """As `decimals_for`; before the result is public, no more than the gate lets through."""
    return Gate.of(result).decimals(decimals_for(result.standard_error))


def sentence(result: Result, question: Question) -> str:
    """The answer with measure and interval; why it cannot be told, where nothing was compared."""
    told = {"solution": str(question.solution), "measure": str(question.measure)}
    if result.estimate is None:
        reason = _obstacle(result.facts["obstacle"])
        words = _("Cannot tell whether %(solution)s helped: %(reason)s.")
        return words % {**told, "reason": reason}
    decimals = decimals_of(result)
    told |= {
        "estimate": _with_unit(formats.signed(result.estimate, decimals), question.unit),
        "low": formats.number(result.low, decimals),
        "high": formats.number(result.high, decimals),
        "smallest": formats.number(question.smallest),
    }
    return _template(result.answer) % told


def _template(answer: str) -> str:
    if answer == Answer.BETTER:
        return _(
            "Classes that tried %(solution)s did better than the comparison classes:"
            " the difference in “%(measure)s” was %(estimate)s,"
            " likely between %(low)s and %(high)s."
        )
    if answer == Answer.WORSE:
        return _(
            "Classes that tried %(solution)s did worse than the comparison classes:"
            " the difference in “%(measure)s” was %(estimate)s,"
            " likely between %(low)s and %(high)s."
        )
    if answer == Answer.NO_DIFFERENCE_THAT_MATTERS:
        return _(
            "Classes that tried %(solution)s and the comparison classes ended up alike:"
            " the difference in “%(measure)s” was %(estimate)s,"
            " likely between %(low)s and %(high)s,"
            " and at least %(smallest)s would have mattered."
        )
    return _(
        "Cannot tell whether %(solution)s helped:"
        " the difference in “%(measure)s” was %(estimate)s,"
        " likely between %(low)s and %(high)s."
    )


def _with_unit(number: str, unit: Text) -> str:
    return f"{number}{formats.NO_BREAK}{unit}" if str(unit) else number


def _obstacle(reason: str) -> str:
    return {
        Obstacle.ARM_EMPTY: _("on one side no class was measured"),
        Obstacle.TOO_FEW_CLASSES: _("on one side only one class was measured"),
        Obstacle.TOO_FEW_PUPILS: _("on one side fewer than 5 pupils were measured"),
        Obstacle.NOT_IDENTIFIED: _(
            "the earlier measure was the same for everybody or told the two sides apart by itself"
        ),
        Obstacle.NOTHING_LEFT_OVER: _("there were too few classes to learn how sure one may be"),
        Obstacle.NO_VARIATION: _("all pupils reached the same value"),
    }[Obstacle(reason)]


def remarks(result: Result, question: Question) -> list[str]:
    """What a reader must know beside the sentence: why not more can be said, how much it is."""
    grounds = set(result.facts["grounds"])
    found = []
    if result.estimate is not None and not question.higher_is_better:
        found.append(_("In this measure less is better: a minus is a good sign."))
    if Ground.FEW_CLASSES in grounds:
        fewest = FEWEST_CLASSES_FOR_A_STATEMENT.value
        words = _("With fewer than %(fewest)s classes on a side, chance alone could do this.")
        found.append(words % {"fewest": fewest})
    if Ground.FEW_DEGREES_OF_FREEDOM in grounds:
        found.append(_("The classes are so few or so uneven that the interval may mislead."))
    if result.answer == Answer.CANNOT_TELL and result.estimate is not None:
        found.append(_wide(result, question) or _("More classes would be needed to tell."))
    if result.facts["matters"] == Matters.SURELY:
        found.append(_("The difference is as large as was agreed to matter, or larger."))
    if result.facts["matters"] == Matters.PERHAPS:
        words = _("Whether it reaches what was agreed to matter, %(smallest)s, is not sure.")
        found.append(words % {"smallest": formats.number(question.smallest)})
    return found


def _wide(result: Result, question: Question) -> str:
    """What the interval leaves possible, if that reaches what matters on either side."""
    low, high = result.low or 0.0, result.high or 0.0
    if not question.higher_is_better:
        low, high = -high, -low
    up, down = high >= question.smallest, low <= -question.smallest
    if up and down:
        return _("It fits a change for the worse that matters as well as one for the better.")
    if up:
        return _("It fits no change at all as well as an improvement that matters.")
    return (
        _("It fits no change at all as well as a change for the worse that matters.")
        if down
        else ""
    )


def classes_and_pupils(classes: int, pupils: str) -> str:
    words = ngettext(
        "%(classes)s class, %(pupils)s pupils", "%(classes)s classes, %(pupils)s pupils", classes
    )
    return words % {"classes": formats.number(classes), "pupils": pupils}


def of_hundred(power: float | None) -> str:
    """Never rounded up to certainty, nor down to none."""
    share = 100 * (power or 0.0)
    whole = min(max(round(share), 1), 99)
    return _("%(n)s of 100") % {"n": whole}
