"""Arms before the start, and who was lost."""

import math

import numpy as np
import pytest

from eduhub.engines.evidence import moments_of_rows, moments_of_totals
from eduhub.engines.evidence.comparison import ArmSummary
from eduhub.engines.evidence.effects import (
    Band,
    Boundary,
    Group,
    Kept,
    Measured,
    attrition,
    baseline_difference,
    baseline_of_cells,
    baseline_table,
    cluster_attrition,
    omega,
)
from eduhub.engines.evidence.moments import Typed


def apart(difference, pupils=1000):
    return baseline_difference(
        "x", treated=Group(pupils, difference, 1), control=Group(pupils, 0, 1)
    )


@pytest.mark.parametrize(
    ("g", "band"),
    [
        (0.0, "satisfied"),
        (0.0499, "satisfied"),
        (-0.0499, "satisfied"),
        (0.0501, "satisfied_with_adjustment"),
        (-0.2499, "satisfied_with_adjustment"),
        (0.2501, "not_satisfied"),
        (-3.0, "not_satisfied"),
    ],
)
def test_three_bands(g, band):
    found = apart(g / omega(2000))

    assert found.effect_size == pytest.approx(g)
    assert found.band == Band(band)


@pytest.mark.parametrize(
    ("treated", "control", "effect", "band"),
    [
        ((10, 5.0, 0.0), (10, 5.0, 0.0), 0.0, "satisfied"),
        ((10, 5.0, 0.0), (10, 6.0, 0.0), None, "not_satisfied"),
    ],
)
def test_a_covariate_that_does_not_vary(treated, control, effect, band):
    found = baseline_difference("x", treated=Group(*treated), control=Group(*control))

    assert (found.effect_size, found.band) == (effect, Band(band))


@pytest.mark.parametrize(
    ("shares", "effect", "band"),
    [((1.0, 1.0), 0.0, "satisfied"), ((1.0, 0.9), None, "not_satisfied")],
)
def test_a_share_at_its_end(shares, effect, band):
    groups = [Group(10, share, 0.1) for share in shares]

    found = baseline_difference(
        "x", treated=groups[0], control=groups[1], measured=Measured.BINARY
    )

    assert (found.effect_size, found.band) == (effect, Band(band))


def test_a_missing_value_leaves_its_pupil_out_of_that_covariate_only():
    columns = {"score": [1, 2, 3, 4, 5, None], "girl": [1, 0, 1, 0, 1, 0]}
    arm = [0, 0, 0, 1, 1, 1]

    score, girl = baseline_table(columns, arm=arm, covariates=["score", "girl"])

    assert (score.treated, score.control) == (Group(2, 4.5, math.sqrt(0.5)), Group(3, 2, 1))
    assert (girl.measured, girl.treated.pupils) == (Measured.BINARY, 3)


def test_totals_give_what_the_rows_give():
    random = np.random.default_rng(4)
    cluster, arm = np.repeat(np.arange(6), 7), np.repeat([0, 1] * 3, 7)
    columns = {"pre": random.normal(9, 2, 42), "girl": random.integers(0, 2, 42).astype(float)}
    cells = moments_of_rows(columns, cluster=cluster, arm=arm, variables=["pre", "girl"]).cells

    found = baseline_of_cells(cells, covariates=["pre", "girl"], binary=["girl"])

    for ours, theirs in zip(
        found, baseline_table(columns, arm=arm, covariates=["pre", "girl"]), strict=True
    ):
        assert ours.effect_size == pytest.approx(theirs.effect_size)
        assert (ours.measured, ours.band) == (theirs.measured, theirs.band)


def test_a_spread_that_nobody_typed_is_refused():
    cells = [
        moments_of_totals(f"c{arm}", arm=arm, pupils=9, variables={"pre": Typed(3.0)})
        for arm in (0, 1)
    ]

    with pytest.raises(ValueError, match="never typed"):
        baseline_of_cells(cells, covariates=["pre"])
    assert ArmSummary(classes=1, pupils=9, mean=3.0, sd=None).sd is None


@pytest.mark.parametrize(
    ("columns", "arm", "message"),
    [
        ({"x": [1, 2, 3, 4]}, [0, 1, 2, 1], "0 or 1"),
        ({"x": [1, 2, 3]}, [0, 1, 0, 1], "has"),
        ({"x": [1, 2, None, 4]}, [0, 1, 0, 1], "at least two"),
        ({"y": [1, 2, 3, 4]}, [0, 1, 0, 1], "no column x"),
        ({"x": [1, 2, float("inf"), 4]}, [0, 1, 0, 1], "infinite"),
    ],
)
def test_wrong_columns_are_refused(columns, arm, message):
    with pytest.raises(ValueError, match=message):
        baseline_table(columns, arm=arm, covariates=["x"])


@pytest.mark.parametrize(
    ("treated", "control", "cautious", "optimistic"),
    [
        ((100, 100), (100, 100), (5.7, True), (10.0, True)),
        ((1000, 943), (1000, 1000), (5.9, True), (10.3, True)),  # 5.7 points at 2.85 -> 3 %
        ((1000, 940), (1000, 1000), (5.9, False), (10.3, True)),
        ((100, 42), (100, 42), (None, False), (1.9, True)),
        ((100, 34), (100, 34), (None, False), (None, False)),
        ((2500, 2000), (2500, 2200), (5.9, False), (10.6, True)),
        ((100, 50), (100, 50), (1.0, True), (3.7, True)),
        # 16 % and exactly 5.9 points, which floating point takes for a little more.
        ((2000, 1621), (2000, 1739), (5.9, True), (10.6, True)),
        ((2000, 1620), (2000, 1740), (5.9, False), (10.6, True)),
    ],
)
def test_low_attrition(treated, control, cautious, optimistic):
    found = attrition(Kept(*treated), Kept(*control))

    assert (found.cautious.limit, found.cautious.low) == cautious
    assert (found.by(Boundary.OPTIMISTIC).limit, found.optimistic.low) == optimistic


def test_attrition_of_classes_and_of_pupils_in_classes_kept():
    kept, torn = (Kept(10, 10), Kept(10, 10)), (Kept(10, 10), Kept(10, 7))
    pupils = (Kept(200, 190), Kept(200, 188))

    assert cluster_attrition(classes=kept, pupils=pupils).is_low(Boundary.CAUTIOUS)
    assert not cluster_attrition(classes=torn, pupils=pupils).is_low(Boundary.OPTIMISTIC)


def test_nobody_can_be_analysed_who_was_not_assigned():
    for told in ((0, 0), (5, 6), (5, -1)):
        with pytest.raises(ValueError, match="lies between 0 and assigned"):
            Kept(*told)
