"""How sure the model is: draws of what everybody is worth, the variances being unknown too.

Prior: half-Cauchy with scale 1 on the standard deviation of worth and of severity in units of
chance's, flat on mu and on the logarithm of chance's. The variances are drawn from a grid, on
which the likelihood is exact; given them, everything is normal and drawn as it is.

Source: Gelman, Bayesian Analysis 1 (2006), for the prior; given the variances, Henderson's
equations are the posterior's mean and precision.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.model.fit import FARTHEST, FINE, Fit
from eduhub.engines.scoring.model.likelihood import Absorbed, absorbed

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]

STEP = 0.75  # of the grid along the applications' deviation, in its own standard deviations
WIDEST = 0.6  # of a step there, in logarithms
OUT = 10.0  # in logarithms below the highest point, where the grid ends
MOST_POINTS = 40  # on either side


@dataclass(frozen=True, eq=False)
class Draws:
    """Draws from what the scores leave open.

    Attributes:
        worths: (draws, applications) adjusted scores in points, as if the whole jury had judged.
        lenience: (draws, jurors) points more than the jury's mean.
        spread: (draws, jurors) width of each one's use of the scale; 1 unless it was asked for.
        worth_deviation, severity_deviation, residual_deviation: (draws,) in points.
    """

    worths: Floats
    lenience: Floats
    spread: Floats
    worth_deviation: Floats
    severity_deviation: Floats
    residual_deviation: Floats


@dataclass(frozen=True, eq=False)
class Slice:
    """The posterior of severity's deviation at one of the applications' (logarithms)."""

    at: Absorbed
    log_deviation: float
    densities: Floats
    """(points of FINE,) logarithms, for steps of the same length."""

    @property
    def total(self) -> float:
        return float(np.logaddexp.reduce(self.densities))


def draw(
    fit: Fit, *, draws: int, source: np.random.Generator, spreads: Floats | None = None
) -> Draws:
    """Draws around a fit, in the order of the grid and not of chance.

    Args:
        spreads: (several, jurors) logarithms of spreads drawn before; each serves as many
            draws as the others. If missing, the fit's own are taken for certain.
    """
    slices = _slices(fit)
    densities = np.concatenate([one.densities for one in slices])
    chances = np.exp(densities - densities.max())
    reached = np.cumsum(chances / chances.sum())
    # Evenly spaced with one common shift: each point comes as often as it should, to one.
    cells = np.searchsorted(reached, (np.arange(draws) + source.random()) / draws)
    cells = np.minimum(cells, len(reached) - 1)
    if spreads is None:
        return _joined([_drawn(*each, source) for each in _by_slice(slices, cells)])
    parts = []
    for logs, some in zip(spreads, np.array_split(cells, len(spreads)), strict=True):
        steep = np.exp(-logs)
        for slice_, severity in _by_slice(slices, some):
            at = absorbed(fit.at.products, slice_.at.worth, steep)
            parts.append(_drawn(replace(slice_, at=at), severity, source))
    return _joined(parts)


def _by_slice(slices: Sequence[Slice], cells: Places) -> Iterator[tuple[Slice, Floats]]:
    """Each slice that was hit, with the variances of severity that were."""
    of_slice, of_point = np.divmod(cells, len(FINE))
    for at in np.unique(of_slice):
        yield slices[at], np.exp(2 * FINE[of_point[of_slice == at]])


def _joined(parts: Sequence[Draws]) -> Draws:
    columns = {
        each.name: np.concatenate([getattr(one, each.name) for one in parts])
        for each in fields(Draws)
    }
    return Draws(**columns)


def _drawn(slice_: Slice, severity: Floats, source: np.random.Generator) -> Draws:
    """One draw for each of these variances of severity."""
    at, size = slice_.at, slice_.at.products.size
    jurors, applications = len(at.steep), len(at.shrunk)
    draws = len(severity)
    residual = np.sqrt(at.squares(severity) / source.chisquare(size - 1, draws))
    shrunk = severity[:, None] / (1 + np.outer(severity, at.values))
    # Through the vectors and back, so that no choice of theirs shows.
    chance = source.standard_normal((draws, jurors)) @ at.vectors
    turned = shrunk * at.pull + residual[:, None] * np.sqrt(shrunk) * chance
    lenience = turned @ at.vectors.T
    level = at.level(lenience) + residual / math.sqrt(at.information) * source.standard_normal(
        draws
    )
    worths = at.worths((level[:, None] + lenience).T).T
    worths += (
        residual[:, None] * np.sqrt(at.shrunk) * source.standard_normal((draws, applications))
    )
    mean = lenience.mean(axis=1)
    return Draws(
        worths=worths + (at.products.centre + level + mean)[:, None],
        lenience=lenience - mean[:, None],
        spread=np.tile(1 / at.steep, (draws, 1)),
        worth_deviation=residual * math.exp(slice_.log_deviation),
        severity_deviation=residual * np.sqrt(severity),
        residual_deviation=residual,
    )


def _slices(fit: Fit) -> list[Slice]:
    """The posterior on a grid that holds all but a hundred-thousandth of it."""
    top = _top(fit)
    step = _step(fit, top)
    return sorted(
        (top, *_towards(fit, top, step), *_towards(fit, top, -step)),
        key=lambda one: one.log_deviation,
    )


def _towards(fit: Fit, top: Slice, step: float) -> Iterator[Slice]:
    for number in range(1, MOST_POINTS + 1):
        place = top.log_deviation + number * step
        if abs(place) > FARTHEST:
            return
        one = _slice(fit, place)
        yield one
        if one.total < top.total - OUT:
            return


def _top(fit: Fit) -> Slice:
    """Near the highest slice: uphill from the most likely variance in halving steps."""
    start = 0.5 * math.log(fit.at.worth) if fit.at.worth > 0 else -1.0
    best = _slice(fit, min(max(start, -FARTHEST), FARTHEST))
    step = 0.4
    while step > 0.05:
        places = (best.log_deviation - step, best.log_deviation + step)
        around = [_slice(fit, place) for place in places if abs(place) <= FARTHEST]
        higher = max(around, key=lambda one: one.total)
        if higher.total > best.total:
            best = higher
        else:
            step /= 2
    return best


def _step(fit: Fit, top: Slice) -> float:
    reach = 0.05
    sides = [_slice(fit, top.log_deviation + side).total for side in (-reach, reach)]
    curvature = (2 * top.total - sum(sides)) / reach**2
    return min(STEP / math.sqrt(curvature), WIDEST) if curvature > 0 else WIDEST


def _slice(fit: Fit, place: float) -> Slice:
    at = absorbed(fit.at.products, math.exp(2 * place), fit.at.steep)
    severity = np.exp(2 * FINE)
    size = at.products.size - 1
    likelihood = -0.5 * (at.determinant(severity) + size * np.log(at.squares(severity)))
    prior = FINE + place - np.log1p(severity) - math.log1p(math.exp(2 * place))
    return Slice(at=at, log_deviation=place, densities=likelihood + prior)
