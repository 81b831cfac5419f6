"""10,000 draws over 200 classes: beside R's coin, where R has it, else beside scipy.

coin's loop is compiled C; scipy shuffles in batches. Ours gives the interval by inversion with
the p, the others give the p only.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from scipy import stats

from benchmarks.harness import Ask, Benchmark
from eduhub.engines.evidence.assignment import complete
from eduhub.engines.evidence.randomisation import difference_in_means, randomisation_test

CLASSES, DRAWS = 200, 10_000
LIBRARIES = ("/usr/local/lib/R/site-library", "/usr/lib/R/site-library", "/usr/lib/R/library")
HAS_COIN = bool(shutil.which("Rscript")) and any(Path(one, "coin").is_dir() for one in LIBRARIES)
LOOP = """
suppressMessages(library(coin)); set.seed(1)
input <- file("stdin", "r")
y <- as.numeric(strsplit(readLines(input, 1), " ")[[1]]); z <- factor(rep(0:1, length(y) / 2))
while (length(readLines(input, 1))) {
  test <- oneway_test(y ~ z, distribution = approximate(nresample = %d))
  cat(as.numeric(pvalue(test)), "\\n"); flush(stdout())
}
"""


@contextmanager
def _sides() -> Iterator[tuple[Ask, Ask]]:
    random = np.random.default_rng(20)
    arms = np.arange(CLASSES) % 2
    outcome = random.normal(0, 1, CLASSES) + 0.25 * arms
    names = [f"{place:03}" for place in range(CLASSES)]
    scheme = complete(names, treated=CLASSES // 2)
    y, z = (dict(zip(names, part.tolist(), strict=True)) for part in (outcome, arms))

    def ours() -> object:
        return randomisation_test(
            difference_in_means(y), z, scheme, seed=1, draws=DRAWS
        ).p_two_sided

    def scipys() -> object:
        return stats.permutation_test(
            (outcome[arms == 1], outcome[arms == 0]),
            lambda one, two, axis: one.mean(axis=axis) - two.mean(axis=axis),
            vectorized=True,
            n_resamples=DRAWS,
            rng=np.random.default_rng(1),
        ).pvalue

    if not HAS_COIN:
        yield ours, scipys
        return
    with subprocess.Popen(
        ["Rscript", "-e", LOOP % DRAWS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loop:
        if loop.stdin is None or loop.stdout is None:
            raise OSError("R cannot be spoken to")
        told, said = loop.stdin, loop.stdout
        told.write(" ".join(map(repr, outcome.tolist())) + "\n")

        def coins() -> object:
            told.write("again\n")
            told.flush()
            return float(said.readline())

        yield ours, coins
        told.close()


def _near(one: object, other: object) -> bool:
    """Both are samples: six standard errors of a p of one half at most."""
    return abs(float(str(one)) - float(str(other))) < 6 * 0.5 / DRAWS**0.5


BENCHMARK = Benchmark(
    name="randomisation_draws",
    question=f"How long do {DRAWS:,} draws over {CLASSES} classes take?",
    ours="ours, with an interval",
    other="R's coin" if HAS_COIN else "scipy",
    sides=_sides,
    same=_near,
    at_most=1.5,
)
