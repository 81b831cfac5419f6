"""Jurors who use more or less of the scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.scoring import rank, rank_with_spread
from eduhub.engines.scoring.model.fit import fit_at, fitted
from eduhub.engines.scoring.model.likelihood import absorbed
from eduhub.engines.scoring.model.products import products_of
from eduhub.engines.scoring.model.spread import deviance_and_slope
from tests.engines.scoring.dense import dense
from tests.engines.scoring.rounds import drawn, rounds


@given(sheets=rounds(), seed=st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_with_spreads_too_the_absorbed_model_is_the_dense_one(sheets, seed):
    source = np.random.default_rng(seed)
    logs = source.normal(0, 0.4, len(sheets.jurors))
    worth, severity = np.exp(source.normal(0, 1, 2))

    fit = fit_at(absorbed(products_of(sheets), worth, np.exp(-logs)), severity)

    other = dense(sheets, worth, severity, logs)
    assert fit.deviance == pytest.approx(other.deviance, rel=1e-8)
    assert fit.level == pytest.approx(other.level, rel=1e-7)
    assert fit.worths == pytest.approx(other.worths, rel=1e-6, abs=1e-8)
    assert fit.lenience == pytest.approx(other.lenience, rel=1e-6, abs=1e-8)


@given(sheets=rounds(), seed=st.integers(0, 99))
@settings(max_examples=6, deadline=None)
def test_the_likelihoods_slope_is_that_of_the_dense_model(sheets, seed):
    fit = fitted(products_of(sheets))
    logs = np.random.default_rng(seed).normal(0, 0.3, len(sheets.jurors))

    _, slope = deviance_and_slope(logs, fit)

    step = 1e-5
    for at, shift in enumerate(np.eye(len(logs)) * step):
        up, down = (
            dense(sheets, fit.at.worth, fit.severity, logs + sign * shift).deviance
            for sign in (1, -1)
        )
        assert slope[at] == pytest.approx((up - down) / (2 * step), rel=1e-3, abs=1e-3)


def test_wide_and_narrow_jurors_are_told_apart():
    truth = drawn(np.random.default_rng(11), applications=80, jurors=6, each=4, spread=0.4)

    ranking = rank_with_spread(truth.sheets, seed="s")

    assert ranking.settled and 0.1 < ranking.prior_spread < 1
    found = np.log([one.spread for one in ranking.jurors])
    assert np.corrcoef(found, truth.logs)[0, 1] > 0.9
    held = [
        one.spread_low <= np.exp(log) <= one.spread_high
        for one, log in zip(ranking.jurors, truth.logs, strict=True)
    ]
    assert sum(held) >= 5


def test_taking_spread_out_comes_nearer_to_the_truth():
    """Mean squared error over three rounds whose jurors differ a good deal."""
    errors = np.zeros(2)
    for seed in range(3):
        truth = drawn(np.random.default_rng(seed), applications=40, each=4, spread=0.6)
        for at, method in enumerate((rank, rank_with_spread)):
            worths = method(truth.sheets, seed="s", draws=100).fit.worths
            errors[at] += ((worths - truth.worths) ** 2).mean()

    assert errors[1] < 0.97 * errors[0]


def test_where_nobody_differs_spreads_stay_near_one():
    truth = drawn(np.random.default_rng(3), applications=40, jurors=6, each=4)

    plain, wide = (method(truth.sheets, seed="s") for method in (rank, rank_with_spread))

    assert [one.spread for one in wide.jurors] == pytest.approx([1.0] * 6, abs=0.1)
    assert [one.spread for one in plain.jurors] == [1.0] * 6
    assert wide.fit.worths == pytest.approx(plain.fit.worths, abs=0.15)
