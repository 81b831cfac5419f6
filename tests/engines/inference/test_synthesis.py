import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from eduhub.engines.evidence.synthesis import Between, Caution, Study, synthesise, tau2_of

EFFECT = st.floats(-1, 1)
VARIANCE = st.floats(0.005, 0.5)
STUDIES = st.lists(st.tuples(EFFECT, VARIANCE), min_size=2, max_size=8)


def studies(*pairs):
    return [Study(str(place), *pair) for place, pair in enumerate(pairs)]


def restricted_likelihood(effects, variances, tau2):
    """With the contrasts that the mean does not touch, and their covariance written out."""
    contrasts = np.column_stack([-np.ones(len(effects) - 1), np.eye(len(effects) - 1)])
    covariance = contrasts @ np.diag(variances + tau2) @ contrasts.T
    return stats.multivariate_normal.logpdf(contrasts @ effects, cov=covariance)


@given(STUDIES)
@settings(deadline=None, max_examples=25)
def test_reml_is_where_the_likelihood_of_contrasts_is_highest(pairs):
    effects, variances = (np.array(part) for part in zip(*pairs, strict=True))

    found = tau2_of(effects, variances, Between.REML)

    grid = np.concatenate([[0.0], np.geomspace(1e-8, 20, 150)])
    heights = [restricted_likelihood(effects, variances, tau2) for tau2 in grid]
    assert restricted_likelihood(effects, variances, found) >= max(heights) - 1e-9


@given(STUDIES)
@settings(deadline=None)
def test_the_fixed_effect_is_weighted_least_squares(pairs):
    effects, variances = (np.array(part) for part in zip(*pairs, strict=True))
    root = variances**-0.5
    estimate = np.linalg.lstsq(root[:, None], effects * root, rcond=None)[0][0]

    found = synthesise(studies(*pairs))

    q = ((effects - estimate) ** 2 / variances).sum()
    assert found.fixed.estimate == pytest.approx(estimate, abs=1e-10)
    assert found.heterogeneity.q == pytest.approx(q, abs=1e-9)
    assert found.heterogeneity.p_value == pytest.approx(stats.chi2.sf(q, len(pairs) - 1))


@given(STUDIES)
@settings(deadline=None)
def test_dersimonian_laird_makes_q_what_it_should_be_on_average(pairs):
    effects, variances = (np.array(part) for part in zip(*pairs, strict=True))
    weights = 1 / variances
    centring = np.diag(weights) - np.outer(weights, weights) / weights.sum()

    def expected_q(tau2):
        return np.trace(centring @ np.diag(variances + tau2))

    q = effects @ centring @ effects
    found = tau2_of(effects, variances, Between.DERSIMONIAN_LAIRD)

    if found > 0:
        assert expected_q(found) == pytest.approx(q, rel=1e-8)
    else:
        assert expected_q(0.0) >= q - 1e-8


def test_two_equally_sure_pilots_by_hand():
    # Mean (0.4 + 0) / 2 = 0.2; scatter 2 * 0.2^2 = 0.08 = v + tau2, so tau2 = 0.06 of v = 0.02;
    # Knapp-Hartung: sqrt(0.08 / 2) = 0.2, t with 1 df; trust 0.06 / 0.08 = 0.75.
    found = synthesise(studies((0.4, 0.02), (0.0, 0.02)))

    assert found.reml.tau2 == pytest.approx(0.06)
    assert found.dersimonian_laird.tau2 == pytest.approx(0.06)
    assert found.main.estimate == pytest.approx(0.2)
    assert found.main.standard_error == pytest.approx(0.2)
    assert found.main.p_value == pytest.approx(0.5)
    assert [one.estimate for one in found.shrunken] == pytest.approx([0.35, 0.05])
    assert [one.trust for one in found.shrunken] == pytest.approx([0.75, 0.75])
    assert [one.weight for one in found.shrunken] == pytest.approx([0.5, 0.5])
    assert found.prediction is None
    assert found.cautions == (Caution.FEW_STUDIES, Caution.UNSTABLE_I2, Caution.NO_PREDICTION)


def test_one_pilot_is_itself_and_says_so():
    found = synthesise(studies((0.3, 0.04)))

    assert (found.main, found.heterogeneity, found.prediction) == (None, None, None)
    assert (found.fixed.estimate, found.fixed.standard_error) == (0.3, pytest.approx(0.2))
    assert (found.reml.tau2, found.reml.i2, found.fixed.h2) == (0.0, 0.0, 1.0)
    assert [one.estimate for one in found.shrunken] == [pytest.approx(0.3)]
    assert found.cautions == (Caution.ONE_STUDY, Caution.NO_PREDICTION)


def test_pilots_that_agree_too_well_are_not_believed_too_much():
    found = synthesise(studies(*[(0.1 + 0.001 * n, 0.04) for n in range(12)]))

    assert found.main.high - found.main.low < found.reml.high - found.reml.low
    assert found.cautions == (Caution.NO_HETEROGENEITY_SEEN, Caution.KNAPP_HARTUNG_SHORTER)
    assert [one.trust for one in found.shrunken] == [0.0] * 12


def test_pilots_that_agree_to_the_last_digit_have_no_error_and_no_division():
    found = synthesise(studies((0.2, 0.04), (0.2, 0.01), (0.2, 0.02)))

    assert (found.main.standard_error, found.main.tau2) == (pytest.approx(0.0, abs=1e-12), 0.0)
    assert all(math.isfinite(value) for value in (found.main.statistic, found.fixed.h2))


def test_one_large_pilot_decides_and_it_is_said():
    found = synthesise(studies((0.1, 0.001), *[(0.02 * n, 0.3) for n in range(11)]))

    assert Caution.ONE_STUDY_DECIDES in found.cautions


def test_the_interval_of_tau2_is_where_q_would_be_at_its_own_tails():
    given_studies = studies((0.12, 0.01), (-0.3, 0.022), (0.31, 0.015), (0.84, 0.04))
    effects = np.array([one.effect for one in given_studies])
    variances = np.array([one.variance for one in given_studies])

    def q(tau2):
        weights = 1 / (variances + tau2)
        return weights @ (effects - weights @ effects / weights.sum()) ** 2

    found = synthesise(given_studies).heterogeneity

    low, high = (
        optimize.brentq(lambda tau2, share=share: q(tau2) - stats.chi2.ppf(share, 3), 0, 50)
        for share in (0.975, 0.025)
    )
    assert (found.tau2_low, found.tau2_high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: synthesise([]), "one or more"),
        (lambda: synthesise([Study("a", 0.1, 0.1)] * 2), "label of its own"),
        (lambda: synthesise(studies((0.1, 0.1)), confidence=0), "confidence is 0"),
        (lambda: Study("a", float("nan"), 0.1), "effect of a is nan"),
        (lambda: Study("a", 0.1, 0.0), "variance of a is 0.0"),
        (lambda: Study("", 0.1, 0.1), "has a label"),
    ],
)
def test_studies_that_cannot_be_pooled_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
