"""What is believed before the data, about the effect and about the spread."""

import math
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.thresholds.inference import CAREFUL_PRIOR_MEAN, CAREFUL_PRIOR_SD

SCEPTIC_TAIL = 1.6448536269514722  # normal quantile of 0.95


class PriorUnit(StrEnum):
    """What the effect's prior is about."""

    OUTCOME = "outcome"
    """The effect in the outcome's unit."""

    SD = "sd"
    """The effect in standard deviations, g."""


@dataclass(frozen=True, slots=True)
class EffectPrior:
    """A normal prior; `sd` None is flat. `name` is for the room that shows it.

    Raises:
        ValueError: a mean that is not finite, an SD that is not above zero.
    """

    name: str
    unit: PriorUnit
    mean: float
    sd: float | None

    def __post_init__(self) -> None:
        if not math.isfinite(self.mean):
            raise ValueError(f"mean of prior {self.name} is {self.mean}, expected a number")
        if self.sd is not None and not (math.isfinite(self.sd) and self.sd > 0):
            raise ValueError(f"sd of prior {self.name} is {self.sd}, expected above 0")


FLAT = EffectPrior(name="flat", unit=PriorUnit.OUTCOME, mean=0.0, sd=None)
"""Only the data speak."""

USUAL = EffectPrior(
    name="usual",
    unit=PriorUnit.SD,
    mean=CAREFUL_PRIOR_MEAN.value,
    sd=CAREFUL_PRIOR_SD.value,
)
"""Large trials of school programmes find about 0.05 SD, seldom above 0.35."""


def sceptical(worthwhile: float = 0.2) -> EffectPrior:
    """A prior at zero that gives the worthwhile effect (in SDs) one chance in twenty.

    Source: Spiegelhalter, Freedman & Parmar, JRSS A 157 (1994).
    """
    if not (math.isfinite(worthwhile) and worthwhile > 0):
        raise ValueError(f"worthwhile is {worthwhile}, expected above 0")
    return EffectPrior(name="sceptical", unit=PriorUnit.SD, mean=0.0, sd=worthwhile / SCEPTIC_TAIL)


@dataclass(frozen=True, slots=True)
class SpreadPrior:
    """Half-normal priors, by their scale in the outcome's unit, of the SDs between and within
    classes.

    Raises:
        ValueError: a scale that is not above zero.
    """

    between: float
    within: float

    def __post_init__(self) -> None:
        for name, scale in (("between", self.between), ("within", self.within)):
            if not (math.isfinite(scale) and scale > 0):
                raise ValueError(f"scale {name} is {scale}, expected above 0")
