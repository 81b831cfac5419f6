"""Small trials for the tests of whole trials."""

import random
from decimal import Decimal
from typing import Any

from eduhub.engines.evidence import ClassMoments, Summed, moments_of_rows
from eduhub.engines.evidence.trial import Plan, PlannedOutcome

CLASSES = ("a", "b", "c", "d", "e", "f", "g", "h")
ARMS = {"a": 1, "b": 0, "c": 1, "d": 1, "e": 0, "f": 0, "g": 1, "h": 0}


def make_outcome(name: str = "after", **fields: Any) -> PlannedOutcome:
    told = {"unit": "points", "domain": "maths", "smallest_that_matters": Decimal("1.5")}
    return PlannedOutcome(name=name, **(told | fields))


def make_plan(**fields: Any) -> Plan:
    told = {
        "trial": "P-1",
        "question": "Does it help?",
        "classes": dict.fromkeys(CLASSES, ""),
        "outcomes": (make_outcome(baseline=("before",)),),
    }
    return Plan(**(told | fields))


def make_cells(seed: int = 1, effect: float = 0.0) -> tuple[ClassMoments, ...]:
    """Eight classes of 9 to 16 pupils, measured before and after, and how much they liked it."""
    luck = random.Random(seed)
    rows: dict[str, list[Any]] = {
        name: [] for name in ("class", "arm", "before", "after", "liked")
    }
    for place, label in enumerate(CLASSES):
        level = luck.gauss(0, 1)
        for _ in range(9 + place):
            before = luck.gauss(20, 4)
            after = 5 + 0.8 * before + level + effect * ARMS[label] + luck.gauss(0, 2)
            told = (label, ARMS[label], before, after, luck.gauss(3, 1))
            for column, value in zip(rows.values(), told, strict=True):
                column.append(value)
    return summed(rows).cells


def summed(rows: dict[str, list[Any]]) -> Summed:
    variables = ["before", "after", "liked"]
    columns = {name: rows[name] for name in variables}
    return moments_of_rows(columns, cluster=rows["class"], arm=rows["arm"], variables=variables)
