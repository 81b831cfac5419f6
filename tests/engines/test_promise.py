"""Does the interval keep its promise when there is nothing to find?"""

import numpy as np
import pytest
from scipy import stats

from eduhub.engines.evidence import compare_arms, moments_of_rows

TRIALS = 600


@pytest.fixture(scope="module")
def shown():
    """In how many of 600 trials without any effect each method shows a difference at 5 %.

    Eight classes of 8 to 36 pupils, half in each arm; pupils of a class share 15 % of
    the variance.
    """
    random = np.random.default_rng(15)
    counts = {"classes": 0, "pupils": 0}
    for _ in range(TRIALS):
        sizes = random.integers(8, 37, size=8)
        cluster = np.repeat(np.arange(8), sizes)
        level = random.normal(0, np.sqrt(0.15), 8)[cluster]
        post = level + random.normal(0, np.sqrt(0.85), cluster.size)
        arm = cluster % 2
        cells = moments_of_rows({"post": post}, cluster=cluster, arm=arm, variables=["post"]).cells
        found = compare_arms(cells, outcome="post")
        counts["classes"] += not found.low <= 0 <= found.high
        counts["pupils"] += stats.ttest_ind(post[arm == 1], post[arm == 0]).pvalue < 0.05
    return counts


def test_the_interval_covers_zero_about_as_often_as_it_says(shown):
    # 5 % of 600 is 30; four standard deviations of a binomial are 21.
    assert 9 <= shown["classes"] <= 51


def test_a_t_test_of_pupils_would_find_something_in_a_third_of_empty_trials(shown):
    assert shown["pupils"] > TRIALS / 3
