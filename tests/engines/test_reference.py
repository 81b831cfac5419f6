"""Our numbers beside those of R's clubSandwich, to eight digits and more."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from eduhub.engines.evidence import (
    cluster_regression,
    compare_arms,
    moments_of_rows,
    with_class_mean_baseline,
)
from tests.shared_data import evidence_file

HERE = Path(__file__).parent / "reference"
EIGHT_DIGITS = 1e-8
NAMES = {
    "estimate": "beta",
    "standard_error": "SE",
    "degrees_of_freedom": "df",
    "t": "t",
    "p_value": "p",
    "low": "ci_low",
    "high": "ci_high",
}


def table(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(rows, name):
    return np.array(rows[name], dtype=float)


def case(name):
    content = json.loads(evidence_file("cases.json").read_text(encoding="utf-8"))
    return next(each for each in content["cases"] if each["id"] == name)


def regression_of(columns, outcome, cluster):
    """A regression with any columns, from each class's totals."""
    design = np.column_stack([np.ones(len(outcome)), *columns])
    members = [np.array(cluster) == label for label in sorted(set(cluster))]
    return cluster_regression(
        [design[here].T @ design[here] for here in members],
        [design[here].T @ outcome[here] for here in members],
    )


def agrees(found, expected):
    ours = {name: getattr(found, name) for name in NAMES}
    return ours == pytest.approx(
        {name: expected[key] for name, key in NAMES.items()}, rel=EIGHT_DIGITS
    )


def own_reference(model):
    """What R made of the arm in our own pupils.csv."""
    content = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    return content["models"][model][1]


@pytest.mark.parametrize(
    ("model", "arm", "baseline"),
    [
        ("plain", "arm", []),
        ("baseline", "arm", ["pretest"]),
        ("two_baselines", "arm", ["pretest", "hours"]),
        ("class_mean_baseline", "arm", ["pretest"]),
        ("arm_within_classes", "arm_within", ["pretest"]),
    ],
)
def test_arms_compare_as_in_r(model, arm, baseline):
    rows = table(HERE / "pupils.csv")
    names = [*baseline, "posttest"]
    cells = moments_of_rows(
        {name: numbers(rows, name) for name in names},
        cluster=rows["class"],
        arm=numbers(rows, arm),
        variables=names,
    ).cells
    if model == "class_mean_baseline":
        cells = with_class_mean_baseline(cells, baseline=baseline)

    found = compare_arms(cells, outcome="posttest", baseline=baseline)

    expected = own_reference(model)
    assert expected["term"] == arm
    assert {name: getattr(found, name) for name in NAMES} == pytest.approx(
        {name: expected[name] for name in NAMES}, rel=EIGHT_DIGITS
    )


def test_very_unequal_classes_compare_as_in_case_c02():
    expected = case("C02")["expected"]["two_arm"]["Intervention"]
    rows = table(evidence_file("data/crtData.csv"))
    cells = moments_of_rows(
        {name: numbers(rows, name) for name in ("Prettest", "Posttest")},
        cluster=rows["School"],
        arm=numbers(rows, "Intervention"),
        variables=["Prettest", "Posttest"],
    ).cells

    found = compare_arms(cells, outcome="Posttest", baseline=["Prettest"])

    assert agrees(found, expected)
    pooled = case("C19")["expected"]["pooled_sd"]
    assert found.pooled_sd == pytest.approx(pooled, rel=EIGHT_DIGITS)
    assert found.in_sd.high == pytest.approx(expected["ci_high"] / pooled, rel=EIGHT_DIGITS)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_three_arms_within_classes_fit_as_in_case_c02(place):
    term, expected = list(case("C02")["expected"]["three_arm"].items())[place]
    rows = table(evidence_file("data/crtData.csv"))
    arm = numbers(rows, "Intervention2")
    columns = [arm == 1, arm == 2, numbers(rows, "Prettest")]

    fit = regression_of(columns, numbers(rows, "Posttest"), rows["School"])

    assert term == ["(Intercept)", "I21", "I22", "Prettest"][place]
    assert agrees(fit.estimate_of(np.eye(4)[place]), expected)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_160_classes_and_three_covariates_fit_as_in_case_c01(place):
    term, expected = list(case("C01")["expected"]["CR2"].items())[place]
    rows = table(evidence_file("data/Hsb82.csv"))
    columns = [
        np.array(rows["sector"]) == "Catholic",
        numbers(rows, "meanses"),
        numbers(rows, "cses"),
    ]

    fit = regression_of(columns, numbers(rows, "mAch"), rows["school"])

    assert term == ["(Intercept)", "sectorCatholic", "meanses", "cses"][place]
    assert agrees(fit.estimate_of(np.eye(4)[place]), expected)
