"""REML of the crossed model of a large jury, with everybody's effects, beside R and dense numpy."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks._jury import QUESTION, rows, sheets
from benchmarks._r import in_r
from benchmarks.race import Answer, Ask, Race, Runner, here, in_python
from eduhub.engines.scoring.model.fit import fitted
from eduhub.engines.scoring.model.products import products_of

LMER = "fit <- lmer(score ~ 1 + (1 | application) + (1 | juror), rows); invisible(ranef(fit)); "
DEVIATIONS = "as.data.frame(VarCorr(fit))$sdcor"
NEAR = 1e-3  # what lme4's search leaves open with its own settings


def _ours() -> Answer:
    fit = fitted(products_of(sheets()))
    return fit.worth_variance**0.5, fit.severity_variance**0.5, fit.residual**0.5


@contextmanager
def _dense() -> Iterator[Ask]:
    """Henderson's equations as they stand in books, once, at variances that are given."""
    given = sheets()
    count = len(given.applications) + len(given.jurors) + 1

    def call() -> Answer:
        design = np.zeros((len(given.score), count))
        at = np.arange(len(given.score))
        design[:, 0] = 1
        design[at, 1 + given.application] = 1
        design[at, 1 + len(given.applications) + given.juror] = 1
        left = design.T @ design + np.diag(np.r_[0.0, np.ones(count - 1)])
        np.linalg.solve(left, design.T @ given.score)
        return ()

    yield in_python(call)


RACE = Race(
    name="jury_ranking",
    question=f"What do REML and everybody's effects cost, {QUESTION}?",
    ours=Runner("ours", lambda: here(_ours)),
    others=(
        Runner("R lme4", in_r(rows, LMER + DEVIATIONS, libraries=["lme4"]), rel=NEAR, target=2),
        Runner("numpy, dense, variances given", _dense, rounds=2),
    ),
)
