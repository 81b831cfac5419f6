"""Rounds of a known truth: intervals hold as often as they promise. More in `jury_truth`."""

import numpy as np
import pytest

from eduhub.engines.scoring import rank, rank_with_spread
from eduhub.engines.scoring.ranking import ranks_of
from tests.engines.scoring.rounds import drawn

DAY, NIGHT = 20, 400


@pytest.mark.parametrize(
    "rounds", [pytest.param(DAY), pytest.param(NIGHT, marks=pytest.mark.nightly)]
)
def test_intervals_of_scores_and_ranks_hold_the_truth(rounds):
    """95 % are meant and about 94 % come: the variances are unknown. By day chance adds a bit."""
    scores, ranks = [], []
    for seed in range(rounds):
        truth = drawn(np.random.default_rng(seed))
        true_rank = dict(zip(truth.sheets.applications, ranks_of(truth.adjusted), strict=True))
        true_score = dict(zip(truth.sheets.applications, truth.adjusted, strict=True))
        for one in rank(truth.sheets, seed="s", draws=400 if rounds == DAY else 1000).rows:
            scores.append(one.low <= true_score[one.application] <= one.high)
            ranks.append(one.rank_low <= true_rank[one.application] <= one.rank_high)

    assert np.mean(scores) == pytest.approx(0.95, abs=0.04 if rounds == DAY else 0.02)
    assert np.mean(ranks) >= (0.91 if rounds == DAY else 0.93)


def test_severity_that_is_ignored_is_seen():
    """The negative control: plain means with their own errors miss the truth far more often."""
    missed = []
    for seed in range(DAY):
        truth = drawn(np.random.default_rng(seed), severity=2)
        sheets = truth.sheets
        means = np.bincount(sheets.application, weights=sheets.score) / sheets.of_application
        missed += (np.abs(means - truth.adjusted) > 1.96 / 3**0.5).tolist()

    assert np.mean(missed) > 0.15


@pytest.mark.nightly
def test_intervals_hold_where_jurors_differ_in_spread_too():
    held = []
    for seed in range(30):
        truth = drawn(np.random.default_rng(seed), applications=60, each=4, spread=0.3)
        true_score = dict(zip(truth.sheets.applications, truth.adjusted, strict=True))
        held += [
            one.low <= true_score[one.application] <= one.high
            for one in rank_with_spread(truth.sheets, seed="s", draws=400).rows
        ]

    assert np.mean(held) == pytest.approx(0.95, abs=0.025)
