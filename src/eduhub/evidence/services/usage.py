"""What was used, beside what was compared: intention to treat stays the answer of the trial.

How many pupils of a class reached the recommended dose is typed by its teacher or comes of a file.
That share is the same for all pupils of a class here, and two stages by way of the lot need no
more: the instrument does not vary within a class either, so the estimate and its error by class
are those of the pupils' rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eduhub.engines.evidence import (
    CannotCompare,
    ClassMoments,
    Use,
    dose_strip,
    mean_may_be_shown,
)
from eduhub.engines.evidence.disclosure import Code, shown_share
from eduhub.engines.evidence.estimation import EffectOfUse, effect_of_use, products_of_moments
from eduhub.engines.evidence.estimation.instruments import Strength
from eduhub.evidence.models import Plan, Totals
from eduhub.evidence.models.totals import OUTCOME
from eduhub.evidence.services.content import CONFIDENCE
from eduhub.evidence.states import Design

type Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the use of one cell; `use` is None where a teacher typed totals."""

    reached: int | None
    use: Use | None


def usage_of(
    plan: Plan, counted: Sequence[Totals], cells: Sequence[ClassMoments]
) -> dict[str, Any]:
    """What goes into a result's content as "usage"; {} where the plan recommends no dose.

    Everything is of the comparison's and of the trying classes, None where too few are behind
    it. `shares` are of the pupils who reached the dose; `strips` all pupils by bins of it, as
    [first bin, last bin, percent]; `minutes` a week and `days` are means in whole numbers, of
    the `classes_by_pupil` whose file told the use of every pupil. `effect` is of reaching the
    dose, for pupils whose use the lot decided, with two digits only, so that no share can be
    worked back; `obstacle` says why there is none.
    """
    if plan.dose_minutes is None:
        return {}
    known = _known(counted)
    sides = [[cell for cell in cells if cell.arm == arm] for arm in (0, 1)]
    told: dict[str, Any] = {
        "minutes_a_week": plan.dose_minutes,
        "classes_unknown": len({c.label for c in cells if _reached(c, known) is None}),
        "shares": [_share(side, known) for side in sides],
        "effect": None,
    }
    used = [[known[_key(c)].use for c in side if _key(c) in known] for side in sides]
    told |= _by_pupil(
        [[use for use in side if use is not None] for side in used],
        [_tells_bins(side, known) for side in sides],
    )
    found = _effect(plan, cells, known) if None not in told["shares"] else "too_few"
    if isinstance(found, EffectOfUse):
        numbers = (found.effect.estimate, found.effect.low, found.effect.high)
        told["effect"] = [f"{number:.2g}" for number in numbers]
        return told | {"obstacle": None}
    return told | {"obstacle": found}


def _known(counted: Sequence[Totals]) -> dict[Key, Known]:
    """By label and arm, of all cells of which anything is known."""
    known: dict[Key, Known] = {}
    for totals in counted:
        known |= {(use.label, use.arm): Known(use.reached, use) for use in totals.use}
        one = totals.of_class
        if one is not None and not totals.uses and totals.reached is not None:
            known[one.code, int(one.arm)] = Known(totals.reached, None)
    return known


def _key(cell: ClassMoments) -> Key:
    return cell.label, cell.arm


def _reached(cell: ClassMoments, known: Mapping[Key, Known]) -> int | None:
    found = known.get(_key(cell))
    return found.reached if found else None


def _tells_bins(cells: Sequence[ClassMoments], known: Mapping[Key, Known]) -> bool:
    """Whether the bins of classes with a file may stand beside the share of all classes.

    Not where they give away, by subtraction, the few classes whose teachers typed the share.
    """
    found = [(cell.pupils, known[_key(cell)]) for cell in cells if _key(cell) in known]
    typed = [pupils for pupils, one in found if not (one.use and one.use.bins)]
    return not typed or mean_may_be_shown(pupils=sum(typed), classes=len(typed))


def _share(cells: Sequence[ClassMoments], known: Mapping[Key, Known]) -> dict[str, Any] | None:
    """The share of one side that reached the dose, as it may be shown."""
    told = [(cell.pupils, _reached(cell, known)) for cell in cells]
    counts = [(pupils, reached) for pupils, reached in told if reached is not None]
    whole = sum(pupils for pupils, _reached in counts)
    if not mean_may_be_shown(pupils=whole, classes=len(counts)):
        return None
    shown = shown_share(sum(reached for _pupils, reached in counts), whole)
    bound = {Code.AT_MOST: "at_most", Code.AT_LEAST: "at_least"}.get(shown.code, "")
    return {"percent": shown.percent, "bound": bound}


def _by_pupil(sides: Sequence[Sequence[Use]], tells_bins: Sequence[bool]) -> dict[str, Any]:
    """What only files tell that have a row for each pupil; {} where there are none."""
    if not any(sides):
        return {}
    binned = [[use for use in side if use.bins] for side in sides]
    return {
        "classes_by_pupil": [len(side) for side in sides],
        "strips": [
            _strip(side) if tells else None for side, tells in zip(binned, tells_bins, strict=True)
        ],
        "minutes": [_mean([(use.pupils, use.minutes) for use in side]) for side in sides],
        "days": [_mean([(use.pupils, use.days) for use in side]) for side in sides],
    }


def _strip(uses: Sequence[Use]) -> list[list[int]] | None:
    if not mean_may_be_shown(pupils=sum(use.pupils for use in uses), classes=len(uses)):
        return None
    bins = [sum(counts) for counts in zip(*(use.bins for use in uses), strict=True)]
    strip = dose_strip(bins)
    return [[one.first, one.last, one.percent] for one in strip] if strip else None


def _mean(told: Sequence[tuple[int, float | None]]) -> int | None:
    known = [(pupils, mean) for pupils, mean in told if mean is not None]
    whole = sum(pupils for pupils, _mean in known)
    if not mean_may_be_shown(pupils=whole, classes=len(known)):
        return None
    return round(sum(pupils * mean for pupils, mean in known) / whole)


def _effect(
    plan: Plan, cells: Sequence[ClassMoments], known: Mapping[Key, Known]
) -> EffectOfUse | str:
    """The effect, or a word for what stands in its way."""
    if plan.design == Design.NO_LOT:
        return "no_lot"
    reached = [_reached(cell, known) for cell in cells]
    dose = [n / c.pupils for n, c in zip(reached, cells, strict=True) if n is not None]
    if len(dose) < len(cells):
        return "unknown"
    try:
        products = products_of_moments(cells, variables=[OUTCOME], of_cells={"dose": dose})
        found = effect_of_use(products, outcome=OUTCOME, dose="dose", confidence=float(CONFIDENCE))
    except CannotCompare as obstacle:
        return obstacle.reason.value
    return "weak" if found.strength is Strength.WEAK else found
