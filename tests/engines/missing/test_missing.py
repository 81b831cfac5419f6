"""Missing outcomes: by hand, by R, and by trying everything."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence.missing import (
    Answered,
    Bounds,
    pool_imputations,
    trimming_bounds,
    worst_case_bounds,
)
from tests.engines.cases import numbers, table
from tests.engines.reference.rules import FOLDER, results

TEN_DIGITS = 1e-10


def least_squares(design, outcome):
    """Coefficients, their variances, and the df left."""
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ outcome
    left = len(design) - design.shape[1]
    scale = ((outcome - design @ coefficients) ** 2).sum() / left
    return coefficients, scale * np.diag(bread), left


def test_two_imputations_worked_out_by_hand():
    # Mean 2; within (1 + 3) / 2 = 2; between ((1 - 2)^2 + (3 - 2)^2) / 1 = 2; total 2 + 1.5 x 2.
    found = pool_imputations([1, 3], [1, 3], complete_df=None)

    assert (found.estimate, found.within, found.between, found.total) == (2, 2, 2, 5)
    assert (found.relative_increase, found.due_to_missing) == pytest.approx((1.5, 0.6))
    assert found.degrees_of_freedom == pytest.approx(1 / 0.36)
    limited = pool_imputations([1, 3], [1, 3], complete_df=9)
    assert limited.degrees_of_freedom == pytest.approx(1 / (0.36 + 1 / (10 / 12 * 9 * 0.4)))


def test_pooled_imputations_are_those_of_r_mice():
    rows, expected = table(FOLDER / "imputed.csv"), results()["pooled"]
    number = numbers(rows, ".imp")
    design = np.column_stack([np.ones(len(number)), numbers(rows, "arm"), numbers(rows, "before")])
    after = numbers(rows, "after")
    fits = [least_squares(design[number == n], after[number == n]) for n in range(1, 6)]

    assert expected.pop("term") == ["(Intercept)", "arm", "before"]
    for place in range(3):
        found = pool_imputations(
            [fit[0][place] for fit in fits],
            [fit[1][place] for fit in fits],
            complete_df=fits[0][2],
        )
        ours = {name: getattr(found, name) for name in expected}
        theirs = {name: values[place] for name, values in expected.items()}
        assert ours == pytest.approx(theirs, rel=TEN_DIGITS)


def test_equal_imputations_are_one_data_set():
    found = pool_imputations([2, 2, 2], [4, 4, 4], complete_df=20)

    assert (found.between, found.due_to_missing, found.relative_increase) == (0, 0, 0)
    assert found.degrees_of_freedom == pytest.approx(20 * 21 / 23)
    normal = pool_imputations([2, 2, 2], [1, 1, 1], complete_df=None)
    assert normal.degrees_of_freedom is None
    assert (normal.low, normal.high) == pytest.approx(
        (2 - 1.959963984540054, 2 + 1.959963984540054)
    )
    assert normal.missing_information == 0


@pytest.mark.parametrize(
    ("estimates", "variances", "told", "message"),
    [
        ([1], [1], {}, "two imputations"),
        ([1, 2], [1], {}, "two imputations"),
        ([1, float("nan")], [1, 1], {}, "finite"),
        ([1, 2], [1, 0], {}, "above zero"),
        ([1, 2], [1, 1], {"complete_df": 0}, "complete_df"),
        ([1, 2], [1, 1], {"confidence": 1.0}, "confidence"),
    ],
)
def test_impossible_imputations_are_refused(estimates, variances, told, message):
    with pytest.raises(ValueError, match=message):
        pool_imputations(estimates, variances, **{"complete_df": 5, **told})


def test_worst_case_by_hand():
    # Arm 1: 8 of 10 reach 0.5 on average, so 4 to 6 of 10; arm 0: 5 of 10 reach 0.4: 2 to 7.
    found = worst_case_bounds(Answered(10, 8, 0.5), Answered(10, 5, 0.4), lowest=0, highest=1)

    assert (found.low, found.high) == pytest.approx((0.4 - 0.7, 0.6 - 0.2))
    assert not found.excludes_zero
    assert Bounds(0.1, 0.2).excludes_zero and Bounds(-2, -1).excludes_zero


@settings(deadline=None, max_examples=50)
@given(
    treated=st.lists(st.integers(0, 2), min_size=1, max_size=3),
    control=st.lists(st.integers(0, 2), min_size=1, max_size=3),
    lost=st.tuples(st.integers(0, 3), st.integers(0, 3)),
)
def test_worst_case_is_the_worst_of_all_cases(treated, control, lost):
    found = worst_case_bounds(
        Answered(len(treated) + lost[0], len(treated), float(np.mean(treated))),
        Answered(len(control) + lost[1], len(control), float(np.mean(control))),
        lowest=0,
        highest=2,
    )

    every = [
        np.mean([*treated, *one]) - np.mean([*control, *none])
        for one in product((0, 1, 2), repeat=lost[0])
        for none in product((0, 1, 2), repeat=lost[1])
    ]
    assert (found.low, found.high) == pytest.approx((min(every), max(every)))


def test_trimming_by_hand():
    # 9 of 10 and 6 of 10 observed: a third of the nine, three pupils, are trimmed.
    # 0 1 1 2 2 2 3 3 3: without the top three mean 8/6, without the bottom three 15/6.
    found = trimming_bounds(
        [0, 1, 2, 3], treated=[1, 2, 3, 3], control=[0, 6, 0, 0], assigned=(10, 10)
    )

    assert (found.trimmed_arm, found.trimmed_share) == (1, pytest.approx(1 / 3))
    assert (found.bounds.low, found.bounds.high) == pytest.approx((8 / 6 - 1, 15 / 6 - 1))
    assert found.observed_share == pytest.approx((0.6, 0.9))


@settings(deadline=None, max_examples=50)
@given(
    treated=st.lists(st.integers(0, 3), min_size=2, max_size=6),
    control=st.lists(st.integers(0, 3), min_size=2, max_size=6),
)
def test_trimming_is_the_extreme_of_all_ways_to_take_off_so_many(treated, control):
    scores = [3, 0, 2, 1]
    counts = [[arm.count(score) for score in scores] for arm in (treated, control)]

    found = trimming_bounds(scores, treated=counts[0], control=counts[1], assigned=(6, 6)).bounds

    more, fewer = sorted((treated, control), key=len, reverse=True)
    kept = [np.mean(each) - np.mean(fewer) for each in combinations(more, len(fewer))]
    ends = (min(kept), max(kept))
    if len(control) > len(treated):
        ends = (-ends[1], -ends[0])
    assert (found.low, found.high) == pytest.approx(ends)


def test_equal_attendance_leaves_one_value():
    found = trimming_bounds([0, 1], treated=[2, 2], control=[3, 1], assigned=(5, 5))

    assert (found.bounds.low, found.bounds.high) == pytest.approx((0.25, 0.25))
    assert (found.trimmed_arm, found.trimmed_share) == (None, 0)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Answered(3, 4, 1.0), "between 0 and assigned"),
        (lambda: Answered(3, 0, 1.0), "if and only if"),
        (lambda: Answered(3, 2, None), "if and only if"),
        (
            lambda: worst_case_bounds(
                Answered(3, 2, 5.0), Answered(3, 2, 1.0), lowest=0, highest=4
            ),
            "lies outside",
        ),
        (
            lambda: worst_case_bounds(
                Answered(3, 2, 5.0), Answered(3, 2, 1.0), lowest=0, highest=float("inf")
            ),
            "lower to a higher",
        ),
        (
            lambda: trimming_bounds([1, 1], treated=[1, 1], control=[1, 1], assigned=(5, 5)),
            "twice",
        ),
        (
            lambda: trimming_bounds([1, 2], treated=[1], control=[1, 1], assigned=(5, 5)),
            "one count",
        ),
        (lambda: trimming_bounds([1], treated=[6], control=[1], assigned=(5, 5)), "more pupils"),
        (lambda: trimming_bounds([1], treated=[0], control=[1], assigned=(5, 5)), "somebody"),
        (lambda: trimming_bounds([1], treated=[-1], control=[1], assigned=(5, 5)), "below zero"),
    ],
)
def test_impossible_counts_are_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()
