"""Everything here beside R, on this repository's own data; see reference/estimation."""

import pytest

from eduhub.engines.evidence.estimation import (
    JointMethod,
    Robust,
    Sandwich,
    clustered_difference_in_means,
    clustered_lin_estimator,
    crossover,
    difference_in_means,
    effect_of_use,
    least_squares,
    least_squares_within_classes,
    lin_estimator,
    products_of_rows,
    robust_regression,
    two_stage_least_squares,
)
from eduhub.engines.evidence.mixed import (
    Degrees,
    FitStatus,
    Likelihood,
    profile_interval,
    random_intercept,
    random_slopes,
    three_levels,
)
from tests.engines.estimation.held import disagreements, numbers, own_table, results

EIGHT_DIGITS = 1e-8
AS_LME4_CONVERGES = 2e-5
COLUMNS = ("arm", "pretest", "dose", "post", "flat")


def pupils():
    return numbers(own_table("pupils.csv"), *COLUMNS, "weight")


def products(weights=None):
    rows = own_table("pupils.csv")
    labels = {"kind": rows["kind"], "third": rows["third"]}
    return products_of_rows(
        pupils() | labels,
        cluster=rows["class"],
        variables=COLUMNS,
        factors=["kind", "third"],
        weights=weights,
    )


def apart(fit, wanted, called=None, rel=EIGHT_DIGITS):
    names = {"(Intercept)": "intercept", "kindb": "kind=b", "kindc": "kind=c"} | (called or {})
    return {
        term: wrong
        for term, each in wanted.items()
        if (wrong := disagreements(fit.estimate(names.get(term, term)), each, rel))
    }


@pytest.mark.parametrize("kind", list(Sandwich))
def test_each_variance(kind):
    fit = least_squares(
        products(), outcome="post", regressors=["arm", "pretest", "kind"], sandwich=kind
    )

    assert apart(fit, results()["plain" if kind == "cr2" else kind]) == {}


@pytest.mark.parametrize("method", list(JointMethod))
def test_each_joint_test(method):
    three = least_squares(products(), outcome="post", regressors=["third", "pretest"])
    kinds = least_squares(products(), outcome="post", regressors=["arm", "pretest", "kind"])

    arms = three.joint_test(["third"], method=method)
    mixed = kinds.joint_test(["kind", "pretest"], method=method)

    assert disagreements(arms, results()["joint"][method], EIGHT_DIGITS) == {}
    assert disagreements(mixed, results()["joint_kind"][method], EIGHT_DIGITS) == {}


def test_weights():
    weighted = products(pupils()["weight"])

    fit = least_squares(weighted, outcome="post", regressors=["arm", "pretest"])

    assert apart(fit, results()["weighted"]) == {}


@pytest.mark.parametrize("kind", ["within", "within_weighted"])
def test_levels_of_classes_taken_out(kind):
    weights = pupils()["weight"] if kind == "within_weighted" else None

    fit = least_squares_within_classes(
        products(weights), outcome="post", regressors=["pretest", "kind"]
    )

    assert apart(fit, results()[kind]) == {}


def test_two_stages():
    fit = two_stage_least_squares(
        products(),
        outcome="post",
        endogenous=["dose"],
        instruments=["arm"],
        exogenous=["pretest"],
    ).fit
    found = effect_of_use(products(), outcome="post", dose="dose", baseline=["pretest"])

    assert apart(fit, results()["instrumented"]) == {}
    assert disagreements(found.effect, results()["instrumented"]["dose"], EIGHT_DIGITS) == {}


def test_a_crossover():
    rows = own_table("periods.csv")
    names = ["arm", "period", "pretest", "post"]
    given = products_of_rows(numbers(rows, *names), cluster=rows["class"], variables=names)

    found = crossover(given, outcome="post", baseline=["pretest"])

    assert disagreements(found.effect, results()["crossed"]["arm"], EIGHT_DIGITS) == {}
    assert disagreements(found.period, results()["crossed"]["period"], EIGHT_DIGITS) == {}
    assert disagreements(found.carry_over, results()["carried"]["first"], EIGHT_DIGITS) == {}


@pytest.mark.parametrize("robust", list(Robust))
def test_each_robust_variance(robust):
    fit = robust_regression(pupils(), outcome="post", regressors=["arm", "pretest"], robust=robust)

    assert apart(fit, results()[robust]) == {}


def test_lins_estimator_simple_and_clustered():
    asked = {"outcome": "post", "arm": "arm"}
    classes = own_table("pupils.csv")["class"]

    simple = lin_estimator(pupils(), **asked, covariates=["pretest", "dose"])
    clustered = clustered_lin_estimator(pupils(), cluster=classes, **asked, covariates=["pretest"])

    assert apart(simple, results()["lin"]) == {}
    assert apart(clustered, results()["lin_clustered"]) == {}


def test_differences_in_means():
    simple = difference_in_means(pupils()["post"], arm=pupils()["arm"])
    clustered = clustered_difference_in_means(products(), outcome="post")

    assert disagreements(simple, results()["means"]["arm"], EIGHT_DIGITS) == {}
    assert disagreements(clustered, results()["means_clustered"]["arm"], EIGHT_DIGITS) == {}


def model_of(kind, likelihood=Likelihood.REML):
    rows = own_table("pupils.csv")
    asked = {"outcome": "post", "regressors": ["arm", "pretest"], "likelihood": likelihood}
    match kind:
        case "intercept":
            return random_intercept(products(), **asked)
        case "null":
            return random_intercept(products(), outcome="post", likelihood=likelihood)
        case "singular":
            return random_intercept(products(), **(asked | {"outcome": "flat"}))
        case "slope":
            return random_slopes(products(), **asked, slopes=["pretest"])
        case "three_levels":
            schools = dict(zip(rows["class"], rows["school"], strict=True))
            return three_levels(products(), **asked, schools=schools)


MODELS = ["intercept", "null", "singular", "slope", "three_levels"]


@pytest.mark.parametrize("kind", MODELS)
def test_fixed_effects_of_mixed_models(kind):
    model = model_of(kind)

    assert model.status == (
        FitStatus.SINGULAR if results()[kind]["singular"] else FitStatus.REGULAR
    )
    for term, wanted in results()[kind]["fixed"].items():
        name = "intercept" if term == "(Intercept)" else term
        plain = {key: v for key, v in wanted.items() if not key.startswith("kenward")}
        ours = model.estimate(name)
        assert disagreements(ours, plain, AS_LME4_CONVERGES, by_logarithm=True) == {}
        adjusted = model.estimate(name, degrees=Degrees.KENWARD_ROGER)
        assert (adjusted.standard_error, adjusted.degrees_of_freedom) == pytest.approx(
            (wanted["kenward_error"], wanted["kenward_degrees"]), rel=AS_LME4_CONVERGES
        )


@pytest.mark.parametrize("kind", ["intercept", "null", "singular", "three_levels"])
def test_variances_of_mixed_models(kind):
    for likelihood, name in ((Likelihood.REML, "variances"), (Likelihood.ML, "ml_variances")):
        model = model_of(kind, likelihood)
        told = (*(level.variance for level in model.levels), model.residual_variance)
        assert told == pytest.approx(results()[kind][name], rel=AS_LME4_CONVERGES)
    assert model_of(kind).deviance == pytest.approx(results()[kind]["deviance"], rel=1e-10)
    assert model.log_likelihood == pytest.approx(results()[kind]["log_likelihood"], rel=1e-10)


def test_slopes_are_those_of_the_column_as_given():
    rows = pupils()
    centred = rows["pretest"] - rows["pretest"].mean()
    given = products_of_rows(
        rows | {"pretest_c": centred},
        cluster=own_table("pupils.csv")["class"],
        variables=["arm", "pretest_c", "post"],
    )
    asked = {"outcome": "post", "slopes": ["pretest_c"]}

    model = random_slopes(given, **asked, regressors=["arm", "pretest_c"])

    (level,) = model.levels
    deviations = (*level.standard_deviations, level.correlation("intercept", "pretest_c"))
    wanted = results()["slope"]["correlations"]
    assert (*deviations, model.residual_variance**0.5) == pytest.approx(wanted, rel=1e-4)
    assert model.deviance == pytest.approx(results()["slope"]["deviance"], rel=1e-10)


@pytest.mark.parametrize("degrees", list(Degrees))
def test_joint_tests_of_a_mixed_model(degrees):
    model = random_intercept(products(), outcome="post", regressors=["third", "pretest"])

    found = model.joint_test(["third"], degrees=degrees)

    wanted = results()["mixed_joint"][degrees]
    assert disagreements(found, wanted, AS_LME4_CONVERGES) == {}


def test_profile_intervals():
    for term, wanted in results()["profiled"].items():
        name = "intercept" if term == "(Intercept)" else term
        found = profile_interval(
            products(), outcome="post", regressors=["arm", "pretest"], term=name
        )
        assert disagreements(found, wanted, 1e-5) == {}
