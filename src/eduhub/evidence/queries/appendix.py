"""What the appendix of a report draws: worked out from the class sums once, and then kept.

Nothing here goes round the gate: before a result is public, and where a side has too few
classes, there is no appendix, and each part that could not be done says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from django.core.cache import cache
from numpy.typing import NDArray

from eduhub.engines.evidence import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    CannotCompare,
    ClassMoments,
    count_may_be_shown,
    with_class_mean_baseline,
)
from eduhub.engines.evidence.assignment import Scheme, blocked
from eduhub.engines.evidence.effects import Attrition, BaselineDifference, attrition
from eduhub.engines.evidence.effects.attrition import Kept
from eduhub.engines.evidence.effects.baseline import baseline_of_cells
from eduhub.engines.evidence.posterior import FLAT, USUAL, posterior_of_effect, sceptical
from eduhub.engines.evidence.randomisation import DRAWS, ancova_on_means, randomisation_test
from eduhub.engines.evidence.randomisation.reference_set import all_totals, sampled_totals
from eduhub.engines.evidence.randomisation.statistic import Statistic
from eduhub.engines.evidence.trial.analysis import default_seed
from eduhub.evidence.models import Result, Trial
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.queries.gate import Gate, Why
from eduhub.evidence.queries.sentences import Question
from eduhub.evidence.states import Arm, Design

KEPT = 30 * 24 * 3600  # seconds
GRID = 61  # points of a density
BINS = 25
MOST_ENUMERATED = 50_000  # assignments that are all looked at while somebody waits for the page
SPREAD = 4.0  # standard deviations that a density is drawn on both sides


class Gap(StrEnum):
    """Why a part is not there."""

    NOT_YET = "not_yet"
    FEW_CLASSES = "few_classes"
    NO_LOT = "no_lot"
    CLASSES_MISSING = "classes_missing"
    NO_SPREAD = "no_spread"
    NO_BASELINE = "no_baseline"
    GROUPS_NOT_KNOWN = "groups_not_known"
    FEW_LOST = "few_lost"
    NO_COMPARISON = "no_comparison"


@dataclass(frozen=True, slots=True)
class Belief:
    """What one prior makes of the data, the benefit upwards: in the measure's unit.

    `density` at even steps from `low` to `high`; `helps`, `matters` and `negligible` are chances.
    """

    prior: str
    helps: float
    matters: float
    negligible: float
    low: float
    high: float
    density: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """The lot drawn again and again, had the solution changed nothing.

    `counts` in even bins from `low` to `high` of the difference of class means.
    """

    observed: float
    p: float
    assignments: int
    is_exact: bool
    low: float
    high: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """Each part, or the reason why it is not there."""

    beliefs: tuple[Belief, ...] | Gap
    chance: Chance | Gap
    balance: BaselineDifference | Gap
    lost: Attrition | Gap


def appendix_of(trial: Trial, result: Result) -> Appendix:
    """Kept by the result's fingerprint: a public result never changes. One query, or two."""
    if result.published_at is None:
        return _none(Gap.NOT_YET)
    key = f"appendix:1:{result.fingerprint}"
    found = cache.get(key)
    if isinstance(found, Appendix):
        return found
    made = _appendix(trial, result)
    cache.set(key, made, KEPT)
    return made


def _none(why: Gap) -> Appendix:
    return Appendix(why, why, why, why)


def _appendix(trial: Trial, result: Result) -> Appendix:
    lost = _lost(trial, result)
    if result.estimate is None:
        return replace(_none(Gap.NO_COMPARISON), lost=lost)
    if min(int(arm["classes"]) for arm in result.facts["arms"]) < _fewest():
        return replace(_none(Gap.FEW_CLASSES), lost=lost)
    cells = [cell for totals in trial.counted for cell in totals.moments]
    return Appendix(
        beliefs=_beliefs(result, cells),
        chance=_chance(trial, result, cells),
        balance=_balance(result, cells),
        lost=lost,
    )


def _fewest() -> int:
    """With fewer, the possible lots are so few that they would give single classes away."""
    return int(FEWEST_CLASSES_FOR_A_STATEMENT.value)


def _covariates(result: Result) -> list[str]:
    return [BASELINE] if result.facts["baseline"] in ("class", "pupil") else []


def _beliefs(result: Result, cells: Sequence[ClassMoments]) -> tuple[Belief, ...] | Gap:
    sd = float(result.facts.get("pooled_sd") or 0.0)
    if result.facts["baseline"] == "class":
        cells = list(with_class_mean_baseline(cells, baseline=[BASELINE]))
    names = (OUTCOME, *_covariates(result))
    if not sd or not all(_is_spread_known(cell, names) for cell in cells):
        return Gap.NO_SPREAD
    question = Question.of(result.plan.frozen)
    smallest, sign = question.smallest, 1.0 if question.higher_is_better else -1.0
    found = []
    for prior in (FLAT, USUAL, sceptical()):
        told = posterior_of_effect(
            cells,
            outcome=OUTCOME,
            baseline=_covariates(result),
            prior=replace(prior, mean=sign * prior.mean),
            sd=sd,
        )
        above = told.probability_above
        helps, matters = above(0.0), above(smallest)
        if sign < 0:
            helps, matters = 1 - helps, 1 - above(-smallest)
        middle, reach = sign * told.mean, SPREAD * told.sd
        at = np.linspace(middle - reach, middle + reach, GRID)
        heights = told.g_density([float(sign * b / sd) for b in at])
        found.append(
            Belief(
                prior=prior.name,
                helps=helps,
                matters=matters,
                negligible=above(-smallest) - above(smallest),
                low=float(at[0]),
                high=float(at[-1]),
                density=tuple(height / sd for height in heights),
            )
        )
    return tuple(found)


def _is_spread_known(cell: ClassMoments, names: Sequence[str]) -> bool:
    places = cell.places(names)
    return all(cell.cross_products[i][j] is not None for i in places for j in places)


def _chance(trial: Trial, result: Result, cells: Sequence[ClassMoments]) -> Chance | Gap:
    if trial.plan is None or trial.plan.design != Design.LOT_HERE:
        return Gap.NO_LOT
    arms = {cell.label: cell.arm for cell in cells}
    blocks = {one.code: one.block for one in trial.classes}
    if set(arms) != set(blocks) or len(arms) != len(cells):
        return Gap.CLASSES_MISSING
    means = {cell.label: cell.means[cell.places([OUTCOME])[0]] for cell in cells}
    covariates = {
        name: {cell.label: cell.means[cell.places([name])[0]] for cell in cells}
        for name in _covariates(result)
    }
    several = blocks if len(set(blocks.values())) > 1 else None
    scheme, seed = blocked(blocks), default_seed(trial.plan.as_frozen.fingerprint)
    if not scheme.permits([arms[unit] for unit in scheme.units]):
        return Gap.NO_LOT
    try:
        statistic = ancova_on_means(means, covariates=covariates, blocks=several)
        test = randomisation_test(
            statistic, arms, scheme, seed=seed, most_enumerated=MOST_ENUMERATED
        )
    except CannotCompare:
        return Gap.NO_COMPARISON
    null = _null(statistic, scheme, seed)
    reach = max(float(np.abs(null).max()), abs(test.estimate)) * 1.02
    counts, _edges = np.histogram(null, bins=BINS, range=(-reach, reach))
    return Chance(
        observed=test.estimate,
        p=test.p_two_sided,
        assignments=test.assignments,
        is_exact=test.seed is None,
        low=-reach,
        high=reach,
        counts=tuple(int(count) for count in counts),
    )


def _null(statistic: Statistic, scheme: Scheme, seed: int) -> NDArray[np.float64]:
    """The statistic of every assignment that the test looks at, where it is finite."""
    if scheme.assignments <= MOST_ENUMERATED:
        totals = all_totals(scheme, statistic.weights)
    else:
        source = np.random.default_rng(seed)
        totals = sampled_totals(scheme, statistic.weights, draws=DRAWS, source=source)
    found, _below = statistic.of_totals(totals)
    return np.asarray(found[np.isfinite(found)], dtype=np.float64)


def _balance(result: Result, cells: Sequence[ClassMoments]) -> BaselineDifference | Gap:
    """The gate holds for earlier means as for later ones: both sides have enough classes here."""
    if result.facts["baseline"] not in ("class", "pupil"):
        return Gap.NO_BASELINE
    gate = Gate.of(result)
    if gate.side(gate.tries, 1).mean.why is not Why.SHOWN:
        return Gap.FEW_CLASSES
    if not all(_is_spread_known(cell, (BASELINE,)) for cell in cells):
        return Gap.NO_SPREAD
    return baseline_of_cells(cells, covariates=[BASELINE])[0]


def _lost(trial: Trial, result: Result) -> Attrition | Gap:
    """Of pupils, whole classes that gave nothing among them; shares would give counts away."""
    if not trial.classes:
        return Gap.GROUPS_NOT_KNOWN
    kept = []
    for arm, measured in zip((Arm.COMPARES, Arm.TRIES), result.facts["arms"], strict=True):
        given = sum(one.group.pupils for one in trial.in_arm(arm))
        analysed = int(measured["pupils"])
        if int(measured["classes"]) < 2 or not count_may_be_shown(analysed):
            return Gap.FEW_CLASSES
        if given < analysed:
            return Gap.GROUPS_NOT_KNOWN
        if not count_may_be_shown(given - analysed):
            return Gap.FEW_LOST
        kept.append(Kept(assigned=given, analysed=analysed))
    return attrition(treated=kept[1], control=kept[0])
