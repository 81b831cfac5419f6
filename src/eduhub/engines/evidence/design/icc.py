"""Power when nobody knows how alike the pupils of a class will be."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import optimize, special

from eduhub.engines.evidence.design.checks import refuse_inner_share, refuse_share
from eduhub.engines.evidence.design.class_trials import (
    BlockedClassTrial,
    ClassTrial,
    CrossoverTrial,
)
from eduhub.engines.evidence.design.power import (
    USUAL,
    Question,
    power_of,
    smallest_detectable,
)
from eduhub.engines.evidence.design.trials import WithinClassTrial

type TrialWithIcc = ClassTrial | BlockedClassTrial | CrossoverTrial | WithinClassTrial

NODES = 24
TAIL = 0.1


@dataclass(frozen=True, slots=True)
class IccBelief:
    """Values that the intraclass correlation may have, and how likely each is.

    Raises:
        ValueError: a value outside [0, 1), a negative weight, or weights that sum to nothing.
    """

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values or len(self.values) != len(self.weights):
            raise ValueError("icc: expected one weight for each value")
        for value in self.values:
            refuse_share("icc", value)
        if min(self.weights) < 0 or not 0 < sum(self.weights) < float("inf"):
            raise ValueError("icc: weights are 0 or more, and not all 0")


@dataclass(frozen=True, slots=True)
class BelievedPower:
    """Power over what is believed of the ICC."""

    expected: float
    """The mean: the chance to find the effect, all told ("assurance")."""

    low: float
    """Nine times in ten power is at least this."""

    high: float
    """Nine times in ten power is at most this."""


def beta_icc(mean: float, sd: float) -> IccBelief:
    """A beta distribution over the ICC, told by its mean and SD.

    Raises:
        ValueError: a mean outside (0, 1), or an SD too large for a beta with that mean.
    """
    refuse_inner_share("mean", mean)
    if not 0 < sd**2 < mean * (1 - mean):
        raise ValueError(f"sd is {sd}, expected above 0 and below {(mean * (1 - mean)) ** 0.5}")
    total = mean * (1 - mean) / sd**2 - 1
    nodes, weights = special.roots_jacobi(NODES, (1 - mean) * total - 1, mean * total - 1)
    return IccBelief(
        values=tuple(((nodes + 1) / 2).tolist()), weights=tuple((weights / weights.sum()).tolist())
    )


def expected_power(
    trial: TrialWithIcc, effect: float, belief: IccBelief, question: Question = USUAL
) -> BelievedPower:
    """How surely is the effect found, when the ICC is one of several? `trial.icc` is not read.

    Source: O'Hagan, Stevens & Campbell, Pharmaceutical Statistics 4 (2005), assurance.
    """
    weights = np.array(belief.weights) / sum(belief.weights)
    powers = np.array(
        [power_of(replace(trial, icc=icc), effect, question).power for icc in belief.values]
    )
    order = np.argsort(powers)
    reached = np.cumsum(weights[order])
    low, high = (
        powers[order][min(int(np.searchsorted(reached, share)), len(powers) - 1)]
        for share in (TAIL, 1 - TAIL)
    )
    return BelievedPower(expected=float(weights @ powers), low=float(low), high=float(high))


def expected_detectable(
    trial: TrialWithIcc, belief: IccBelief, question: Question = USUAL
) -> float:
    """The effect, in SDs, that is found with the question's power on average over the ICC."""
    high = max(
        smallest_detectable(replace(trial, icc=icc), question).exact_effect
        for icc in belief.values
    )

    def lacking(effect: float) -> float:
        return expected_power(trial, effect, belief, question).expected - question.power

    return float(optimize.brentq(lacking, 0.0, high * (1 + 1e-9), xtol=1e-10))
