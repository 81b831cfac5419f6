"""What anybody computes from files of their own: nothing is read from the hub or kept by it."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from eduhub.engines.evidence import (
    ClassMoments,
    Summed,
    Typed,
    moments_of_rows,
    moments_of_totals,
    with_class_mean_baseline,
)
from eduhub.engines.evidence.assignment import Assignment, assign
from eduhub.engines.evidence.design import Recommendation, Situation, recommend_design
from eduhub.engines.evidence.ratings import Rating
from eduhub.engines.evidence.synthesis import Study, Synthesis, synthesise
from eduhub.engines.evidence.trial import Plan, TrialResult, analyse, plan_from
from eduhub.evidence.queries.rating_facts import rate
from eduhub.kit.sheets import Sheet, number_in, read_sheet


@dataclass(frozen=True, slots=True)
class Columns:
    """Where class and arm stand in a file, and how many pupils a row of class totals has."""

    group: str = "class"
    arm: str = "arm"
    pupils: str = "pupils"


def design_for(situation: Situation) -> Recommendation:
    return recommend_design(situation)


def plan_in(file: bytes) -> Plan:
    """The plan of a JSON file; ValueError if it is none."""
    return plan_from(_object_in(file))


def rate_file(file: bytes) -> dict[str, Rating[Any]]:
    """What four schemes would make of the study in a JSON file, see `rating_facts`."""
    return rate(_object_in(file))


def _object_in(file: bytes) -> dict[str, Any]:
    try:
        content = json.loads(file)
    except ValueError as wrong:
        raise ValueError(f"not JSON: {wrong}") from wrong
    match content:
        case dict():
            return content
        case _:
            raise ValueError("expected a JSON object")


def assign_classes(plan: Plan, nonce: str) -> Assignment:
    """The lot of the plan's classes; ValueError for a nonce that is not hexadecimal."""
    if plan.scheme is None:
        raise ValueError("chance is null in this plan: no lot decides")
    return assign(plan.scheme, nonce=bytes.fromhex(nonce), plan_fingerprint=plan.fingerprint)


def analyse_file(
    plan: Plan,
    file: bytes,
    name: str,
    *,
    registered: str,
    columns: Columns,
    assigned: tuple[int, int] | None = None,
) -> TrialResult:
    """The result of a plan from a CSV or XLSX of pupils, or of class totals.

    A file is of class totals if it has the column of pupils; each variable v then stands in
    `v_mean` and, where it was worked out, `v_sd`.

    Raises:
        ValueError: a column is missing, a cell is not a number, see `trial.analyse`.
    """
    sheet = read_sheet(file, name)
    _need(sheet, [columns.group, columns.arm])
    if columns.pupils in sheet.columns:
        cells = _cells_of_totals(sheet, plan, columns)
    else:
        cells = list(_cells_of_pupils(sheet, plan, columns).cells)
    return analyse(plan, cells, registered=registered, assigned=assigned)


def pool_file(file: bytes, name: str) -> Synthesis:
    """Several pilots together, from columns label, effect and standard_error."""
    sheet = read_sheet(file, name)
    _need(sheet, ["label", "effect", "standard_error"])
    effects, errors = (_numbers(sheet, which) for which in ("effect", "standard_error"))
    return synthesise(
        [
            Study(label=label, effect=effect, variance=error**2)
            for label, effect, error in zip(sheet.column("label"), effects, errors, strict=True)
        ]
    )


def plain(thing: Any) -> Any:
    """A result as JSON knows it: an object for each dataclass, codes as words, no NaN."""
    match thing:
        case Enum():
            return thing.value
        case Decimal():
            return str(thing)
        case Mapping():
            return {str(key): plain(value) for key, value in thing.items()}
        case str() | bytes():
            return str(thing)
        case frozenset():
            return sorted(plain(part) for part in thing)
        case Sequence():
            return [plain(part) for part in thing]
    if is_dataclass(thing):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    return thing


def _variables(plan: Plan) -> list[str]:
    """Each outcome and baseline once, in the plan's order."""
    named = [name for one in plan.outcomes for name in (*one.baseline, one.name)]
    return list(dict.fromkeys(named))


def _cells_of_pupils(sheet: Sheet, plan: Plan, columns: Columns) -> Summed:
    variables = [name for name in _variables(plan) if name in sheet.columns]
    return moments_of_rows(
        {name: _numbers(sheet, name) for name in variables},
        cluster=sheet.column(columns.group),
        arm=_arms(sheet, columns.arm),
        variables=variables,
    )


def _cells_of_totals(sheet: Sheet, plan: Plan, columns: Columns) -> list[ClassMoments]:
    arms, pupils = _arms(sheet, columns.arm), _numbers(sheet, columns.pupils)
    variables = [name for name in _variables(plan) if f"{name}_mean" in sheet.columns]
    means = {name: _numbers(sheet, f"{name}_mean") for name in variables}
    sds = {
        name: _numbers(sheet, f"{name}_sd") for name in variables if f"{name}_sd" in sheet.columns
    }
    cells = []
    for at, label in enumerate(sheet.column(columns.group)):
        told = {name: Typed(means[name][at], _typed_sd(sds, name, at)) for name in variables}
        cells.append(
            moments_of_totals(label, arm=arms[at], pupils=int(pupils[at]), variables=told)
        )
    baselines = {name for one in plan.outcomes for name in one.baseline} & set(variables)
    return list(with_class_mean_baseline(cells, baseline=sorted(baselines)))


def _typed_sd(sds: Mapping[str, Sequence[float]], name: str, at: int) -> float | None:
    value = sds[name][at] if name in sds else math.nan
    return None if math.isnan(value) else value


def _arms(sheet: Sheet, name: str) -> list[int]:
    found = []
    for number, cell in zip(sheet.numbers, sheet.column(name), strict=True):
        if cell not in ("0", "1"):
            raise ValueError(f"row {number}, {name}: expected 0 or 1, not {cell or 'nothing'}")
        found.append(int(cell))
    return found


def _numbers(sheet: Sheet, name: str) -> list[float]:
    found = []
    for number, cell in zip(sheet.numbers, sheet.column(name), strict=True):
        try:
            value = number_in(cell)
        except ValueError as wrong:
            raise ValueError(f"row {number}, {name}: {cell} is not a number") from wrong
        found.append(math.nan if value is None else value)
    return found


def _need(sheet: Sheet, names: Sequence[str]) -> None:
    for name in names:
        if name not in sheet.columns:
            raise ValueError(f"there is no column {name}; there are {', '.join(sheet.columns)}")
