"""From a registered plan and the classes' totals to one result; nothing else is asked."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from eduhub.engines.evidence.comparison import Comparison, compare_arms
from eduhub.engines.evidence.effects import (
    Attrition,
    Band,
    BaselineDifference,
    Kept,
    adjusted_g,
    attrition,
    baseline_of_cells,
)
from eduhub.engines.evidence.estimation import (
    NonInferiority,
    equivalence,
    non_inferiority,
    products_of_moments,
)
from eduhub.engines.evidence.mixed import random_intercept
from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.multiplicity import adjust_p_values
from eduhub.engines.evidence.posterior import FLAT, USUAL, posterior_of_effect, sceptical
from eduhub.engines.evidence.randomisation import (
    RandomisationTest,
    ancova_on_means,
    randomisation_test,
)
from eduhub.engines.evidence.refusals import CannotCompare
from eduhub.engines.evidence.trial.planned import Plan, PlannedOutcome
from eduhub.engines.evidence.trial.result import (
    Beliefs,
    Effect,
    Mixed,
    OutcomeResult,
    Standing,
    TrialResult,
    Warn,
)
from eduhub.engines.evidence.verdict import Ground, verdict_of

ARM = "arm"
TAIL = 0.025


def analyse(
    plan: Plan,
    cells: Sequence[ClassMoments],
    *,
    registered: str,
    assigned: tuple[int, int] | None = None,
    explored: Sequence[PlannedOutcome] = (),
) -> TrialResult:
    """What do the data say to the plan's questions, and only to those?

    Intention to treat: classes count in the arm that they were given. Every planned outcome
    appears, in the plan's order, with an effect or the reason why there is none; what is
    `explored` beside the plan is marked so, enters no correction and no verdict's rating.

    Args:
        cells: totals of each class and arm.
        registered: the fingerprint under which the plan was registered before the data.
        assigned: pupils given arm 0 and arm 1 before anything was measured, for attrition.
        explored: outcomes that the plan does not name.

    Raises:
        ValueError: the plan is not the registered one, a class is not in it, more pupils were
            measured than assigned, or an explored outcome is in the plan.

    Source: see the modules of each part; `default_seed` for the Monte Carlo draws is the
    first 64 bits of the registered fingerprint, so that anybody gets the same digits.
    """
    _refuse_other(plan, cells, registered, explored)
    found = [_outcome(plan, one, cells, Standing.PLANNED) for one in plan.outcomes]
    found = _together(plan, found)
    found += [_outcome(plan, one, cells, Standing.EXPLORATORY) for one in explored]
    lost = _attrition(cells, assigned)
    missing = tuple(sorted(set(plan.classes) - {cell.label for cell in cells}))
    warnings = []
    if plan.chance is None:
        warnings.append(Warn.NO_LOT)
    if missing:
        warnings.append(Warn.CLASSES_MISSING)
    if lost is not None and not lost.by(plan.attrition).low:
        warnings.append(Warn.HIGH_ATTRITION)
    return TrialResult(
        plan_fingerprint=registered,
        version=plan.version,
        outcomes=tuple(found),
        attrition=lost,
        missing_classes=missing,
        warnings=tuple(warnings),
    )


def default_seed(fingerprint: str) -> int:
    """The seed of Monte Carlo draws for a plan: fixed before the data, as the plan is."""
    return int(fingerprint[:16], 16)


def _outcome(
    plan: Plan, outcome: PlannedOutcome, cells: Sequence[ClassMoments], standing: Standing
) -> OutcomeResult:
    names = {name for cell in cells for name in cell.variables}
    if not names.issuperset((*outcome.baseline, outcome.name)):
        return OutcomeResult(outcome.name, standing, None, None, (Warn.NOT_MEASURED,))
    try:
        effect, warnings = _effect(plan, outcome, cells)
    except CannotCompare as refusal:
        return OutcomeResult(outcome.name, standing, None, refusal.reason, ())
    return OutcomeResult(outcome.name, standing, effect, None, warnings)


def _effect(
    plan: Plan, outcome: PlannedOutcome, cells: Sequence[ClassMoments]
) -> tuple[Effect, tuple[Warn, ...]]:
    comparison = compare_arms(
        cells,
        outcome=outcome.name,
        baseline=outcome.baseline,
        confidence=float(plan.confidence),
    )
    smallest = float(outcome.smallest_that_matters)
    verdict = verdict_of(
        comparison, smallest_that_matters=smallest, higher_is_better=outcome.higher_is_better
    )
    chance, kept = _chance(plan, outcome, cells)
    baselines = _baselines(outcome, cells)
    mixed = _mixed(outcome, cells, float(plan.confidence))
    g = _standardised(comparison)
    effect = Effect(
        comparison=comparison,
        verdict=verdict,
        g=g[0],
        g_low=g[1],
        g_high=g[2],
        p_together=comparison.p_value,
        equivalence=equivalence(comparison, lowest=-smallest, highest=smallest),
        non_inferiority=_not_worse(outcome, comparison),
        chance=chance,
        mixed=mixed,
        posterior=_beliefs(outcome, cells, comparison),
        baselines=baselines,
    )
    told = {
        Warn.FEW_CLASSES: Ground.FEW_CLASSES in verdict.grounds,
        Warn.FEW_DEGREES_OF_FREEDOM: Ground.FEW_DEGREES_OF_FREEDOM in verdict.grounds,
        Warn.BASELINE_APART: any(one.band is Band.NOT_SATISFIED for one in baselines),
        Warn.LOT_NOT_KEPT: not kept,
        Warn.ESTIMATES_DISAGREE: _disagree(comparison, mixed),
    }
    return effect, tuple(warning for warning, holds in told.items() if holds)


def _chance(
    plan: Plan, outcome: PlannedOutcome, cells: Sequence[ClassMoments]
) -> tuple[RandomisationTest | None, bool]:
    """The randomisation test on class means, and whether the lot was kept.

    Classes without totals leave the scheme of the plan behind: the test asks about those
    that are there, each block keeping the arms that its classes were given.
    """
    scheme = plan.scheme
    arm_of = {cell.label: cell.arm for cell in cells}
    if scheme is None:
        return None, True
    if len(arm_of) != len(cells) or set(arm_of) != set(plan.classes):
        return None, len(arm_of) == len(cells)
    if not scheme.permits([arm_of[unit] for unit in scheme.units]):
        return None, False
    means = {cell.label: _mean(cell, outcome.name) for cell in cells}
    covariates = {
        name: {cell.label: _mean(cell, name) for cell in cells} for name in outcome.baseline
    }
    blocks = plan.classes if len(set(plan.classes.values())) > 1 else None
    try:
        statistic = ancova_on_means(means, covariates=covariates, blocks=blocks)
        test = randomisation_test(statistic, arm_of, scheme, seed=default_seed(plan.fingerprint))
    except CannotCompare:
        return None, True
    return test, True


def _mixed(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments], confidence: float
) -> Mixed | None:
    """None where spreads were not typed, or classes are too few for the model."""
    if not _is_measured(cells, (*outcome.baseline, outcome.name)):
        return None
    products = products_of_moments(cells, variables=(*outcome.baseline, outcome.name))
    try:
        model = random_intercept(
            products, outcome=outcome.name, regressors=(ARM, *outcome.baseline)
        )
        effect = model.estimate(ARM, confidence=confidence)
    except CannotCompare:  # the main estimate has told its own reasons
        return None
    return Mixed(status=model.status, icc=model.icc(), effect=effect)


def _beliefs(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments], comparison: Comparison
) -> tuple[Beliefs, ...]:
    sd = comparison.pooled_sd
    if not sd or not _is_measured(cells, (*outcome.baseline, outcome.name)):
        return ()
    smallest = float(outcome.smallest_that_matters)
    sign = 1 if outcome.higher_is_better else -1
    found = []
    for prior in (FLAT, USUAL, sceptical()):
        kind = replace(prior, mean=sign * prior.mean)
        told = posterior_of_effect(
            cells, outcome=outcome.name, baseline=outcome.baseline, prior=kind, sd=sd
        )
        above = told.probability_above
        helps, matters = above(0.0), above(smallest)
        if sign < 0:
            helps, matters = 1 - above(0.0), 1 - above(-smallest)
        ends = sorted(sign * told.quantile(share) for share in (TAIL, 1 - TAIL))
        found.append(
            Beliefs(
                prior=prior.name,
                helps=helps,
                matters=matters,
                negligible=above(-smallest) - above(smallest),
                mean=sign * told.mean,
                low=ends[0],
                high=ends[1],
            )
        )
    return tuple(found)


def _baselines(
    outcome: PlannedOutcome, cells: Sequence[ClassMoments]
) -> tuple[BaselineDifference, ...]:
    """Those whose spread was typed."""
    told = [name for name in outcome.baseline if _is_measured(cells, (name,))]
    return baseline_of_cells(cells, covariates=told)


def _standardised(comparison: Comparison) -> tuple[float | None, float | None, float | None]:
    pupils = sum(arm.pupils for arm in comparison.arms)
    if not comparison.pooled_sd:
        return None, None, None
    ends = (comparison.estimate, comparison.low, comparison.high)
    g, low, high = (adjusted_g(end, sd=comparison.pooled_sd, pupils=pupils) for end in ends)
    return g, low, high


def _not_worse(outcome: PlannedOutcome, comparison: Comparison) -> NonInferiority | None:
    if outcome.margin is None:
        return None
    return non_inferiority(
        comparison, margin=float(outcome.margin), higher_is_better=outcome.higher_is_better
    )


def _disagree(comparison: Comparison, mixed: Mixed | None) -> bool:
    if mixed is None:
        return False
    shown = all(
        math.copysign(1, one.low) == math.copysign(1, one.high)
        for one in (comparison, mixed.effect)
    )
    return shown and comparison.estimate * mixed.effect.estimate < 0


def _together(plan: Plan, found: Sequence[OutcomeResult]) -> list[OutcomeResult]:
    """Each domain's p-values corrected together; an outcome without an effect counts as p = 1."""
    domains: dict[str, list[int]] = defaultdict(list)
    for at, outcome in enumerate(plan.outcomes):
        domains[outcome.domain].append(at)
    alpha = 1 - float(plan.confidence)
    settled = list(found)
    for places in domains.values():
        effects = [found[at].effect for at in places]
        p_values = [1.0 if one is None else one.comparison.p_value for one in effects]
        adjusted = adjust_p_values(p_values, correction=plan.correction, alpha=alpha)
        for at, effect, p_value in zip(places, effects, adjusted.adjusted, strict=True):
            if effect is not None:
                settled[at] = _corrected(found[at], effect, p_value, alpha)
    return settled


def _corrected(
    result: OutcomeResult, effect: Effect, p_value: float, alpha: float
) -> OutcomeResult:
    warnings = result.warnings
    if effect.comparison.p_value <= alpha < p_value:
        warnings = (*warnings, Warn.NOT_SIGNIFICANT_TOGETHER)
    return replace(result, effect=replace(effect, p_together=p_value), warnings=warnings)


def _attrition(
    cells: Sequence[ClassMoments], assigned: tuple[int, int] | None
) -> Attrition | None:
    if assigned is None:
        return None
    measured = [sum(cell.pupils for cell in cells if cell.arm == arm) for arm in (0, 1)]
    control, treated = (
        Kept(assigned=total, analysed=kept) for total, kept in zip(assigned, measured, strict=True)
    )
    return attrition(treated, control)


def _is_measured(cells: Sequence[ClassMoments], names: Sequence[str]) -> bool:
    """Whether all spreads of these variables, and how they go together, are known."""
    for cell in cells:
        places = cell.places(names)
        if any(cell.cross_products[i][j] is None for i in places for j in places):
            return False
    return True


def _mean(cell: ClassMoments, name: str) -> float:
    return cell.means[cell.places([name])[0]]


def _refuse_other(
    plan: Plan,
    cells: Sequence[ClassMoments],
    registered: str,
    explored: Sequence[PlannedOutcome],
) -> None:
    if plan.fingerprint != registered:
        raise ValueError(
            f"the plan's fingerprint is {plan.fingerprint}, registered is {registered}"
        )
    unknown = sorted({cell.label for cell in cells} - set(plan.classes))
    if unknown:
        raise ValueError(f"not in the plan: {', '.join(unknown)}")
    planned: Mapping[str, PlannedOutcome] = {one.name: one for one in plan.outcomes}
    twice = [one.name for one in explored if planned.get(one.name) == one]
    if twice:
        raise ValueError(f"{twice[0]} is in the plan: it is not explored beside it")
