"""10,000 draws of the pupils' regression coefficient, whole classes changing their arm.

Others fit all rows anew in each draw; we have the same coefficients from the classes' totals.
All are asked for every draw but pyfixest, which is asked for a hundred, its time taken a
hundredfold.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import numpy as np

from benchmarks._r import in_r
from benchmarks._trial import (
    CLASSES,
    QUESTION,
    Floats,
    arms,
    classes,
    columns,
    library,
    names,
    rows,
)
from benchmarks.race import Answer, Ask, Race, Runner, Start, here, in_python
from eduhub.engines.evidence import moments_of_rows
from eduhub.engines.evidence.assignment import complete
from eduhub.engines.evidence.randomisation import pupil_coefficient, randomisation_test

DRAWS, ASKED = 10_000, 100
BASE = """
fit <- function(arm) lm.fit(cbind(1, arm, rows$pre), rows$null)$coefficients[2]
seen <- abs(fit(rows$arm)); of_class <- rows$arm[!duplicated(rows$class)]
mean(replicate(10000, abs(fit(sample(of_class)[rows$class + 1]))) >= seen)
"""


def _ours() -> Answer:
    labels = np.array(names())[classes()]
    cells = moments_of_rows(
        {name: columns()[name] for name in ("pre", "null")},
        cluster=labels,
        arm=columns()["arm"].astype(int),
        variables=["pre", "null"],
    ).cells
    statistic = pupil_coefficient(cells, outcome="null", baseline=["pre"])
    scheme = complete(names(), treated=CLASSES // 2)
    return (randomisation_test(statistic, arms(), scheme, seed=1, draws=DRAWS).p_two_sided,)


@contextmanager
def _pyfixest() -> Iterator[Ask]:
    feols, frame = library("pyfixest").feols, library("pandas").DataFrame(columns())
    random = np.random.default_rng(1)

    def call() -> Answer:
        fit = feols("null ~ arm + pre", frame)
        with redirect_stderr(StringIO()):  # its progress bar
            found = fit.ritest("arm", cluster="class", reps=ASKED, rng=random)
        return (float(found["Pr(>|t|)"]),)

    yield in_python(call, ASKED / DRAWS)


@contextmanager
def _statsmodels() -> Iterator[Ask]:
    ols = library("statsmodels.api").OLS

    def fit(outcome: Floats, design: Floats) -> float:
        return float(ols(outcome, design).fit().params[1])

    yield in_python(_one_by_one(fit))


@contextmanager
def _numpy() -> Iterator[Ask]:
    def fit(outcome: Floats, design: Floats) -> float:
        return float(np.linalg.solve(design.T @ design, design.T @ outcome)[1])

    yield in_python(_one_by_one(fit))


def _one_by_one(fit: Callable[[Floats, Floats], float]) -> Callable[[], Answer]:
    random = np.random.default_rng(1)
    arm_of = np.array(list(arms().values()), dtype=float)
    design = np.column_stack([np.ones(len(classes())), columns()["arm"], columns()["pre"]])

    def once(of_class: Floats) -> float:
        design[:, 1] = of_class[classes()]
        return abs(fit(columns()["null"], design))

    def call() -> Answer:
        seen = once(arm_of)
        drawn = [once(random.permutation(arm_of)) >= seen for _ in range(DRAWS)]
        return (float(np.mean(drawn)),)

    return call


def _slow(name: str, start: Start, draws: int = DRAWS) -> Runner:
    six_errors = 6 * 0.5 / draws**0.5  # of a share near one half
    return Runner(name, start, apart=six_errors, rounds=2)


RACE = Race(
    name="randomisation_pupils",
    question=f"What do {DRAWS:,} draws of a pupils' regression cost, {QUESTION}?",
    ours=Runner("ours, with an interval", lambda: here(_ours)),
    others=(
        _slow("numpy, draw by draw", _numpy),
        _slow("R lm.fit, draw by draw", in_r(rows, BASE, libraries=[])),
        _slow("statsmodels, draw by draw", _statsmodels),
        _slow("pyfixest ritest, a hundred draws", _pyfixest, ASKED),
    ),
)
