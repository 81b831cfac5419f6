"""Effects worked out by hand, by R, and from all pupils' covariances written out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence.effects import (
    ClusterCorrection,
    DifferenceInDifferences,
    Group,
    Handled,
    SmallSample,
    adjusted_g,
    both_arms_clustered,
    cox_index,
    effect_test,
    exact_j,
    hedges_g,
    improvement_index,
    no_clusters,
    omega,
    one_arm_clustered,
    pooled_sd,
    variance_from_r_squared,
    variance_from_standard_error,
    variance_of_differences,
)
from tests.engines.cases import numbers, table
from tests.engines.reference.rules import FOLDER, results

TEN_DIGITS = 1e-10


def as_corrected(correction):
    return {"gamma": correction.gamma, "eta": correction.eta, "h": correction.h}


def test_two_groups_worked_out_by_hand():
    # Pooled variance (2 x 4 + 2 x 16) / 4 = 10; difference 5; omega 1 - 3 / (24 - 9) = 0.8.
    treated, control = Group(3, 15, 2), Group(3, 10, 4)

    found = hedges_g(treated, control)

    g = 0.8 * 5 / math.sqrt(10)
    assert pooled_sd(treated, control) == found.pooled_sd == pytest.approx(math.sqrt(10))
    assert (found.factor, found.g) == pytest.approx((0.8, g))
    assert found.variance_large_sample == pytest.approx(2 / 3 + g**2 / 12)
    assert found.t == pytest.approx(g / math.sqrt(2 / 3 + g**2 / 12))
    assert found.degrees_of_freedom == 4
    # J of 4 df: Gamma(2) / (sqrt(2) Gamma(1.5)) = 1 / (sqrt(2) sqrt(pi) / 2).
    assert exact_j(6) == pytest.approx(math.sqrt(2 / math.pi))
    assert adjusted_g(5, sd=math.sqrt(10), pupils=6) == pytest.approx(g)


def test_g_and_its_variances_are_those_of_r_metafor():
    rows, expected = table(FOLDER / "studies.csv"), results()["effects"]
    groups = [
        [
            Group(int(n), mean, sd)
            for n, mean, sd in zip(
                *(numbers(rows, f"{x}{arm}") for x in ("n", "m", "sd")), strict=True
            )
        ]
        for arm in (1, 2)
    ]

    found = [hedges_g(*pair, correction=SmallSample.EXACT) for pair in zip(*groups, strict=True)]

    assert [each.g for each in found] == pytest.approx(expected["g"], rel=TEN_DIGITS)
    assert [each.variance_large_sample for each in found] == pytest.approx(
        expected["large"], rel=TEN_DIGITS
    )
    assert [each.variance_unbiased for each in found] == pytest.approx(
        expected["unbiased"], rel=TEN_DIGITS
    )


def test_cluster_corrections_are_those_of_r_with_all_covariances_written_out():
    expected = results()["clusters"]

    both = both_arms_clustered(pupils=40, cluster_size=5, icc=0.15)
    one = one_arm_clustered(clustered_pupils=20, other_pupils=17, cluster_size=5, icc=0.15)

    assert as_corrected(both) == pytest.approx(expected["both"], rel=TEN_DIGITS)
    assert as_corrected(one) == pytest.approx(expected["one_arm"], rel=TEN_DIGITS)


def from_covariances(sizes, arms, icc, *, alone):
    """gamma, eta and h from the quadratic form of the pooled variance."""
    cluster, arm = np.repeat(np.arange(len(sizes)), sizes), np.repeat(arms, sizes)
    covariance = (1 - icc) * np.eye(len(arm)) + icc * np.equal.outer(cluster, cluster)
    if alone:
        covariance[arm == 0] = covariance[:, arm == 0] = 0
        covariance[arm == 0, arm == 0] = 1 - icc
    means = [np.outer(arm == which, arm == which) / (arm == which).sum() for which in (0, 1)]
    turned = (np.eye(len(arm)) - sum(means)) @ covariance
    contrast = np.where(arm == 1, 1 / (arm == 1).sum(), -1 / (arm == 0).sum())
    independent = 1 / (arm == 1).sum() + 1 / (arm == 0).sum()
    return {
        "gamma": np.trace(turned) / (len(arm) - 2),
        "eta": contrast @ covariance @ contrast / independent,
        "h": np.trace(turned) ** 2 / np.trace(turned @ turned),
    }


@settings(deadline=None, max_examples=60)
@given(
    size=st.integers(1, 8),
    treated=st.integers(1, 5),
    control=st.integers(2, 5),
    icc=st.floats(0, 0.95),
)
def test_both_arms_in_clusters(size, treated, control, icc):
    sizes, arms = [size] * (treated + control), [1] * treated + [0] * control
    if size * (treated + control) < 3 or 2 * size > size * (treated + control):
        return

    found = both_arms_clustered(pupils=sum(sizes), cluster_size=size, icc=icc)

    expected = from_covariances(sizes, arms, icc, alone=False)
    assert as_corrected(found) == pytest.approx(expected, rel=1e-8)


@settings(deadline=None, max_examples=60)
@given(
    size=st.integers(1, 8),
    groups=st.integers(1, 5),
    alone=st.integers(2, 9),
    icc=st.floats(0, 0.95),
)
def test_one_arm_in_clusters(size, groups, alone, icc):
    found = one_arm_clustered(
        clustered_pupils=size * groups, other_pupils=alone, cluster_size=size, icc=icc
    )

    expected = from_covariances([size] * groups + [alone], [1] * groups + [0], icc, alone=True)
    assert as_corrected(found) == pytest.approx(expected, rel=1e-8)


def test_upsilon_is_the_df_of_a_sum_of_variance_components():
    # Between MSB on M - 2 df, within MSW on M(n - 1): total = MSB / n + (n - 1) MSW / n.
    n, clusters, icc = 4, 10, 0.3
    between, within = 1 + (n - 1) * icc, 1 - icc
    parts = (between / n) ** 2 / (clusters - 2) + ((n - 1) * within / n) ** 2 / (
        clusters * (n - 1)
    )

    assert both_arms_clustered(pupils=40, cluster_size=4, icc=0.3).upsilon == pytest.approx(
        1 / parts
    )
    assert both_arms_clustered(pupils=8, cluster_size=4, icc=0.3).upsilon is None


def test_without_clusters_nothing_is_corrected():
    plain = no_clusters(50)

    for each in (
        both_arms_clustered(pupils=50, cluster_size=1, icc=0.4),
        both_arms_clustered(pupils=50, cluster_size=10, icc=0),
    ):
        assert as_corrected(each) == pytest.approx(as_corrected(plain))
    assert (plain.total_g(0.3), plain.corrected_t(2.0).t) == (0.3, 2.0)


def test_a_t_shrinks_and_a_g_does_too():
    found = ClusterCorrection(pupils=100, gamma=0.81, eta=3.24, h=60.0, upsilon=None)

    assert found.total_g(0.5) == pytest.approx(0.45)
    assert found.corrected_t(4.0).t == pytest.approx(2.0)
    assert found.corrected_t(4.0).multiplier == pytest.approx(0.5)
    assert found.corrected_t(-4.0).p_value == pytest.approx(found.corrected_t(4.0).p_value)


CLUSTERS = ClusterCorrection(pupils=100, gamma=0.9, eta=2.0, h=50.0, upsilon=None)


@pytest.mark.parametrize(
    ("handled", "factor"), [(Handled.BY_THE_MODEL, 0.9), (Handled.NOT_AT_ALL, 2.0)]
)
def test_variances_by_hand(handled, factor):
    corrected = {"clusters": CLUSTERS, "handled": handled}

    known = variance_from_standard_error(
        0.4, standard_error=2.0, sd=10.0, covariates=2, **corrected
    )
    told = variance_from_r_squared(0.4, sizes=(50, 50), r_squared=0.5, covariates=2, **corrected)
    apart = variance_of_differences(
        DifferenceInDifferences(before=0.1, after=0.4, effect=0.3),
        sizes=(50, 50),
        correlation=0.8,
        **corrected,
    )

    own = 0.16 / 96
    assert known == pytest.approx(0.04 * factor + own)
    assert told == pytest.approx(0.5 * 0.04 * factor + own)
    # (0.16 + 0.64 x 0.01 - 2 x 0.64 x 0.04) / 100
    assert apart == pytest.approx(0.4 * 0.04 * factor + 0.001152)


def test_an_effect_of_two_standard_errors():
    # t of 2 df: p = 1 - t / sqrt(t^2 + 2); 4.302652729911275 at 97.5 %.
    found = effect_test(0.6, variance=0.09, degrees_of_freedom=2)

    assert (found.t, found.p_value) == pytest.approx((2, 1 - 2 / math.sqrt(6)))
    assert (found.low, found.high) == pytest.approx(
        (0.6 - 0.3 * 4.302652729911275, 0.6 + 0.3 * 4.302652729911275)
    )


def test_indices_by_hand():
    # logit(0.8) - logit(0.5) = log 4.
    assert cox_index(0.8, 0.5, pupils=10, correction=SmallSample.NONE) == pytest.approx(
        math.log(4) / 1.65
    )
    assert cox_index(0.8, 0.5, pupils=10) == pytest.approx(omega(10) * math.log(4) / 1.65)
    assert improvement_index(0) == 0
    assert improvement_index(1.959963984540054) == pytest.approx(47.5)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Group(0, 1, 1), "a group has pupils"),
        (lambda: Group(3, float("nan"), 1), "finite"),
        (lambda: Group(3, 1, -1), "not below 0"),
        (lambda: hedges_g(Group(1, 1, 0), Group(2, 1, 1)), "needs 4 pupils"),
        (lambda: hedges_g(Group(4, 1, 0), Group(4, 2, 0)), "above zero"),
        (lambda: pooled_sd(Group(1, 1, 0), Group(1, 1, 0)), "no spread"),
        (lambda: cox_index(1.0, 0.5, pupils=20), "not 1.0"),
        (lambda: both_arms_clustered(pupils=40, cluster_size=21, icc=0.1), "one whole cluster"),
        (lambda: both_arms_clustered(pupils=40, cluster_size=5, icc=1.1), "between 0 and 1"),
        (lambda: both_arms_clustered(pupils=40, cluster_size=20, icc=1.0), "no variance"),
        (lambda: both_arms_clustered(pupils=40, cluster_size=0.5, icc=0.1), "one pupil or more"),
        (
            lambda: one_arm_clustered(
                clustered_pupils=9, other_pupils=9, cluster_size=10, icc=0.1
            ),
            "a whole cluster",
        ),
        (lambda: no_clusters(2), "three pupils"),
        (lambda: effect_test(0.1, variance=0, degrees_of_freedom=3), "above 0"),
        (
            lambda: variance_from_standard_error(
                0.1,
                standard_error=1,
                sd=1,
                clusters=CLUSTERS,
                handled=Handled.NOT_AT_ALL,
                covariates=50,
            ),
            "no degrees of freedom",
        ),
    ],
)
def test_what_cannot_be_is_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()
