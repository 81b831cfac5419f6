"""What a pilot with the classes at hand could show: the design doctor's answer in words.

Asked before anybody spends time: "this cannot answer your question" is a proper answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence.design import (
    Advice,
    Appraisal,
    CurvePoint,
    DesignName,
    Lack,
    Prospect,
    Reason,
    Recommendation,
    Remedy,
    Risk,
    Situation,
    power_by_classes,
    recommend_design,
)
from eduhub.evidence.queries.sentences import of_hundred
from eduhub.kit import formats

ENOUGH = 0.8  # the usual chance to find what is there
FEWEST_AT_THE_END = 20  # classes on the curve's right end, at least
MOST_AT_THE_END = 400
POINTS = 40  # on the curve, about
IN_TABLE = 10
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640.0, 300.0, 60.0, 20.0, 16.0, 48.0


@dataclass(frozen=True, slots=True)
class DesignShown:
    """One design as a row: words, and a dash where nothing can be said."""

    name: str
    is_best: bool
    can_answer: bool
    power: str
    smallest: str
    needed: str
    lacks: list[str]
    risks: list[str]
    here: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the drawing with its words: where it stands, and what it says."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawing of WIDE by HIGH: the chance over the number of classes, with its numbers."""

    path: str
    across: list[Mark]
    along: list[Mark]
    own: tuple[float, float]
    frame: tuple[float, float, float, float]  # left, right, top, bottom of the field
    rows: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Prospects:
    """The whole answer as a page shows it."""

    can_answer: bool
    headline: str
    sentence: str
    reason: str
    advice: list[str]
    designs: list[DesignShown]
    curve: Curve
    past: str  # what the effect would mean for the pupil in the middle


def prospects_of(situation: Situation) -> Prospects:
    """What each design could show with these classes, which to take, and what would help."""
    found = recommend_design(situation)
    best = found.of(found.design)
    can_answer = found.prospect is Prospect.CAN_ANSWER
    return Prospects(
        can_answer=can_answer,
        headline=_("These classes can answer it")
        if can_answer
        else _("This cannot answer your question"),
        sentence=_sentence(best, situation, can_answer=can_answer),
        reason=_reason(found),
        advice=[_advice(one, situation) for one in found.advice],
        designs=[_shown(one, found) for one in found.appraisals],
        curve=_curve(best, situation),
        past=_past(situation.worthwhile),
    )


def _sentence(best: Appraisal, situation: Situation, *, can_answer: bool) -> str:
    filled = {
        "effect": _sd(situation.worthwhile),
        "design": name_of(best.design),
        "found": of_hundred(best.power),
        "enough": of_hundred(ENOUGH),
    }
    if best.power is None:
        return _("With so few classes there is nothing that chance could be measured by.")
    if can_answer:
        return (
            _("%(design)s: a difference of %(effect)s would be found in %(found)s pilots.")
            % filled
        )
    return (
        _(
            "Even the nearest design (%(design)s) would find a difference of %(effect)s in only"
            " %(found)s pilots; %(enough)s are asked for. The report would most likely say “cannot"
            " tell”."
        )
        % filled
    )


def _reason(found: Recommendation) -> str:
    return {
        Reason.FEWEST_RISKS: _("Of the designs that can answer, this one has the fewest risks."),
        Reason.ONLY_ONE: _("No other design can answer with these classes."),
        Reason.NEAREST: _("No design can; this one comes nearest."),
    }[found.reason]


def name_of(design: DesignName) -> str:
    """The design in the reader's language, to stand at the beginning of a line."""
    return {
        DesignName.CLASSES: _("Half of the classes try it, drawn by lot"),
        DesignName.PAIRED_CLASSES: _("Like classes in pairs, one of each drawn by lot"),
        DesignName.CROSSOVER: _("All classes try it, in turns drawn by lot"),
        DesignName.WITHIN_CLASSES: _("Half of the pupils of each class, drawn by lot"),
    }[design]


def _lack(lack: Lack) -> str:
    return {
        Lack.NOT_POSSIBLE_HERE: _("you said that it is not possible"),
        Lack.NO_DEGREES_OF_FREEDOM: _("too few classes to measure chance by"),
        Lack.FEW_CLASSES: _("fewer than 4 classes on a side: always “cannot tell”"),
        Lack.P_CANNOT_BE_SMALL: _("even the clearest result could be chance"),
        Lack.POWER_TOO_LOW: _("would miss the difference too often"),
    }[lack]


def _risk(risk: Risk) -> str:
    return {
        Risk.PAIRS_MUST_STAY: _("a class that leaves takes its partner with it"),
        Risk.CARRY_OVER: _("what the first turn taught stays in the second"),
        Risk.TWO_MEASUREMENTS: _("must be measured after both turns"),
        Risk.CONTAMINATION: _("pupils of one room see each other's tools"),
        Risk.ONLY_THESE_CLASSES: _("holds for these classes only"),
    }[risk]


def _advice(advice: Advice, situation: Situation) -> str:
    filled = {
        "classes": formats.number(advice.classes, 0),
        "effect": _sd(advice.effect),
    }
    many = advice.classes or 0
    if advice.remedy is Remedy.MORE_CLASSES:
        return (
            ngettext(
                "%(classes)s class could answer it.", "%(classes)s classes could answer it.", many
            )
            % filled
        )
    if advice.remedy is Remedy.PRETEST:
        return _("Measure the pupils before, too: then these classes are enough.")
    if advice.remedy is Remedy.PRETEST_AND_MORE_CLASSES:
        words = ngettext(
            "With a measurement before, %(classes)s class is enough.",
            "With a measurement before, %(classes)s classes are enough.",
            many,
        )
        return words % filled
    return _("Only a difference of %(effect)s or more would be found often enough.") % filled


def _shown(one: Appraisal, found: Recommendation) -> DesignShown:
    needed = one.needed_classes
    return DesignShown(
        name=name_of(one.design),
        is_best=one.design is found.design,
        can_answer=one.prospect is Prospect.CAN_ANSWER,
        power=formats.NOTHING if one.power is None else of_hundred(one.power),
        smallest=_sd(one.smallest_detectable),
        needed=formats.NOTHING if needed is None else formats.number(needed, 0),
        lacks=[_lack(lack) for lack in one.lacks],
        risks=[_risk(risk) for risk in one.risks],
        here=_("drawn and analysed here")
        if one.design is DesignName.CLASSES
        else _("analysed outside the hub"),
    )


def _past(effect: float) -> str:
    """Of pupils whose results are spread as usual; beyond the sixth of them words say nothing."""
    passed = round(100 * (NormalDist().cdf(effect) - 0.5))
    words = ngettext(
        "It would lift the pupil in the middle past %(n)s of 100 others.",
        "It would lift the pupil in the middle past %(n)s of 100 others.",
        passed,
    )
    return words % {"n": passed}


def _sd(effect: float | None) -> str:
    if effect is None:
        return formats.NOTHING
    return _("%(number)s SD") % {"number": formats.number(effect)}


def _curve(best: Appraisal, situation: Situation) -> Curve:
    numbers = _numbers(best, situation.classes)
    points = power_by_classes(best.design, situation, numbers)
    across_the_field = WIDE - LEFT - RIGHT

    def x(classes: float) -> float:
        return LEFT + across_the_field * classes / numbers[-1]

    def y(power: float) -> float:
        return TOP + (HIGH - TOP - BOTTOM) * (1 - power)

    own = power_by_classes(best.design, situation, [situation.classes])[0]
    return Curve(
        path=_path([(x(point.at), y(point.power)) for point in points]),
        across=[Mark(y(share), formats.number(share)) for share in (0.0, 0.5, ENOUGH, 1.0)],
        along=[Mark(x(n), formats.number(n, 0)) for n in _ticks(numbers[-1])],
        own=(round(x(own.at), 1), round(y(own.power), 1)),
        frame=(LEFT, WIDE - RIGHT, TOP, HIGH - BOTTOM),
        rows=_rows(points, own),
    )


def _numbers(best: Appraisal, own: int) -> list[int]:
    """The numbers of classes that are drawn: to twice what is needed, own ones among them."""
    wanted = max(2 * own, 2 * (best.needed_classes or 0), FEWEST_AT_THE_END)
    end = max(min(wanted, MOST_AT_THE_END), own)
    step = max(1, math.ceil(end / POINTS))
    step += step % 2  # an even number of classes lies on both sides alike
    return [*range(2, end, step), end + end % 2]


def _ticks(end: int) -> list[int]:
    step = next(step for step in (2, 5, 10, 20, 50, 100, 200, 500) if end / step <= 8)
    return list(range(0, end + 1, step))


def _path(points: Sequence[tuple[float, float]]) -> str:
    told = [f"{x:.1f} {y:.1f}" for x, y in points]
    return "M" + "L".join(told)


def _rows(points: Sequence[CurvePoint], own: CurvePoint) -> list[tuple[str, str]]:
    """A few of the curve's points as a table, and the classes at hand in their place."""
    step = max(1, len(points) // IN_TABLE)
    chosen = {int(point.at): point.power for point in (*points[::step], points[-1])}
    chosen[int(own.at)] = own.power
    return [
        (formats.number(classes, 0), of_hundred(chosen[classes])) for classes in sorted(chosen)
    ]
