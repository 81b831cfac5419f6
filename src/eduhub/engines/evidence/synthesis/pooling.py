"""What several pilots say together, and how much of it can be trusted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.synthesis.estimates import (
    Between,
    Heterogeneity,
    Interval,
    Pooled,
    heterogeneity,
    pooled,
    quantile,
)
from eduhub.engines.evidence.thresholds.inference import (
    FEWEST_PILOTS_FOR_I2,
    FEWEST_PILOTS_FOR_PREDICTION,
    FEWEST_PILOTS_FOR_SPREAD,
    LARGEST_WEIGHT_OF_ONE_PILOT,
)

type Floats = NDArray[np.float64]


class Caution(StrEnum):
    """What a reader must know before believing a pooled number."""

    ONE_STUDY = "one_study"
    """Nothing is pooled: this is the one pilot's own result."""

    FEW_STUDIES = "few_studies"
    """Fewer than five: how much true effects vary cannot be learned from them, and
    DerSimonian-Laird or normal intervals are too short."""

    UNSTABLE_I2 = "unstable_i2"
    """Fewer than ten: I2 may be almost anything."""

    NO_PREDICTION = "no_prediction"
    """Fewer than three: what a next pilot would show cannot be said."""

    NO_HETEROGENEITY_SEEN = "no_heterogeneity_seen"
    """tau2 is estimated as zero; with few studies that is not the same as being zero."""

    KNAPP_HARTUNG_SHORTER = "knapp_hartung_shorter"
    """The studies agree better than their own errors allow; the normal interval is longer and
    the safer one."""

    ONE_STUDY_DECIDES = "one_study_decides"
    """One pilot has more than half of the weight."""


@dataclass(frozen=True, slots=True)
class Study:
    """One pilot's effect and its sampling variance (standard error squared), in one unit.

    Raises:
        ValueError: no label, an effect that is not finite, a variance that is not above 0.
    """

    label: str
    effect: float
    variance: float

    def __post_init__(self) -> None:
        if not self.label:
            raise ValueError("a study has a label")
        if not math.isfinite(self.effect):
            raise ValueError(f"effect of {self.label} is {self.effect}, expected a number")
        if not (math.isfinite(self.variance) and self.variance > 0):
            raise ValueError(f"variance of {self.label} is {self.variance}, expected above 0")


@dataclass(frozen=True, slots=True)
class Prediction:
    """Where the true effect of a next pilot, of the same kind, is expected."""

    low: float
    high: float
    standard_error: float
    degrees_of_freedom: float | None
    """Those of the pooled effect's interval; None for the normal."""


@dataclass(frozen=True, slots=True)
class Shrunken:
    """One pilot's effect, drawn towards the others' mean by as much as it is unsure."""

    label: str
    effect: float
    """As measured."""

    weight: float
    """Share of the pooled effect that is this pilot's."""

    trust: float
    """tau2 / (tau2 + variance): how much of its own deviation it keeps."""

    estimate: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Synthesis:
    """All that pooling says; see `Caution` before quoting any of it."""

    confidence: float
    studies: tuple[Study, ...]
    fixed: Pooled
    dersimonian_laird: Pooled
    reml: Pooled
    """Normal interval; tau2 and I2 are shared with `main`."""

    main: Pooled | None
    """REML with Knapp-Hartung; None for one study."""

    heterogeneity: Heterogeneity | None
    """None for one study."""

    prediction: Prediction | None
    """From `main`; None for fewer than three studies."""

    shrunken: tuple[Shrunken, ...]
    cautions: tuple[Caution, ...]


def synthesise(studies: Sequence[Study], *, confidence: float = 0.95) -> Synthesis:
    """What do several pilots of one solution say together, and what would a next one show?

    Args:
        studies: one or more, all in the same unit; one missing is to be left out by the
            caller, who says so.

    Raises:
        ValueError: no study, two with one label, a confidence outside (0, 1).

    Source: see `estimates`; prediction as Higgins, Thompson & Spiegelhalter, JRSS A 172
    (2009), but with the degrees of freedom of Knapp-Hartung, as metafor has it; shrinkage as
    Raudenbush & Bryk, Journal of Educational Statistics 10 (1985).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, expected between 0 and 1")
    if not studies or len({study.label for study in studies}) != len(studies):
        raise ValueError("studies: expected one or more, each with a label of its own")
    effects = np.array([study.effect for study in studies], dtype=float)
    variances = np.array([study.variance for study in studies], dtype=float)
    fixed, laird, reml = (
        pooled(
            effects, variances, between=between, interval=Interval.NORMAL, confidence=confidence
        )
        for between in Between
    )
    several = len(studies) > 1
    main = None
    if several:
        main = pooled(
            effects,
            variances,
            between=Between.REML,
            interval=Interval.KNAPP_HARTUNG,
            confidence=confidence,
        )
    return Synthesis(
        confidence=confidence,
        studies=tuple(studies),
        fixed=fixed,
        dersimonian_laird=laird,
        reml=reml,
        main=main,
        heterogeneity=heterogeneity(effects, variances, confidence=confidence)
        if several
        else None,
        prediction=_prediction(main, confidence)
        if len(studies) >= FEWEST_PILOTS_FOR_PREDICTION.value
        else None,
        shrunken=_shrunken(studies, reml, confidence),
        cautions=_cautions(variances, reml, main),
    )


def _prediction(main: Pooled | None, confidence: float) -> Prediction | None:
    if main is None:
        return None
    error = math.sqrt(main.standard_error**2 + main.tau2)
    reach = quantile(main.degrees_of_freedom, (1 + confidence) / 2) * error
    return Prediction(
        low=main.estimate - reach,
        high=main.estimate + reach,
        standard_error=error,
        degrees_of_freedom=main.degrees_of_freedom,
    )


def _shrunken(studies: Sequence[Study], mean: Pooled, confidence: float) -> tuple[Shrunken, ...]:
    weights = [1 / (study.variance + mean.tau2) for study in studies]
    reach = quantile(None, (1 + confidence) / 2)
    found = []
    for study, weight in zip(studies, weights, strict=True):
        trust = mean.tau2 * weight
        estimate = trust * study.effect + (1 - trust) * mean.estimate
        error = math.sqrt(trust * study.variance + ((1 - trust) * mean.standard_error) ** 2)
        found.append(
            Shrunken(
                label=study.label,
                effect=study.effect,
                weight=weight / math.fsum(weights),
                trust=trust,
                estimate=estimate,
                standard_error=error,
                low=estimate - reach * error,
                high=estimate + reach * error,
            )
        )
    return tuple(found)


def _cautions(variances: Floats, reml: Pooled, main: Pooled | None) -> tuple[Caution, ...]:
    studies = len(variances)
    if studies == 1 or main is None:
        return (Caution.ONE_STUDY, Caution.NO_PREDICTION)
    weights = 1 / (variances + reml.tau2)
    told = (
        (Caution.FEW_STUDIES, studies < FEWEST_PILOTS_FOR_SPREAD.value),
        (Caution.UNSTABLE_I2, studies < FEWEST_PILOTS_FOR_I2.value),
        (Caution.NO_PREDICTION, studies < FEWEST_PILOTS_FOR_PREDICTION.value),
        (Caution.NO_HETEROGENEITY_SEEN, reml.tau2 == 0),
        (Caution.KNAPP_HARTUNG_SHORTER, main.high - main.low < reml.high - reml.low),
        (
            Caution.ONE_STUDY_DECIDES,
            float(weights.max() / weights.sum()) > LARGEST_WEIGHT_OF_ONE_PILOT.value,
        ),
    )
    return tuple(caution for caution, holds in told if holds)
