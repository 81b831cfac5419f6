"""The reference cases of effects, baselines and attrition, each quantity at its tolerance."""

import numpy as np
import pytest

from eduhub.engines.evidence.effects import (
    Boundary,
    Group,
    Kept,
    SmallSample,
    attrition,
    baseline_table,
    both_arms_clustered,
    cox_index,
    difference_in_differences,
    hedges_g,
    improvement_index,
    one_arm_clustered,
    pooled_sd,
)
from eduhub.engines.evidence.thresholds.attrition import ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC
from tests.engines.cases import numbers, shared_case, shared_table, table
from tests.shared_data import evidence_file


def near(value, case):
    return pytest.approx(value, rel=case["tolerance"]["rel"])


def groups(rows, number):
    parts = (numbers(rows, f"{part}{number}i") for part in ("n", "m", "sd"))
    return [Group(int(n), mean, sd) for n, mean, sd in zip(*parts, strict=True)]


def test_c08_hedges_g_with_either_factor():
    case = shared_case("C08")
    rows = shared_table(case)
    pairs = list(zip(groups(rows, 1), groups(rows, 2), strict=True))

    exact = [hedges_g(*pair, correction=SmallSample.EXACT) for pair in pairs]
    wwc = [hedges_g(*pair, correction=SmallSample.OMEGA) for pair in pairs]

    expected = dict(case["expected"])
    assert rows["source"] == expected.pop("study")
    found = {
        "g_exactJ": [each.g for each in exact],
        "var_LS": [each.variance_large_sample for each in exact],
        "var_UB": [each.variance_unbiased for each in exact],
        "J_exact": [each.factor for each in exact],
        "omega_WWC": [each.factor for each in wwc],
        "g_WWC": [each.g for each in wwc],
    }
    assert found.keys() == expected.keys()
    for name, values in found.items():
        assert values == near(expected[name], case), name


def test_c09_effects_of_the_what_works_clearinghouse():
    case = shared_case("C09")
    told, expected = case["inputs"], case["expected"]
    after = Group(told["ni"], told["yi"], told["si"]), Group(told["nc"], told["yc"], told["sc"])
    before = (
        Group(told["ni"], told["pre_yi"], told["pre_si"]),
        Group(told["nc"], told["pre_yc"], told["pre_sc"]),
    )

    found = hedges_g(*after)
    apart = difference_in_differences(after=after, before=before)

    pupils = told["ni"] + told["nc"]
    assert found.factor == near(expected["omega"], case)
    assert pooled_sd(*after) == near(expected["pooled_sd"], case)
    assert found.g == near(expected["g"], case)
    assert found.t == near(expected["t_from_g"], case)
    assert cox_index(told["pi"], told["pc"], pupils=pupils) == near(expected["cox"], case)
    assert improvement_index(found.g) == near(expected["improvement_index_pct"], case)
    assert {"g_pre": apart.before, "g_post": apart.after, "did": apart.effect} == near(
        expected["DND"], case
    )


def test_c09_corrections_for_clusters():
    case = shared_case("C09")
    told, expected = case["inputs"], case["expected"]
    after = Group(told["ni"], told["yi"], told["si"]), Group(told["nc"], told["yc"], told["sc"])
    size, icc = (told["ni"] + told["nc"]) / told["M"], told["icc"]

    both = both_arms_clustered(pupils=told["ni"] + told["nc"], cluster_size=size, icc=icc)
    one = one_arm_clustered(
        clustered_pupils=told["ni"], other_pupils=told["nc"], cluster_size=size, icc=icc
    )
    corrected = both.corrected_t(hedges_g(*after).t)

    assert corrected.multiplier == near(expected["cluster_t_multiplier"], case)
    assert corrected.degrees_of_freedom == near(expected["cluster_df_h"], case)
    assert corrected.p_value == near(expected["cluster_p"], case)
    assert both.h == near(expected["h_VIVE"], case)
    assert both.upsilon == near(expected["upsilon_Pustejovsky"], case)
    assert both.gamma == near(expected["gamma_two_arm"], case)
    assert np.sqrt(one.gamma) == near(expected["sqrt_gamma_one_arm"], case)


def test_c10_baseline_in_three_bands():
    case = shared_case("C10")
    rows, told = shared_table(case), case["inputs"]

    found = baseline_table(
        {name: numbers(rows, name) for name in told["covariates"]},
        arm=numbers(rows, told["treatment"]),
        covariates=told["covariates"],
        binary_correction=SmallSample.NONE,
    )

    for each in found:
        expected = dict(case["expected"]["baseline"][each.covariate])
        words = {name: expected.pop(name) for name in ("covariate", "type", "wwc_category")}
        assert words == {
            "covariate": each.covariate,
            "type": each.measured.value,
            "wwc_category": each.band.value,
        }
        assert {
            "n_treatment": each.treated.pupils,
            "n_comparison": each.control.pupils,
            "mean_treatment": each.treated.mean,
            "mean_comparison": each.control.mean,
            "sd_treatment": each.treated.sd,
            "sd_comparison": each.control.sd,
            "effect_size": each.effect_size,
        } == near(expected, case)
    assert [each.covariate for each in found] == list(case["expected"]["baseline"])


def test_c10_attrition():
    case = shared_case("C10")
    rows = shared_table(case)
    arm, last = numbers(rows, case["inputs"]["treatment"]), numbers(rows, "posttest")
    kept = [
        Kept(int((arm == which).sum()), int(np.isfinite(last[arm == which]).sum()))
        for which in (1, 0)
    ]

    found = attrition(*kept)

    assert {
        "attrition_overall": found.overall,
        "attrition_treatment": found.treated,
        "attrition_comparison": found.control,
        "differential_attrition": found.differential,
    } == near(case["expected"]["attrition"], case)


def test_c22_examples_by_either_boundary():
    case = shared_case("C22")
    for each in case["expected"]:
        found = attrition(
            Kept(each["assigned_i"], each["analytic_i"]),
            Kept(each["assigned_c"], each["analytic_c"]),
        )
        assert found.overall == near(each["overall_pct"], case)
        assert found.differential == near(each["differential_pct"], case)
        for boundary in Boundary:
            judged = found.by(boundary)
            assert {"boundary": judged.limit, "low": judged.low} == each[boundary.value]


def test_c22_both_columns_are_those_of_the_table():
    rows = table(evidence_file("data/wwc_attrition_boundary.csv"))
    for ours, column in (
        (ATTRITION_CAUTIOUS, "cautious_max_differential_pp"),
        (ATTRITION_OPTIMISTIC, "optimistic_max_differential_pp"),
    ):
        theirs = [
            (int(overall), float(limit))
            for overall, limit in zip(rows["overall_pct"], rows[column], strict=True)
            if limit
        ]
        assert list(ours.rows) == theirs
