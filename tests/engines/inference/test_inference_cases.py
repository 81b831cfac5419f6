"""Reference cases C11, C12, C13, C16, C21 and C25: every quantity, at the case's tolerance."""

import csv
import json
import math

import pytest
from scipy.stats import norm

from eduhub.engines.evidence import moments_of_rows
from eduhub.engines.evidence.assignment import complete
from eduhub.engines.evidence.design import (
    ClassTrial,
    PupilTrial,
    WithinClassTrial,
    needed_units,
    power_of,
    smallest_detectable,
)
from eduhub.engines.evidence.multiplicity import Correction, adjust_p_values
from eduhub.engines.evidence.posterior import (
    EffectPrior,
    PriorUnit,
    SpreadPrior,
    posterior_of_effect,
)
from eduhub.engines.evidence.randomisation import (
    difference_in_means,
    randomisation_test,
    residual_difference,
    sign_flip_test,
)
from eduhub.engines.evidence.synthesis import Study, synthesise
from tests.shared_data import evidence_file


def case(name):
    content = json.loads(evidence_file("cases.json").read_text(encoding="utf-8"))
    return next(each for each in content["cases"] if each["id"] == name)


def rows(told):
    with evidence_file(told["data"]["file"]).open(newline="") as file:
        return list(csv.DictReader(file))


def holds(told, found, expected):
    assert found == pytest.approx(expected, rel=told["tolerance"]["rel"])


def test_c11_all_signs_of_fifteen_pairs():
    told = case("C11")

    found = sign_flip_test({row["pair"]: float(row["diff"]) for row in rows(told)})

    ours = {
        "n_assignments": found.assignments,
        "p_two_sided": found.p_two_sided,
        "p_one_sided": found.p_upper,
        "mean_diff": found.estimate,
    }
    holds(told, ours, told["expected"])
    assert found.p_two_sided == told["published"]["p_two_sided"]


@pytest.mark.parametrize("kind", ["raw", "residualised"])
def test_c12_all_assignments_of_22_schools(kind):
    told = case("C12")
    read = {
        name: {row["School"]: float(row[name]) for row in rows(told)}
        for name in ("Posttest", "Prettest", "Intervention")
    }
    arms = {school: int(arm) for school, arm in read["Intervention"].items()}
    statistic = difference_in_means(read["Posttest"])
    if kind == "residualised":
        statistic = residual_difference(
            read["Posttest"], covariates={"Prettest": read["Prettest"]}
        )

    found = randomisation_test(statistic, arms, complete(list(arms), treated=sum(arms.values())))

    ours = {
        "n_assignments": found.assignments,
        "obs": found.estimate,
        "p_two_sided": found.p_two_sided,
        "p_upper": found.p_upper,
        "sd_null": found.null_sd,
        "coin_exact_p": found.p_two_sided,
        "coin_Z": -found.z,  # coin's first group is arm 0
    }
    expected = told["expected"][kind]
    holds(told, {name: ours[name] for name in expected}, expected)


C13 = {
    "a": ClassTrial(classes=20, pupils=15, icc=0.17),
    "b": ClassTrial(
        classes=40, pupils=22, icc=0.20, covariates=1, explained_pupils=0.4, explained_classes=0.6
    ),
    "e": WithinClassTrial(classes=10, pupils=40, covariates=1, explained_pupils=0.5),
    "f": PupilTrial(pupils=200, covariates=1, explained_pupils=0.5),
}


@pytest.mark.parametrize("part", C13)
def test_c13_smallest_detectable_effects(part):
    told = case("C13")

    found = smallest_detectable(C13[part])

    ours = {
        "df": found.degrees_of_freedom,
        "ncp": found.multiplier,
        "mdes": [found.effect, found.low, found.high],
    }
    expected = told["expected"][part]
    assert ours.keys() == expected.keys()
    for name in expected:
        holds(told, ours[name], expected[name])


def test_c13_power_and_needed_classes():
    told = case("C13")

    power = power_of(C13["b"], 0.25)
    needed = needed_units(C13["b"], 0.25)

    ours = {
        "df": power.degrees_of_freedom,
        "ncp": power.noncentrality,
        "power": power.power,
    }
    holds(told, ours, told["expected"]["c"])
    ours = {
        "df": needed.tabled.degrees_of_freedom,
        "ncp": needed.tabled.multiplier,
        "J": needed.tabled.units,
    }
    holds(told, ours, told["expected"]["d"])


def test_c16_adjusted_p_values():
    told = case("C16")
    names = {
        "BH": Correction.BENJAMINI_HOCHBERG,
        "holm": Correction.HOLM,
        "hochberg": Correction.HOCHBERG,
        "bonferroni": Correction.BONFERRONI,
        "BY": Correction.BENJAMINI_YEKUTIELI,
    }

    found = {
        name: adjust_p_values(told["inputs"]["p"], correction=correction)
        for name, correction in names.items()
    }

    expected = dict(told["expected"])
    assert found["BH"].rejections == expected.pop("n_reject_BH_05")
    assert found["bonferroni"].rejections == told["published"]["n_reject_bonferroni"]
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        holds(told, found[name].adjusted, values)


def of(result, names):
    return {theirs: getattr(result, ours) for theirs, ours in names.items()}


def test_c21_forty_eight_studies():
    told = case("C21")
    studies = [Study(row["id"], float(row["yi"]), float(row["vi"])) for row in rows(told)]

    found = synthesise(studies)

    normal = {"b": "estimate", "se": "standard_error"}
    ours = {
        "FE": of(found.fixed, normal) | of(found.heterogeneity, {"Q": "q", "Qp": "p_value"}),
        "DL": of(found.dersimonian_laird, normal | {"tau2": "tau2"}),
        "REML": of(found.reml, normal | {"tau2": "tau2", "I2": "i2", "p": "p_value"}),
        "KNHA": of(found.main, normal | {"p": "p_value", "ci_low": "low", "ci_high": "high"}),
        "prediction": of(found.prediction, {"low": "low", "high": "high"}),
    }
    assert ours.keys() == told["expected"].keys()
    for part, expected in told["expected"].items():
        holds(told, ours[part], expected)


@pytest.fixture(scope="module")
def c25():
    told = case("C25")
    read = rows(told)
    columns = {name: [float(row[name]) for row in read] for name in ("Prettest", "Posttest")}
    inputs = told["inputs"]
    posterior = posterior_of_effect(
        moments_of_rows(
            columns,
            cluster=[row["School"] for row in read],
            arm=[int(row["Intervention"]) for row in read],
            variables=[*columns],
        ).cells,
        outcome="Posttest",
        baseline=["Prettest"],
        prior=EffectPrior(name="case", unit=PriorUnit.OUTCOME, mean=0.0, sd=inputs["sb"]),
        spread=SpreadPrior(between=inputs["st"], within=inputs["ss"]),
        nuisance_sd=1000.0,
    )
    return told, posterior


def test_c25_means_and_probabilities(c25):
    told, found = c25
    expected = told["expected"]
    numbers = {
        "b_mean": found.mean,
        "b_sd": found.sd,
        "b_q975": found.quantile(0.975),
        "t_mean": found.tau_mean,
        "s_mean": found.sigma_mean,
        "g_mean": found.g_mean,
    }
    chances = {
        "P_b_gt0": found.probability_above(0.0),
        "P_g_gt_0.10": found.probability_g_above(0.10),
        "P_g_gt_0.25": found.probability_g_above(0.25),
        "P_abs_g_lt_0.10": found.probability_negligible(0.10),
    }

    holds(told, numbers, {name: expected[name] for name in numbers})
    off = told["tolerance"]["abs_prob"]
    assert chances == pytest.approx({name: expected[name] for name in chances}, abs=off)
    told_by = {*numbers, *chances, "b_q025", "n_draws", "ess_b"}
    assert told_by == set(expected)


def test_c25_the_lower_quantile_is_within_the_error_of_its_simulation(c25):
    """A quantile near zero has no use for a relative tolerance: that of 0.41 is less than half
    of one Monte Carlo standard error, which its effective sample size tells.
    """
    told, found = c25
    expected, tail = told["expected"], 0.025
    density = norm.pdf(norm.ppf(tail)) / expected["b_sd"]
    error = math.sqrt(tail * (1 - tail) / expected["ess_b"]) / density

    assert abs(found.quantile(tail) - expected["b_q025"]) < 2 * error
    assert found.probability_above(expected["b_q025"]) == pytest.approx(
        1 - tail, abs=told["tolerance"]["abs_prob"]
    )
