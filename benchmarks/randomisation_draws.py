"""10,000 draws over the means of 200 classes.

coin's loop is compiled C; scipy shuffles in batches. Ours gives the interval by inversion with
the p, the others give the p only.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from scipy import stats

from benchmarks._r import in_r
from benchmarks._trial import CLASSES, arms, means, names, rows_of_means
from benchmarks.race import Answer, Ask, Race, Runner, here, in_python
from eduhub.engines.evidence.assignment import complete
from eduhub.engines.evidence.randomisation import difference_in_means, randomisation_test

DRAWS = 10_000
SIX_ERRORS = 6 * 0.5 / DRAWS**0.5  # of a p of one half: all are samples
COIN = """
t <- oneway_test(null ~ factor(arm), rows, distribution = approximate(nresample = 10000))
as.numeric(pvalue(t))
"""


def _ours() -> Answer:
    scheme = complete(names(), treated=CLASSES // 2)
    test = randomisation_test(
        difference_in_means(means("null")), arms(), scheme, seed=1, draws=DRAWS
    )
    return (test.p_two_sided,)


@contextmanager
def _scipy() -> Iterator[Ask]:
    arm = np.array(list(arms().values()))
    outcome = np.array(list(means("null").values()))

    def call() -> Answer:
        found = stats.permutation_test(
            (outcome[arm == 1], outcome[arm == 0]),
            lambda one, two, axis: one.mean(axis=axis) - two.mean(axis=axis),
            vectorized=True,
            n_resamples=DRAWS,
            rng=np.random.default_rng(1),
        )
        return (float(found.pvalue),)

    yield in_python(call)


RACE = Race(
    name="randomisation_draws",
    question=f"What do {DRAWS:,} draws over the means of {CLASSES} classes cost?",
    ours=Runner("ours, with an interval", lambda: here(_ours)),
    others=(
        Runner(
            "R coin",
            in_r(rows_of_means, COIN, libraries=["coin"]),
            target=0.9,  # level with it
            apart=SIX_ERRORS,
        ),
        Runner("scipy", _scipy, target=1, apart=SIX_ERRORS),
    ),
)
