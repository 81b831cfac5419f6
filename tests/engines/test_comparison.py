import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence import (
    ArmSummary,
    CannotCompare,
    Obstacle,
    Typed,
    arms_of,
    compare_arms,
    moments_of_rows,
    moments_of_totals,
    with_class_mean_baseline,
)
from tests.engines.oracle import row_by_row


def pairs(*means, around=1.0):
    """Classes of two pupils each, at mean - around and mean + around; arms 0, 0, …, 1, 1, …"""
    half = len(means) // 2
    return moments_of_rows(
        {"post": [mean + step for mean in means for step in (-around, around)]},
        cluster=[f"class-{at}" for at in range(len(means)) for _ in (0, 1)],
        arm=[int(at >= half) for at in range(len(means)) for _ in (0, 1)],
        variables=["post"],
    ).cells


def typed(label, arm, mean, baseline=None, *, pupils=20, sd=3.0):
    variables = {"post": Typed(mean, sd)}
    if baseline is not None:
        variables["pre"] = Typed(baseline)
    return moments_of_totals(label, arm=arm, pupils=pupils, variables=variables)


def drawn_rows(seed, sizes, baselines, *, within):
    """Columns, class and arm of random pupils; `within` gives arms inside every other class."""
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    arm = cluster % 2
    if within:
        arm = np.where(cluster % 3 == 0, np.arange(cluster.size) % 2, arm)
    columns = {f"pre{n}": random.normal(10, 3, cluster.size) for n in range(baselines)}
    level = random.normal(0, 2, len(sizes))[cluster]
    columns["post"] = level + arm + sum(columns.values()) + random.normal(0, 1, cluster.size)
    return columns, cluster, arm


def test_four_equal_classes_worked_out_by_hand():
    # Arm 0: classes at 10 and 12; arm 1: at 13 and 17. Difference 15 - 11 = 4.
    # Variance: class means vary by 2 and by 8, two classes each: 2/2 + 8/2 = 5.
    # Degrees of freedom: one for each arm, equal weights: (1/2 + 1/2)^2 / (1/4 + 1/4) = 2.
    # t = 4/sqrt(5); with 2 df p = 1 - t/sqrt(t^2 + 2), and t of 97.5 % is 4.302652729911275.
    # Squares in arm 0: 4 pupils at 1 from their class, 4 x 1, and classes 1 from 11, 4 x 1: 8;
    # in arm 1: 4 x 1 + 4 x 4 = 20. Pooled SD sqrt((8 + 20) / (8 - 2)).
    found = compare_arms(pairs(10, 12, 13, 17), outcome="post")

    t, pooled = 4 / math.sqrt(5), math.sqrt(28 / 6)
    reach = 4.302652729911275 * math.sqrt(5)
    assert found.estimate == pytest.approx(4)
    assert found.standard_error == pytest.approx(math.sqrt(5))
    assert found.degrees_of_freedom == pytest.approx(2)
    assert (found.low, found.high) == pytest.approx((4 - reach, 4 + reach))
    assert (found.t, found.p_value) == pytest.approx((t, 1 - t / math.sqrt(t**2 + 2)))
    assert found.arms == (
        ArmSummary(classes=2, pupils=4, mean=11.0, sd=pytest.approx(math.sqrt(8 / 3))),
        ArmSummary(classes=2, pupils=4, mean=15.0, sd=pytest.approx(math.sqrt(20 / 3))),
    )
    assert found.pooled_sd == pytest.approx(pooled)
    assert found.in_sd.estimate == pytest.approx(4 / pooled)
    assert (found.in_sd.low, found.in_sd.high) == pytest.approx(
        (found.low / pooled, found.high / pooled)
    )


@settings(deadline=None, max_examples=150)
@given(
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.integers(1, 7), min_size=6, max_size=9),
    baselines=st.integers(0, 2),
    within=st.booleans(),
)
def test_totals_give_what_the_rows_give_pupil_by_pupil(seed, sizes, baselines, within):
    columns, cluster, arm = drawn_rows(seed, sizes, baselines, within=within)
    names = list(columns)
    try:
        cells = moments_of_rows(columns, cluster=cluster, arm=arm, variables=names).cells
        found = compare_arms(cells, outcome="post", baseline=names[:-1])
    except CannotCompare as refusal:
        assert refusal.reason == Obstacle.TOO_FEW_CLASSES
        return

    design = np.column_stack([np.ones(arm.size), arm, *(columns[name] for name in names[:-1])])
    direct = row_by_row(design, columns["post"], cluster, np.eye(design.shape[1])[1])
    assert found.estimate == pytest.approx(direct.estimate, rel=1e-8, abs=1e-10)
    assert found.standard_error == pytest.approx(direct.standard_error, rel=1e-8)
    assert found.degrees_of_freedom == pytest.approx(direct.degrees_of_freedom, rel=1e-8)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32), sizes=st.lists(st.integers(1, 7), min_size=6, max_size=9))
def test_the_class_mean_baseline_is_that_column_written_out(seed, sizes):
    columns, cluster, arm = drawn_rows(seed, sizes, 1, within=False)
    mean = (np.bincount(cluster, columns["pre0"]) / np.bincount(cluster))[cluster]
    cells = moments_of_rows(columns, cluster=cluster, arm=arm, variables=list(columns)).cells

    flat = with_class_mean_baseline(cells, baseline=["pre0"])
    found = compare_arms(flat, outcome="post", baseline=["pre0"])

    design = np.column_stack([np.ones(arm.size), arm, mean])
    direct = row_by_row(design, columns["post"], cluster, [0, 1, 0])
    assert found.estimate == pytest.approx(direct.estimate, rel=1e-7, abs=1e-9)
    assert found.standard_error == pytest.approx(direct.standard_error, rel=1e-7)
    assert found.degrees_of_freedom == pytest.approx(direct.degrees_of_freedom, rel=1e-7)


@pytest.mark.parametrize("offset", [1e6, -1e9])
def test_an_offset_on_every_score_changes_nothing(offset):
    columns, cluster, arm = drawn_rows(5, [4, 9, 3, 12, 8, 5], 2, within=False)
    rows = {"cluster": cluster, "arm": arm, "variables": list(columns)}
    moved = {name: values + offset for name, values in columns.items()}

    near, far = (
        compare_arms(
            moments_of_rows(these, **rows).cells, outcome="post", baseline=["pre0", "pre1"]
        )
        for these in (columns, moved)
    )

    rounding = abs(offset) * 1e-14
    for name in ("estimate", "standard_error", "degrees_of_freedom", "low", "high", "p_value"):
        assert getattr(far, name) == pytest.approx(getattr(near, name), rel=1e-8 + rounding)


def test_the_unit_of_a_score_changes_the_unit_of_the_difference_only():
    columns, cluster, arm = drawn_rows(6, [4, 9, 3, 12, 8, 5], 1, within=True)
    rows = {"cluster": cluster, "arm": arm, "variables": list(columns)}
    scaled = {name: values * 1e-5 for name, values in columns.items()}

    ours, other = (
        compare_arms(moments_of_rows(these, **rows).cells, outcome="post", baseline=["pre0"])
        for these in (columns, scaled)
    )

    assert other.estimate == pytest.approx(ours.estimate * 1e-5)
    assert other.p_value == pytest.approx(ours.p_value)
    assert other.in_sd.low == pytest.approx(ours.in_sd.low)


def test_the_order_of_the_cells_does_not_matter():
    cells = pairs(10, 12, 19, 13, 17, 14)

    forth, back = (compare_arms(order, outcome="post") for order in (cells, cells[::-1]))

    assert back.estimate == pytest.approx(forth.estimate, rel=1e-13)
    assert back.degrees_of_freedom == pytest.approx(forth.degrees_of_freedom, rel=1e-13)


def test_a_wider_promise_is_a_wider_interval():
    cells = pairs(10, 12, 13, 17)

    narrow = compare_arms(cells, outcome="post", confidence=0.9)

    # 2 df, 95 %: 2.919985580353726 (closed form: a / sqrt((1 - a^2) / 2) with a = 0.9).
    reach = 0.9 / math.sqrt((1 - 0.81) / 2) * math.sqrt(5)
    assert (narrow.low, narrow.high) == pytest.approx((4 - reach, 4 + reach))
    assert narrow.confidence == 0.9


def test_means_without_spread_are_compared_but_not_in_standard_deviations():
    whole, bare = (
        compare_arms([typed(f"c{n}", n % 2, 10 + n * n, sd=sd) for n in range(6)], outcome="post")
        for sd in (3.0, None)
    )

    assert replace(whole, pooled_sd=None, in_sd=None, arms=bare.arms) == bare
    assert [arm.sd for arm in bare.arms] == [None, None]
    assert whole.in_sd.estimate == pytest.approx(whole.estimate / whole.pooled_sd)


def test_arms_are_described_even_when_they_cannot_be_compared():
    arms = arms_of([typed("7A", 1, 14.0, pupils=9, sd=2.5)], variable="post")

    assert arms == (
        ArmSummary(classes=0, pupils=0, mean=None, sd=None),
        ArmSummary(classes=1, pupils=9, mean=14.0, sd=pytest.approx(2.5)),
    )


@pytest.mark.parametrize(
    ("cells", "baseline", "reason"),
    [
        ([], [], Obstacle.ARM_EMPTY),
        (pairs(10, 12, 13, 17)[2:], [], Obstacle.ARM_EMPTY),
        (pairs(10, 12, 13, 17)[:3], [], Obstacle.TOO_FEW_CLASSES),
        (pairs(10, 10, 13, 13, around=0), [], Obstacle.NO_VARIATION),
        (pairs(0.1, 0.1, 0.1, 0.1, around=0), [], Obstacle.NO_VARIATION),
        (pairs(0, 0, 0, 0, around=0), [], Obstacle.NO_VARIATION),
        (pairs(10, 10, 13, 13), [], Obstacle.NO_VARIATION),
        ([typed(f"c{n}", n % 2, n * n, 0.1) for n in range(6)], ["pre"], Obstacle.NOT_IDENTIFIED),
        (
            [typed(f"c{n}", n % 2, n * n, n % 2 + 5) for n in range(6)],
            ["pre"],
            Obstacle.NOT_IDENTIFIED,
        ),
    ],
)
def test_data_that_permit_no_comparison_are_refused_with_their_reason(cells, baseline, reason):
    if baseline:
        cells = with_class_mean_baseline(cells, baseline=baseline)

    with pytest.raises(CannotCompare) as refusal:
        compare_arms(cells, outcome="post", baseline=baseline)

    assert refusal.value.reason == reason


def test_a_baseline_that_only_rounding_tells_apart_is_the_same_for_everybody():
    cells = [typed(f"c{n}", n % 2, n * n, 1e6 / 7 + n * 1e-9, pupils=n + 3) for n in range(6)]

    with pytest.raises(CannotCompare) as refusal:
        compare_arms(
            with_class_mean_baseline(cells, baseline=["pre"]), outcome="post", baseline=["pre"]
        )

    assert refusal.value.reason == Obstacle.NOT_IDENTIFIED


def test_as_many_unknowns_as_classes_leave_nothing_to_learn_from():
    # Four classes, and four numbers to fit to them: arm means and two class-mean baselines.
    cells = [
        moments_of_totals(
            f"c{n}",
            arm=n % 2,
            pupils=20,
            variables={"post": Typed(n**3, 1), "pre": Typed(n), "age": Typed(n // 2 * n)},
        )
        for n in range(4)
    ]
    flat = with_class_mean_baseline(cells, baseline=["pre", "age"])

    with pytest.raises(CannotCompare) as refusal:
        compare_arms(flat, outcome="post", baseline=["pre", "age"])

    assert refusal.value.reason == Obstacle.NOTHING_LEFT_OVER


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (pairs(10, 12, 13, 17), {"outcome": "later"}),
        (pairs(10, 12, 13, 17), {"outcome": "post", "baseline": ["pre"]}),
        (pairs(10, 12, 13, 17), {"outcome": "post", "baseline": ["post"]}),
        (pairs(10, 12, 13, 17), {"outcome": "post", "confidence": 1.0}),
        (pairs(10, 12, 13, 17), {"outcome": "post", "confidence": 95}),
        ([*pairs(10, 12, 13, 17), *pairs(10, 12, 13, 17)], {"outcome": "post"}),
        (
            [typed(f"c{n}", n % 2, n * n, n) for n in range(6)],
            {"outcome": "post", "baseline": ["pre"]},
        ),
    ],
)
def test_a_wrong_question_is_the_callers_fault_and_no_refusal_of_the_data(cells, asked):
    with pytest.raises(ValueError) as refusal:
        compare_arms(cells, **asked)

    assert not isinstance(refusal.value, CannotCompare)
