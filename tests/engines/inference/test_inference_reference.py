"""Our numbers beside R's, on pupils who never existed: see reference/make_inference.R."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eduhub.engines.evidence import moments_of_rows
from eduhub.engines.evidence.assignment import (
    Balance,
    BalanceRule,
    blocked,
    complete,
    paired,
    rerandomised,
)
from eduhub.engines.evidence.design import (
    BlockedClassTrial,
    BlockEffects,
    ClassTrial,
    PupilTrial,
    SchoolTrial,
    WithinClassTrial,
    needed_units,
    power_of,
    smallest_detectable,
)
from eduhub.engines.evidence.interim import planned_looks
from eduhub.engines.evidence.multiplicity import Correction, adjust_p_values
from eduhub.engines.evidence.posterior import (
    USUAL,
    EffectPrior,
    PriorUnit,
    SpreadPrior,
    posterior_of_effect,
)
from eduhub.engines.evidence.randomisation import (
    ancova_on_means,
    difference_in_means,
    pupil_coefficient,
    randomisation_test,
    residual_difference,
)
from eduhub.engines.evidence.synthesis import Study, synthesise

HERE = Path(__file__).parent / "reference"
R = json.loads((HERE / "inference.json").read_text(encoding="utf-8"))

WITHIN = WithinClassTrial(classes=12, pupils=18, explained_pupils=0.3, covariates=1)
BLOCKED = BlockedClassTrial(
    blocks=9,
    classes=4,
    pupils=20,
    icc=0.1,
    explained_classes=0.5,
    explained_pupils=0.4,
    covariates=1,
)
TRIALS = {
    "pupils": PupilTrial(pupils=150, explained_pupils=0.3, share=0.4, covariates=2),
    "within_constant": WITHIN,
    "within_fixed": replace(WITHIN, effects=BlockEffects.FIXED),
    "within_random": replace(
        WITHIN,
        effects=BlockEffects.RANDOM,
        icc=0.2,
        effect_variance=0.4,
        explained_effect=0.1,
    ),
    "classes": ClassTrial(
        classes=25,
        pupils=21,
        icc=0.18,
        explained_classes=0.55,
        explained_pupils=0.35,
        covariates=1,
        share=0.4,
    ),
    "blocked_fixed": BLOCKED,
    "blocked_random": replace(
        BLOCKED,
        effects=BlockEffects.RANDOM,
        icc_blocks=0.12,
        effect_variance=0.3,
        explained_effect=0.2,
    ),
    "schools": SchoolTrial(
        schools=16,
        classes=3,
        pupils=22,
        icc_schools=0.1,
        icc_classes=0.08,
        explained_schools=0.6,
        explained_classes=0.5,
        explained_pupils=0.4,
        covariates=2,
    ),
}


def fields_of(found, expected):
    return {name: getattr(found, name) for name in expected}


@pytest.mark.parametrize("name", R["power"])
def test_power_is_that_of_r(name):
    expected = dict(R["power"][name])
    power = expected.pop("power_of_a_third")

    found = smallest_detectable(TRIALS[name])

    assert fields_of(found, expected) == pytest.approx(expected, rel=1e-8)
    assert power_of(TRIALS[name], 1 / 3).power == pytest.approx(power, rel=1e-8)


def test_the_search_for_classes_is_that_of_r():
    found = needed_units(TRIALS["classes"], 0.3).tabled

    assert fields_of(found, R["needed"]) == pytest.approx(R["needed"], rel=1e-10)


@pytest.fixture(scope="module")
def cells():
    with (HERE.parents[1] / "reference" / "pupils.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return moments_of_rows(
        {name: [float(row[name]) for row in rows] for name in ("pretest", "posttest")},
        cluster=[row["class"] for row in rows],
        arm=[int(row["arm"]) for row in rows],
        variables=["pretest", "posttest"],
    ).cells


def scheme_and_statistic(name, cells):
    x, y = ({c.label: c.means[place] for c in cells} for place in (0, 1))
    labels = [cell.label for cell in cells]
    whole = complete(labels, treated=7)
    schemes = {
        "pairs": paired({label: str(i // 2) for i, label in enumerate(labels)}),
        "blocked": blocked(
            {label: "first" if i < 6 else "last" for i, label in enumerate(labels)},
            treated={"first": 3, "last": 4},
        ),
    }
    statistics = {
        "residuals": lambda: residual_difference(y, covariates={"pretest": x}),
        "ancova": lambda: ancova_on_means(y, covariates={"pretest": x}),
        "pupils": lambda: pupil_coefficient(cells, outcome="posttest", baseline=["pretest"]),
    }
    scheme = schemes.get(name, whole)
    if name in R["limits"]:
        known = {"pretest": x, "pupils": {cell.label: float(cell.pupils) for cell in cells}}
        scheme = rerandomised(whole, Balance(BalanceRule(name), R["limits"][name], 99, known))
    return scheme, statistics.get(name, lambda: difference_in_means(y))()


@pytest.mark.parametrize("name", R["randomisation"])
def test_the_randomisation_test_is_that_of_r(name, cells):
    scheme, statistic = scheme_and_statistic(name, cells)
    expected = R["randomisation"][name]

    found = randomisation_test(statistic, {c.label: c.arm for c in cells}, scheme)

    assert fields_of(found, expected) == pytest.approx(expected, rel=1e-9)


def test_the_difference_in_means_is_that_of_coin(cells):
    scheme, statistic = scheme_and_statistic("difference", cells)

    found = randomisation_test(statistic, {c.label: c.arm for c in cells}, scheme)

    assert fields_of(found, R["coin"]) == pytest.approx(R["coin"], rel=1e-9)


PRIORS = {
    "outcome_unit": EffectPrior("own", PriorUnit.OUTCOME, 0.0, R["prior"]["sd"]),
    "usual": USUAL,
}


@pytest.mark.parametrize("name", R["posterior"])
def test_the_posterior_is_that_of_a_grid_with_all_covariances_written_out(name, cells):
    prior, expected = R["prior"], R["posterior"][name]

    found = posterior_of_effect(
        cells,
        outcome="posttest",
        baseline=["pretest"],
        prior=PRIORS[name],
        spread=SpreadPrior(between=prior["between"], within=prior["within"]),
        nuisance_sd=prior["nuisance_sd"],
    )

    ours = fields_of(found, ("mean", "sd", "tau_mean", "sigma_mean", "g_mean")) | {
        "low": found.quantile(0.025),
        "high": found.quantile(0.975),
        "above_0": found.probability_g_above(0.0),
        "above_0.10": found.probability_g_above(0.10),
        "above_0.25": found.probability_g_above(0.25),
        "negligible_0.10": found.probability_negligible(0.10),
    }
    assert ours == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("name", R["synthesis"])
def test_pooling_is_that_of_metafor(name):
    expected = R["synthesis"][name]
    studies = [
        Study(str(i), yi, vi)
        for i, (yi, vi) in enumerate(zip(expected["yi"], expected["vi"], strict=True))
    ]

    found = synthesise(studies)

    for kind in ("fixed", "dersimonian_laird", "reml", "main"):
        pooled = getattr(found, kind)
        want = expected[kind]
        assert fields_of(pooled, want) == pytest.approx(want, rel=1e-6, abs=1e-9)
    test = found.heterogeneity
    assert (test.q, test.p_value) == pytest.approx((expected["q"], expected["q_p_value"]))
    assert test.tau2_low == pytest.approx(expected["tau2_low"], rel=1e-6, abs=1e-9)
    assert test.tau2_high == pytest.approx(expected["tau2_high"], rel=1e-6)
    for field, values in expected["shrunken"].items():
        ours = [getattr(one, field) for one in found.shrunken]
        assert ours == pytest.approx(values, rel=1e-6)
    if len(studies) > 2:
        ours = fields_of(found.prediction, expected["prediction"])
        assert ours == pytest.approx(expected["prediction"], rel=1e-6)


@pytest.mark.parametrize("name", R["multiplicity"]["adjusted"])
def test_adjusted_p_values_are_those_of_r(name):
    found = adjust_p_values(R["multiplicity"]["p"], correction=Correction(name))

    assert found.adjusted == pytest.approx(R["multiplicity"]["adjusted"][name], rel=1e-12)


@pytest.mark.parametrize("expected", R["looks"])
def test_the_bounds_of_planned_looks_spend_alpha_by_the_multivariate_normal(expected):
    looks = planned_looks(expected["information"], alpha=expected["alpha"])

    assert [look.spent for look in looks] == pytest.approx(expected["spent"], rel=1e-10)
    assert [look.z for look in looks] == pytest.approx(expected["z"], abs=2e-6)
