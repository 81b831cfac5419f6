"""What stands beside the comparison of an outcome, each part done or with the reason why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eduhub.engines.evidence.comparison import Comparison
from eduhub.engines.evidence.effects import BaselineDifference, baseline_of_cells
from eduhub.engines.evidence.estimation import products_of_moments
from eduhub.engines.evidence.missing import Answered, Bounds, worst_case_bounds
from eduhub.engines.evidence.mixed import random_intercept
from eduhub.engines.evidence.moments import ClassMoments, with_class_mean_baseline
from eduhub.engines.evidence.posterior import (
    FLAT,
    USUAL,
    EffectPrior,
    Posterior,
    posterior_of_effect,
    sceptical,
)
from eduhub.engines.evidence.randomisation import (
    RandomisationTest,
    ancova_on_means,
    randomisation_test,
)
from eduhub.engines.evidence.refusals import CannotCompare
from eduhub.engines.evidence.trial.planned import Plan, PlannedOutcome
from eduhub.engines.evidence.trial.result import Beliefs, Curve, Gap, Mixed, NotDone, Part

ARM = "arm"
TAIL = 0.025
POINTS = 61  # of a curve
SPREAD = 4.0  # standard deviations that a curve reaches to both sides


@dataclass(frozen=True, slots=True)
class Beside:
    """The parts of an `Effect` that its comparison does not need."""

    chance: RandomisationTest | None
    mixed: Mixed | None
    posterior: tuple[Beliefs, ...]
    baselines: tuple[BaselineDifference, ...]
    bounds: Bounds | None
    not_done: tuple[NotDone, ...]


def default_seed(fingerprint: str) -> int:
    """The seed of Monte Carlo draws for a plan: fixed before the data, as the plan is."""
    return int(fingerprint[:16], 16)


def baseline_settled(
    cells: Sequence[ClassMoments], outcome: PlannedOutcome
) -> Sequence[ClassMoments]:
    """The cells with each pupil's own baseline, or for all of them with the class's mean."""
    if not outcome.baseline or _is_measured(cells, (*outcome.baseline, outcome.name)):
        return cells
    return with_class_mean_baseline(cells, baseline=outcome.baseline)


def beside(
    plan: Plan,
    outcome: PlannedOutcome,
    cells: Sequence[ClassMoments],
    *,
    comparison: Comparison,
    assigned: tuple[int, int] | None,
    seed: int,
) -> Beside:
    """All parts of an outcome that could be compared.

    Args:
        cells: totals as they were given.
        assigned: pupils given arm 0 and arm 1.
        seed: of the Monte Carlo draws of the lot.
    """
    settled = baseline_settled(cells, outcome)
    chance = _tried(lambda: _chance(plan, outcome, cells, seed))
    mixed = _tried(lambda: _mixed(outcome, settled, comparison.confidence))
    belief = _tried(lambda: _beliefs(outcome, settled, comparison))
    balance = _tried(lambda: _balance(outcome, cells))
    bounds = _tried(lambda: _bounds(outcome, comparison, assigned))
    named = (
        (Part.CHANCE, chance),
        (Part.MIXED, mixed),
        (Part.BELIEF, belief),
        (Part.BALANCE, balance),
        (Part.BOUNDS, bounds),
    )
    return Beside(
        chance=None if isinstance(chance, Gap) else chance,
        mixed=None if isinstance(mixed, Gap) else mixed,
        posterior=() if isinstance(belief, Gap) else belief,
        baselines=() if isinstance(balance, Gap) else balance,
        bounds=None if isinstance(bounds, Gap) else bounds,
        not_done=tuple(NotDone(part, why) for part, why in named if isinstance(why, Gap)),
    )


def _tried[Found](make: Callable[[], Found | Gap]) -> Found | Gap:
    """What a method refuses is a gap of its own part, and of no other."""
    try:
        return make()
    except CannotCompare:
        return Gap.CANNOT


def _chance(
    plan: Plan, outcome: PlannedOutcome, cells: Sequence[ClassMoments], seed: int
) -> RandomisationTest | Gap:
    """The randomisation test on class means, by the plan's own lot.

    Classes without totals leave the scheme of the plan behind, and so there is no test.
    """
    scheme = plan.scheme
    if scheme is None:
        return Gap.NO_LOT
    arm_of = {cell.label: cell.arm for cell in cells}
    if len(arm_of) != len(cells):
        return Gap.LOT_NOT_KEPT
    if set(arm_of) != set(plan.classes):
        return Gap.CLASSES_MISSING
    if not scheme.permits([arm_of[unit] for unit in scheme.units]):
        return Gap.LOT_NOT_KEPT
    means = {cell.label: _mean(cell, outcome.name) for cell in cells}
    covariates = {
        name: {cell.label: _mean(cell, name) for cell in cells} for name in outcome.baseline
    }
    blocks = plan.classes if len(set(plan.classes.values())) > 1 else None
    statistic = ancova_on_means(means, covariates=covariates, blocks=blocks)
    return randomisation_test(statistic, arm_of, scheme, seed=seed)


def _mixed(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments], confidence: float
) -> Mixed | Gap:
    names = (*outcome.baseline, outcome.name)
    if not _is_measured(cells, names):
        return Gap.NO_SPREAD
    products = products_of_moments(cells, variables=names)
    model = random_intercept(products, outcome=outcome.name, regressors=(ARM, *outcome.baseline))
    effect = model.estimate(ARM, confidence=confidence)
    return Mixed(status=model.status, icc=model.icc(), effect=effect)


def _beliefs(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments], comparison: Comparison
) -> tuple[Beliefs, ...] | Gap:
    sd = comparison.pooled_sd
    if not sd or not _is_measured(cells, (*outcome.baseline, outcome.name)):
        return Gap.NO_SPREAD
    sign = 1 if outcome.higher_is_better else -1
    found = []
    for prior in (FLAT, USUAL, sceptical()):
        kind = replace(prior, mean=sign * prior.mean)
        told = posterior_of_effect(
            cells, outcome=outcome.name, baseline=outcome.baseline, prior=kind, sd=sd
        )
        found.append(_believed(outcome, prior, told, sd))
    return tuple(found)


def _believed(outcome: PlannedOutcome, prior: EffectPrior, told: Posterior, sd: float) -> Beliefs:
    """The posterior of arm 1 minus arm 0 as one of the benefit."""
    smallest = float(outcome.smallest_that_matters)
    sign = 1 if outcome.higher_is_better else -1
    above = told.probability_above
    helps, matters = above(0.0), above(smallest)
    if sign < 0:
        helps, matters = 1 - above(0.0), 1 - above(-smallest)
    ends = sorted(sign * told.quantile(share) for share in (TAIL, 1 - TAIL))
    middle, reach = sign * told.mean, SPREAD * told.sd
    steps = np.linspace(middle - reach, middle + reach, POINTS)
    heights = told.g_density([float(sign * benefit / sd) for benefit in steps])
    return Beliefs(
        prior=prior.name,
        helps=helps,
        matters=matters,
        negligible=above(-smallest) - above(smallest),
        mean=middle,
        low=ends[0],
        high=ends[1],
        curve=Curve(
            low=float(steps[0]),
            high=float(steps[-1]),
            density=tuple(height / sd for height in heights),
        ),
    )


def _balance(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments]
) -> tuple[BaselineDifference, ...] | Gap:
    """Of those baselines whose spread was typed."""
    if not outcome.baseline:
        return Gap.NO_BASELINE
    told = [name for name in outcome.baseline if _is_measured(cells, (name,))]
    return baseline_of_cells(cells, covariates=told) if told else Gap.NO_SPREAD


def _bounds(
    outcome: PlannedOutcome, comparison: Comparison, assigned: tuple[int, int] | None
) -> Bounds | Gap:
    if assigned is None:
        return Gap.ASSIGNED_NOT_KNOWN
    if outcome.scale is None:
        return Gap.NO_SCALE
    lowest, highest = (float(end) for end in outcome.scale)
    means = [arm.mean for arm in comparison.arms if arm.mean is not None]
    if not all(lowest <= mean <= highest for mean in means):
        return Gap.OUTSIDE_SCALE
    control, treated = (
        Answered(assigned=total, observed=arm.pupils, mean=arm.mean)
        for total, arm in zip(assigned, comparison.arms, strict=True)
    )
    return worst_case_bounds(treated, control, lowest=lowest, highest=highest)


def _is_measured(cells: Sequence[ClassMoments], names: Sequence[str]) -> bool:
    """Whether all spreads of these variables, and how they go together, are known."""
    for cell in cells:
        places = cell.places(names)
        if any(cell.cross_products[i][j] is None for i in places for j in places):
            return False
    return True


def _mean(cell: ClassMoments, name: str) -> float:
    return cell.means[cell.places([name])[0]]
