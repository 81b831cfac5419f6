"""Differences between two means in standard deviations.

Source: Hedges, Journal of Educational Statistics 6 (1981); the What Works Clearinghouse's
handbook for `omega`; variances as R's metafor has them ("LS" and "UB").
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy import special

FEWEST_PUPILS = 4  # with three in all, every small-sample factor is 0 or undefined


class SmallSample(StrEnum):
    """Which factor takes the upward bias of small samples out of a standardised difference."""

    OMEGA = "omega"
    """1 - 3/(4N - 9): what the What Works Clearinghouse prescribes."""

    EXACT = "exact"
    """The exact factor of gamma functions: what meta-analysis uses."""

    NONE = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """Pupils of one arm, and mean and SD (the sample's) of one measure, in its own unit.

    Raises:
        ValueError: no pupil, a number that is not finite, or an SD below zero.
    """

    pupils: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.pupils < 1:
            raise ValueError(f"a group has pupils, not {self.pupils}")
        if not (math.isfinite(self.mean) and math.isfinite(self.sd)) or self.sd < 0:
            raise ValueError(
                f"mean {self.mean} and SD {self.sd} are finite numbers, the SD not below 0"
            )


@dataclass(frozen=True, slots=True)
class StandardisedDifference:
    """The first group minus the second, in pooled SDs.

    `g` is `uncorrected` times `factor`. `variance_large_sample` is 1/n + 1/n' + g^2/2N,
    `variance_unbiased` has its expectation right in small samples too. `t` is g over the
    root of the former, on `degrees_of_freedom` N - 2, if pupils and not classes were
    given an arm; else see `clusters`.
    """

    g: float
    uncorrected: float
    factor: float
    pooled_sd: float
    variance_large_sample: float
    variance_unbiased: float
    t: float
    degrees_of_freedom: int


def omega(pupils: int) -> float:
    """1 - 3/(4N - 9), with N the pupils of both arms.

    Raises:
        ValueError: fewer than four pupils.
    """
    _refuse_few(pupils)
    return 1 - 3 / (4 * pupils - 9)


def exact_j(pupils: int) -> float:
    """Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)) with m = N - 2; differs from `omega` late.

    Raises:
        ValueError: fewer than four pupils.
    """
    _refuse_few(pupils)
    m = pupils - 2
    return math.exp(special.gammaln(m / 2) - special.gammaln((m - 1) / 2) - 0.5 * math.log(m / 2))


def small_sample_factor(pupils: int, correction: SmallSample) -> float:
    """The factor by its name; 1 for none."""
    if correction is SmallSample.OMEGA:
        return omega(pupils)
    return exact_j(pupils) if correction is SmallSample.EXACT else 1.0


def pooled_sd(treated: Group, control: Group) -> float:
    """The SD within the two groups together, each by its degrees of freedom.

    Raises:
        ValueError: both groups have one pupil.
    """
    freedom = treated.pupils + control.pupils - 2
    if freedom < 1:
        raise ValueError("two pupils in all have no spread within groups")
    squares = (treated.pupils - 1) * treated.sd**2 + (control.pupils - 1) * control.sd**2
    return math.sqrt(squares / freedom)


def hedges_g(
    treated: Group, control: Group, *, correction: SmallSample = SmallSample.OMEGA
) -> StandardisedDifference:
    """By how many standard deviations do two means differ?

    Raises:
        ValueError: fewer than four pupils in all, or neither group varies.
    """
    pupils = treated.pupils + control.pupils
    factor = small_sample_factor(pupils, correction)
    sd = pooled_sd(treated, control)
    _refuse_flat(sd)
    uncorrected = (treated.mean - control.mean) / sd
    g = factor * uncorrected
    own = 1 / treated.pupils + 1 / control.pupils
    m, j = pupils - 2, exact_j(pupils)
    large = own + g**2 / (2 * pupils)
    return StandardisedDifference(
        g=g,
        uncorrected=uncorrected,
        factor=factor,
        pooled_sd=sd,
        variance_large_sample=large,
        variance_unbiased=own + (1 - (m - 2) / (m * j**2)) * g**2,
        t=g / math.sqrt(large),
        degrees_of_freedom=m,
    )


def adjusted_g(
    difference: float,
    *,
    sd: float,
    pupils: int,
    correction: SmallSample = SmallSample.OMEGA,
) -> float:
    """A regression's difference between the arms, in standard deviations.

    Args:
        difference: the coefficient of the arm, in the outcome's unit.
        sd: the outcome's *unadjusted* pooled SD (see `pooled_sd`), never the residual's.

    Raises:
        ValueError: the SD is not above zero, or fewer than four pupils.
    """
    _refuse_flat(sd)
    return small_sample_factor(pupils, correction) * difference / sd


def improvement_index(g: float) -> float:
    """How many percentile points would the average pupil of the comparison group rise?

    100 (Phi(g) - 1/2), from -50 to 50.
    """
    return 100 * (float(special.ndtr(g)) - 0.5)


def _refuse_few(pupils: int) -> None:
    if pupils < FEWEST_PUPILS:
        raise ValueError(
            f"a small-sample factor needs {FEWEST_PUPILS} pupils in all, not {pupils}"
        )


def _refuse_flat(sd: float) -> None:
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"the pooled SD is above zero, not {sd}")
