import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.evidence import (
    ClassMoments,
    Typed,
    as_json,
    from_json,
    moments_of_rows,
    moments_of_totals,
    with_class_mean_baseline,
)

NAN = float("nan")
scores = st.floats(-1e9, 1e9).map(lambda score: round(score, 3))


def sums(columns=None, **changed):
    """Three pupils of class A in arm 0, two of B in arm 1."""
    given_rows = {
        "columns": columns or {"post": [1, 2, 6, 4, 8], "pre": [1, 2, 3, 5, 5]},
        "cluster": ["A", "A", "A", "B", "B"],
        "arm": [0, 0, 0, 1, 1],
        "variables": ["post", "pre"],
    } | changed
    return moments_of_rows(given_rows.pop("columns"), **given_rows)


def test_rows_become_means_and_products_about_the_class_own_means():
    # A: post 1 2 6 (mean 3, deviations -2 -1 3), pre 1 2 3 (mean 2, deviations -1 0 1):
    #    squares 4+1+9 = 14 and 1+0+1 = 2, product 2+0+3 = 5.
    # B: post 4 8 (mean 6, deviations -2 2), pre 5 5: 8, 0, 0.
    found = sums()

    assert found.cells == (
        ClassMoments("A", 0, 3, ("post", "pre"), (3.0, 2.0), ((14.0, 5.0), (5.0, 2.0))),
        ClassMoments("B", 1, 2, ("post", "pre"), (6.0, 5.0), ((8.0, 0.0), (0.0, 0.0))),
    )
    assert (found.left_out, found.left_out_by_arm, found.classes_left_out) == (0, (0, 0), ())


def test_a_class_with_both_arms_gives_two_cells():
    found = sums(cluster=["A"] * 5, arm=[1, 0, 1, 0, 0])

    assert [(cell.label, cell.arm, cell.pupils) for cell in found.cells] == [
        ("A", 0, 3),
        ("A", 1, 2),
    ]


def test_a_row_that_lacks_a_needed_value_is_left_out_and_counted():
    columns = {"post": [1, NAN, 6, None, NAN], "pre": [1, 2, 3, 5, 5], "other": [NAN] * 5}

    found = sums(columns)

    assert [(cell.label, cell.pupils) for cell in found.cells] == [("A", 2)]
    assert (found.left_out, found.left_out_by_arm) == (3, (1, 2))
    assert found.classes_left_out == ("B",)


def test_rows_of_one_class_may_name_class_and_arm_once():
    found = moments_of_rows({"post": [1, 3]}, cluster="7B", arm=1, variables=["post"])

    assert found.cells == (ClassMoments("7B", 1, 2, ("post",), (2.0,), ((2.0,),)),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"arm": [0, 0, 0, NAN, 1]},
        {"arm": [0, 0, 0, 2, 1]},
        {"arm": [1, 1, 1, 1, 1]},
        {"arm": [0, 1]},
        {"arm": NAN},
        {"cluster": ["A", "A", "", "B", "B"]},
        {"cluster": ["A", "A", None, "B", "B"]},
        {"cluster": ["A", "A", NAN, "B", "B"]},
        {"cluster": ["A", "B"]},
        {"variables": []},
        {"variables": ["post", "later"]},
        {"columns": {"post": [1, 2, 6, 4, 8], "pre": [1, 2]}},
        {"columns": {"post": [1, 2, 6, 4, float("inf")], "pre": [1, 2, 3, 5, 5]}},
        {"columns": {"post": [1, 2, 6, 4, "many"], "pre": [1, 2, 3, 5, 5]}},
    ],
    ids=str,
)
def test_rows_that_say_something_impossible_are_refused(wrong):
    with pytest.raises(ValueError):
        sums(**wrong)


def test_large_offsets_cost_no_digits():
    random = np.random.default_rng(4)
    post = np.round(random.normal(0, 1, 40) * 1024) / 1024  # exact in binary, offset or not
    rows = {"cluster": ["A"] * 20 + ["B"] * 20, "arm": [0] * 20 + [1] * 20, "variables": ["post"]}

    near = moments_of_rows({"post": post}, **rows).cells
    far = moments_of_rows({"post": post + 2.0**20}, **rows).cells

    for here, there in zip(near, far, strict=True):
        assert there.means[0] - 2.0**20 == pytest.approx(here.means[0], abs=1e-9)
        assert there.cross_products[0][0] == pytest.approx(here.cross_products[0][0], rel=1e-12)


def test_typed_totals_give_the_sum_of_squares_and_leave_open_what_nobody_knows():
    # 25 pupils, SD 2: 24 x 4 = 96. How post and pre go together was not said.
    cell = moments_of_totals(
        "7B", arm=1, pupils=25, variables={"post": Typed(13.5, 2.0), "pre": Typed(11.0)}
    )

    assert cell.means == (13.5, 11.0)
    assert cell.cross_products == ((96.0, None), (None, None))


def test_one_pupil_has_a_mean_and_no_spread():
    cell = moments_of_totals("7B", arm=0, pupils=1, variables={"post": Typed(13.5, 0.0)})

    assert cell.cross_products == ((0.0,),)


@pytest.mark.parametrize(
    ("pupils", "typed"),
    [
        (0, Typed(1.0, 1.0)),
        (5, Typed(1.0, -1.0)),
        (5, Typed(1.0, NAN)),
        (5, Typed(NAN, 1.0)),
        (1, Typed(1.0, 1.0)),
    ],
    ids=str,
)
def test_typed_totals_that_no_class_can_have_are_refused(pupils, typed):
    with pytest.raises(ValueError):
        moments_of_totals("7B", arm=0, pupils=pupils, variables={"post": typed})


def test_the_class_mean_as_baseline_is_the_same_for_every_pupil_of_the_class():
    typed = moments_of_totals(
        "7B", arm=1, pupils=25, variables={"post": Typed(13.5, 2.0), "pre": Typed(11.0, 3.0)}
    )

    flat = with_class_mean_baseline([typed, *sums().cells], baseline=["pre"])

    assert [cell.cross_products for cell in flat] == [
        ((96.0, 0.0), (0.0, 0.0)),
        ((14.0, 0.0), (0.0, 0.0)),
        ((8.0, 0.0), (0.0, 0.0)),
    ]
    assert [cell.means for cell in flat] == [(13.5, 11.0), (3.0, 2.0), (6.0, 5.0)]


@given(st.lists(st.tuples(scores, scores), min_size=2, max_size=9))
def test_json_gives_the_cell_back_digit_by_digit(rows):
    columns = {"post": [a for a, _ in rows], "pre": [b / 7 for _, b in rows]}
    summed = moments_of_rows(columns, cluster="7 Å", arm=0, variables=["post", "pre"])

    for cell in summed.cells:
        assert from_json(json.loads(json.dumps(as_json(cell)))) == cell


def test_json_keeps_what_is_unknown_unknown_and_holds_no_float():
    cell = moments_of_totals(
        "7B", arm=1, pupils=25, variables={"post": Typed(0.1, 2.0), "pre": Typed(11.0)}
    )

    content = as_json(cell)

    assert content == {
        "label": "7B",
        "arm": 1,
        "pupils": 25,
        "variables": ["post", "pre"],
        "means": ["0.1", "11.0"],
        "cross_products": [["96.0", None], [None, None]],
    }
    assert from_json(content) == cell


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra": 1},
        {"pupils": 0},
        {"pupils": "3"},
        {"arm": 2},
        {"label": ""},
        {"variables": ["post", "post"]},
        {"variables": [1, 2]},
        {"means": ["1.0"]},
        {"means": ["1.0", "nan"]},
        {"means": ["1.0", "many"]},
        {"means": [1.0, 2.0]},
        {"cross_products": ["14.0", "5.0"]},
        {"cross_products": [["14.0", "5.0"]]},
        {"cross_products": [["14.0", "nan"], ["nan", "2.0"]]},
        {"cross_products": [["14.0", "5.0"], ["4.0", "2.0"]]},
        {"cross_products": [["14.0", None], ["4.0", "2.0"]]},
        {"cross_products": [["-14.0", "0.0"], ["0.0", "2.0"]]},
        {"cross_products": [["-14.0", None], [None, "2.0"]]},
        {"cross_products": [["14.0", "0.00001"], ["0.00001", "0.0"]]},
        {"cross_products": [["14.0", "5.0"], ["5.0", "0.0"]]},
        {"cross_products": [["14.0", "6.0"], ["6.0", "2.0"]]},
    ],
    ids=str,
)
def test_json_of_no_possible_class_is_refused(wrong):
    good = as_json(sums().cells[0])
    assert from_json(good) == sums().cells[0]

    with pytest.raises(ValueError):
        from_json(good | wrong)


def test_one_pupil_cannot_vary():
    with pytest.raises(ValueError):
        replace(sums().cells[0], pupils=1)
