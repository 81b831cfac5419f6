"""Trials that nobody would plan: the engine's own numbers, or a refusal in words; never praise."""

import json
import math
import random

import pytest

from eduhub.evidence.models import Plan
from eduhub.evidence.services import ClassTotals, Columns, computing
from eduhub.evidence.services.reduction import reduce_trial
from eduhub.evidence.services.sent_sums import sums_of_trial
from eduhub.evidence.services.totals import _check_totals
from eduhub.evidence.services.working_out import NUMBERS, in_order, planned, worked_out
from eduhub.kit.errors import Invalid
from eduhub.kit.sheets import read_sheet
from tests.evidence.test_reduction import csv

FROZEN = {
    "pilot": "P-2026-001",
    "statement": {"smallest_that_matters": "1.5", "higher_is_better": True},
    "scale": None,
    "classes": [],
    "source": "file",
    "design": "lot_elsewhere",
    "confidence": "0.95",
    "baseline": None,
}
PLAN = Plan(content=json.dumps(FROZEN))
HEAD = ("class", "arm", "outcome")


def rows(tries, compares, *, pupils=20, icc=0.2, effect=0.0, missing=0.0):
    """Classes of each side with normal results, SD 5, and a share of empty cells."""
    luck = random.Random(11)
    found = []
    for arm, n in [(1, n) for n in range(tries)] + [(0, n) for n in range(compares)]:
        level = 20 + effect * arm + luck.gauss(0, 5 * math.sqrt(icc))
        for _ in range(pupils):
            value = round(level + luck.gauss(0, 5 * math.sqrt(1 - icc)), 3)
            found.append((f"{arm}-{n}", arm, "" if luck.random() < missing else value))
    return found


def summed(body):
    file = csv(body, header=HEAD)
    return in_order(reduce_trial(read_sheet(file, "trial.csv"), Columns(), PLAN).cells)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (rows(2, 2, effect=9), "cannot_tell"),  # however large, of two classes a side
        (rows(3, 40, effect=9), "cannot_tell"),
        (rows(6, 6, missing=0.6), "cannot_tell"),
        (rows(6, 6, icc=0.98), "cannot_tell"),
        (rows(100, 100, pupils=12, effect=2), "better"),
        (rows(8, 8, pupils=1), "cannot_tell"),
    ],
    ids=["2+2", "3+40", "missing", "icc", "200 classes", "one pupil each"],
)
def test_an_odd_trial_has_the_numbers_of_the_engine(body, answer):
    cells = summed(body)
    found = worked_out(FROZEN, cells)

    plan = planned(FROZEN, cells, baseline=())
    codes = dict.fromkeys(label for label, _arm, _value in body)
    coded = {label: f"c{place:03d}" for place, label in enumerate(codes, 1)}
    kept = [(coded[label], arm, value) for label, arm, value in body if value != ""]
    said = computing.analyse_file(
        plan,
        csv(kept, header=HEAD),
        "trial.csv",
        registered=plan.fingerprint,
        columns=computing.Columns(group="class", arm="arm"),
    )
    comparison = said.outcomes[0].effect.comparison
    assert found.answer == answer
    assert {name: found.numbers[name] for name in NUMBERS} == pytest.approx(
        {name: getattr(comparison, name) for name in NUMBERS}, rel=1e-9
    )


@pytest.mark.parametrize(
    ("body", "obstacle"),
    [
        ([(c, a, 17) for c, a, _v in rows(4, 4)], "no_variation"),
        ([(c, a, 20 if a else 15) for c, a, _v in rows(4, 4)], "no_variation"),
        ([(c, a, v if a else "") for c, a, v in rows(4, 4)], "arm_empty"),
        (rows(1, 1, effect=9), "too_few_classes"),
    ],
    ids=["all the same", "two values", "one side without results", "1+1"],
)
def test_what_permits_no_comparison_is_told_as_cannot_tell(body, obstacle):
    found = worked_out(FROZEN, summed(body))

    assert (found.answer, found.facts["obstacle"]) == ("cannot_tell", obstacle)
    assert found.numbers == {}


@pytest.mark.parametrize("cell", ["1e308", "-1e308", "2e12"])
def test_a_number_too_large_to_be_squared_is_told_by_row(cell):
    with pytest.raises(Invalid) as refused:
        summed([("a", 0, 20), ("a", 0, cell), ("b", 1, 21)])

    (fault,) = refused.value.fields.values()
    assert "2" in fault or "3" in fault


@pytest.mark.parametrize("field", ["mean", "sd", "baseline_mean", "baseline_sd"])
def test_totals_too_large_to_be_squared_are_told_at_their_field(field):
    told = {"mean": 20.0, "sd": 5.0, "baseline_mean": 18.0, "baseline_sd": 5.0, field: 1e200}

    with pytest.raises(Invalid) as refused:
        _check_totals(ClassTotals(20, **told), PLAN)

    assert set(refused.value.fields) == {field}


def test_sums_too_large_for_any_file_are_refused():
    cell = {"label": "c001", "arm": 1, "pupils": 20, "variables": ["outcome"]}
    cells = [
        cell | {"arm": arm, "means": ["20.0"], "cross_products": [["1e300"]]} for arm in (0, 1)
    ]
    sent = {"cells": cells, "left_out": [0, 0], "classes_left_out": []}

    with pytest.raises(Invalid):
        sums_of_trial(json.dumps(sent), PLAN)
    cells[0]["cross_products"] = cells[1]["cross_products"] = [["475.0"]]
    assert len(sums_of_trial(json.dumps(sent), PLAN).cells) == 2
