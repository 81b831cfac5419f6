"""Sums that a browser worked out: taken as strictly as if a stranger had written them."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from eduhub.engines.evidence import ClassMoments, Summed, Use, from_json, use_from_json
from eduhub.evidence.models import Plan
from eduhub.evidence.services.reduction import LARGEST, measured_of, on_scale
from eduhub.evidence.services.use_columns import period_of
from eduhub.kit.errors import Invalid

MOST_LENGTH = 1_000_000  # characters
MOST_CLASSES = 5_000
MOST_PUPILS = 1_000_000  # in all
CODE = re.compile(r"c\d{3,5}")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")  # as browsers write one
ROUNDING = 1e-9


def sums_of_trial(sent: str, plan: Plan) -> Summed:
    """Cells of a whole trial, from what `reduce.js` writes.

    Raises:
        Invalid: of the field "file": this cannot be the sums of any file for this plan.
    """
    summed = _read(sent, plan)
    keys = [(cell.label, cell.arm) for cell in summed.cells]
    if keys != sorted(set(keys)):
        raise _unreadable()
    return summed


def sums_of_class(sent: str, plan: Plan, *, code: str, arm: int) -> Summed:
    """The one cell of a class, under the code and on the side that the plan gave it; as above."""
    summed = _read(sent, plan)
    if len(summed.cells) != 1:
        raise _unreadable()
    left = (0, summed.left_out) if arm else (summed.left_out, 0)
    cell = replace(summed.cells[0], label=code, arm=arm)
    uses = tuple(replace(use, label=code, arm=arm) for use in summed.uses)
    return Summed(cells=(cell,), left_out_by_arm=left, classes_left_out=(), uses=uses)


def _read(sent: str, plan: Plan) -> Summed:
    if len(sent) > MOST_LENGTH:
        raise _unreadable()
    try:
        summed = _summed(json.loads(sent))
    except (ValueError, TypeError, OverflowError, RecursionError) as trouble:
        raise _unreadable() from trouble
    for cell in summed.cells:
        _check(cell, plan)
    _check_use(summed, plan)
    return summed


def _summed(content: object) -> Summed:
    match content:
        case {
            "cells": [*cells],
            "left_out": [int(compares), int(tries)],
            "classes_left_out": [*lost],
            **others,
        } if set(others) <= {"uses"} and len(cells) + len(lost) <= MOST_CLASSES:
            pass
        case _:
            raise ValueError("these are no sums")
    uses = others.get("uses", [])
    if not isinstance(uses, list):
        raise TypeError("uses are a list")
    found = tuple(_cell(cell) for cell in cells)
    codes = {cell.label for cell in found}
    if not all(isinstance(label, str) and CODE.fullmatch(label) for label in [*lost, *codes]):
        raise ValueError("classes are numbered")
    if codes & set(lost) or len(set(lost)) != len(lost):
        raise ValueError("a class was both counted and left out")
    if min(compares, tries) < 0 or compares + tries + sum(c.pupils for c in found) > MOST_PUPILS:
        raise ValueError("so many pupils there are not")
    return Summed(
        cells=found,
        left_out_by_arm=(compares, tries),
        classes_left_out=tuple(lost),
        uses=tuple(_use(use) for use in uses),
    )


def _cell(content: Mapping[str, Any]) -> ClassMoments:
    """A cell whose numbers are written plainly; ValueError or TypeError for all else."""
    whole = [content["arm"], content["pupils"]] if {"arm", "pupils"} <= set(content) else [None]
    if any(type(value) is not int for value in whole):
        raise ValueError("sides and pupils are whole numbers")
    for value in [*content["means"], *(v for row in content["cross_products"] for v in row)]:
        if NUMBER.fullmatch(value) is None:
            raise ValueError("a number is written otherwise")
    return from_json(content)


def _use(content: Mapping[str, Any]) -> Use:
    """The use of a cell whose numbers are written plainly; ValueError or TypeError else."""
    for told in (content.get("minutes"), content.get("days")):
        if told is not None and NUMBER.fullmatch(told) is None:
            raise ValueError("a number is written otherwise")
    return use_from_json(content)


def _check_use(summed: Summed, plan: Plan) -> None:
    """Whether the cells' own pupils can have used it so, by the plan's dose and its days."""
    if not summed.uses:
        return
    asked = [(cell.label, cell.arm, cell.pupils) for cell in summed.cells]
    told = {(use.minutes is None, use.days is None) for use in summed.uses}
    if asked != [(use.label, use.arm, use.pupils) for use in summed.uses] or len(told) > 1:
        raise _unreadable()
    dose, most = plan.dose_minutes, period_of(plan) if plan.dose_minutes else 0
    if not dose or any(not u.fits(float(dose)) or (u.days or 0) > most for u in summed.uses):
        raise _unreadable()


def _check(cell: ClassMoments, plan: Plan) -> None:
    """Whether pupils on the measure's scale can have these sums."""
    if list(cell.variables) != measured_of(plan) or max(map(abs, cell.means)) > LARGEST:
        raise _unreadable()
    most = cell.pupils * (2 * LARGEST) ** 2
    if any(value is None or abs(value) > most for row in cell.cross_products for value in row):
        raise _unreadable()
    square = cell.cross_products[0][0]
    if square is None or not on_scale(cell.means[0], plan) or square > _widest(cell, plan):
        raise Invalid({"file": _("The sums lie outside the measure's scale.")})


def _widest(cell: ClassMoments, plan: Plan) -> float:
    """The largest sum of squares of so many pupils with this mean on the measure's scale."""
    if plan.scale_low is None or plan.scale_high is None:
        return math.inf
    low, high, mean = float(plan.scale_low), float(plan.scale_high), cell.means[0]
    return cell.pupils * ((high - mean) * (mean - low) + ROUNDING * (high - low) ** 2)


def _unreadable() -> Invalid:
    return Invalid({"file": _("The sums could not be read. Choose the file again.")})
