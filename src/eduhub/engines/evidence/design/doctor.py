"""Which design, with the classes at hand, can answer the question; and if none, what would.

Answers are codes and numbers, so that a room can word them: "this design cannot answer your
question: it would find an effect of 0.30 SD in 31 of 100 pilots; 60 classes could".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import comb

from eduhub.engines.evidence.design.checks import refuse_number, refuse_share
from eduhub.engines.evidence.design.class_trials import (
    BlockedClassTrial,
    ClassTrial,
    CrossoverTrial,
)
from eduhub.engines.evidence.design.classes import Sizes, sizes_of
from eduhub.engines.evidence.design.power import (
    USUAL,
    CurvePoint,
    Question,
    needed_units,
    power_of,
    smallest_detectable,
)
from eduhub.engines.evidence.design.trials import BlockEffects, Trial, WithinClassTrial
from eduhub.engines.evidence.thresholds import FEWEST_CLASSES_FOR_A_STATEMENT
from eduhub.engines.evidence.thresholds.effects import DEFAULT_ICC_ACHIEVEMENT
from eduhub.engines.evidence.thresholds.inference import (
    USUAL_AUTOCORRELATION,
    USUAL_EXPLAINED,
)


class DesignName(StrEnum):
    """In the order of their risks, the fewest first."""

    CLASSES = "classes"
    """The lot gives the solution to half of the classes."""

    PAIRED_CLASSES = "paired_classes"
    """Like classes in pairs; the lot gives the solution to one of each."""

    CROSSOVER = "crossover"
    """Every class has the solution in one of two periods; the lot says which."""

    WITHIN_CLASSES = "within_classes"
    """The lot gives the solution to half of the pupils of each class."""


class Risk(StrEnum):
    """What speaks against a design whatever its power."""

    PAIRS_MUST_STAY = "pairs_must_stay"
    """A class that leaves takes its partner's measurements with it."""

    CARRY_OVER = "carry_over"
    """What the first period taught stays in the second, and dilutes the comparison."""

    TWO_MEASUREMENTS = "two_measurements"
    """The outcome must be measured, and be of the same kind, in both periods."""

    CONTAMINATION = "contamination"
    """Pupils of both arms sit in one room, and see or share the solution."""

    ONLY_THESE_CLASSES = "only_these_classes"
    """The answer holds for these classes; other teachers' classes are not in it."""


class Prospect(StrEnum):
    """Whether a design can answer the question."""

    CAN_ANSWER = "can_answer"
    CANNOT_ANSWER = "cannot_answer"


class Lack(StrEnum):
    """Why it cannot."""

    NOT_POSSIBLE_HERE = "not_possible_here"
    NO_DEGREES_OF_FREEDOM = "no_degrees_of_freedom"
    FEW_CLASSES = "few_classes"
    """Fewer than four classes in an arm: whatever comes out, no statement is made."""

    P_CANNOT_BE_SMALL = "p_cannot_be_small"
    """Even the most extreme result would have a randomisation p above alpha."""

    POWER_TOO_LOW = "power_too_low"


class Reason(StrEnum):
    """Why a design is the one recommended."""

    FEWEST_RISKS = "fewest_risks"
    """Of those that can answer it has the fewest risks."""

    ONLY_ONE = "only_one"
    """No other can answer."""

    NEAREST = "nearest"
    """None can answer; this one would find the effect most often."""


class Remedy(StrEnum):
    """What would let the design answer."""

    MORE_CLASSES = "more_classes"
    PRETEST = "pretest"
    """Measure the pupils before, with as many classes."""

    PRETEST_AND_MORE_CLASSES = "pretest_and_more_classes"
    LARGER_EFFECT = "larger_effect"
    """Ask about an effect of at least the smallest detectable one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is at hand, and what is asked.

    Raises:
        ValueError: no class, an effect that is not above zero, a share outside [0, 1).
    """

    classes: int
    pupils: Sizes
    worthwhile: float
    """The effect that the pilot should not miss, in SDs."""

    icc: float = DEFAULT_ICC_ACHIEVEMENT.value
    pretest: bool = False
    """Whether pupils are measured before; it then explains the two shares below."""

    explained_classes: float = USUAL_EXPLAINED.value
    explained_pupils: float = USUAL_EXPLAINED.value
    pairs_explain: float = 0.0
    """Share of the remaining variance between classes that lies between pairs."""

    class_autocorrelation: float = USUAL_AUTOCORRELATION.value
    pupil_autocorrelation: float = 0.0
    """Of a pupil from one period to the next; with a pretest, beyond what that explains."""

    possible: frozenset[DesignName] = frozenset(DesignName)
    """Designs that school and solution permit."""

    def __post_init__(self) -> None:
        if self.classes < 1:
            raise ValueError(f"classes is {self.classes}, expected 1 or more")
        refuse_number("worthwhile", self.worthwhile)
        for name in ("icc", "explained_classes", "explained_pupils", "pairs_explain"):
            refuse_share(name, getattr(self, name))
        if not self.possible:
            raise ValueError("possible: expected at least one design")
        sizes_of(self.pupils)


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One design with the classes at hand; None where no degree of freedom is left."""

    design: DesignName
    prospect: Prospect
    lacks: tuple[Lack, ...]
    risks: tuple[Risk, ...]
    power: float | None
    """Chance to find the worthwhile effect."""

    smallest_detectable: float | None
    smallest_p: float
    classes_used: int
    needed_classes: int | None
    """So many classes could answer; None if not even a million could."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One way to a design that can answer: so many classes, or such an effect in SDs."""

    remedy: Remedy
    classes: int | None = None
    effect: float | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The design to take, why, and how the others compare."""

    design: DesignName
    prospect: Prospect
    reason: Reason
    appraisals: tuple[Appraisal, ...]
    """All designs, fewest risks first."""

    advice: tuple[Advice, ...] = field(default=())
    """Empty if the recommended design can answer."""

    def of(self, design: DesignName) -> Appraisal:
        return next(one for one in self.appraisals if one.design == design)


RISKS: Mapping[DesignName, tuple[Risk, ...]] = {
    DesignName.PAIRED_CLASSES: (Risk.PAIRS_MUST_STAY,),
    DesignName.CLASSES: (),
    DesignName.CROSSOVER: (Risk.CARRY_OVER, Risk.TWO_MEASUREMENTS),
    DesignName.WITHIN_CLASSES: (Risk.CONTAMINATION, Risk.ONLY_THESE_CLASSES),
}


def recommend_design(situation: Situation, question: Question = USUAL) -> Recommendation:
    """Which design should this pilot have, and can it answer at all?

    Of the possible designs that can answer, the one with the fewest risks; if none can, the
    one that would find the worthwhile effect most often, with what would help.

    Source: power as in `power_of`; the order of risks is our own.
    """
    appraisals = tuple(appraise(name, situation, question) for name in DesignName)
    able = [one for one in appraisals if one.prospect is Prospect.CAN_ANSWER]
    if able:
        reason = Reason.ONLY_ONE if len(able) == 1 else Reason.FEWEST_RISKS
        return Recommendation(
            design=able[0].design,
            prospect=Prospect.CAN_ANSWER,
            reason=reason,
            appraisals=appraisals,
        )
    possible = [one for one in appraisals if one.design in situation.possible]
    nearest = max(possible, key=lambda one: one.power or 0.0)
    return Recommendation(
        design=nearest.design,
        prospect=Prospect.CANNOT_ANSWER,
        reason=Reason.NEAREST,
        appraisals=appraisals,
        advice=_advice(nearest, situation, question),
    )


def appraise(design: DesignName, situation: Situation, question: Question = USUAL) -> Appraisal:
    """What this design could find with the classes at hand, and how many it would need."""
    trial, used = _trial(design, situation)
    usable = trial.degrees_of_freedom > 0
    power = power_of(trial, situation.worthwhile, question).power if usable else None
    least = _smallest_p(design, situation, used)
    lacks = []
    if design not in situation.possible:
        lacks.append(Lack.NOT_POSSIBLE_HERE)
    if power is None:
        lacks.append(Lack.NO_DEGREES_OF_FREEDOM)
    if used < _fewest_classes(design):
        lacks.append(Lack.FEW_CLASSES)
    if least > question.alpha:
        lacks.append(Lack.P_CANNOT_BE_SMALL)
    if power is not None and power < question.power:
        lacks.append(Lack.POWER_TOO_LOW)
    return Appraisal(
        design=design,
        prospect=Prospect.CANNOT_ANSWER if lacks else Prospect.CAN_ANSWER,
        lacks=tuple(lacks),
        risks=RISKS[design],
        power=power,
        smallest_detectable=smallest_detectable(trial, question).exact_effect if usable else None,
        smallest_p=least,
        classes_used=used,
        needed_classes=_needed_classes(design, situation, question),
    )


def power_by_classes(
    design: DesignName,
    situation: Situation,
    classes: Sequence[int],
    question: Question = USUAL,
) -> tuple[CurvePoint, ...]:
    """The chance to find the worthwhile effect with other numbers of classes, for a figure.

    0 where no degree of freedom would be left.
    """
    points = []
    for number in classes:
        trial, _ = _trial(design, replace(situation, classes=number))
        usable = trial.degrees_of_freedom > 0
        power = power_of(trial, situation.worthwhile, question).power if usable else 0.0
        points.append(CurvePoint(at=number, power=power))
    return tuple(points)


def _trial(design: DesignName, situation: Situation) -> tuple[Trial, int]:
    """The design as its power is worked out, and how many of the classes it can use."""
    classes = situation.classes
    known_classes = situation.explained_classes if situation.pretest else 0.0
    known_pupils = situation.explained_pupils if situation.pretest else 0.0
    covariates = int(situation.pretest)
    sizes = sizes_of(situation.pupils)
    match design:
        case DesignName.CLASSES:
            return ClassTrial(
                classes=classes,
                pupils=situation.pupils,
                icc=situation.icc,
                explained_classes=known_classes,
                explained_pupils=known_pupils,
                covariates=covariates,
                share=_half(classes),
            ), classes
        case DesignName.PAIRED_CLASSES:
            return BlockedClassTrial(
                blocks=max(classes // 2, 0.5),
                classes=2,
                pupils=len(sizes) / sum(1 / size for size in sizes),
                icc=situation.icc,
                effects=BlockEffects.CONSTANT,
                explained_classes=1 - (1 - known_classes) * (1 - situation.pairs_explain),
                explained_pupils=known_pupils,
                covariates=covariates,
            ), classes // 2 * 2
        case DesignName.CROSSOVER:
            return CrossoverTrial(
                classes=classes,
                pupils=situation.pupils,
                icc=situation.icc,
                class_autocorrelation=situation.class_autocorrelation,
                pupil_autocorrelation=situation.pupil_autocorrelation,
                explained_pupils=known_pupils,
                share=_half(classes),
            ), classes
        case DesignName.WITHIN_CLASSES:
            # Its formula counts in SDs within classes; ours are those of all pupils.
            return WithinClassTrial(
                classes=classes,
                pupils=situation.pupils,
                explained_pupils=1 - (1 - situation.icc) * (1 - known_pupils),
                covariates=covariates,
            ), classes


def _half(classes: int) -> float:
    return (classes // 2) / classes if classes > 1 else 0.5


def _fewest_classes(design: DesignName) -> int:
    """Within classes the pupils are drawn, and the rule about classes does not bind."""
    within = design is DesignName.WITHIN_CLASSES
    return 1 if within else 2 * int(FEWEST_CLASSES_FOR_A_STATEMENT.value)


def _smallest_p(design: DesignName, situation: Situation, classes: int) -> float:
    """As `smallest_p` of the design's scheme, without writing the scheme down."""
    match design:
        case DesignName.PAIRED_CLASSES:
            return 2.0 / 2 ** (classes // 2) if classes > 1 else 1.0
        case DesignName.WITHIN_CLASSES:
            sizes = sizes_of(situation.pupils)
            ways = 1.0
            for place in range(classes):
                pupils = int(sizes[place % len(sizes)])
                ways = min(ways * comb(pupils, pupils // 2), 1e300)
            return min(1.0, 2 / ways)
        case _:
            return min(1.0, (1 + (classes + 1) % 2) / comb(classes, classes // 2))


def _needed_classes(design: DesignName, situation: Situation, question: Question) -> int | None:
    trial, _ = _trial(design, replace(situation, classes=max(2, situation.classes)))
    units = needed_units(trial, situation.worthwhile, question).units
    if units is None:
        return None
    step = 1 if design is DesignName.WITHIN_CLASSES else 2
    classes = units * 2 if design is DesignName.PAIRED_CLASSES else units + units % step
    classes = max(classes, _fewest_classes(design))
    while _smallest_p(design, situation, classes) > question.alpha:
        classes += step
    return classes


def _advice(nearest: Appraisal, situation: Situation, question: Question) -> tuple[Advice, ...]:
    found = []
    needed = nearest.needed_classes
    if needed is not None and needed > nearest.classes_used:
        found.append(Advice(Remedy.MORE_CLASSES, classes=needed))
    if not situation.pretest:
        better = appraise(nearest.design, replace(situation, pretest=True), question)
        fewer = better.needed_classes
        if better.prospect is Prospect.CAN_ANSWER:
            found.append(Advice(Remedy.PRETEST, classes=better.classes_used))
        elif fewer is not None and (needed is None or fewer < needed):
            found.append(Advice(Remedy.PRETEST_AND_MORE_CLASSES, classes=fewer))
    if nearest.lacks == (Lack.POWER_TOO_LOW,):
        found.append(Advice(Remedy.LARGER_EFFECT, effect=nearest.smallest_detectable))
    return tuple(found)
