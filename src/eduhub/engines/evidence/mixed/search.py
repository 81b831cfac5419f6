"""Where the likelihood is largest, with a variance of zero being a place like any other."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.mixed.likelihood import (
    Evaluation,
    Forms,
    Likelihood,
    Structure,
    evaluate,
)
from eduhub.engines.evidence.mixed.structures import Levels
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

MOST_STEPS = 200
SMALL_STEP = 1e-10  # change of the free coefficients, the residual SD being about 1
SMALL_CHANGE = 1e-6  # of a share, relative: Newton's next step would change its square
ZERO = 1e-4  # SD, as a share of the residual's, that is zero (as lme4's isSingular has it)
SHARES = np.concatenate(([0.0], np.geomspace(1e-5, 1e4, 37)))  # between over residual variance


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The place found."""

    free: Floats
    """(free,) whose squares, as the structure says, are the parameters."""

    parameters: Floats
    at: Evaluation


def best_of_levels(structure: Levels, likelihood: Likelihood) -> Optimum:
    """One level: a grid over the share of variance between classes, then Newton's steps.

    The grid makes sure that it is the highest of several peaks if there are several.
    """
    degrees = structure.rows - (_unknowns(structure) if likelihood is Likelihood.REML else 0)
    heights = _profile(structure, likelihood, degrees)
    place = int(np.argmin(heights))
    low, high = SHARES[max(place - 1, 0)], SHARES[min(place + 1, len(SHARES) - 1)]
    share = _vertex(heights, place)
    for _ in range(MOST_STEPS):
        here, slope, curvature = _share_slopes(structure, share, likelihood, degrees)
        if share == 0.0 and slope >= 0:
            break
        low, high = (share, high) if slope < 0 else (low, share)
        step = share - slope / curvature if curvature > 0 else -1.0
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - share) <= SMALL_CHANGE * step or high <= ZERO**2 / 100:
            share = step
            break
        share = step
    if share < ZERO**2:
        share = 0.0
    here, _, _ = _share_slopes(structure, share, likelihood, degrees)
    return here


def best_of(structure: Structure, likelihood: Likelihood, *, start: Floats) -> Optimum:
    """Any structure: Newton's steps, made shorter until each one leads down.

    Raises:
        CannotCompare: no best place is found (not_identified).
    """
    squares = structure.squares
    here = _optimum(structure, start, likelihood)
    for _ in range(MOST_STEPS):
        slope, curvature = slopes_of_free(here, squares)
        values, vectors = np.linalg.eigh(curvature)
        sure = np.maximum(np.abs(values), 1e-9 * np.abs(values).max())
        step = -vectors @ (vectors.T @ slope / sure)
        next_, moved = _shortened(structure, here, likelihood, step, float(slope @ step))
        if moved <= SMALL_STEP:
            return _with_zeros(structure, next_, likelihood)
        here = next_
    raise CannotCompare(Obstacle.NOT_IDENTIFIED, "no variances fit best")


def slopes_of_free(optimum: Optimum, squares: Floats) -> tuple[Floats, Floats]:
    """Slope (free,) and curvature (free, free) of the deviance in the free coefficients."""
    turn = 2 * squares @ optimum.free  # (parameters, free)
    slope = optimum.at.slope @ turn
    bend = 2 * np.einsum("i,ijk->jk", optimum.at.slope, squares)
    return slope, turn.T @ optimum.at.curvature @ turn + bend


def _shortened(
    structure: Structure, here: Optimum, likelihood: Likelihood, step: Floats, descent: float
) -> tuple[Optimum, float]:
    size = float(np.abs(step).max())
    for halving in range(40):
        length = 0.5**halving * min(1.0, 1.0 / size if size > 0 else 1.0)
        free = here.free + length * step
        if abs(free[0]) > SMALL_STEP:
            next_ = _optimum(structure, free, likelihood)
            gain = next_.at.deviance - here.at.deviance
            rounding = 1e-13 * abs(here.at.deviance)
            if np.isfinite(gain) and gain <= 1e-4 * length * descent + rounding:
                return next_, length * size
    return here, 0.0


def _with_zeros(structure: Structure, found: Optimum, likelihood: Likelihood) -> Optimum:
    """What is as good as zero is zero."""
    free = np.where(np.abs(found.free) < ZERO * abs(found.free[0]), 0.0, found.free)
    if (free == found.free).all():
        return found
    snapped = _optimum(structure, free, likelihood)
    if snapped.at.deviance > found.at.deviance + 1e-6:
        return found
    return snapped


def _optimum(structure: Structure, free: Floats, likelihood: Likelihood) -> Optimum:
    parameters = np.einsum("j,ijk,k->i", free, structure.squares, free)
    at = evaluate(structure.forms(parameters), rows=structure.rows, likelihood=likelihood)
    return Optimum(free=free, parameters=parameters, at=at)


def _vertex(heights: Floats, place: int) -> float:
    """Where a parabola through the lowest grid point and its neighbours is lowest."""
    if not 1 < place < len(SHARES) - 1:
        return float(SHARES[place])
    before, here, after = heights[place - 1 : place + 2]
    bend = before - 2 * here + after
    shift = (before - after) / (2 * bend) if bend > 0 else 0.0
    return float(SHARES[place] * (SHARES[place + 1] / SHARES[place]) ** shift)


def _unknowns(structure: Levels) -> int:
    return len(structure.within) - 1


def _profile(structure: Levels, likelihood: Likelihood, degrees: int) -> Floats:
    """(shares,) the deviance, but for a constant, with the residual variance at its best."""
    large = 1 + SHARES[:, None] * structure.sizes
    tables = (1 / large) @ structure.between
    tables = structure.within + tables.reshape(len(SHARES), *structure.within.shape)
    signs, whole = np.linalg.slogdet(tables)
    _, inner = np.linalg.slogdet(tables[:, :-1, :-1])
    if (signs <= 0).any():
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary beyond its columns")
    heights = np.log(large) @ structure.classes + degrees * (whole - inner)
    found: Floats = heights + inner if likelihood is Likelihood.REML else heights
    return found


def _share_slopes(
    structure: Levels, share: float, likelihood: Likelihood, degrees: int
) -> tuple[Optimum, float, float]:
    """The place with the best residual variance, and the profile's slope and curvature."""
    unit = structure.forms(np.array([1.0, share]))
    variance = 1 / float(np.linalg.inv(unit.table)[-1, -1]) / degrees
    if not variance > 0:
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary beyond its columns")
    parameters = variance * np.array([1.0, share])
    at = evaluate(_scaled(unit, variance, structure.rows), rows=structure.rows,
                  likelihood=likelihood)  # fmt: skip
    (one, crossed), (_, two) = at.curvature
    along = one + 2 * share * crossed + share**2 * two
    across = variance * (crossed + share * two) + at.slope[1]
    slope = float(variance * at.slope[1])
    curvature = float(variance**2 * two - across**2 / along) if along > 0 else -1.0
    found = Optimum(free=np.sqrt(parameters), parameters=parameters, at=at)
    return found, slope, curvature


def _scaled(forms: Forms, variance: float, rows: int) -> Forms:
    """The tables of a V that is `variance` times as large."""
    return replace(
        forms,
        log_determinant=forms.log_determinant + rows * float(np.log(variance)),
        table=forms.table / variance,
        first=forms.first / variance**2,
        second=forms.second / variance**3,
        traces=forms.traces / variance,
        trace_pairs=forms.trace_pairs / variance**2,
    )
