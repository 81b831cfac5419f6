"""Rubin's rules beside R's mice, on imputations as given."""

import numpy as np
import pytest

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


def least_squares(design, outcome):
    """Coefficients, their variances, and the df left."""
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ outcome
    left = len(design) - design.shape[1]
    scale = ((outcome - design @ coefficients) ** 2).sum() / left
    return coefficients, scale * np.diag(bread), left


def test_c17_every_coefficient_over_five_imputations():
    case = shared_case("C17")
    rows = shared_table(case)
    number, age = np.array(rows[".imp"]), np.array(rows["age"])
    columns = [np.ones(len(age)), age == "40-59", age == "60-99", numbers(rows, "bmi")]
    design, outcome = np.column_stack(columns).astype(float), numbers(rows, "chl")
    fits = [least_squares(design[number == each], outcome[number == each]) for each in "12345"]

    expected = case["expected"]["pooled"]
    assert list(expected) == ["(Intercept)", "age40-59", "age60-99", "bmi"]
    for place, values in enumerate(expected.values()):
        found = pool_imputations(
            [fit[0][place] for fit in fits],
            [fit[1][place] for fit in fits],
            complete_df=fits[0][2],
        )
        ours = {theirs: getattr(found, name) for name, theirs in NAMES.items()}
        assert ours == pytest.approx(values, rel=case["tolerance"]["rel"])
