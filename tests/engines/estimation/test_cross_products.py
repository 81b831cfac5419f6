import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence import Typed, moments_of_rows, moments_of_totals
from eduhub.engines.evidence.estimation import (
    ClassProducts,
    least_squares,
    products_of_moments,
    products_of_rows,
    with_class_column,
)


def raw(products, power="grams"):
    """Tables of columns counted from zero."""
    table = getattr(products, power)
    turn = np.eye(len(products.names))
    turn[:, 0] += products.centre
    return turn @ table @ turn.T


def by_hand(columns, cluster, weights=None):
    table = np.column_stack([np.ones(len(cluster)), *columns.values()])
    weights = np.ones(len(cluster)) if weights is None else weights
    return {
        str(label): (table[at].T * weights[at]) @ table[at]
        for label in np.unique(cluster)
        if (at := cluster == label).any()
    }


@settings(deadline=None, max_examples=80)
@given(
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=7),
    order=st.sampled_from(["together", "backwards", "mixed", "in two runs"]),
    weighted=st.booleans(),
)
def test_they_are_the_sums_over_each_classs_rows(seed, sizes, order, weighted):
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)) * 3 - 2, sizes)
    if order == "backwards":
        cluster = cluster[::-1]
    if order == "mixed":
        random.shuffle(cluster)
    if order == "in two runs":
        cluster = np.concatenate([cluster, cluster])
    columns = {name: random.normal(5, 2, len(cluster)) for name in ("pre", "post")}
    weights = random.uniform(0.5, 2, len(cluster)) if weighted else None

    found = products_of_rows(columns, cluster=cluster, variables=["pre", "post"], weights=weights)

    for power in ("grams", "plain", "squared") if weighted else ("grams",):
        raised = {"grams": 1, "plain": 0, "squared": 2}[power]
        wanted = by_hand(columns, cluster, None if weights is None else weights**raised)
        assert dict(zip(found.labels, raw(found, power), strict=True)) == {
            label: pytest.approx(table, rel=1e-10, abs=1e-9) for label, table in wanted.items()
        }


def as_objects(labels):
    return np.array(labels, dtype=object)


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        (["7B", "7A", "7B", "10C"], ("10C", "7A", "7B")),
        (as_objects(["7B", "7A", "7B", "10C"]), ("10C", "7A", "7B")),
        ([12, 7, 12, 100], ("7", "12", "100")),
        ([12, 7, 12, 10**12], ("7", "12", str(10**12))),
        (as_objects(["1", 2, 1, "x"]), ("1", "2", "x")),
    ],
)
def test_classes_are_told_by_their_text_and_numbers_by_size(labels, wanted):
    found = products_of_rows({"post": [1.0, 2.0, 3.0, 4.0]}, cluster=labels, variables=["post"])

    assert found.labels == wanted
    assert found.rows == 4


def test_rows_that_lack_something_are_left_out_and_counted():
    found = products_of_rows(
        {
            "pre": [1.0, math.nan, 3.0, 4.0, 5.0, None],
            "post": [1.0, 2.0, 3.0, 4.0, 6.0, 1.0],
            "kind": ["a", "a", None, "b", "a", "b"],
            "unused": [math.nan] * 6,
        },
        cluster=["x", "x", "x", "y", "y", "z"],
        variables=["pre", "post"],
        factors=["kind"],
    )

    assert found.names == ("intercept", "pre", "post", "kind=b")
    assert found.labels == ("x", "y")
    assert (found.left_out, found.classes_left_out) == (3, ("z",))
    assert found.pupils.tolist() == [1, 2]
    assert raw(found)[1] == pytest.approx(
        np.array([[2, 9, 10, 1], [9, 41, 46, 4], [10, 46, 52, 4], [1, 4, 4, 1]])
    )


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32), sizes=st.lists(st.integers(1, 9), min_size=4, max_size=8))
def test_totals_of_classes_give_what_their_rows_give(seed, sizes):
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    columns = {name: random.normal(1e4, 2, len(cluster)) for name in ("pre", "post")}
    arm = np.where(cluster % 3 == 0, np.arange(len(cluster)) % 2, cluster % 2)
    names = ["pre", "post"]
    if len(set(arm.tolist())) < 2:
        return

    cells = moments_of_rows(columns, cluster=cluster, arm=arm, variables=names).cells
    totals = products_of_moments(cells, variables=names)
    rows = products_of_rows(
        columns | {"arm": arm}, cluster=cluster, variables=["arm", "pre", "post"]
    )

    assert totals.names == rows.names
    assert totals.labels == rows.labels
    assert totals.pupils == pytest.approx(rows.pupils)
    assert totals.centre == pytest.approx(rows.centre)
    assert totals.grams == pytest.approx(rows.grams, rel=1e-7, abs=1e-6)


def test_a_column_of_classes_is_that_column_written_out():
    random = np.random.default_rng(3)
    cluster = np.repeat(["a", "b", "c"], [4, 2, 5])
    size = np.repeat([30.0, 12.0, 25.0], [4, 2, 5])
    columns = {"pre": random.normal(size=11), "post": random.normal(size=11), "size": size}

    without = products_of_rows(columns, cluster=cluster, variables=["pre", "post"])
    found = with_class_column(without, "size", {"a": 30.0, "b": 12.0, "c": 25.0})

    wanted = products_of_rows(columns, cluster=cluster, variables=["pre", "post", "size"])
    assert found.names == wanted.names
    assert found.grams == pytest.approx(wanted.grams)
    assert found.centre == pytest.approx(wanted.centre)


def test_columns_of_cells_hold_for_all_their_pupils():
    cells = [
        moments_of_totals(label, arm=arm, pupils=10, variables={"post": Typed(5.0 + arm, 2.0)})
        for label in "ab"
        for arm in (0, 1)
    ]

    found = products_of_moments(cells, variables=["post"], of_cells={"period": [0, 1, 1, 0]})

    assert found.names == ("intercept", "arm", "period", "post")
    assert raw(found)[0] == pytest.approx(
        np.array([[20, 10, 10, 110], [10, 10, 10, 60], [10, 10, 10, 60], [110, 60, 60, 682]])
    )


ROWS = {"columns": {"post": [1.0, 2.0]}, "cluster": ["a", "b"], "variables": ["post"]}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"variables": []}, "name at least one variable"),
        ({"variables": ["later"]}, "there is no column later"),
        ({"variables": ["post", "post"]}, "the column post comes twice"),
        ({"columns": {"post": [1.0, math.inf]}}, "the value of row 1 is infinite"),
        ({"columns": {"post": [[1.0, 2.0]]}}, r"post has shape \(1, 2\)"),
        ({"cluster": ["a"]}, "each of the 2 rows needs one class"),
        ({"cluster": ["a", ""]}, "a row has no class"),
        ({"cluster": ["a", None]}, "a row has no class"),
        ({"cluster": [1.0, math.nan]}, "a row has no class"),
        ({"columns": {"post": [math.nan, math.nan]}}, "no row is complete"),
        ({"factors": ["kind"]}, "there is no column kind"),
        ({"weights": [1.0, 0.0]}, r"the weight of row 1 is 0\.0"),
        ({"weights": [1.0]}, "each of the 2 rows needs one weight"),
    ],
)
def test_what_is_wrong_with_rows_is_said(changed, told):
    asked = ROWS | changed

    with pytest.raises(ValueError, match=told):
        products_of_rows(asked.pop("columns"), **asked)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"variables": ["later"]}, "has no totals of later"),
        ({"variables": ["post"], "of_cells": {"period": [0.0]}}, "one finite number for each"),
        ({"variables": ["post"], "of_cells": {"arm": [0.0, 1.0]}}, "a column comes twice"),
    ],
)
def test_what_is_wrong_with_cells_is_said(asked, told):
    cells = [
        moments_of_totals(label, arm=0, pupils=9, variables={"post": Typed(5.0)}) for label in "ab"
    ]

    with pytest.raises(ValueError, match=told):
        products_of_moments(cells, **asked)
    with pytest.raises(ValueError, match="there is no class"):
        products_of_moments([], variables=["post"])


def test_a_product_that_was_never_measured_is_missed_when_it_is_needed():
    cells = [
        moments_of_totals(
            f"c{n}", arm=n % 2, pupils=9, variables={"pre": Typed(n), "post": Typed(n * n, 1.0)}
        )
        for n in range(6)
    ]
    products = products_of_moments(cells, variables=["pre", "post"])

    assert isinstance(products, ClassProducts)
    with pytest.raises(ValueError, match="c0: how the baseline goes together"):
        least_squares(products, outcome="post", regressors=["arm", "pre"])
