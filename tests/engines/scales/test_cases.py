"""The reference cases of questionnaires, each quantity at its tolerance."""

import numpy as np
import pytest

from eduhub.engines.evidence import moments_of_rows
from eduhub.engines.evidence.scales import (
    cronbach_alpha,
    dominance,
    dominance_of_counts,
    items_of_cells,
    items_of_rows,
    one_factor_omega,
    proportional_odds,
    proportional_odds_in_classes,
    proportional_odds_of_counts,
    sus_score,
)
from tests.engines.cases import numbers, shared_case, shared_table


@pytest.fixture
def wine():
    case = shared_case("C15")
    rows = shared_table(case)
    columns = {
        "tempwarm": (np.array(rows["temp"]) == "warm").astype(float),
        "contactyes": (np.array(rows["contact"]) == "yes").astype(float),
    }
    return case, numbers(rows, "rating"), columns, rows["judge"]


def coefficients(fit):
    return {
        each.name: {
            "estimate": each.estimate,
            "SE": each.standard_error,
            "z": each.z,
            "p": each.p_value,
        }
        for each in (*fit.cuts, *fit.coefficients)
    }


def assert_coefficients(fit, expected, tolerance):
    found = coefficients(fit)
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert found[name] == pytest.approx(values, rel=tolerance), name


@pytest.fixture(params=["rows", "cross-products"])
def agreeableness(request):
    case = shared_case("C14")
    rows, told = shared_table(case), case["inputs"]
    columns = {name: numbers(rows, name) for name in told["items"]}
    totals = items_of_rows(
        columns, items=told["items"], reverse=[told["reverse"]], scale=told["scale"]
    )
    if request.param == "rows":
        return case, totals
    columns[told["reverse"]] = sum(told["scale"]) - columns[told["reverse"]]
    places = np.arange(len(columns["A2"]))
    summed = moments_of_rows(
        columns, cluster=places // 30, arm=places // 30 % 2, variables=told["items"]
    )
    return case, items_of_cells(summed.cells, items=told["items"])


def test_c14_alpha_and_omega(agreeableness):
    case, totals = agreeableness
    found, omega = cronbach_alpha(totals), one_factor_omega(totals)

    expected = dict(case["expected"])
    assert omega.proper
    assert omega.omega == pytest.approx(
        expected.pop("omega_total_1factor"), rel=case["tolerance"]["rel_omega"]
    )
    by_item = dict(zip(expected["alpha_if_dropped"], found.items, strict=True))
    assert {
        "alpha_if_dropped": {name: each.alpha_if_dropped for name, each in by_item.items()},
        "item_rest_r": {name: each.item_rest_correlation for name, each in by_item.items()},
    } == {
        name: pytest.approx(expected.pop(name), rel=case["tolerance"]["rel"])
        for name in ("alpha_if_dropped", "item_rest_r")
    }
    assert {
        "n": found.pupils,
        "alpha_raw": found.alpha,
        "alpha_std": found.standardised,
        "average_r": found.average_correlation,
        "feldt_low": found.low,
        "feldt_high": found.high,
    } == pytest.approx(expected, rel=case["tolerance"]["rel"])


def test_c15_proportional_odds(wine):
    case, rating, columns, _ = wine
    expected, tolerance = case["expected"]["clm"], case["tolerance"]["rel"]

    fit = proportional_odds(rating, columns)

    assert_coefficients(fit, expected["coef"], tolerance)
    assert fit.log_likelihood == pytest.approx(expected["logLik"], rel=tolerance)


def test_c15_proportional_odds_of_counts(wine):
    case, rating, columns, _ = wine
    groups = [(warm, yes) for warm in (0, 1) for yes in (0, 1)]
    counts = [
        [
            int(
                (
                    (columns["tempwarm"] == warm) & (columns["contactyes"] == yes) & (rating == at)
                ).sum()
            )
            for at in (1, 2, 3, 4, 5)
        ]
        for warm, yes in groups
    ]
    told = {"tempwarm": [g[0] for g in groups], "contactyes": [g[1] for g in groups]}

    fit = proportional_odds_of_counts(counts, told, categories=["1", "2", "3", "4", "5"])

    assert_coefficients(fit, case["expected"]["clm"]["coef"], case["tolerance"]["rel"])


def test_c15_proportional_odds_with_a_level_for_each_judge(wine):
    case, rating, columns, judge = wine
    expected, tolerance = case["expected"]["clmm"], case["tolerance"]["rel"]

    fit = proportional_odds_in_classes(rating, columns, cluster=judge)

    assert_coefficients(fit, expected["coef"], tolerance)
    assert fit.log_likelihood == pytest.approx(expected["logLik"], rel=tolerance)
    assert fit.sd == pytest.approx(expected["sd_judge"], rel=tolerance)


def test_c15_dominance(wine):
    case, rating, columns, _ = wine
    warm = columns["tempwarm"] == 1

    found = dominance(rating[warm], rating[~warm])

    tolerance = case["tolerance"]["rel"]
    assert {
        "cliffs_delta": found.cliffs_delta,
        "prob_superiority": found.superiority,
    } == pytest.approx(case["expected"]["cliff"], rel=tolerance)
    assert found.p_value == pytest.approx(case["expected"]["wilcoxon_p"], rel=tolerance)
    counts = [[int((rating[arm] == at).sum()) for at in range(1, 6)] for arm in (warm, ~warm)]
    assert dominance_of_counts(*counts) == found


def test_c23_system_usability_scale():
    case = shared_case("C23")

    found = sus_score(case["inputs"]["responses"])

    assert {"sum": found.points, "sus": found.score} == pytest.approx(
        case["expected"], rel=case["tolerance"]["rel"]
    )
