"""Ordered answers: by R, row by row, by integration without quadrature."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, special

from eduhub.engines.evidence.scales import (
    ByRanks,
    CannotEstimate,
    Hindrance,
    dominance,
    dominance_of_counts,
    proportional_odds,
    proportional_odds_in_classes,
    proportional_odds_in_classes_of_counts,
    proportional_odds_of_counts,
)
from tests.engines.cases import numbers, table
from tests.engines.reference.rules import FOLDER, results

SIX_DIGITS = 1e-6


@pytest.fixture
def pupils():
    rows = table(FOLDER / "answers.csv")
    columns = {name: numbers(rows, name) for name in ("arm", "hours")}
    return numbers(rows, "rating"), columns, rows["class"]


def told(fit):
    every = (*fit.cuts, *fit.coefficients)
    return [each.estimate for each in every], [each.standard_error for each in every]


def category_chance(values, x, answer, cuts):
    """P(answer) from its two ends, as the paper writes it; answers count from 1."""
    ends = [-np.inf, *values[:cuts], np.inf]
    level = float(np.dot(x, values[cuts:]))
    return special.expit(ends[answer] - level) - special.expit(ends[answer - 1] - level)


def test_proportional_odds_are_those_of_r_ordinal(pupils):
    rating, columns, _ = pupils
    expected = results()["ordinal"]["flat"]

    fit = proportional_odds(rating, columns)

    assert [each.name for each in (*fit.cuts, *fit.coefficients)] == expected["term"]
    estimates, errors = told(fit)
    assert estimates == pytest.approx(expected["estimate"], rel=SIX_DIGITS)
    assert errors == pytest.approx(expected["standard_error"], rel=SIX_DIGITS)
    assert fit.log_likelihood == pytest.approx(expected["log_likelihood"], rel=SIX_DIGITS)


def test_proportional_odds_in_classes_are_those_of_r_ordinal(pupils):
    rating, columns, label = pupils
    expected = results()["ordinal"]["classes"]

    fit = proportional_odds_in_classes(rating, columns, cluster=label)

    estimates, errors = told(fit)
    assert estimates == pytest.approx(expected["estimate"], rel=1e-5)
    assert errors == pytest.approx(expected["standard_error"], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(expected["log_likelihood"], rel=SIX_DIGITS)
    assert fit.sd == pytest.approx(expected["sd"], rel=1e-5)
    assert (fit.clusters, fit.pupils) == (10, len(rating))


def test_two_answers_by_hand():
    # Arm 0: 30 of 40 low; arm 1: 10 of 40. Cut logit(3/4); odds ratio of a high answer 9;
    # variance of a log odds ratio: the sum of one over each count.
    fit = proportional_odds_of_counts(
        [[30, 10], [10, 30]], {"arm": [0, 1]}, categories=["no", "yes"]
    )

    cut, arm = fit.cuts[0], fit.coefficients[0]
    assert (cut.name, arm.name) == ("no|yes", "arm")
    assert (cut.estimate, arm.estimate) == pytest.approx((math.log(3), math.log(9)))
    assert arm.standard_error == pytest.approx(math.sqrt(2 / 30 + 2 / 10))
    assert arm.low == pytest.approx(math.log(9) - 1.959963984540054 * math.sqrt(4 / 15))
    assert fit.log_likelihood == pytest.approx(60 * math.log(0.75) + 20 * math.log(0.25))


@settings(deadline=None, max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32))
def test_the_likelihood_has_its_maximum_there_row_by_row(seed):
    random = np.random.default_rng(seed)
    x = np.column_stack([random.integers(0, 2, 60), random.normal(size=60)])
    answer = np.searchsorted([-0.7, 0.7], 0.5 * x[:, 0] + random.logistic(size=60)) + 1

    fit = proportional_odds(answer, {"arm": x[:, 0], "z": x[:, 1]})

    def lost(values):
        if values[0] >= values[1]:
            return np.inf
        chances = [category_chance(values, row, y, 2) for row, y in zip(x, answer, strict=True)]
        return -np.log(chances).sum()

    start = [-0.7, 0.7, 0.5, 0.0]
    best = optimize.minimize(
        lost, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxfev": 4000}
    )
    assert fit.log_likelihood == pytest.approx(-best.fun, abs=1e-6)
    assert told(fit)[0] == pytest.approx(best.x, abs=2e-3)


def test_the_quadrature_is_the_integral():
    random = np.random.default_rng(12)
    label = np.repeat(np.arange(6), 5)
    arm = label % 2
    level = random.normal(0, 1.5, 6)[label]
    answer = np.searchsorted([-0.5, 1.0], arm + level + random.logistic(size=30)) + 1

    fit = proportional_odds_in_classes(answer, {"arm": arm}, cluster=label)

    values = np.array(told(fit)[0])

    def of_class(number, u):
        moved = values.copy()
        moved[:2] -= fit.sd * u
        here = np.flatnonzero(label == number)
        chances = [category_chance(moved, [arm[i]], answer[i], 2) for i in here]
        return np.prod(chances) * np.exp(-(u**2) / 2) / np.sqrt(2 * np.pi)

    whole = [
        integrate.quad(lambda u, n=number: of_class(n, u), -12, 12, epsabs=1e-14)[0]
        for number in range(6)
    ]
    assert fit.log_likelihood == pytest.approx(np.log(whole).sum(), abs=1e-4)


def test_counts_of_classes_give_what_their_pupils_give(pupils):
    rating, columns, label = pupils
    arms = {name: int(columns["arm"][label.index(name)]) for name in sorted(set(label))}
    counts = [
        [
            sum(1 for at, name in enumerate(label) if name == one and rating[at] == answer)
            for answer in (1, 2, 3, 4)
        ]
        for one in arms
    ]

    ours = proportional_odds_in_classes(rating, {"arm": columns["arm"]}, cluster=label)
    other = proportional_odds_in_classes_of_counts(
        counts, {"arm": list(arms.values())}, categories=["1", "2", "3", "4"], cluster=list(arms)
    )

    assert other == ours


def test_classes_that_do_not_differ_have_no_spread():
    counts = [[10, 10, 10], [5, 10, 15]] * 3
    arms = {"arm": [0, 1] * 3}

    fit = proportional_odds_in_classes_of_counts(
        counts, arms, categories=["a", "b", "c"], cluster=range(6)
    )
    flat = proportional_odds_of_counts(counts, arms, categories=["a", "b", "c"])

    assert (fit.sd, fit.cuts, fit.coefficients) == (0.0, flat.cuts, flat.coefficients)


def test_a_missing_answer_or_covariate_is_left_out_and_counted():
    answers = [1, 2, 3, 1, 2, 3, None, 2]
    arm = [0, 0, 1, 1, 0, 1, 1, None]

    found = proportional_odds(answers, {"arm": arm})

    assert (found.pupils, found.left_out) == (6, 2)
    assert found.coefficients == proportional_odds(answers[:6], {"arm": arm[:6]}).coefficients


def test_a_category_that_nobody_chose_drops_out():
    found = proportional_odds_of_counts(
        [[3, 0, 4, 5], [6, 0, 2, 4]], {"arm": [0, 1]}, categories=["a", "b", "c", "d"]
    )

    assert [cut.name for cut in found.cuts] == ["a|c", "c|d"]


@pytest.mark.parametrize(
    ("counts", "covariates", "reason"),
    [
        ([[5, 0], [4, 0]], {"arm": [0, 1]}, Hindrance.NO_VARIATION),
        ([[5, 2], [4, 3]], {"arm": [1, 1]}, Hindrance.NOT_IDENTIFIED),
        ([[5, 2], [4, 3]], {"arm": [0, 1], "none": [1, 0]}, Hindrance.NOT_IDENTIFIED),
        ([[5, 0], [0, 3]], {"arm": [0, 1]}, Hindrance.SEPARATED),
        ([[5, 3], [0, 3]], {"arm": [0, 1]}, Hindrance.SEPARATED),
    ],
)
def test_what_cannot_be_estimated_says_why(counts, covariates, reason):
    with pytest.raises(CannotEstimate) as refusal:
        proportional_odds_of_counts(counts, covariates, categories=["low", "high"])

    assert refusal.value.reason is reason


def test_one_class_alone_has_no_spread_to_estimate():
    with pytest.raises(CannotEstimate) as refusal:
        proportional_odds_in_classes([1, 2, 1, 2], {"arm": [0, 1, 1, 0]}, cluster=[1] * 4)

    assert refusal.value.reason is Hindrance.NOT_IDENTIFIED


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: proportional_odds([1, 2], {"arm": [0]}), "arm has"),
        (lambda: proportional_odds([1, float("inf")], {"arm": [0, 1]}), "infinite"),
        (lambda: proportional_odds([None, 1], {"arm": [0, None]}), "no pupil"),
        (
            lambda: proportional_odds_of_counts([[1, 2]], {"a": [0]}, categories=["x"]),
            "counts are",
        ),
        (
            lambda: proportional_odds_of_counts([[-1, 2]], {"a": [0]}, categories="xy"),
            "at least 0",
        ),
        (lambda: proportional_odds_of_counts([[0, 0]], {"a": [0]}, categories="xy"), "nobody"),
        (
            lambda: proportional_odds_in_classes([1, 2], {"a": [0, 1]}, cluster=["x"]),
            "cluster has",
        ),
        (
            lambda: proportional_odds_in_classes([1, 2], {"a": [0, 1]}, cluster="xy", points=0),
            "cluster has",
        ),
    ],
)
def test_wrong_input_is_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_rank_sums_are_those_of_r(pupils):
    rating, columns, _ = pupils
    expected, arm = results()["dominance"], columns["arm"] == 1

    many = dominance(rating[arm], rating[~arm])
    few = dominance([1.5, 3, 7, 9], [2, 4, 5, 10, 11])

    assert (many.method, few.method) == (ByRanks.NORMAL, ByRanks.EXACT)
    assert (many.rank_sum, many.p_value) == pytest.approx((expected["sum"], expected["p"]))
    assert (few.rank_sum, few.p_value) == pytest.approx((expected["few_sum"], expected["few_p"]))


@settings(deadline=None)
@given(
    treated=st.lists(st.integers(0, 4), min_size=1, max_size=9),
    control=st.lists(st.integers(0, 4), min_size=1, max_size=9),
)
def test_dominance_is_counted_pair_by_pair(treated, control):
    if len({*treated, *control}) < 2:
        return

    found = dominance(treated, control)

    signs = [np.sign(one - none) for one in treated for none in control]
    assert found.cliffs_delta == pytest.approx(np.mean(signs))
    assert found.superiority == pytest.approx((np.mean(signs) + 1) / 2)
    assert 0 <= found.p_value <= 1
    counts = [[arm.count(score) for score in range(5)] for arm in (treated, control)]
    assert dominance_of_counts(*counts) == found


@settings(deadline=None, max_examples=40)
@given(order=st.permutations(range(7)), size=st.integers(1, 6))
def test_an_exact_p_counts_every_order(order, size):
    found = dominance(order[:size], order[size:])

    def wins(arm):
        return sum(one > none for one in arm for none in set(range(7)) - set(arm))

    every = [wins(arm) for arm in combinations(range(7), size)]
    low = np.mean([count <= found.rank_sum for count in every])
    high = np.mean([count >= found.rank_sum for count in every])
    assert found.p_value == pytest.approx(min(1, 2 * min(low, high)))


def test_no_dominance_without_variation_or_without_somebody():
    with pytest.raises(CannotEstimate) as refusal:
        dominance([2, 2], [2])
    assert refusal.value.reason is Hindrance.NO_VARIATION
    for arms in (([], [1]), ([1], [float("nan")])):
        with pytest.raises(ValueError, match="somebody in each arm"):
            dominance(*arms)
    with pytest.raises(ValueError, match="one count"):
        dominance_of_counts([1, 2], [1])
    with pytest.raises(ValueError, match="at least 0"):
        dominance_of_counts([1, -2], [1, 2])
