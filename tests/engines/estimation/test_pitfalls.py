"""Data and questions that permit no answer, each with its reason."""

import numpy as np
import pytest

from eduhub.engines.evidence import CannotCompare, Obstacle
from eduhub.engines.evidence.estimates import t_estimate
from eduhub.engines.evidence.estimation import (
    JointMethod,
    Sandwich,
    clustered_difference_in_means,
    crossover,
    difference_in_means,
    dose_described,
    effect_of_use,
    equivalence,
    least_squares,
    least_squares_within_classes,
    lin_estimator,
    non_inferiority,
    products_of_rows,
    robust_regression,
    two_stage_least_squares,
    with_class_column,
)
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


def rows_of(classes=8, each=5):
    random = np.random.default_rng(7)
    cluster = np.repeat(np.arange(classes), each)
    made = {
        "arm": cluster % 2,
        "pre": random.normal(10, 2, cluster.size),
        "period": np.arange(cluster.size) % 2,
        "same": np.full(cluster.size, 0.1),
        "post": random.normal(10, 2, cluster.size) + cluster,
    }
    return made | {"twice": 2 * made["pre"] + 1, "by class": cluster**2.0}, cluster


def products(classes=8, each=5, weighted=False, **changed):
    made, cluster = rows_of(classes, each)
    made |= changed
    weights = np.linspace(1, 2, cluster.size) if weighted else None
    return products_of_rows(made, cluster=cluster, variables=list(made), weights=weights)


def asked(*regressors, outcome="post"):
    return {"outcome": outcome, "regressors": list(regressors)}


REFUSED = {
    "a column that is the same for everybody": (
        lambda: least_squares(products(), **asked("arm", "same")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "two columns that say the same": (
        lambda: least_squares(products(), **asked("pre", "twice")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "two columns that say the same, weighted": (
        lambda: least_squares(products(weighted=True), **asked("pre", "twice")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "what varies between classes only, within them": (
        lambda: least_squares_within_classes(products(), **asked("by class")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "as many unknowns as classes": (
        lambda: least_squares(products(2), **asked("arm")).estimate("arm"),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "a joint test of too many": (
        lambda: least_squares(products(4), **asked("arm", "pre", "by class")).joint_test(
            ["arm", "pre", "by class"]
        ),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "CR1 of one class": (
        lambda: least_squares(products(1), **asked("pre"), sandwich=Sandwich.CR1),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "an outcome that is fitted exactly": (
        lambda: random_intercept(products(), **asked("pre", outcome="twice")),
        Obstacle.NO_VARIATION,
    ),
    "an outcome that does not vary": (
        lambda: random_intercept(products(), **asked("pre", outcome="same")),
        Obstacle.NO_VARIATION,
    ),
    "a mixed model's column that is the same for everybody": (
        lambda: random_intercept(products(), **asked("same")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "a mixed model of one class": (
        lambda: random_intercept(products(1), **asked("pre")),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "a mixed model of classes of one pupil": (
        lambda: random_intercept(products(9, 1), **asked("pre")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "schools of one class": (
        lambda: three_levels(
            products(), **asked("pre"), schools={str(n): f"s{n}" for n in range(8)}
        ),
        Obstacle.NOT_IDENTIFIED,
    ),
    "one school": (
        lambda: three_levels(products(), **asked("pre"), schools={str(n): "s" for n in range(8)}),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "effect sizes with one class in an arm": (
        lambda: cluster_trial_effects(products(3), outcome="post"),
        Obstacle.TOO_FEW_CLASSES,
    ),
    "effect sizes without a comparison": (
        lambda: cluster_trial_effects(products(4, arm=np.ones(20)), outcome="post"),
        Obstacle.ARM_EMPTY,
    ),
    "all with the solution in one period": (
        lambda: crossover(products(4, arm=np.arange(20) % 2), outcome="post"),
        Obstacle.ARM_EMPTY,
    ),
    "a lot that changes no use": (
        lambda: effect_of_use(
            products(dose=np.tile([0.0, 1.0, 0.5, 0.2, 0.3], 8)), outcome="post", dose="dose"
        ),
        Obstacle.NOT_IDENTIFIED,
    ),
    "one pupil in an arm": (
        lambda: difference_in_means([1.0, 2.0, 3.0], arm=[0, 0, 1]),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "no pupil in an arm": (
        lambda: difference_in_means([1.0, 2.0, 3.0], arm=[0, 0, 0]),
        Obstacle.ARM_EMPTY,
    ),
    "pupils who do not vary": (
        lambda: difference_in_means([0.1] * 6, arm=[0, 1] * 3),
        Obstacle.NO_VARIATION,
    ),
    "as many unknowns as pupils": (
        lambda: robust_regression({"a": [1, 2], "y": [1, 3]}, outcome="y", regressors=["a"]),
        Obstacle.NOTHING_LEFT_OVER,
    ),
    "a pupil's column that is the same for everybody": (
        lambda: robust_regression(rows_of()[0], **asked("same")),
        Obstacle.NOT_IDENTIFIED,
    ),
    "pupils fitted exactly": (
        lambda: robust_regression(rows_of()[0], **asked("pre", outcome="twice")),
        Obstacle.NO_VARIATION,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_data_that_permit_no_answer_are_refused_with_their_reason(what):
    ask, reason = REFUSED[what]

    with pytest.raises(CannotCompare) as refusal:
        ask()

    assert refusal.value.reason is reason


WRONG = {
    "no column later": lambda: least_squares(products(), **asked("later")),
    "a column comes twice": lambda: least_squares(products(), **asked("pre", "pre")),
    "outcome and regressors are different": lambda: least_squares(products(), **asked("post")),
    "no term later": lambda: least_squares(products(), **asked("pre")).estimate("later"),
    "say the same in other words": lambda: least_squares(products(), **asked("pre")).joint_test(
        ["pre", "pre"]
    ),
    "CR3 is not defined here": lambda: least_squares(
        products(weighted=True), **asked("pre"), sandwich=Sandwich.CR3
    ),
    "at least one instrument": lambda: two_stage_least_squares(
        products(), outcome="post", endogenous=["pre"], instruments=[]
    ),
    "two stages take no weights": lambda: effect_of_use(
        products(weighted=True), outcome="post", dose="pre"
    ),
    "takes no weights": lambda: random_intercept(products(weighted=True), **asked("pre")),
    "slopes are among the regressors": lambda: random_slopes(
        products(), **asked("pre"), slopes=["period"]
    ),
    "0 has no school": lambda: three_levels(products(), **asked("pre"), schools={}),
    "Kenward-Roger is for REML": lambda: random_intercept(
        products(), **asked("pre"), likelihood=Likelihood.ML
    ).estimate("pre", degrees=Degrees.KENWARD_ROGER),
    "no level school": lambda: random_intercept(products(), **asked("pre")).icc("school"),
    "no one intraclass correlation": lambda: random_slopes(
        products(), **asked("pre"), slopes=["pre"]
    ).icc(),
    "pre is 0 or 1": lambda: cluster_trial_effects(products(), outcome="post", arm="pre"),
    "arm is 0 or 1": lambda: crossover(products(arm=np.tile([0, 2], 20)), outcome="post"),
    "for all pupils of a class": lambda: clustered_difference_in_means(
        products(), outcome="post", arm="period"
    ),
    "confidence lies between": lambda: profile_interval(
        products(), **asked("pre"), term="pre", confidence=95
    ),
    "there is no term later": lambda: profile_interval(products(), **asked("pre"), term="later"),
    "the column pre comes twice": lambda: with_class_column(products(), "pre", {}),
    "0 has no finite size": lambda: with_class_column(products(), "size", {}),
    "the dose of row 1 is -1": lambda: dose_described([0, -1], arm=[0, 1]),
    "pre is 0 or 1 in every row": lambda: lin_estimator(
        rows_of()[0], outcome="post", arm="pre", covariates=["period"]
    ),
    "the limits are finite and in order": lambda: equivalence(
        t_estimate(1, standard_error=1, degrees_of_freedom=5), lowest=1, highest=-1
    ),
    "the margin is above zero": lambda: non_inferiority(
        t_estimate(1, standard_error=1, degrees_of_freedom=5), margin=0
    ),
    "alpha lies between 0 and 0.5": lambda: non_inferiority(
        t_estimate(1, standard_error=1, degrees_of_freedom=5), margin=1, alpha=0.5
    ),
}


@pytest.mark.parametrize("told", WRONG)
def test_a_wrong_question_is_a_value_error_that_says_what_is_wrong(told):
    with pytest.raises(ValueError, match=told) as refusal:
        WRONG[told]()

    assert not isinstance(refusal.value, CannotCompare)


@pytest.mark.parametrize("method", list(JointMethod))
def test_one_contrast_jointly_is_its_t_squared(method):
    fit = least_squares(products(), **asked("arm", "pre"))

    test = fit.joint_test(["arm"], method=method)

    single = fit.estimate("arm")
    assert test.numerator == 1
    if method is not JointMethod.EDF:
        assert test.f == pytest.approx(single.t**2)
    if method is JointMethod.HTZ:
        assert test.denominator == pytest.approx(single.degrees_of_freedom)
        assert test.p_value == pytest.approx(single.p_value)


def test_a_slope_that_does_not_differ_between_classes_is_a_singular_fit():
    random = np.random.default_rng(0)
    cluster = np.repeat(np.arange(10), 8)
    slope = np.tile(np.linspace(-1, 1, 8), 10)
    noise = np.tile([1.0, -2.0, 1.0, 0.5, 0.5, -2.0, 2.0, -1.0], 10) * random.uniform(0.9, 1.1, 80)
    rows = {"x": slope, "post": slope + random.normal(0, 2, 10)[cluster] + noise}
    given = products_of_rows(rows, cluster=cluster, variables=["x", "post"])

    model = random_slopes(given, outcome="post", regressors=["x"], slopes=["x"])

    assert model.status is FitStatus.SINGULAR
    assert all(np.isfinite(each.degrees_of_freedom) for each in model.estimates().values())


@pytest.mark.parametrize("offset", [1e6, -1e8])
def test_offsets_cost_no_digits(offset):
    near = products()
    made, cluster = rows_of()
    far = products_of_rows(
        {name: np.asarray(values) + offset * (name in ("pre", "post")) for name, values in
         made.items()},
        cluster=cluster, variables=list(made),
    )  # fmt: skip

    for fit in (least_squares, random_intercept):
        one, other = (fit(each, **asked("arm", "pre")).estimate("arm") for each in (near, far))
        assert other.estimate == pytest.approx(one.estimate, rel=1e-6)
        assert other.degrees_of_freedom == pytest.approx(one.degrees_of_freedom, rel=1e-6)
