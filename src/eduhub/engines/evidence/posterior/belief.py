"""How likely it is that the solution helps, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.posterior.grid import Conditional, LevelSums, conditional, level_sums
from eduhub.engines.evidence.posterior.priors import FLAT, EffectPrior, PriorUnit, SpreadPrior
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

TAUS, SIGMAS, COARSE = 81, 49, 25  # the first is odd, for Simpson
NEGLIGIBLE = 18.0  # log posterior this far below its top is left out of the grid
SMALLEST_WEIGHT = 1e-9
SINGULAR = 1e-10
FLATTEST = 1e-6  # spread, as a share of the outcome's, that is rounding only


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """The effect's distribution after the data: a mixture of normals over (tau, sigma).

    Effects b are arm 1 minus arm 0 in the outcome's unit, g in SDs.
    """

    prior: EffectPrior
    weights: Floats
    """(points,) that sum to one."""

    means: Floats
    """(points,) of b."""

    sds: Floats
    """(points,) of b."""

    tau: Floats
    """(points,) SD between classes."""

    sigma: Floats
    """(points,) SD of pupils within a class, given the baselines."""

    units: Floats
    """(points,) the SD by which b is divided to give g."""

    @property
    def mean(self) -> float:
        """Of b."""
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        """Of b."""
        spread = self.sds**2 + (self.means - self.mean) ** 2
        return math.sqrt(float(self.weights @ spread))

    @property
    def g_mean(self) -> float:
        return float(self.weights @ (self.means / self.units))

    @property
    def tau_mean(self) -> float:
        return float(self.weights @ self.tau)

    @property
    def sigma_mean(self) -> float:
        return float(self.weights @ self.sigma)

    def probability_above(self, effect: float) -> float:
        """P(b > effect), the effect in the outcome's unit."""
        return float(self.weights @ special.ndtr((self.means - effect) / self.sds))

    def probability_g_above(self, effect: float) -> float:
        """P(g > effect), the effect in SDs: that it helps by at least so much."""
        return float(self.weights @ special.ndtr((self.means - effect * self.units) / self.sds))

    def probability_negligible(self, smallest: float) -> float:
        """P(|g| < smallest), the region of practical equivalence (ROPE).

        Source: Kruschke, Advances in Methods and Practices in Psychological Science 1 (2018).
        """
        if not (math.isfinite(smallest) and smallest > 0):
            raise ValueError(f"smallest is {smallest}, expected above 0")
        return self.probability_g_above(-smallest) - self.probability_g_above(smallest)

    def quantile(self, share: float) -> float:
        """The b below which this share of the distribution lies."""
        return self._quantile(share, self.means, self.sds)

    def g_quantile(self, share: float) -> float:
        return self._quantile(share, self.means / self.units, self.sds / self.units)

    def g_density(self, effects: Sequence[float]) -> tuple[float, ...]:
        """The density of g at each effect in SDs, for a figure."""
        means, sds = self.means / self.units, self.sds / self.units
        steps = (np.array(effects, dtype=float)[:, None] - means) / sds
        heights = np.exp(-(steps**2) / 2) / (sds * math.sqrt(2 * math.pi))
        return tuple((heights @ self.weights).tolist())

    def _quantile(self, share: float, means: Floats, sds: Floats) -> float:
        if not 0 < share < 1:
            raise ValueError(f"share is {share}, expected between 0 and 1")
        step = float(special.ndtri(share))
        ends = means + step * sds
        low, high = float(ends.min()), float(ends.max())
        if high - low <= 1e-14 * max(abs(low), abs(high)):
            return low
        return float(
            optimize.brentq(
                lambda at: float(self.weights @ special.ndtr((at - means) / sds)) - share,
                low - 1e-9 * (high - low),
                high + 1e-9 * (high - low),
                xtol=1e-13 * (high - low),
            )
        )


def posterior_of_effect(
    cells: Sequence[ClassMoments],
    *,
    outcome: str,
    baseline: Sequence[str] = (),
    prior: EffectPrior = FLAT,
    spread: SpreadPrior | None = None,
    nuisance_sd: float | None = None,
    sd: float | None = None,
) -> Posterior:
    """What may be believed of the effect, given the pilot and a stated prior?

    The model: outcome = intercept + arm b + baselines + class (SD tau) + pupil (SD sigma), all
    normal. Given tau and sigma the effect is normal in closed form; over the two it is summed
    on a grid.

    Args:
        cells: totals of each class and arm.
        spread: priors of tau and sigma; None takes the outcome's SD over all pupils as the
            scale between classes and twice that within.
        nuisance_sd: SD of the prior, at zero, of the intercept (at the mean of baselines and
            outcome) and the slopes; None is flat.
        sd: the SD that turns b into g (the outcome's, unadjusted, if g should be that of
            effect-size tables); None takes the model's own sqrt(tau^2 + sigma^2), which with
            baselines is the smaller SD of what they leave.

    Raises:
        CannotCompare: an arm has no class (arm_empty), the outcome does not vary
            (no_variation), or arm and baselines repeat each other (not_identified).
        ValueError: a cell lacks a variable or a cross-product, or an SD is not above zero.

    Source: Gelman et al., Bayesian Data Analysis, ch. 5 and 15, for the marginal posterior;
    half-normal scales after Gelman, Bayesian Analysis 1 (2006).
    """
    if {cell.arm for cell in cells} != {0, 1}:
        raise CannotCompare(Obstacle.ARM_EMPTY, "an arm has no class")
    if sd is not None and not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"sd is {sd}, expected above 0")
    sums = level_sums(cells, outcome=outcome, baseline=baseline)
    total = math.sqrt(max(float(sums.products[-1, -1]), 0.0) / max(sums.pupils - 1, 1))
    residual = _residual_sd(sums)
    if total <= 0 or residual <= FLATTEST * total:
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
    spreads = SpreadPrior(between=total, within=2 * total) if spread is None else spread

    surface = _Surface(sums, prior=prior, spread=spreads, nuisance_sd=nuisance_sd, sd=sd)
    return surface.mixture(*_fine_grid(surface, residual, spreads))


@dataclass(frozen=True, slots=True, eq=False)
class _Surface:
    """The log posterior over (tau, sigma)."""

    sums: LevelSums
    prior: EffectPrior
    spread: SpreadPrior
    nuisance_sd: float | None
    sd: float | None

    def over(self, taus: Floats, sigmas: Floats) -> tuple[Conditional, Floats]:
        """What is known at each point of the grid, and its height (taus * sigmas,)."""
        tau, sigma = (part.ravel() for part in np.meshgrid(taus, sigmas, indexing="ij"))
        known = conditional(self.sums, tau, sigma, self.nuisance_sd)
        precision, product, height = self._with_prior(known)
        height += product**2 / (2 * precision) - np.log(precision) / 2
        height -= tau**2 / (2 * self.spread.between**2) + sigma**2 / (2 * self.spread.within**2)
        return known, height

    def mixture(self, taus: Floats, sigmas: Floats) -> Posterior:
        known, height = self.over(taus, sigmas)
        weights = np.exp(height - height.max())
        weights *= np.outer(_simpson(len(taus)), _trapezoid(len(sigmas))).ravel()
        kept = weights > SMALLEST_WEIGHT * weights.max()
        precision, product, _ = (part[kept] for part in self._with_prior(known))
        return Posterior(
            prior=self.prior,
            weights=weights[kept] / weights[kept].sum(),
            means=product / precision,
            sds=precision**-0.5,
            tau=known.tau[kept],
            sigma=known.sigma[kept],
            units=self._units(known)[kept],
        )

    def _units(self, known: Conditional) -> Floats:
        if self.sd is not None:
            return np.full(len(known.tau), self.sd)
        return np.hypot(known.tau, known.sigma)

    def _with_prior(self, known: Conditional) -> tuple[Floats, Floats, Floats]:
        """Precision and product of b, and the height at b = 0, with the prior of b."""
        if self.prior.sd is None:
            return known.precision, known.product, known.height.copy()
        unit = self._units(known) if self.prior.unit is PriorUnit.SD else np.ones(len(known.tau))
        mean, sd = self.prior.mean * unit, self.prior.sd * unit
        return (
            known.precision + sd**-2,
            known.product + mean / sd**2,
            known.height - (mean / sd) ** 2 / 2 - np.log(sd),
        )


def _fine_grid(surface: _Surface, residual: float, spread: SpreadPrior) -> tuple[Floats, Floats]:
    """Where the posterior is not negligible, found from coarse grids, the last one fine."""
    taus = np.concatenate([[0.0], np.geomspace(1e-3 * residual, 8 * spread.between, COARSE)])
    sigmas = np.geomspace(1e-3 * residual, 4 * residual, COARSE)
    for _ in range(2):
        _, height = surface.over(taus, sigmas)
        seen = (height > height.max() - NEGLIGIBLE).reshape(len(taus), len(sigmas))
        taus, sigmas = (
            np.linspace(*_around(points, seen.any(axis=axis)), COARSE)
            for points, axis in ((taus, 1), (sigmas, 0))
        )
    return np.linspace(taus[0], taus[-1], TAUS), np.linspace(sigmas[0], sigmas[-1], SIGMAS)


def _around(points: Floats, seen: NDArray[np.bool_]) -> tuple[float, float]:
    """From the point before the first that was seen to the point after the last."""
    places = np.flatnonzero(seen)
    first, last = max(int(places[0]) - 1, 0), min(int(places[-1]) + 1, len(points) - 1)
    return float(points[first]), float(points[last])


def _simpson(points: int) -> Floats:
    """For tau: a mean of tau itself has a slope at 0, which trapezoids would notice."""
    weights = np.full(points, 2.0)
    weights[1::2] = 4.0
    weights[[0, -1]] = 1.0
    return weights


def _trapezoid(points: int) -> Floats:
    weights = np.ones(points)
    weights[[0, -1]] = 0.5
    return weights


def _residual_sd(sums: LevelSums) -> float:
    """Of least squares, over all pupils."""
    gram, product = sums.products[:-1, :-1], sums.products[:-1, -1]
    scale = np.sqrt(np.diag(gram))
    if not (scale > 0).all():
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "a baseline is the same for everybody")
    if np.linalg.eigvalsh(gram / np.outer(scale, scale))[0] < SINGULAR:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "arm and baselines say the same")
    left = float(sums.products[-1, -1] - product @ np.linalg.solve(gram, product))
    return math.sqrt(max(left, 0.0) / max(sums.pupils - len(gram), 1))
