"""What the appendix of a report draws and tells beside the comparison, as the result keeps it.

Nothing is computed from what classes gave: the analysis has done that once. Nothing here goes
round the gate: before a result is public, and where a side has too few classes, there is no
appendix, and each part that could not be done says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from eduhub.engines.evidence.effects import Attrition, attrition
from eduhub.engines.evidence.effects.attrition import Kept
from eduhub.engines.evidence.estimation import Shown
from eduhub.evidence.models import Result
from eduhub.evidence.queries.gate import Gate, Why
from eduhub.evidence.queries.sentences import Question


class Gap(StrEnum):
    """Why a part is not there: the gate's reasons, then those of `engines.evidence.trial.Gap`."""

    NOT_YET = "not_yet"
    FEW_CLASSES = "few_classes"
    FEW_LOST = "few"
    OLDER = "older"
    NO_COMPARISON = "no_comparison"
    NO_LOT = "no_lot"
    LOT_NOT_KEPT = "lot_not_kept"
    CLASSES_MISSING = "classes_missing"
    NO_SPREAD = "no_spread"
    NO_BASELINE = "no_baseline"
    NO_SCALE = "no_scale"
    OUTSIDE_SCALE = "outside_scale"
    GROUPS_NOT_KNOWN = "assigned_not_known"
    CANNOT = "cannot"


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
class Mixed:
    """The random-intercept model (REML) beside the plan's own method, in the measure's unit."""

    estimate: float
    low: float
    high: float
    p: float
    icc: float


@dataclass(frozen=True, slots=True)
class Same:
    """Whether the difference is shown to be too small to matter; the interval is of 90 %."""

    is_shown: bool
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """The plain difference in means, had all who are missing reached the least or the most."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the sides stood apart in standard deviations, the benefit upwards.

    `before` of the earlier measure, `after` of the measure itself, neither with adjustment.
    """

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Appendix:
    """Each part, or the reason why it is not there."""

    mixed: Mixed | Gap
    same: Same | Gap
    bounds: Bounds | Gap
    beliefs: tuple[Belief, ...] | Gap
    chance: Chance | Gap
    balance: Apart | Gap
    lost: Attrition | Gap


def appendix_of(result: Result) -> Appendix:
    """No query: all of it stands in the result."""
    facts, gate = result.facts, Gate.of(result)
    lost = _lost(facts, gate)
    why = Gap(gate.beside.value) if gate.beside is not Why.SHOWN else None
    if why is None and "parts" not in facts:
        why = Gap.OLDER
    if result.estimate is None and gate.is_final:
        why = Gap.NO_COMPARISON
    if why is not None:
        return Appendix(why, why, why, why, why, why, lost)
    parts = facts["parts"]
    return Appendix(
        mixed=_part(parts, "mixed", _mixed),
        same=_part(parts, "equivalence", _same),
        bounds=_part(parts, "bounds", _bounds),
        beliefs=_part(parts, "belief", _beliefs),
        chance=_part(parts, "chance", _chance),
        balance=_part(parts, "balance", lambda told: _apart(told, result, gate)),
        lost=lost,
    )


def _part[Found](
    parts: Mapping[str, Any], name: str, read: Callable[[Any], Found | Gap]
) -> Found | Gap:
    told = parts[name]
    return Gap(parts["not_done"][name]) if told is None else read(told)


def _mixed(told: Mapping[str, str]) -> Mixed:
    return Mixed(
        estimate=float(told["estimate"]),
        low=float(told["low"]),
        high=float(told["high"]),
        p=float(told["p_value"]),
        icc=float(told["icc"]),
    )


def _same(told: Mapping[str, str]) -> Same:
    return Same(
        is_shown=told["answer"] == Shown.SHOWN,
        low=float(told["low"]),
        high=float(told["high"]),
        p=float(told["p_value"]),
    )


def _bounds(told: Mapping[str, str]) -> Bounds:
    return Bounds(low=float(told["low"]), high=float(told["high"]))


def _beliefs(told: list[Mapping[str, Any]]) -> tuple[Belief, ...]:
    return tuple(
        Belief(
            prior=one["prior"],
            helps=float(one["helps"]),
            matters=float(one["matters"]),
            negligible=float(one["negligible"]),
            low=float(one["curve"]["low"]),
            high=float(one["curve"]["high"]),
            density=tuple(float(height) for height in one["curve"]["density"]),
        )
        for one in told
    )


def _chance(told: Mapping[str, Any]) -> Chance:
    bins = told["bins"]
    return Chance(
        observed=float(told["observed"]),
        p=float(told["p_value"]),
        assignments=told["assignments"],
        is_exact=told["is_exact"],
        low=float(bins["low"]),
        high=float(bins["high"]),
        counts=tuple(bins["counts"]),
    )


def _apart(told: list[Mapping[str, Any]], result: Result, gate: Gate) -> Apart | Gap:
    """The gate holds for earlier means as for later ones."""
    compares, tries = (gate.side(arm, 1).mean for arm in (gate.compares, gate.tries))
    if tries.value is None or compares.value is None:
        return Gap.FEW_CLASSES
    before, spread = told[0]["effect_size"], float(result.facts["pooled_sd"] or 0.0)
    if before is None or not spread:
        return Gap.NO_SPREAD
    sign = 1.0 if Question.of(result.plan.frozen).higher_is_better else -1.0
    after = (tries.value - compares.value) / spread
    return Apart(before=sign * float(before), after=sign * after)


def _lost(facts: Mapping[str, Any], gate: Gate) -> Attrition | Gap:
    """Of pupils, whole classes that gave nothing among them; shares would give counts away."""
    assigned = facts.get("assigned")
    if not assigned:
        is_older = gate.is_final and "assigned" not in facts
        return Gap.OLDER if is_older else Gap.GROUPS_NOT_KNOWN
    found = gate.missing(assigned)
    if isinstance(found, Why):
        return Gap(found.value)
    control, treated = (Kept(assigned=given, analysed=kept) for given, kept in found)
    return attrition(treated=treated, control=control)
