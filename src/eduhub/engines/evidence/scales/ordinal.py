"""Ordered answers (never, sometimes, often) compared without pretending that they are numbers.

logit P(answer <= j) = cut_j - x'b: a positive coefficient means higher answers; e^b is the
odds ratio of a higher answer, the same at every cut.

Source: McCullagh, Journal of the Royal Statistical Society B 42 (1980); equal to `clm` of R's
ordinal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from eduhub.engines.evidence.scales.answers import Answers, answers_of_counts, answers_of_rows
from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance

type Floats = NDArray[np.float64]

MOST_STEPS = 100
SMALLEST_STEP = 1e-10
CONVERGED = 1e-22  # the squared length of a step, in standard errors
WIDEST_LOGIT = 20.0  # a covariate that moves the logit by more separates the answers
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Coefficient:
    """On the logit scale, with z, two-sided normal p and 95 % interval."""

    name: str
    estimate: float
    standard_error: float
    z: float
    p_value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OrdinalFit:
    """`cuts` are named `low|high` after the categories they divide."""

    cuts: tuple[Coefficient, ...]
    coefficients: tuple[Coefficient, ...]
    log_likelihood: float
    pupils: int
    left_out: int


def proportional_odds(answers: ArrayLike, covariates: Mapping[str, ArrayLike]) -> OrdinalFit:
    """Do pupils with a higher covariate (the arm: 0, 1) give higher answers?

    Pupils count as independent; for pupils in classes see `proportional_odds_in_classes`.

    Args:
        answers: (pupils,) numbers whose order alone counts.
        covariates: each (pupils,). A row with a missing value (NaN, None) is left out and
            counted.

    Raises:
        CannotEstimate: all answers alike, covariates that do not vary or say the same, or
            that separate the answers.
        ValueError: lengths differ, a value is infinite, nobody is complete.
    """
    return fit_proportional_odds(answers_of_rows(answers, covariates))


def proportional_odds_of_counts(
    counts: ArrayLike, covariates: Mapping[str, ArrayLike], *, categories: Sequence[str]
) -> OrdinalFit:
    """The same from how many pupils of each group chose each category.

    Args:
        counts: (groups, categories).
        covariates: each (groups,), the same for all pupils of a group.
        categories: names, from low to high; one that nobody chose drops out.

    Raises:
        CannotEstimate, ValueError: as `proportional_odds`; also a negative count.
    """
    return fit_proportional_odds(answers_of_counts(counts, covariates, categories=categories))


def fit_proportional_odds(answers: Answers) -> OrdinalFit:
    """Newton's method on the exact likelihood, whose only maximum it finds."""
    values = starting_values(answers)
    level = log_likelihood(answers, values)
    for _ in range(MOST_STEPS):
        gradient, curvature = _derivatives(answers, values)
        step: Floats = _newton_step(curvature, gradient)
        size = 1.0
        while (found := log_likelihood(answers, values + size * step)) < level - 1e-10 * abs(
            level
        ):
            size /= 2
            if size < SMALLEST_STEP:
                raise CannotEstimate(Hindrance.NO_CONVERGENCE, "no step goes uphill")
        values, level = values + size * step, found
        refuse_separated(answers, values)
        if float(gradient @ step) < CONVERGED:
            break
    else:
        raise CannotEstimate(Hindrance.NO_CONVERGENCE, "the best values were not found")
    _, curvature = _derivatives(answers, values)
    return OrdinalFit(
        *coefficients(answers, values, np.linalg.inv(curvature)),
        log_likelihood=level,
        pupils=answers.pupils,
        left_out=answers.left_out,
    )


def starting_values(answers: Answers) -> Floats:
    """Cuts that fit the answers over all; coefficients of 0."""
    shares = np.cumsum(answers.totals)[:-1] / answers.pupils
    return np.concatenate([special.logit(shares), np.zeros(len(answers.names))])


def limits(answers: Answers, values: Floats) -> tuple[Floats, Floats]:
    """Of each entry: its category's lower and upper end, on the scale of the logistic."""
    cuts = len(answers.labels) - 1
    ends = np.concatenate([[-np.inf], values[:cuts], [np.inf]])
    level = answers.covariates @ values[cuts:]
    return ends[answers.category] - level, ends[answers.category + 1] - level


def probability(low: Floats, high: Floats) -> Floats:
    """Of the logistic between two limits, without loss of digits in either tail."""
    upper = low > 0
    first, last = np.where(upper, -high, low), np.where(upper, -low, high)
    return np.asarray(special.expit(last) - special.expit(first), dtype=np.float64)


def density(at: Floats) -> tuple[Floats, Floats]:
    """The logistic's density and its derivative."""
    below = special.expit(at)
    own: Floats = below * special.expit(-at)
    return own, own * (1 - 2 * below)


def log_likelihood(answers: Answers, values: Floats) -> float:
    """-inf where the cuts are out of order."""
    chance = probability(*limits(answers, values))
    if (chance <= 0).any():
        return -np.inf
    return float(answers.count @ np.log(chance))


def _derivatives(answers: Answers, values: Floats) -> tuple[Floats, Floats]:
    """Gradient, and minus the second derivatives."""
    cuts = len(answers.labels) - 1
    low, high = limits(answers, values)
    chance = probability(low, high)
    ends = np.eye(cuts + 2)[:, 1:-1]
    lower = np.hstack([ends[answers.category], -answers.covariates])
    upper = np.hstack([ends[answers.category + 1], -answers.covariates])
    (at_low, bend_low), (at_high, bend_high) = density(low), density(high)
    slope = (at_high[:, None] * upper - at_low[:, None] * lower) / chance[:, None]
    bent = (upper * (answers.count * bend_high / chance)[:, None]).T @ upper
    bent -= (lower * (answers.count * bend_low / chance)[:, None]).T @ lower
    return answers.count @ slope, (slope * answers.count[:, None]).T @ slope - bent


def _newton_step(curvature: Floats, gradient: Floats) -> Floats:
    try:
        found: Floats = np.linalg.solve(curvature, gradient)
    except np.linalg.LinAlgError:
        raise CannotEstimate(Hindrance.SEPARATED, "the likelihood is flat") from None
    return found


def refuse_separated(answers: Answers, values: Floats) -> None:
    """A coefficient on its way to infinity moves the logit further than any answers tell."""
    moved = np.ptp(answers.covariates, axis=0) * values[len(answers.labels) - 1 :]
    if (np.abs(moved) > WIDEST_LOGIT).any():
        raise CannotEstimate(Hindrance.SEPARATED, "a covariate sorts the answers entirely")


def coefficients(
    answers: Answers, values: Floats, variance: Floats
) -> tuple[tuple[Coefficient, ...], tuple[Coefficient, ...]]:
    """Cuts and coefficients with their uncertainty."""
    labels = answers.labels
    names = [f"{low}|{high}" for low, high in pairwise(labels)]
    names += answers.names
    reach = float(special.ndtri((1 + CONFIDENCE) / 2))
    found = []
    for name, estimate, spread in zip(names, values.tolist(), np.diag(variance), strict=True):
        if not spread > 0:
            raise CannotEstimate(Hindrance.NO_CONVERGENCE, f"{name} has no standard error")
        error = float(np.sqrt(spread))
        found.append(
            Coefficient(
                name=name,
                estimate=estimate,
                standard_error=error,
                z=estimate / error,
                p_value=2 * float(special.ndtr(-abs(estimate / error))),
                low=estimate - reach * error,
                high=estimate + reach * error,
            )
        )
    return tuple(found[: len(labels) - 1]), tuple(found[len(labels) - 1 :])
