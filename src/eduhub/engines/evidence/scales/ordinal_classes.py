"""Ordered answers of pupils who sit in classes: each class has a level of its own.

logit P(answer <= j) = cut_j - x'b - sd u, with u standard normal in each class. The integral
over u is by adaptive Gauss-Hermite quadrature about each class's own mode.

Source: Christensen, the vignettes of R's ordinal; equal to its `clmm`. Liu & Pierce,
Biometrika 81 (1994), for the quadrature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

from eduhub.engines.evidence.scales.answers import Answers, answers_of_counts, answers_of_rows
from eduhub.engines.evidence.scales.ordinal import (
    Coefficient,
    coefficients,
    density,
    fit_proportional_odds,
    limits,
    probability,
    refuse_separated,
)
from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance

type Floats = NDArray[np.float64]

QUADRATURE_POINTS = 10
MOST_STEPS = 50
MODE_FOUND = 1e-12
STEP = 5e-3  # of numerical derivatives, where a coefficient's standard error is about 0.5
POLISHED = 1e-16
NO_SPREAD = 1e-3  # an SD of classes below this is none
LEAST_GAIN = 1e-7  # in log likelihood over a model without classes


@dataclass(frozen=True, slots=True)
class OrdinalClassesFit:
    """As `OrdinalFit`; `sd` of the classes' levels, on the logit scale, 0 if they do not differ.

    Coefficients hold within a class, and so are further from 0 than those of
    `proportional_odds`.
    """

    cuts: tuple[Coefficient, ...]
    coefficients: tuple[Coefficient, ...]
    sd: float
    log_likelihood: float
    pupils: int
    clusters: int
    left_out: int


def proportional_odds_in_classes(
    answers: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    cluster: ArrayLike,
    points: int = QUADRATURE_POINTS,
) -> OrdinalClassesFit:
    """Do pupils with a higher covariate (the arm: 0, 1) give higher answers, class by class?

    Args:
        answers: (pupils,) numbers whose order alone counts.
        covariates: each (pupils,). A row with a missing value is left out and counted.
        cluster: (pupils,) class of each pupil.
        points: of the quadrature.

    Raises:
        CannotEstimate, ValueError: as `proportional_odds`; one class only is not identified.
    """
    return _fit(answers_of_rows(answers, covariates, cluster=cluster), points)


def proportional_odds_in_classes_of_counts(
    counts: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    categories: Sequence[str],
    cluster: ArrayLike,
    points: int = QUADRATURE_POINTS,
) -> OrdinalClassesFit:
    """The same from how many pupils of each group (a class, or an arm in it) chose what.

    Raises:
        CannotEstimate, ValueError: as `proportional_odds_of_counts`.
    """
    answers = answers_of_counts(counts, covariates, categories=categories, cluster=cluster)
    return _fit(answers, points)


def _fit(answers: Answers, points: int) -> OrdinalClassesFit:
    if answers.clusters < 2:
        raise CannotEstimate(Hindrance.NOT_IDENTIFIED, "there is one class only")
    if points < 1:
        raise ValueError(f"the quadrature has at least one point, not {points}")
    flat = fit_proportional_odds(answers)
    start = [each.estimate for each in (*flat.cuts, *flat.coefficients)]
    nodes = special.roots_hermite(points)

    def lost(values: Floats) -> float:
        return -_marginal(answers, values, nodes)

    def slope(values: Floats) -> Floats:
        return _gradient(lost, values)

    best = optimize.minimize(lost, np.array([*start, np.log(0.7)]), jac=slope, method="BFGS")
    spread = float(np.exp(best.x[-1]))
    if spread < NO_SPREAD or -best.fun < flat.log_likelihood + LEAST_GAIN:
        return OrdinalClassesFit(
            cuts=flat.cuts,
            coefficients=flat.coefficients,
            sd=0.0,
            log_likelihood=flat.log_likelihood,
            pupils=answers.pupils,
            clusters=answers.clusters,
            left_out=answers.left_out,
        )
    values, variance = _polished(lost, best.x)
    refuse_separated(answers, values[:-1])
    return OrdinalClassesFit(
        *coefficients(answers, values[:-1], variance[:-1, :-1]),
        sd=float(np.exp(values[-1])),
        log_likelihood=-lost(values),
        pupils=answers.pupils,
        clusters=answers.clusters,
        left_out=answers.left_out,
    )


def _marginal(answers: Answers, values: Floats, nodes: tuple[Floats, Floats]) -> float:
    """The log likelihood with the classes' levels integrated out; -inf if cuts cross."""
    low, high = limits(answers, values[:-1])
    sd = float(np.exp(min(values[-1], 50.0)))
    if (probability(low, high) <= 0).any():
        return -np.inf
    mode, bend = _modes(answers, low, high, sd)
    scale = np.sqrt(2 / bend)
    places, weights = nodes
    levels = mode[:, None] + scale[:, None] * places
    moved = sd * levels[answers.cluster]
    chance = probability(low[:, None] - moved, high[:, None] - moved)
    told = answers.count[:, None] * np.log(np.maximum(chance, 1e-300))
    joint = np.zeros_like(levels)
    np.add.at(joint, answers.cluster, told)
    joint -= levels**2 / 2
    own = special.logsumexp(joint + places**2 + np.log(weights), axis=1)
    return float((own + np.log(scale)).sum() - 0.5 * len(mode) * np.log(2 * np.pi))


def _modes(answers: Answers, low: Floats, high: Floats, sd: float) -> tuple[Floats, Floats]:
    """Each class's most likely level, and how the joint log density bends there."""
    size = answers.clusters
    mode, bend = np.zeros(size), np.ones(size)
    for _ in range(MOST_STEPS):
        moved = sd * mode[answers.cluster]
        chance = np.maximum(probability(low - moved, high - moved), 1e-300)
        (at_low, bend_low), (at_high, bend_high) = density(low - moved), density(high - moved)
        slope = -sd * (at_high - at_low) / chance
        second = sd**2 * (bend_high - bend_low) / chance - slope**2
        gradient = np.bincount(answers.cluster, answers.count * slope, size) - mode
        bend = 1 - np.bincount(answers.cluster, answers.count * second, size)
        step = np.clip(gradient / bend, -2.0, 2.0)
        if np.abs(step).max() < MODE_FOUND:
            break
        mode = mode + step
    return mode, bend


def _polished(lost: Callable[[Floats], float], values: Floats) -> tuple[Floats, Floats]:
    """A few Newton steps from a good start, and the variance there."""
    for _ in range(MOST_STEPS):
        gradient, curvature = _gradient(lost, values), _curvature(lost, values)
        try:
            variance = np.linalg.inv(curvature)
        except np.linalg.LinAlgError:
            break
        step = variance @ gradient
        if float(gradient @ step) < POLISHED:
            return values, variance
        if lost(values - step) > lost(values) + 1e-6:
            break
        values = values - step
    raise CannotEstimate(Hindrance.NO_CONVERGENCE, "the best values were not found")


def _gradient(function: Callable[[Floats], float], at: Floats) -> Floats:
    """By differences of fourth order."""
    steps = STEP * np.eye(len(at))
    return np.array(
        [
            (8 * (function(at + step) - function(at - step)))
            - (function(at + 2 * step) - function(at - 2 * step))
            for step in steps
        ]
    ) / (12 * STEP)


def _curvature(function: Callable[[Floats], float], at: Floats) -> Floats:
    """Second derivatives: differences of the gradients, made even."""
    steps = STEP * np.eye(len(at))

    def slope(step: Floats) -> Floats:
        return _gradient(function, at + step)

    rows = [
        (8 * (slope(step) - slope(-step)) - (slope(2 * step) - slope(-2 * step))) / (12 * STEP)
        for step in steps
    ]
    found = np.array(rows)
    even: Floats = (found + found.T) / 2
    return even
