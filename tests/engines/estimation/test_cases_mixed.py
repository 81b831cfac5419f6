"""The shared cases of mixed models and of effect sizes that rest on them."""

import numpy as np
import pytest

from eduhub.engines.evidence.estimation import products_of_rows
from eduhub.engines.evidence.mixed import (
    Degrees,
    FitStatus,
    Likelihood,
    cluster_trial_effects,
    profile_interval,
    random_intercept,
    random_slopes,
    three_levels,
)
from tests.engines.estimation.held import (
    case,
    disagreements,
    expected,
    numbers,
    shared_table,
    tolerance,
)

HSB = ["sectorCatholic", "meanses", "cses"]


def schools():
    rows = shared_table("Hsb82.csv")
    columns = numbers(rows, "meanses", "cses", "mAch")
    columns["sectorCatholic"] = np.array(rows["sector"]) == "Catholic"
    return products_of_rows(columns, cluster=rows["school"], variables=list(columns))


def trial():
    rows = shared_table("crtData.csv")
    names = ["Intervention", "Prettest", "Posttest"]
    return products_of_rows(numbers(rows, *names), cluster=rows["School"], variables=names)


def term_of(name):
    return "intercept" if name == "(Intercept)" else name


def test_c04_fixed_effects_by_both_corrections():
    model = random_intercept(schools(), outcome="mAch", regressors=HSB)
    rel, degrees = tolerance("C04"), case("C04")["tolerance"]["rel_df"]

    for name, wanted in expected("C04")["fixed"].items():
        kenward = {key.removesuffix("_KR"): v for key, v in wanted.items() if "_KR" in key}
        plain = {key: v for key, v in wanted.items() if "_KR" not in key}
        ours = model.estimate(term_of(name))
        assert disagreements(ours, plain, rel, degrees=degrees) == {}
        adjusted = model.estimate(term_of(name), degrees=Degrees.KENWARD_ROGER)
        assert disagreements(adjusted, kenward, rel, degrees=degrees) == {}


def test_c04_variances_and_the_share_between_classes():
    wanted, rel = expected("C04"), tolerance("C04")
    model = random_intercept(schools(), outcome="mAch", regressors=HSB)
    null = random_intercept(schools(), outcome="mAch")

    assert model.status == FitStatus.REGULAR
    told = (model.levels[0].variance, model.residual_variance, model.icc(), model.deviance)
    names = ("var_between", "var_within", "icc", "REML_criterion")
    assert told == pytest.approx([wanted[name] for name in names], rel=rel)
    told = (null.levels[0].variance, null.residual_variance, null.icc())
    assert told == pytest.approx(list(wanted["null"].values()), rel=rel)


def test_c04_maximum_likelihood():
    wanted, rel = expected("C04")["ML"], tolerance("C04")
    model = random_intercept(schools(), outcome="mAch", regressors=HSB, likelihood=Likelihood.ML)

    told = (model.levels[0].variance, model.residual_variance, model.log_likelihood)
    names = ("var_between", "var_within", "logLik")
    assert told == pytest.approx([wanted[name] for name in names], rel=rel)
    assert list(model.coefficients.values()) == pytest.approx(
        list(wanted["fixed"].values()), rel=rel
    )


def test_c05_slopes_that_go_together_with_levels():
    rows = shared_table("sleepstudy.csv")
    products = products_of_rows(
        numbers(rows, "Days", "Reaction"),
        cluster=rows["Subject"],
        variables=["Days", "Reaction"],
    )
    wanted, rel = expected("C05"), tolerance("C05")

    model = random_slopes(products, outcome="Reaction", regressors=["Days"], slopes=["Days"])

    for name, each in wanted["fixed"].items():
        ours = model.estimate(term_of(name))
        assert disagreements(ours, each, rel, by_logarithm=True) == {}
    (level,) = model.levels
    told = (*level.standard_deviations, level.correlation("intercept", "Days"),
            model.residual_variance**0.5, model.deviance)  # fmt: skip
    names = ("sd_intercept", "sd_slope", "corr", "sigma", "REML_criterion")
    assert told == pytest.approx([wanted[name] for name in names], rel=rel)


def test_c06_occasions_in_pupils_in_schools():
    rows = shared_table("egsingle.csv")
    pupils = [f"{a}:{b}" for a, b in zip(rows["schoolid"], rows["childid"], strict=True)]
    names = ["year", "lowinc", "math"]
    products = products_of_rows(numbers(rows, *names), cluster=pupils, variables=names)
    wanted, rel = expected("C06"), tolerance("C06")

    model = three_levels(
        products,
        outcome="math",
        regressors=["year", "lowinc"],
        schools=dict(zip(pupils, rows["schoolid"], strict=True)),
    )

    degrees = case("C06")["tolerance"]["rel_df"]
    for name, each in wanted["fixed"].items():
        ours = model.estimate(term_of(name))
        assert disagreements(ours, each, rel, degrees=degrees, by_logarithm=True) == {}
    told = (*(level.variance for level in model.levels), model.residual_variance)
    assert told == pytest.approx(list(wanted["variances"].values()), rel=rel)
    assert model.deviance == pytest.approx(wanted["REML_criterion"], rel=rel)


def test_c07_effect_sizes_of_a_cluster_trial():
    wanted, rel = expected("C07"), tolerance("C07")
    found = cluster_trial_effects(
        trial(), outcome="Posttest", arm="Intervention", baseline=["Prettest"]
    )

    for kind in ("conditional", "unconditional"):
        sizes = getattr(found, kind)
        shares = sizes.variances
        told = (shares.between, shares.within, shares.total, shares.icc)
        assert told == pytest.approx(list(wanted[f"covParm_{kind}"].values()), rel=rel)
        for each in ("Within", "Total"):
            size = getattr(sizes, each.lower())
            reference = wanted[f"ES_{kind}"]["Intervention1"][each]
            assert disagreements(size, reference, rel) == {}


@pytest.mark.parametrize("name", ["Intercept", "Intervention1", "Prettest"])
def test_c07_coefficients_with_their_profile_intervals(name):
    wanted, rel = expected("C07")["Beta"][name], tolerance("C07")
    term = {"Intercept": "intercept", "Intervention1": "Intervention"}.get(name, name)
    asked = {"outcome": "Posttest", "regressors": ["Intervention", "Prettest"]}

    model = random_intercept(trial(), **asked)
    interval = profile_interval(trial(), **asked, term=term)

    told = (model.coefficients[term], interval.low, interval.high)
    assert told == pytest.approx(list(wanted.values()), rel=rel)
