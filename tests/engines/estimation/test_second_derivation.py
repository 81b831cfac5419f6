"""Random small trials against the same quantities with all matrices written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence import CannotCompare
from eduhub.engines.evidence.estimation import (
    least_squares,
    least_squares_within_classes,
    products_of_rows,
    two_stage_least_squares,
)
from eduhub.engines.evidence.mixed import (
    FitStatus,
    Likelihood,
    random_intercept,
    random_slopes,
    three_levels,
)
from tests.engines.estimation import dense

SEEDS = st.integers(0, 2**32)
SIZES = st.lists(st.integers(1, 8), min_size=7, max_size=10)


def drawn(seed, sizes):
    random = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    arm = (cluster % 2).astype(float)
    pre = random.normal(10, 3, cluster.size)
    other = random.normal(0, 1, cluster.size)
    dose = arm * random.uniform(0.3, 1, cluster.size) + random.normal(0, 0.1, cluster.size)
    level = random.normal(0, 1, len(sizes))[cluster]
    post = level + dose + 0.5 * pre + random.normal(0, 1, cluster.size)
    weight = random.uniform(0.3, 3, cluster.size)
    columns = {"arm": arm, "pre": pre, "other": other, "dose": dose, "post": post}
    return columns, cluster, weight


def design_of(columns, *names):
    return np.column_stack([np.ones(len(columns["post"])), *(columns[name] for name in names)])


def agrees(fit, direct, terms, rel=1e-6):
    coefficients, covariance, sides = direct
    for at, term in enumerate(terms):
        found = fit.estimate(term)
        assert found.estimate == pytest.approx(coefficients[at], rel=rel, abs=1e-8)
        assert found.standard_error == pytest.approx(covariance[at, at] ** 0.5, rel=rel)
        freedom = dense.satterthwaite(sides, np.eye(len(coefficients))[at])
        assert found.degrees_of_freedom == pytest.approx(freedom, rel=rel)


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, sizes=SIZES, weighted=st.booleans())
def test_least_squares_and_joint_tests(seed, sizes, weighted):
    columns, cluster, weight = drawn(seed, sizes)
    weights = weight if weighted else None
    products = products_of_rows(columns, cluster=cluster, variables=list(columns), weights=weights)

    fit = least_squares(products, outcome="post", regressors=["arm", "pre", "other"])

    direct = dense.robust(
        design_of(columns, "arm", "pre", "other"), columns["post"], cluster, weights=weights
    )
    agrees(fit, direct, ["intercept", "arm", "pre", "other"])
    f, freedom = dense.hotelling(*direct, np.eye(4)[1:3])
    if freedom > 0.1:
        test = fit.joint_test(["arm", "pre"])
        assert (test.f, test.denominator) == pytest.approx((f, freedom), rel=1e-6)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, sizes=SIZES, weighted=st.booleans())
def test_levels_taken_out_are_levels_written_out(seed, sizes, weighted):
    columns, cluster, weight = drawn(seed, [size + 3 for size in sizes])
    weights = weight if weighted else None
    products = products_of_rows(columns, cluster=cluster, variables=list(columns), weights=weights)

    fit = least_squares_within_classes(products, outcome="post", regressors=["pre", "other"])

    levels = (cluster[:, None] == np.unique(cluster)).astype(float)
    design = np.column_stack([columns["pre"], columns["other"], levels])
    agrees(fit, dense.robust(design, columns["post"], cluster, weights=weights), ["pre", "other"])


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, sizes=SIZES)
def test_two_stages_with_more_instruments_than_needed(seed, sizes):
    columns, cluster, _ = drawn(seed, sizes)
    columns["more"] = columns["arm"] * columns["other"] + columns["other"]
    products = products_of_rows(columns, cluster=cluster, variables=list(columns))

    fit = two_stage_least_squares(
        products,
        outcome="post",
        endogenous=["dose"],
        instruments=["arm", "more"],
        exogenous=["pre"],
    ).fit

    outside = design_of(columns, "arm", "more", "pre")
    inside = design_of(columns, "dose", "pre")
    projected = outside @ np.linalg.lstsq(outside, inside, rcond=None)[0]
    direct = dense.robust(inside, columns["post"], cluster, projected=projected)
    agrees(fit, direct, ["intercept", "dose", "pre"])


def blocks(labels):
    return (labels[:, None] == labels).astype(float)


def holds(model, likelihood, parameters, terms):
    """The deviance is that of the whole matrix, nothing near is lower, and so are the rest."""
    assert model.deviance == pytest.approx(likelihood.deviance(parameters), rel=1e-8)
    _, _, covariance, coefficients = likelihood.fit(parameters)
    assert list(model.coefficients.values()) == pytest.approx(coefficients, rel=1e-6, abs=1e-8)
    scale = parameters[0] * likelihood.slopes(parameters)
    free = [at for at, value in enumerate(parameters) if value != 0]
    assert scale[free] == pytest.approx(np.zeros(len(free)), abs=1e-3)
    if model.status is FitStatus.REGULAR:
        for at, term in enumerate(terms):
            found = model.estimate(term)
            freedom = likelihood.satterthwaite(parameters, np.eye(len(terms))[at])
            assert found.standard_error == pytest.approx(covariance[at, at] ** 0.5, rel=1e-6)
            assert found.degrees_of_freedom == pytest.approx(freedom, rel=2e-2)


@settings(deadline=None, max_examples=30)
@given(seed=SEEDS, sizes=SIZES, kind=st.sampled_from(list(Likelihood)))
def test_a_random_intercept(seed, sizes, kind):
    columns, cluster, _ = drawn(seed, [size + 2 for size in sizes])
    products = products_of_rows(columns, cluster=cluster, variables=list(columns))

    model = random_intercept(products, outcome="post", regressors=["arm", "pre"], likelihood=kind)

    direct = dense.Likelihood(
        design_of(columns, "arm", "pre"),
        columns["post"],
        [np.eye(cluster.size), blocks(cluster)],
        restricted=kind is Likelihood.REML,
    )
    parameters = np.array([model.residual_variance, model.levels[0].variance])
    holds(model, direct, parameters, ["intercept", "arm", "pre"])
    for share in (0.5, 0.9, 1.1, 2.0):
        other = parameters * [1.0, share] + [0.0, 1e-3 * parameters[0]]
        assert direct.deviance(other) >= model.deviance - 1e-8


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS)
def test_random_slopes(seed):
    columns, cluster, _ = drawn(seed, [9, 12, 7, 10, 8, 11, 12, 9, 10, 6])
    random = np.random.default_rng(seed + 1)
    columns["post"] += random.normal(0, 1.5, 10)[cluster] * columns["other"]
    products = products_of_rows(columns, cluster=cluster, variables=list(columns))

    model = random_slopes(products, outcome="post", regressors=["arm", "other"], slopes=["other"])

    same, other = blocks(cluster), columns["other"]
    crossed = same * (other[:, None] + other)
    shapes = [np.eye(cluster.size), same, crossed, same * np.outer(other, other)]
    direct = dense.Likelihood(design_of(columns, "arm", "other"), columns["post"], shapes)
    spread = model.levels[0].covariance
    parameters = np.array([model.residual_variance, spread[0][0], spread[0][1], spread[1][1]])
    if model.status is FitStatus.REGULAR:
        holds(model, direct, parameters, ["intercept", "arm", "other"])


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS)
def test_three_levels(seed):
    columns, cluster, _ = drawn(seed, [3, 5, 2, 6, 4, 5, 3, 6, 4, 2, 5, 4, 3, 6])
    school = cluster // 2 % 5
    columns["post"] += np.random.default_rng(seed + 1).normal(0, 1.5, 5)[school]
    products = products_of_rows(columns, cluster=cluster, variables=list(columns))
    schools = {str(c): f"s{s}" for c, s in zip(cluster, school, strict=True)}

    model = three_levels(products, outcome="post", regressors=["arm", "pre"], schools=schools)

    shapes = [np.eye(cluster.size), blocks(cluster), blocks(school)]
    direct = dense.Likelihood(design_of(columns, "arm", "pre"), columns["post"], shapes)
    variances = [level.variance for level in model.levels]
    holds(
        model, direct, np.array([model.residual_variance, *variances]), ["intercept", "arm", "pre"]
    )


@settings(deadline=None, max_examples=100)
@given(seed=SEEDS, sizes=SIZES, scale=st.sampled_from([1e-6, 1.0, 1e6]))
def test_a_mixed_model_knows_no_units(seed, sizes, scale):
    columns, cluster, _ = drawn(seed, [size + 1 for size in sizes])
    moved = columns | {"post": 1e3 * scale + scale * columns["post"]}
    names = list(columns)
    try:
        one, other = (
            random_intercept(
                products_of_rows(each, cluster=cluster, variables=names),
                outcome="post",
                regressors=["arm", "pre"],
            )
            for each in (columns, moved)
        )
    except CannotCompare:
        return

    assert other.icc() == pytest.approx(one.icc(), rel=1e-5, abs=1e-7)
    ours, moved_ours = one.estimate("arm"), other.estimate("arm")
    assert moved_ours.estimate == pytest.approx(scale * ours.estimate, rel=1e-6, abs=1e-8 * scale)
    assert moved_ours.degrees_of_freedom == pytest.approx(ours.degrees_of_freedom, rel=1e-4)
