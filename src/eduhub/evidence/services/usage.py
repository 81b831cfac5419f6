"""What was used, beside what was compared: intention to treat stays the answer of the trial.

Teachers give how many pupils of a class reached the recommended dose. That share is the same for
all pupils of a class here, and two stages by way of the lot need no more: the instrument does not
vary within a class either, so the estimate and its error by class are those of the pupils' rows.
"""

from collections.abc import Sequence
from typing import Any

from eduhub.engines.evidence import CannotCompare, ClassMoments
from eduhub.engines.evidence.disclosure import Code, shown_share
from eduhub.engines.evidence.estimation import EffectOfUse, effect_of_use, products_of_moments
from eduhub.engines.evidence.estimation.instruments import Strength
from eduhub.engines.evidence.thresholds import (
    FEWEST_CLASSES_FOR_A_MEAN,
    SMALLEST_GROUP_FOR_A_MEAN,
)
from eduhub.evidence.models import Plan, Totals
from eduhub.evidence.models.totals import OUTCOME
from eduhub.evidence.services.content import CONFIDENCE
from eduhub.evidence.states import Design


def usage_of(
    plan: Plan, counted: Sequence[Totals], cells: Sequence[ClassMoments]
) -> dict[str, Any]:
    """What goes into a result's content as "usage"; {} where the plan recommends no dose.

    `shares` are of the comparison's and of the trying classes' pupils, None where too few are
    behind them. `effect` is of reaching the dose, for pupils whose use the lot decided, with two
    digits only, so that no share can be worked back; `obstacle` says why there is none.
    """
    if plan.dose_minutes is None:
        return {}
    given = {totals.of_class.code: totals for totals in counted if totals.of_class is not None}
    known = {code: t for code, t in given.items() if t.reached is not None}
    told: dict[str, Any] = {
        "minutes_a_week": plan.dose_minutes,
        "classes_unknown": len({cell.label for cell in cells} - set(known)),
        "shares": [_share([c for c in cells if c.arm == arm], known) for arm in (0, 1)],
        "effect": None,
    }
    found = _effect(plan, cells, known) if None not in told["shares"] else "too_few"
    if isinstance(found, EffectOfUse):
        numbers = (found.effect.estimate, found.effect.low, found.effect.high)
        told["effect"] = [f"{number:.2g}" for number in numbers]
        return told | {"obstacle": None}
    return told | {"obstacle": found}


def _share(cells: Sequence[ClassMoments], known: dict[str, Totals]) -> dict[str, Any] | None:
    """The share of one side that reached the dose, as it may be shown."""
    cells = [cell for cell in cells if cell.label in known]
    whole = sum(cell.pupils for cell in cells)
    few = len(cells) < FEWEST_CLASSES_FOR_A_MEAN.value or whole < SMALLEST_GROUP_FOR_A_MEAN.value
    if few:
        return None
    shown = shown_share(sum(known[cell.label].reached or 0 for cell in cells), whole)
    bound = {Code.AT_MOST: "at_most", Code.AT_LEAST: "at_least"}.get(shown.code, "")
    return {"percent": shown.percent, "bound": bound}


def _effect(
    plan: Plan, cells: Sequence[ClassMoments], known: dict[str, Totals]
) -> EffectOfUse | str:
    """The effect, or a word for what stands in its way."""
    if plan.design == Design.NO_LOT:
        return "no_lot"
    if any(cell.label not in known for cell in cells):
        return "unknown"
    dose = [(known[cell.label].reached or 0) / cell.pupils for cell in cells]
    try:
        products = products_of_moments(cells, variables=[OUTCOME], of_cells={"dose": dose})
        found = effect_of_use(products, outcome=OUTCOME, dose="dose", confidence=float(CONFIDENCE))
    except CannotCompare as obstacle:
        return obstacle.reason.value
    return "weak" if found.strength is Strength.WEAK else found
