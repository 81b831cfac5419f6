"""REML with a level for each class and Satterthwaite degrees of freedom, from pupils' rows."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks._r import in_r
from benchmarks._trial import QUESTION, classes, columns, library, rows
from benchmarks.race import Answer, Ask, Race, Runner, here, in_python
from eduhub.engines.evidence import mixed
from eduhub.engines.evidence.estimation import products_of_rows

LMER_TEST = 'summary(lmer(post ~ arm + pre + (1 | class), rows))$coefficients["arm", 1:3]'
LMER = 'summary(lmer(post ~ arm + pre + (1 | class), rows))$coefficients["arm", 1:2]'
NEAR = 1e-4  # what others' searches for the variances leave open


def _ours() -> Answer:
    products = products_of_rows(columns(), cluster=classes(), variables=["arm", "pre", "post"])
    model = mixed.random_intercept(products, outcome="post", regressors=["arm", "pre"])
    found = model.estimate("arm")
    return found.estimate, found.standard_error, found.degrees_of_freedom


@contextmanager
def _statsmodels() -> Iterator[Ask]:
    mixed_lm = library("statsmodels.api").MixedLM

    def call() -> Answer:
        arm, pre, post = (columns()[name] for name in ("arm", "pre", "post"))
        design = np.column_stack([np.ones(len(arm)), arm, pre])
        # Its own choice of a search ends without an answer here.
        fit = mixed_lm(post, design, groups=classes()).fit(reml=True, method="powell")
        return float(fit.params[1]), float(fit.bse[1])

    yield in_python(call)


@contextmanager
def _mixedlm() -> Iterator[Ask]:
    fit, degrees = library("mixedlm").lmer, library("mixedlm").satterthwaite_df
    frame = library("pandas").DataFrame(columns())

    def call() -> Answer:
        model = fit("post ~ arm + pre + (1 | class)", frame)
        place = list(model.fixef()).index("arm")
        error = float(np.sqrt(model.vcov()[place, place]))
        return model.fixef()["arm"], error, float(degrees(model).df[place])

    yield in_python(call)


RACE = Race(
    name="mixed_model",
    question=f"What do REML and its degrees of freedom cost, {QUESTION}?",
    ours=Runner("ours", lambda: here(_ours)),
    others=(
        Runner(
            "R lmerTest",
            in_r(rows, LMER_TEST, libraries=["lme4", "lmerTest"]),
            target=50,
            rel=NEAR,
        ),
        Runner("R lme4 (no degrees of freedom)", in_r(rows, LMER, libraries=["lme4"]), rel=NEAR),
        Runner("mixedlm", _mixedlm, rel=NEAR),
        Runner("statsmodels (no degrees of freedom)", _statsmodels, rel=3 * NEAR, rounds=2),
    ),
)
