"""What a design can and cannot detect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import optimize, special

from eduhub.engines.evidence.design.checks import refuse_inner_share, refuse_number
from eduhub.engines.evidence.design.trials import Trial
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

ALPHA, POWER = 0.05, 0.8
MOST_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """The test that will be made, and how surely it should find what is there.

    `sides` is 2, or 1 if only an effect above zero would count.

    Raises:
        ValueError: a share outside (0, 1), or other sides.
    """

    alpha: float = ALPHA
    power: float = POWER
    sides: int = 2

    def __post_init__(self) -> None:
        refuse_inner_share("alpha", self.alpha)
        refuse_inner_share("power", self.power)
        if self.sides not in (1, 2):
            raise ValueError(f"sides is {self.sides}, expected 1 or 2")


USUAL = Question()


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest detectable effect (MDES) of a design, in SDs."""

    effect: float
    """multiplier * standard_error, as PowerUp! and most tables have it."""

    exact_effect: float
    """At which the noncentral t gives the power exactly; close to `effect` but for few df."""

    low: float
    """With high the interval that an estimate of just `effect` would have."""

    high: float
    multiplier: float
    """t quantile of 1 - alpha / sides plus that of the power."""

    standard_error: float
    degrees_of_freedom: float


@dataclass(frozen=True, slots=True)
class Power:
    """How surely a design finds an effect that is there."""

    effect: float
    power: float
    noncentrality: float
    standard_error: float
    degrees_of_freedom: float


@dataclass(frozen=True, slots=True)
class TabledNeed:
    """The number of units as PowerUp! gives it, to be held against its tables.

    Its search stops within a tenth of a unit and rounds to the nearest, so that it may be one
    unit short of the power asked for; degrees of freedom and multiplier are its last ones.
    """

    units: int
    multiplier: float
    degrees_of_freedom: float


@dataclass(frozen=True, slots=True)
class Needed:
    """How many units a design needs; None where a million would not do."""

    units: int | None
    """The fewest with which the noncentral t reaches the power."""

    power: float | None
    """With so many."""

    tabled: TabledNeed | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a power curve: an effect in SDs or a number of units, and the power."""

    at: float
    power: float


def smallest_detectable(trial: Trial, question: Question = USUAL) -> Detectable:
    """How large must an effect be for this design to find it?

    Raises:
        CannotCompare: no degree of freedom is left (nothing_left_over).
    """
    freedom, error = _known(trial), math.sqrt(trial.variance)
    critical = _quantile(freedom, 1 - question.alpha / question.sides)
    multiplier = critical + _quantile(freedom, question.power)
    effect = multiplier * error
    exact = optimize.brentq(
        lambda ncp: _power(freedom, ncp, question) - question.power,
        0.0,
        _bracket(freedom, question),
        xtol=1e-12,
    )
    return Detectable(
        effect=effect,
        exact_effect=float(exact) * error,
        low=effect - critical * error,
        high=effect + critical * error,
        multiplier=multiplier,
        standard_error=error,
        degrees_of_freedom=freedom,
    )


def power_of(trial: Trial, effect: float, question: Question = USUAL) -> Power:
    """How surely does this design find an effect of so many SDs?

    Raises:
        CannotCompare: no degree of freedom is left (nothing_left_over).
        ValueError: the effect is not a finite number.
    """
    refuse_number("effect", effect, above=-math.inf)
    freedom, error = _known(trial), math.sqrt(trial.variance)
    return Power(
        effect=effect,
        power=_power(freedom, effect / error, question),
        noncentrality=effect / error,
        standard_error=error,
        degrees_of_freedom=freedom,
    )


def needed_units(trial: Trial, effect: float, question: Question = USUAL) -> Needed:
    """How many classes (or pupils, blocks, schools) would find an effect of so many SDs?

    Raises:
        ValueError: the effect is not above zero.
    """
    refuse_number("effect", effect)

    units = _fewest_enough(trial, effect, question)
    return Needed(
        units=units,
        power=None if units is None else _power_with(trial, units, effect, question),
        tabled=_tabled(trial, effect, question),
    )


def power_by_effect(
    trial: Trial, effects: Sequence[float], question: Question = USUAL
) -> tuple[CurvePoint, ...]:
    """The power curve of one design over effects in SDs, for a figure."""
    return tuple(
        CurvePoint(at=effect, power=power_of(trial, effect, question).power) for effect in effects
    )


def power_by_units(
    trial: Trial, effect: float, units: Sequence[float], question: Question = USUAL
) -> tuple[CurvePoint, ...]:
    """The power curve over numbers of units; 0 where no degree of freedom would be left."""
    return tuple(
        CurvePoint(at=number, power=_power_with(trial, number, effect, question))
        for number in units
    )


def _known(trial: Trial) -> float:
    freedom = trial.degrees_of_freedom
    if freedom <= 0:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "no degree of freedom is left")
    return freedom


def _quantile(freedom: float, share: float) -> float:
    return float(special.stdtrit(freedom, share))


def _power(freedom: float, noncentrality: float, question: Question) -> float:
    """From the noncentral t; with two sides a significant effect of either sign counts."""
    critical = _quantile(freedom, 1 - question.alpha / question.sides)
    above = 1 - float(special.nctdtr(freedom, noncentrality, critical))
    below = float(special.nctdtr(freedom, noncentrality, -critical)) if question.sides == 2 else 0
    if math.isnan(below):  # scipy has no number this far out, where it is less than 1e-20
        below = 0.0
    return min(1.0, max(0.0, above + below))


def _bracket(freedom: float, question: Question) -> float:
    high = 1.0
    while _power(freedom, high, question) < question.power:
        high *= 2
    return high


def _power_with(trial: Trial, units: float, effect: float, question: Question) -> float:
    grown = trial.with_units(units)
    if grown.degrees_of_freedom <= 0:
        return 0.0
    return power_of(grown, effect, question).power


def _fewest_enough(trial: Trial, effect: float, question: Question) -> int | None:
    """By bisection: power grows with the units."""
    low, high = 0, 1
    while _power_with(trial, high, effect, question) < question.power:
        low, high = high, high * 2
        if high > MOST_UNITS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        enough = _power_with(trial, middle, effect, question) >= question.power
        low, high = (low, middle) if enough else (middle, high)
    return high


def _tabled(trial: Trial, effect: float, question: Question) -> TabledNeed | None:
    """PowerUp!'s search: from ten units, half way to what the multiplier asks for, and on."""
    units = 10.0
    for _ in range(100):
        grown = trial.with_units(units)
        freedom = grown.degrees_of_freedom
        if freedom <= 0:
            return None
        critical = _quantile(freedom, 1 - question.alpha / question.sides)
        multiplier = critical + _quantile(freedom, question.power)
        asked = (multiplier / effect) ** 2 * grown.variance * units
        done = abs(asked - units) < 0.1
        units = (asked + units) / 2
        if done:
            return TabledNeed(
                units=round(units), multiplier=multiplier, degrees_of_freedom=freedom
            )
    return None
