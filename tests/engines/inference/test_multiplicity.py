from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.evidence.interim import planned_looks
from eduhub.engines.evidence.multiplicity import Correction, adjust_p_values

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def closed(p_values, of_intersection):
    """By the closure principle: the largest p of all intersections that hold a hypothesis."""
    every = range(len(p_values))
    return [
        max(
            of_intersection(sorted(p_values[i] for i in chosen))
            for size in range(1, len(p_values) + 1)
            for chosen in combinations(every, size)
            if one in chosen
        )
        for one in every
    ]


@given(P_VALUES)
def test_holm_is_the_closure_of_bonferroni(p_values):
    direct = closed(p_values, lambda p: min(1.0, len(p) * p[0]))

    found = adjust_p_values(p_values, correction=Correction.HOLM)

    assert found.adjusted == pytest.approx(direct)


@given(P_VALUES, st.floats(0.01, 0.3))
def test_benjamini_hochberg_rejects_up_to_the_largest_rank_below_its_line(p_values, alpha):
    ranked = sorted(p_values)
    size = len(ranked)
    below = [k for k in range(1, size + 1) if ranked[k - 1] * size / k <= alpha]

    found = adjust_p_values(p_values, alpha=alpha)

    limit = ranked[max(below) - 1] if below else -1.0
    assert found.rejected == tuple(p <= limit for p in p_values)
    assert found.rejections == sum(found.rejected)


@given(P_VALUES, st.floats(0.01, 0.3))
def test_hochberg_rejects_up_to_the_largest_rank_below_its_steps(p_values, alpha):
    ranked = sorted(p_values)
    size = len(ranked)
    below = [k for k in range(1, size + 1) if ranked[k - 1] * (size - k + 1) <= alpha]

    found = adjust_p_values(p_values, correction=Correction.HOCHBERG, alpha=alpha)

    limit = ranked[max(below) - 1] if below else -1.0
    assert found.rejected == tuple(p <= limit for p in p_values)


@given(P_VALUES)
def test_corrections_are_ordered_by_how_much_they_promise(p_values):
    bonferroni, holm, hochberg, hochberg_fdr, yekutieli = (
        np.array(adjust_p_values(p_values, correction=one).adjusted) for one in Correction
    )

    assert (bonferroni >= holm - 1e-12).all()
    assert (holm >= hochberg - 1e-12).all()
    assert (hochberg >= hochberg_fdr - 1e-12).all()
    assert (yekutieli >= hochberg_fdr - 1e-12).all()
    assert (hochberg_fdr >= np.array(p_values) - 1e-12).all()


def test_three_outcomes_by_hand():
    found = {
        one: adjust_p_values([0.04, 0.01, 0.03], correction=one).adjusted for one in Correction
    }

    assert found[Correction.BONFERRONI] == pytest.approx((0.12, 0.03, 0.09))
    assert found[Correction.HOLM] == pytest.approx((0.06, 0.03, 0.06))
    assert found[Correction.HOCHBERG] == pytest.approx((0.04, 0.03, 0.04))
    assert found[Correction.BENJAMINI_HOCHBERG] == pytest.approx((0.04, 0.03, 0.04))
    assert found[Correction.BENJAMINI_YEKUTIELI] == pytest.approx((0.22 / 3, 0.055, 0.22 / 3))


@pytest.mark.parametrize(
    ("p_values", "alpha", "words"),
    [
        ([], 0.05, "at least one"),
        ([0.1, float("nan")], 0.05, "p-value 1 is nan"),
        ([1.1], 0.05, "p-value 0 is 1.1"),
        ([0.1], 1.0, "alpha is 1.0"),
    ],
)
def test_what_is_no_family_of_p_values_is_refused(p_values, alpha, words):
    with pytest.raises(ValueError, match=words):
        adjust_p_values(p_values, alpha=alpha)


def test_many_trials_without_effect_are_rejected_in_alpha_of_them_over_all_looks():
    information = [0.25, 0.5, 0.75, 1.0]
    looks = planned_looks(information, alpha=0.1)
    steps = np.random.default_rng(9).normal(0, 0.5, (200_000, 4))
    z = steps.cumsum(axis=1) / np.sqrt(information)

    rejected = np.abs(z) >= [look.z for look in looks]

    by_then = np.maximum.accumulate(rejected, axis=1).mean(axis=0)
    assert by_then == pytest.approx([look.spent for look in looks], abs=0.003)
    assert looks[-1].spent == pytest.approx(0.1)


def test_one_look_at_the_end_is_the_usual_test():
    (look,) = planned_looks([1.0])

    assert (look.z, look.p, look.spent) == pytest.approx((1.959963984540054, 0.05, 0.05))


def test_a_look_far_too_early_can_hardly_reject():
    early, last = planned_looks([0.01, 1.0])

    assert early.p < 1e-14
    assert last.p == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("information", "alpha"),
    [([], 0.05), ([0.5], 0.05), ([0.5, 0.5, 1.0], 0.05), ([0.0, 1.0], 0.05), ([1.0], 0.0)],
)
def test_looks_that_do_not_lead_to_the_end_are_refused(information, alpha):
    with pytest.raises(ValueError, match="expected"):
        planned_looks(information, alpha=alpha)
