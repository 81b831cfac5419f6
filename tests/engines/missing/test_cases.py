"""Rubin's rules beside R's mice, on imputations as given."""

import numpy as np
import pytest

from eduhub.engines.evidence.estimation import Robust, robust_regression
from eduhub.engines.evidence.missing import pool_imputations
from tests.engines.cases import numbers, shared_case, shared_table

NAMES = {
    "estimate": "estimate",
    "within": "ubar",
    "between": "b",
    "total": "t",
    "degrees_of_freedom": "df_barnard_rubin",
    "relative_increase": "riv",
    "due_to_missing": "lambda",
    "missing_information": "fmi",
    "p_value": "p",
    "low": "ci_low",
    "high": "ci_high",
}


def test_c17_every_coefficient_over_five_imputations():
    case = shared_case("C17")
    rows = shared_table(case)
    number, age = np.array(rows[".imp"]), np.array(rows["age"])
    columns = {"age40-59": age == "40-59", "age60-99": age == "60-99"}
    columns |= {name: numbers(rows, name) for name in ("bmi", "chl")}
    regressors = ["age40-59", "age60-99", "bmi"]
    fits = [
        robust_regression(
            {name: column[number == each] for name, column in columns.items()},
            outcome="chl",
            regressors=regressors,
            robust=Robust.CLASSICAL,
        )
        for each in "12345"
    ]

    expected = case["expected"]["pooled"]
    assert list(expected) == ["(Intercept)", *regressors]
    for term, values in zip(fits[0].terms, expected.values(), strict=True):
        told = [fit.estimate(term) for fit in fits]
        found = pool_imputations(
            [each.estimate for each in told],
            [each.standard_error**2 for each in told],
            complete_df=fits[0].degrees_of_freedom,
        )
        ours = {theirs: getattr(found, name) for name, theirs in NAMES.items()}
        assert ours == pytest.approx(values, rel=case["tolerance"]["rel"])
