"""From a registered plan and the classes' totals to one result; nothing else is asked."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from eduhub.engines.evidence.comparison import Comparison, compare_arms
from eduhub.engines.evidence.effects import Attrition, Band, Kept, adjusted_g, attrition
from eduhub.engines.evidence.estimation import NonInferiority, equivalence, non_inferiority
from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.multiplicity import adjust_p_values
from eduhub.engines.evidence.refusals import CannotCompare
from eduhub.engines.evidence.trial.beside import baseline_settled, beside, default_seed
from eduhub.engines.evidence.trial.planned import Plan, PlannedOutcome
from eduhub.engines.evidence.trial.result import (
    Effect,
    Gap,
    Mixed,
    NotDone,
    OutcomeResult,
    Part,
    Standing,
    TrialResult,
    Warn,
)
from eduhub.engines.evidence.verdict import Ground, verdict_of

__all__ = ["analyse", "default_seed"]


def analyse(
    plan: Plan,
    cells: Sequence[ClassMoments],
    *,
    registered: str,
    assigned: tuple[int, int] | None = None,
    explored: Sequence[PlannedOutcome] = (),
    seed: int | None = None,
) -> TrialResult:
    """What do the data say to the plan's questions, and only to those?

    Intention to treat: classes count in the arm that they were given. Every planned outcome
    appears, in the plan's order, with an effect or the reason why there is none; what is
    `explored` beside the plan is marked so, enters no correction and no verdict's rating.
    Where a class typed totals only, the mean of its baseline stands for each pupil's.

    Args:
        cells: totals of each class and arm.
        registered: the fingerprint under which the plan was registered before the data.
        assigned: pupils given arm 0 and arm 1 before anything was measured, for attrition.
        explored: outcomes that the plan does not name.
        seed: of the Monte Carlo draws; None takes `default_seed` of the fingerprint.

    Raises:
        ValueError: the plan is not the registered one, a class is not in it, more pupils were
            measured than assigned, or an explored outcome is in the plan.

    Source: see the modules of each part; `default_seed` is the first 64 bits of the registered
    fingerprint, so that anybody gets the same digits.
    """
    _refuse_other(plan, cells, registered, explored)
    luck = default_seed(registered) if seed is None else seed
    found = [
        _outcome(plan, one, cells, standing=Standing.PLANNED, assigned=assigned, seed=luck)
        for one in plan.outcomes
    ]
    found = _together(plan, found)
    found += [
        _outcome(plan, one, cells, standing=Standing.EXPLORATORY, assigned=assigned, seed=luck)
        for one in explored
    ]
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


def _outcome(
    plan: Plan,
    outcome: PlannedOutcome,
    cells: Sequence[ClassMoments],
    *,
    standing: Standing,
    assigned: tuple[int, int] | None,
    seed: int,
) -> OutcomeResult:
    names = {name for cell in cells for name in cell.variables}
    if not names.issuperset((*outcome.baseline, outcome.name)):
        return OutcomeResult(outcome.name, standing, None, None, (Warn.NOT_MEASURED,))
    try:
        effect, warnings = _effect(plan, outcome, cells, assigned=assigned, seed=seed)
    except CannotCompare as refusal:
        return OutcomeResult(outcome.name, standing, None, refusal.reason, ())
    return OutcomeResult(outcome.name, standing, effect, None, warnings)


def _effect(
    plan: Plan,
    outcome: PlannedOutcome,
    cells: Sequence[ClassMoments],
    *,
    assigned: tuple[int, int] | None,
    seed: int,
) -> tuple[Effect, tuple[Warn, ...]]:
    comparison = compare_arms(
        baseline_settled(cells, outcome),
        outcome=outcome.name,
        baseline=outcome.baseline,
        confidence=float(plan.confidence),
    )
    smallest = float(outcome.smallest_that_matters)
    verdict = verdict_of(
        comparison, smallest_that_matters=smallest, higher_is_better=outcome.higher_is_better
    )
    parts = beside(plan, outcome, cells, comparison=comparison, assigned=assigned, seed=seed)
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
        chance=parts.chance,
        mixed=parts.mixed,
        posterior=parts.posterior,
        baselines=parts.baselines,
        bounds=parts.bounds,
        not_done=parts.not_done,
    )
    apart = any(one.band is Band.NOT_SATISFIED for one in parts.baselines)
    told = {
        Warn.FEW_CLASSES: Ground.FEW_CLASSES in verdict.grounds,
        Warn.FEW_DEGREES_OF_FREEDOM: Ground.FEW_DEGREES_OF_FREEDOM in verdict.grounds,
        Warn.BASELINE_APART: apart,
        Warn.LOT_NOT_KEPT: NotDone(Part.CHANCE, Gap.LOT_NOT_KEPT) in parts.not_done,
        Warn.ESTIMATES_DISAGREE: _disagree(comparison, parts.mixed),
    }
    return effect, tuple(warning for warning, holds in told.items() if holds)


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
