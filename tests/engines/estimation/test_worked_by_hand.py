import math

import numpy as np
import pytest

from eduhub.engines.evidence import ArmSummary, Typed, moments_of_totals
from eduhub.engines.evidence.estimates import t_estimate
from eduhub.engines.evidence.estimation import (
    Assumption,
    Reading,
    Shown,
    Strength,
    crossover,
    difference_of_summaries,
    dose_association,
    dose_described,
    effect_of_use,
    equivalence,
    lin_estimator,
    non_inferiority,
    products_of_moments,
    products_of_rows,
)
from eduhub.engines.evidence.mixed import FitStatus, random_intercept


def cells(*told):
    """(class, arm, mean) of ten pupils with an SD of 3."""
    return [
        moments_of_totals(label, arm=arm, pupils=10, variables={"post": Typed(mean, 3.0)})
        for label, arm, mean in told
    ]


def test_a_random_intercept_of_equal_classes_is_analysis_of_variance():
    # Means 10, 14 and 12, 20: squares about the arms' means 12 and 16 are 8 + 32 = 40, times
    # ten pupils over two degrees: MSB = 200. MSW = 9. Between: (200 - 9) / 10 = 19.1.
    # The difference of 4 has the variance 2 x 200 / 20 = 20 on those two degrees.
    given = products_of_moments(
        cells(("a", 0, 10), ("b", 0, 14), ("c", 1, 12), ("d", 1, 20)), variables=["post"]
    )

    model = random_intercept(given, outcome="post", regressors=["arm"])

    assert model.residual_variance == pytest.approx(9)
    assert model.levels[0].variance == pytest.approx(19.1)
    assert model.icc() == pytest.approx(19.1 / 28.1)
    arm = model.estimate("arm")
    assert (arm.estimate, arm.standard_error) == pytest.approx((4, math.sqrt(20)))
    assert arm.degrees_of_freedom == pytest.approx(2)


def test_classes_no_more_unlike_than_their_pupils_are_a_result():
    # MSB = 10 x (0.02 + 0.02) / 2 = 0.2 is under MSW = 9: no variance between classes is
    # best, and the pupils' own is (4 x 9 x 9 + 2 x 0.2) / 38, on 38 degrees.
    given = products_of_moments(
        cells(("a", 0, 10.0), ("b", 0, 10.2), ("c", 1, 12.0), ("d", 1, 12.2)), variables=["post"]
    )

    model = random_intercept(given, outcome="post", regressors=["arm"])

    assert model.status is FitStatus.SINGULAR
    assert model.levels[0].variance == 0.0
    assert model.icc() == 0.0
    assert model.residual_variance == pytest.approx(324.4 / 38)
    assert model.estimate("arm").degrees_of_freedom == pytest.approx(38)


def periods(*told):
    """(class, mean of the first period, of the second, whether the solution came first)."""
    given = [
        (label, arm, mean, period)
        for label, one, two, first in told
        for period, mean, arm in ((0, one, int(first)), (1, two, int(not first)))
    ]
    return products_of_moments(
        cells(*(each[:3] for each in given)),
        variables=["post"],
        of_cells={"period": [each[3] for each in given]},
    )


def test_a_crossover_is_half_the_difference_between_the_sequences_changes():
    # Changes: 1 and 3 with the solution second, -4 and 0 with it first; means 2 and -2.
    # Effect (2 - (-2)) / 2 = 2, period (2 + (-2)) / 2 = 0. Squares of changes about their
    # means 2 and 8 on one degree each; CR2: variance (2/2 + 8/2) / 4 = 1.25 on 2 degrees.
    given = periods(("a", 10, 11, 0), ("b", 12, 15, 0), ("c", 14, 10, 1), ("d", 9, 9, 1))

    found = crossover(given, outcome="post")

    assert found.effect.estimate == pytest.approx(2)
    assert found.period.estimate == pytest.approx(0, abs=1e-12)
    assert found.effect.standard_error == pytest.approx(math.sqrt(1.25))
    assert found.effect.degrees_of_freedom == pytest.approx(2)
    assert (found.first, found.second, found.not_crossed) == (("c", "d"), ("a", "b"), ())
    # Means over both periods: 10.5 and 13.5, 12 and 9: 10.5 - 12 = -1.5.
    assert found.carry_over.estimate == pytest.approx(-1.5)


def test_the_effect_of_use_is_one_difference_over_the_other():
    # Arms differ by 3 in the outcome and by 0.6 in use: 5 for each unit of use.
    rows = {"arm": [], "use": [], "post": []}
    told = (("a", 0, 10), ("b", 0, 12), ("c", 0, 14), ("d", 1, 13), ("e", 1, 15), ("f", 1, 17))
    labels = []
    for label, arm, mean in told:
        for step in (-1, 1):
            labels.append(label)
            rows["arm"].append(arm)
            rows["use"].append(0.6 * arm + 0.05 * step)
            rows["post"].append(mean + step)
    given = products_of_rows(rows, cluster=labels, variables=["arm", "use", "post"])

    found = effect_of_use(given, outcome="post", dose="use")

    assert found.intention_to_treat.estimate == pytest.approx(3)
    assert found.first_stage.estimate == pytest.approx(0.6)
    assert found.effect.estimate == pytest.approx(5)
    assert found.reading is Reading.EFFECT_UNDER_ASSUMPTIONS
    assert found.assumptions == tuple(Assumption)


def test_a_lot_that_hardly_changes_use_is_a_weak_instrument():
    random = np.random.default_rng(4)
    cluster = np.repeat(np.arange(12), 10)
    arm = cluster % 2
    use = random.uniform(0, 1, 120) + 0.02 * arm
    rows = {"arm": arm, "use": use, "post": use + random.normal(size=120)}
    given = products_of_rows(rows, cluster=cluster, variables=list(rows))

    found = effect_of_use(given, outcome="post", dose="use")
    treated = products_of_rows(
        {name: np.asarray(values)[arm == 1] for name, values in rows.items()},
        cluster=cluster[arm == 1],
        variables=list(rows),
    )

    assert found.first_stage_f.f < 10
    assert found.strength is Strength.WEAK
    assert dose_association(treated, outcome="post", dose="use").reading is Reading.ASSOCIATION


def test_use_is_described_by_arm():
    none, one = dose_described(
        [0, 0, 0.5, 1.0, 0.0, 0.5, 1.0, math.nan], arm=[0, 0, 0, 1, 1, 1, 1, 1]
    )

    assert (none.pupils, none.unknown, none.none) == (3, 0, 2)
    assert (one.pupils, one.unknown, one.none) == (5, 1, 1)
    assert one.quartiles == (0.0, 0.375, 0.75, 1.0, 1.0)
    assert (one.mean, one.sd) == pytest.approx((0.625, math.sqrt(0.6875 / 3)))


def test_welch_by_hand():
    # Variances of the means 4/4 and 9/9: SE sqrt 2; degrees 4 / (1/3 + 1/8).
    one = ArmSummary(classes=1, pupils=4, mean=12.0, sd=2.0)
    none = ArmSummary(classes=1, pupils=9, mean=11.0, sd=3.0)

    found = difference_of_summaries(one, none)

    assert (found.estimate, found.standard_error) == pytest.approx((1, math.sqrt(2)))
    assert found.degrees_of_freedom == pytest.approx(4 / (1 / 3 + 1 / 8))


def test_lins_difference_is_the_fitted_one_at_the_mean():
    # Arm 0: post = pre; arm 1: post = 1 + 2 pre, but for noise that fits nothing. Mean pre 2:
    # 1 + 2 x 2 - 2 = 3.
    pre = [1, 1, 2, 2, 3, 3] * 2
    arm = [0] * 6 + [1] * 6
    noise = [-1, 1] * 6
    post = [(1 + 2 * x if a else x) + e for x, a, e in zip(pre, arm, noise, strict=True)]

    fit = lin_estimator(
        {"pre": pre, "arm": arm, "post": post}, outcome="post", arm="arm", covariates=["pre"]
    )

    assert fit.coefficients == pytest.approx(
        {"intercept": 2, "arm": 3, "pre_c": 1, "arm:pre_c": 1}
    )


def test_one_t_table_answers_both_one_sided_questions():
    # 2 degrees: P(T < -t) = (1 - t / sqrt(t^2 + 2)) / 2.
    def tail(t):
        return (1 - t / math.sqrt(t * t + 2)) / 2

    found = t_estimate(1.0, standard_error=2.0, degrees_of_freedom=2.0)

    tost = equivalence(found, lowest=-9.0, highest=9.0)
    other = non_inferiority(found, margin=9.0, alpha=0.05)
    fewer = non_inferiority(found, margin=9.0, higher_is_better=False, alpha=0.05)

    assert (tost.p_lower, tost.p_upper) == pytest.approx((tail(5), tail(4)))
    assert tost.p_value == tost.p_upper
    assert (tost.low, tost.high) == pytest.approx((1 - 5.839971160707452, 1 + 5.839971160707452))
    assert tost.answer is Shown.SHOWN
    assert equivalence(found, lowest=-9.0, highest=2.0).answer is Shown.NOT_SHOWN
    assert (other.p_value, other.limit, other.answer) == (tost.p_lower, tost.low, Shown.SHOWN)
    assert (fewer.p_value, fewer.limit) == (tost.p_upper, tost.high)
