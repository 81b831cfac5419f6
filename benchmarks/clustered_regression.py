"""CR2 with Satterthwaite degrees of freedom, from pupils' rows to one estimate."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks._r import in_r
from benchmarks._trial import QUESTION, classes, columns, library, rows
from benchmarks.race import Answer, Ask, Race, Runner, here, in_python
from eduhub.engines.evidence.estimation import least_squares, products_of_rows

CLUB = """
t <- coef_test(lm(post ~ arm + pre, rows), vcov = "CR2", cluster = rows$class)["arm", ]
unlist(t[c("beta", "SE", grep("^df", names(t), value = TRUE)[1])])
"""
ESTIMATR = """
m <- lm_robust(post ~ arm + pre, rows, clusters = class, se_type = "CR2")
c(coef(m)["arm"], m$std.error["arm"], m$df["arm"])
"""


def _ours() -> Answer:
    products = products_of_rows(columns(), cluster=classes(), variables=["arm", "pre", "post"])
    found = least_squares(products, outcome="post", regressors=["arm", "pre"]).estimate("arm")
    return found.estimate, found.standard_error, found.degrees_of_freedom


@contextmanager
def _diff_diff() -> Iterator[Ask]:
    regression = library("diff_diff").LinearRegression

    def call() -> Answer:
        design = np.column_stack([columns()["arm"], columns()["pre"]])
        model = regression(vcov_type="hc2_bm", cluster_ids=classes())
        found = model.fit(design, columns()["post"]).get_inference(1)
        return found.coefficient, found.se, found.df

    yield in_python(call)


@contextmanager
def _statsmodels() -> Iterator[Ask]:
    ols = library("statsmodels.api").OLS

    def call() -> Answer:
        arm, pre, post = (columns()[name] for name in ("arm", "pre", "post"))
        model = ols(post, np.column_stack([np.ones(len(arm)), arm, pre]))
        fit = model.fit(cov_type="cluster", cov_kwds={"groups": classes()}, use_t=True)
        return (float(fit.params[1]),) if fit.bse[1] > 0 else ()  # which computes it

    yield in_python(call)


@contextmanager
def _pyfixest() -> Iterator[Ask]:
    feols, frame = library("pyfixest").feols, library("pandas").DataFrame(columns())

    def call() -> Answer:
        fit = feols("post ~ arm + pre", frame, vcov={"CRV1": "class"})
        return (float(fit.tidy().loc["arm", "Estimate"]),)

    yield in_python(call)


RACE = Race(
    name="clustered_regression",
    question=f"What do CR2 and its degrees of freedom cost, {QUESTION}?",
    ours=Runner("ours", lambda: here(_ours)),
    others=(
        Runner("R clubSandwich", in_r(rows, CLUB, libraries=["clubSandwich"]), target=100),
        Runner("R estimatr", in_r(rows, ESTIMATR, libraries=["estimatr"])),
        Runner("diff-diff", _diff_diff, target=6),
        Runner("pyfixest (CRV1 only)", _pyfixest),
        Runner("statsmodels (cluster only)", _statsmodels),
    ),
)
