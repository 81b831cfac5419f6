"""Scales of several items, and the usability scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence import moments_of_rows, moments_of_totals
from eduhub.engines.evidence.moments import Typed
from eduhub.engines.evidence.scales import (
    CannotEstimate,
    Hindrance,
    ItemTotals,
    cronbach_alpha,
    items_of_cells,
    items_of_rows,
    one_factor_omega,
    sus_grade,
    sus_score,
    usability,
)
from tests.engines.cases import numbers, table
from tests.engines.reference.rules import FOLDER, results

ITEMS = ["i1", "i2", "i3", "i4", "i5"]


@pytest.fixture
def totals():
    rows = table(FOLDER / "answers.csv")
    columns = {name: numbers(rows, name) for name in ITEMS}
    return items_of_rows(columns, items=ITEMS, reverse=["i2"], scale=(1, 5))


def of_correlation(loadings, pupils=100):
    """Totals whose correlations are exactly those of one factor."""
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1.0)
    names = tuple(f"x{place}" for place in range(len(loadings)))
    products = tuple(tuple(row) for row in (matrix * (pupils - 1)).tolist())
    return ItemTotals(names, pupils, (0.0,) * len(names), products)


def test_alpha_and_omega_are_those_of_r_psych(totals):
    expected = results()["scale"]

    found, omega = cronbach_alpha(totals), one_factor_omega(totals)

    assert found.alpha == pytest.approx(expected["alpha"], rel=1e-10)
    assert found.standardised == pytest.approx(expected["standardised"], rel=1e-10)
    assert found.average_correlation == pytest.approx(expected["average"], rel=1e-10)
    assert (found.low, found.high) == pytest.approx((expected["low"], expected["high"]), rel=1e-8)
    assert [i.alpha_if_dropped for i in found.items] == pytest.approx(expected["dropped"])
    assert [i.item_rest_correlation for i in found.items] == pytest.approx(expected["rest"])
    assert omega.loadings == pytest.approx(expected["loadings"], abs=1e-4)
    assert omega.omega == pytest.approx(expected["omega"], rel=1e-4)


def test_two_parallel_items_by_hand():
    # Variances 1, covariance 0.6: alpha = 2 (1 - 2 / 3.2) = 0.75, as Spearman and Brown say.
    found = cronbach_alpha(of_correlation([0.6**0.5, 0.6**0.5]))

    assert (found.alpha, found.standardised) == pytest.approx((0.75, 0.75))
    assert [each.item_rest_correlation for each in found.items] == pytest.approx([0.6, 0.6])
    assert [each.alpha_if_dropped for each in found.items] == [None, None]
    assert found.low < found.alpha < found.high


def test_one_exact_factor_is_found_again():
    loadings = np.array([0.9, 0.7, 0.5, 0.4])

    found = one_factor_omega(of_correlation(loadings))

    unique = (1 - loadings**2).sum()
    assert found.loadings == pytest.approx(loadings, abs=1e-7)
    assert found.omega == pytest.approx(loadings.sum() ** 2 / (loadings.sum() ** 2 + unique))
    assert found.proper


def test_an_item_that_would_be_the_factor_itself_is_told():
    # r12 r13 / r23 = 2.1: no loading below 1 gives these correlations.
    products = ((99.0, 69.3, 59.4), (69.3, 99.0, 19.8), (59.4, 19.8, 99.0))

    assert not one_factor_omega(ItemTotals(("a", "b", "c"), 100, (0.0,) * 3, products)).proper


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32), size=st.integers(2, 6))
def test_alpha_is_that_of_the_sum_and_its_parts(seed, size):
    random = np.random.default_rng(seed)
    values = random.normal(size=(30, 1)) + random.normal(size=(30, size))
    names = [f"x{place}" for place in range(size)]
    columns = dict(zip(names, values.T, strict=True))

    found = cronbach_alpha(items_of_rows(columns, items=names))

    parts = values.var(axis=0, ddof=1).sum() / values.sum(axis=1).var(ddof=1)
    assert found.alpha == pytest.approx(size / (size - 1) * (1 - parts))
    for place, each in enumerate(found.items):
        rest = np.delete(values, place, axis=1).sum(axis=1)
        assert each.item_rest_correlation == pytest.approx(
            np.corrcoef(values[:, place], rest)[0, 1]
        )


def test_feldts_interval_keeps_its_promise():
    """Of parallel items with alpha 0.75, about 95 % of intervals hold it."""
    random, held = np.random.default_rng(31), 0
    for _ in range(400):
        values = random.normal(size=(25, 1)) + random.normal(size=(25, 3))
        columns = {f"x{place}": values[:, place] for place in range(3)}
        found = cronbach_alpha(items_of_rows(columns, items=["x0", "x1", "x2"]))
        held += found.low <= 0.75 <= found.high

    assert 366 <= held <= 394  # four standard deviations of a binomial are 17


def test_totals_of_classes_give_what_the_rows_give():
    rows = table(FOLDER / "answers.csv")
    columns = {name: numbers(rows, name) for name in ITEMS}
    cells = moments_of_rows(
        columns, cluster=rows["class"], arm=numbers(rows, "arm"), variables=ITEMS
    ).cells

    ours = cronbach_alpha(items_of_cells(cells, items=ITEMS))

    theirs = cronbach_alpha(items_of_rows(columns, items=ITEMS))
    assert ours.alpha == pytest.approx(theirs.alpha)
    assert [i.alpha_if_dropped for i in ours.items] == pytest.approx(
        [i.alpha_if_dropped for i in theirs.items]
    )


def test_a_pupil_with_an_open_item_is_left_out_and_counted():
    columns = {"a": [1, 2, 3, None], "b": [1, 3, 2, 2]}

    found = items_of_rows(columns, items=["a", "b"])

    assert (found.pupils, found.left_out, found.means) == (3, 1, (2.0, 2.0))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"a": [1, 2, 3]}, Hindrance.TOO_FEW_ITEMS),
        ({"a": [1, 2, 3], "b": [2, 2, 2]}, Hindrance.NO_VARIATION),
        ({"a": [1, 2, 3], "b": [3, 2, 1]}, Hindrance.NO_VARIATION),
    ],
)
def test_what_has_no_alpha_says_why(columns, reason):
    with pytest.raises(CannotEstimate) as refusal:
        cronbach_alpha(items_of_rows(columns, items=list(columns)))

    assert refusal.value.reason is reason
    with pytest.raises(CannotEstimate):
        one_factor_omega(items_of_rows(columns, items=list(columns)))


TYPED = moments_of_totals("c", arm=0, pupils=9, variables={"a": Typed(3, 1), "b": Typed(3, 1)})


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: items_of_rows({"a": [1, 9]}, items=["a"], scale=(1, 5)), "outside of 1 to 5"),
        (lambda: items_of_rows({"a": [1, 2]}, items=["a"], reverse=["a"]), "on a known scale"),
        (lambda: items_of_rows({"a": [1, 2]}, items=["a"], reverse=["b"]), "no item b"),
        (lambda: items_of_rows({"a": [1, 2]}, items=["a", "b"]), "no column b"),
        (lambda: items_of_rows({"a": [1, 2], "b": [1]}, items=["a", "b"]), "for each pupil"),
        (lambda: items_of_rows({"a": [1, None]}, items=["a"]), "at least two pupils"),
        (lambda: items_of_cells([TYPED], items=["a", "b"]), "not known in every class"),
        (lambda: ItemTotals(("a",), 5, (0.0,), ((-1.0,),)), "not below 0"),
        (lambda: cronbach_alpha(of_correlation([0.5, 0.5]), confidence=1), "confidence"),
        (lambda: sus_score([3] * 9), "10 questions"),
        (lambda: sus_score([3] * 9 + [6]), "question 10"),
        (lambda: sus_score([2.5] + [3] * 9), "question 1"),
        (lambda: sus_grade(101), "between 0 and 100"),
        (lambda: usability([], youngest=15), "no form"),
    ],
)
def test_wrong_input_is_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize(
    ("answers", "points", "score"),
    [([5, 1] * 5, 40, 100.0), ([1, 5] * 5, 0, 0.0), ([3] * 10, 20, 50.0)],
)
def test_usability_at_its_ends(answers, points, score):
    found = sus_score(answers)

    assert (found.points, found.score) == (points, score)


@pytest.mark.parametrize(
    ("score", "grade"),
    [(100, "A+"), (84.1, "A+"), (84.0, "A"), (80.8, "A"), (78.9, "A-"), (77.2, "B+"), (74.1, "B"),
     (72.6, "B-"), (71.1, "C+"), (65.0, "C"), (62.7, "C-"), (51.7, "D"), (51.6, "F"), (0, "F")],
)  # fmt: skip
def test_grades(score, grade):
    assert sus_grade(score) == grade


def test_pupils_too_young_for_the_scale_give_no_grade():
    forms = [[5, 1] * 5, [3] * 10]

    old, young = usability(forms, youngest=12), usability(forms, youngest=11)
    assert (old.forms, old.mean, old.grade, old.validated) == (2, 75.0, "B", True)
    assert (young.mean, young.grade, young.validated) == (75.0, None, False)
