"""How often chance alone, as it was really used, gives what was seen."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import special

from eduhub.engines.evidence.assignment import Scheme, paired
from eduhub.engines.evidence.randomisation.interval import unrejected
from eduhub.engines.evidence.randomisation.reference_set import (
    all_totals,
    is_accepted,
    sampled_totals,
)
from eduhub.engines.evidence.randomisation.statistic import Statistic, difference_in_means
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle

type Floats = NDArray[np.float64]

MOST_ENUMERATED = 1_000_000
DRAWS = 9_999
TIE = 1e-9  # statistics closer than this share of the largest are equal but for rounding
SURE = 0.99  # coverage of the interval for a Monte Carlo p
BINS = 25
AROUND = 1.02  # how far the bins reach beyond the farthest assignment


class Counted(StrEnum):
    """Where the p comes from."""

    ENUMERATED = "enumerated"
    """Every assignment was looked at: the p is exact."""

    MONTE_CARLO = "monte_carlo"
    """A sample of assignments was looked at: the p has an error of its own."""


@dataclass(frozen=True, slots=True)
class Bins:
    """A distribution for a figure: `counts` in even bins from `low` to `high`."""

    low: float
    high: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RandomisationTest:
    """What was seen, beside all that the recorded design could have shown by chance alone."""

    estimate: float
    """The statistic as observed, arm 1 minus arm 0, in the outcome's unit."""

    p_two_sided: float
    p_upper: float
    """Of a statistic at least so large."""

    p_lower: float
    counted: Counted
    assignments: int
    """Those looked at, the observed one among them."""

    p_error: float
    """Monte Carlo standard error of the two-sided p; 0 if enumerated."""

    p_low: float
    """With p_high the 99 % interval of the exact two-sided p; both are p if enumerated."""

    p_high: float
    null_sd: float
    """SD of the statistic over the assignments."""

    z: float | None
    """Estimate minus the assignments' mean, over null_sd; None if all show the same."""

    smallest_p: float
    """The two-sided p of the most extreme result that design and draws permit."""

    confidence: float
    low: float | None
    """Lowest constant effect that is not rejected; None if no effect is too low for that."""

    high: float | None
    seed: int | None
    bins: Bins
    """The statistic over the assignments where it is finite, evenly around zero."""


@dataclass(frozen=True, slots=True)
class SmallestP:
    """The smallest two-sided p that a design can give, whatever the pupils show."""

    p: float | None
    """None if a balance rule is set over too many assignments to count the accepted ones, or
    accepts none."""

    assignments: int | None
    """Equally likely assignments, only accepted ones counted; None if too many to count."""


def randomisation_test(
    statistic: Statistic,
    arms: Mapping[str, int],
    scheme: Scheme,
    *,
    seed: int | None = None,
    draws: int = DRAWS,
    most_enumerated: int = MOST_ENUMERATED,
    confidence: float = 0.95,
) -> RandomisationTest:
    """Is what was seen more than the lot itself explains, had the solution changed nothing?

    All assignments of the scheme that its balance rule accepts are looked at if there are at
    most `most_enumerated` before the rule; otherwise `draws` random ones. The two-sided p is
    the share of assignments with a statistic at least as large in size; with Monte Carlo
    (1 + extreme) / (1 + draws). The interval holds every constant effect whose two-sided p
    is above 1 - confidence.

    Args:
        statistic: see `difference_in_means`, `ancova_on_means`, `pupil_coefficient`.
        arms: what each unit was given (for orders: 1 has the solution first).
        scheme: the design as recorded before the draw.
        seed: of the Monte Carlo draws; the same seed gives the same result.

    Raises:
        CannotCompare: the observed arms do not identify the statistic (not_identified).
        ValueError: statistic, arms and scheme are not about the same units, the arms could
            not have come from the scheme, or a sample is needed and no seed was given.

    Source: Fisher, The Design of Experiments (1935); Phipson & Smyth, Statistical
    Applications in Genetics and Molecular Biology 9 (2010) for the Monte Carlo p; Morgan &
    Rubin, Annals of Statistics 40 (2012) for re-randomised designs.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, expected between 0 and 1")
    observed = _observed(statistic, arms, scheme)
    weights = np.column_stack([statistic.weights, statistic.residuals_of_arm(observed)])
    seen = observed @ weights
    if not statistic.of_totals(seen[None, :-1])[1][0] > 0:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "the arm says the same as the covariates")
    if scheme.assignments <= most_enumerated:
        totals = all_totals(scheme, weights)
        return _result(statistic, seen, totals, scheme=scheme, seed=None, confidence=confidence)
    if seed is None or draws < 1:
        raise ValueError(
            f"the scheme has {scheme.assignments} assignments, more than {most_enumerated}:"
            " expected a seed and at least one draw"
        )
    source = np.random.default_rng(seed)
    sample = sampled_totals(scheme, weights, draws=draws, source=source)
    return _result(statistic, seen, sample, scheme=scheme, seed=seed, confidence=confidence)


def sign_flip_test(
    differences: Mapping[str, float],
    *,
    seed: int | None = None,
    draws: int = DRAWS,
    most_enumerated: int = MOST_ENUMERATED,
    confidence: float = 0.95,
) -> RandomisationTest:
    """The test of a paired design that is told by its pairs' differences alone.

    Args:
        differences: for each pair, the unit of arm 1 minus the unit of arm 0.

    Everything else is as in `randomisation_test`.
    """
    ones = {f"{pair}|1": float(difference) for pair, difference in differences.items()}
    outcome = ones | {f"{pair}|0": 0.0 for pair in differences}
    return randomisation_test(
        difference_in_means(outcome),
        {unit: int(unit in ones) for unit in outcome},
        paired({unit: unit[:-2] for unit in outcome}),
        seed=seed,
        draws=draws,
        most_enumerated=most_enumerated,
        confidence=confidence,
    )


def smallest_p(scheme: Scheme, *, most_enumerated: int = MOST_ENUMERATED) -> SmallestP:
    """How small can the two-sided p of a randomisation test become under this design?

    Said at design time: with three classes in each arm it is 0.1, so that no result at all
    could be called significant at 5 %.
    """
    count: int | None = scheme.assignments
    if scheme.balance is not None:
        count = None
        if scheme.assignments <= most_enumerated:
            count = len(all_totals(scheme, np.zeros((len(scheme.units), 0))))
    if not count:
        return SmallestP(p=None, assignments=count)
    return SmallestP(p=min(1.0, (2 if scheme.is_mirrored else 1) / count), assignments=count)


def _observed(statistic: Statistic, arms: Mapping[str, int], scheme: Scheme) -> Floats:
    """(units,) of 0 and 1, once it is sure that the scheme could have given them."""
    if statistic.units != scheme.units or arms.keys() != set(scheme.units):
        raise ValueError("outcome, arms and scheme are not about the same units")
    for unit, arm in arms.items():
        if arm not in (0, 1):
            raise ValueError(f"the arm of {unit} is {arm}, expected 0 or 1")
    if not scheme.permits([arms[unit] for unit in scheme.units]):
        raise ValueError("the scheme could not have given these arms")
    observed = np.array([arms[unit] for unit in scheme.units], dtype=float)
    if not is_accepted(scheme, observed):
        raise ValueError("the balance rule would not have accepted these arms")
    return observed


def _result(
    statistic: Statistic,
    seen: Floats,
    totals: Floats,
    *,
    scheme: Scheme,
    seed: int | None,
    confidence: float,
) -> RandomisationTest:
    """From sums over arm 1: `seen` of the observed assignment, `totals` of the others."""
    sampled = seed is not None
    if sampled:
        totals = np.concatenate([seen[None, :], totals])
    found, below = statistic.of_totals(totals[:, :-1])
    observed = float(statistic.of_totals(seen[None, :-1])[0][0])
    usual = np.isfinite(found)
    tie = TIE * float(np.abs(found[usual]).max())
    extreme = int((np.abs(found) >= abs(observed) - tie).sum())
    slopes = np.divide(totals[:, -1], below, out=np.ones(len(totals)), where=below > 0)
    slope = float(seen[-1] / statistic.of_totals(seen[None, :-1])[1][0])
    low, high = unrejected((observed, slope), found, slopes, alpha=1 - confidence)

    count = len(found)
    p = extreme / count
    null = found[usual]
    spread = float(null.std())
    least = (2 if scheme.is_mirrored else 1) / count if not sampled else 1 / count
    error, p_low, p_high = _error_of(extreme, count) if sampled else (0.0, p, p)
    return RandomisationTest(
        estimate=observed,
        p_two_sided=p,
        p_upper=float((found >= observed - tie).sum()) / count,
        p_lower=float((~usual | (found <= observed + tie)).sum()) / count,
        counted=Counted.MONTE_CARLO if sampled else Counted.ENUMERATED,
        assignments=count,
        p_error=error,
        p_low=p_low,
        p_high=p_high,
        null_sd=spread,
        z=(observed - float(null.mean())) / spread if spread > tie else None,
        smallest_p=min(1.0, least),
        confidence=confidence,
        low=low,
        high=high,
        seed=seed,
        bins=_bins(null, observed),
    )


def _bins(null: Floats, observed: float) -> Bins:
    """Of all assignments looked at; wide enough that the observed one lies inside."""
    reach = max(float(np.abs(null).max()), abs(observed)) * AROUND or 1.0
    counts, _edges = np.histogram(null, bins=BINS, range=(-reach, reach))
    return Bins(low=-reach, high=reach, counts=tuple(int(count) for count in counts))


def _error_of(extreme: int, count: int) -> tuple[float, float, float]:
    """Standard error and Clopper-Pearson interval, for `count - 1` draws beside the observed."""
    draws, hits = count - 1, extreme - 1
    p = extreme / count
    tail = (1 - SURE) / 2
    low = float(special.betaincinv(hits, draws - hits + 1, tail)) if hits else 0.0
    high = float(special.betaincinv(hits + 1, draws - hits, 1 - tail)) if hits < draws else 1.0
    return math.sqrt(p * (1 - p) / draws), low, high
