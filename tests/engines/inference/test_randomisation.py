from collections import Counter

import numpy as np
import pytest

from eduhub.engines.evidence import (
    CannotCompare,
    Obstacle,
    compare_arms,
    moments_of_rows,
)
from eduhub.engines.evidence.assignment import (
    Balance,
    BalanceRule,
    blocked,
    complete,
    crossing_over,
    paired,
    rerandomised,
)
from eduhub.engines.evidence.randomisation import (
    Counted,
    ancova_on_means,
    crossover_difference,
    difference_in_means,
    pupil_coefficient,
    random_assignments,
    random_subsets,
    randomisation_test,
    residual_difference,
    sign_flip_test,
    smallest_p,
)
from tests.engines.inference.every_assignment import every_assignment
from tests.engines.inference.test_assignment import SCHEMES

SEED = 20261126


def units_of(scheme, seed=SEED):
    """Outcome and covariate of each unit, and arms that the scheme could have given."""
    random = np.random.default_rng(seed)
    arms = random.choice(every_assignment(scheme))
    score = random.normal(20, 4, len(arms)).round(2)
    outcome = (0.6 * score + 3 * arms + random.normal(0, 2, len(arms))).round(2)
    columns = (outcome.tolist(), score.tolist(), arms.tolist())
    return [dict(zip(scheme.units, column, strict=True)) for column in columns]


def coefficient(outcome, arms, *columns):
    design = np.column_stack([np.ones(len(arms)), arms, *columns])
    return np.linalg.lstsq(design, outcome, rcond=None)[0][1]


def residual(outcome, column):
    design = np.column_stack([np.ones(len(column)), column])
    return outcome - design @ np.linalg.lstsq(design, outcome, rcond=None)[0]


STATISTICS = {
    "difference": (
        lambda y, x: difference_in_means(y),
        lambda y, z, x: y[z == 1].mean() - y[z == 0].mean(),
    ),
    "ancova": (
        lambda y, x: ancova_on_means(y, covariates={"x": x}),
        coefficient,
    ),
    "residuals": (
        lambda y, x: residual_difference(y, covariates={"x": x}),
        lambda y, z, x: residual(y, x)[z == 1].mean() - residual(y, x)[z == 0].mean(),
    ),
}


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("name", STATISTICS)
def test_p_is_the_share_of_all_assignments_that_show_as_much(scheme, name):
    y, x, z = units_of(scheme)
    ours, direct = STATISTICS[name]
    values = [np.array(list(one.values())) for one in (y, z, x)]
    shown = [direct(values[0], arms, values[2]) for arms in every_assignment(scheme)]
    observed = direct(*values)

    found = randomisation_test(ours(y, x), z, scheme)

    assert found.estimate == pytest.approx(observed, rel=1e-10)
    assert found.counted is Counted.ENUMERATED
    assert found.assignments == len(shown)
    assert found.p_two_sided == np.mean(np.abs(shown) >= abs(observed) - 1e-9)
    assert found.p_upper == np.mean(np.array(shown) >= observed - 1e-9)
    assert found.p_lower == np.mean(np.array(shown) <= observed + 1e-9)
    assert found.null_sd == pytest.approx(np.std(shown), rel=1e-10)
    assert found.z == pytest.approx((observed - np.mean(shown)) / np.std(shown), rel=1e-9)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("name", STATISTICS)
@pytest.mark.parametrize("confidence", [0.51, 0.83])
def test_the_interval_holds_the_effects_that_are_not_rejected(scheme, name, confidence):
    y, x, z = units_of(scheme)
    ours, _ = STATISTICS[name]

    def p_of(effect):
        without = {unit: y[unit] - effect * z[unit] for unit in y}
        return randomisation_test(ours(without, x), z, scheme).p_two_sided

    found = randomisation_test(ours(y, x), z, scheme, confidence=confidence)

    alpha, step = 1 - confidence, 1e-6
    for bound, inwards in ((found.low, step), (found.high, -step)):
        if bound is None:
            assert p_of(found.estimate - 1e6 * inwards / step) > alpha
        else:
            assert p_of(bound + inwards) > alpha >= p_of(bound - inwards)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_random_assignments_are_those_of_the_scheme_equally_often(scheme):
    possible = {tuple(arms) for arms in every_assignment(scheme)}

    drawn = random_assignments(scheme, 5000, np.random.default_rng(SEED))

    seen = Counter(tuple(arms) for arms in drawn.astype(int).tolist())
    accepted = {arms: count for arms, count in seen.items() if arms in possible}
    expected, freedom = sum(accepted.values()) / len(possible), len(possible) - 1
    distance = sum((accepted.get(a, 0) - expected) ** 2 / expected for a in possible)
    assert scheme.balance is not None or accepted == seen
    assert distance < freedom + 4.5 * np.sqrt(2 * freedom)


@pytest.mark.parametrize(
    ("wanted", "size"), [(0, 3), (3, 3), (1, 40), (39, 40), (7, 14), (9, 500)]
)
def test_a_random_subset_has_the_size_that_was_wanted(wanted, size):
    drawn = random_subsets(np.full(300, wanted), size, np.random.default_rng(SEED))

    assert drawn.shape == (300, size)
    assert set(drawn.sum(axis=1)) == {wanted}
    assert set(np.unique(drawn)) <= {0.0, 1.0}
    bound = 5 * np.sqrt(300 * wanted / size * (1 - wanted / size))
    assert np.abs(drawn.sum(axis=0) - 300 * wanted / size).max() <= bound


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_sample_of_assignments_comes_near_all_of_them_and_says_how_near(scheme):
    y, x, z = units_of(scheme)
    statistic = ancova_on_means(y, covariates={"x": x})
    exact = randomisation_test(statistic, z, scheme, confidence=0.5)

    found = randomisation_test(
        statistic, z, scheme, confidence=0.5, seed=SEED, draws=4000, most_enumerated=1
    )

    assert found.counted is Counted.MONTE_CARLO
    assert found.assignments == 4001
    assert found.p_low <= exact.p_two_sided <= found.p_high
    assert abs(found.p_two_sided - exact.p_two_sided) < 4 * found.p_error + 1 / 4001
    assert found.null_sd == pytest.approx(exact.null_sd, rel=0.06)
    assert found.smallest_p == 1 / 4001


def test_the_same_seed_gives_the_same_result_and_another_one_another():
    scheme = complete([f"{n:02}" for n in range(40)])
    y = {unit: float(n % 7 + n % 2) for n, unit in enumerate(scheme.units)}
    z = {unit: n % 2 for n, unit in enumerate(scheme.units)}

    one, same, other = (
        randomisation_test(difference_in_means(y), z, scheme, seed=seed) for seed in (1, 1, 2)
    )

    assert one == same
    assert one.p_two_sided != other.p_two_sided


def pupils_of(classes, seed=SEED):
    random = np.random.default_rng(seed)
    cluster = np.repeat([f"c{n}" for n in range(classes)], random.integers(2, 9, classes))
    level = random.normal(0, 1, classes)[[int(c[1:]) for c in cluster]]
    arm = np.array([int(c[1:]) % 2 for c in cluster])
    before = random.normal(1000, 3, len(cluster)) + level
    after = before + level + arm + random.normal(0, 2, len(cluster))
    return {"before": before, "after": after}, cluster, arm


def test_the_pupils_coefficient_is_that_of_a_regression_of_the_rows_for_every_assignment():
    columns, cluster, arm = pupils_of(7)
    cells = moments_of_rows(columns, cluster=cluster, arm=arm, variables=[*columns]).cells
    scheme = complete(sorted(set(cluster)), treated=3)
    shown = [
        coefficient(
            columns["after"],
            np.array([arms[int(c[1:])] for c in cluster]),
            columns["before"] - 1000,
        )
        for arms in every_assignment(scheme)
    ]

    found = randomisation_test(
        pupil_coefficient(cells, outcome="after", baseline=["before"]),
        {cell.label: cell.arm for cell in cells},
        scheme,
    )

    compared = compare_arms(cells, outcome="after", baseline=["before"])
    assert found.estimate == pytest.approx(compared.estimate, rel=1e-9)
    assert found.p_two_sided == np.mean(np.abs(shown) >= abs(compared.estimate) - 1e-9)
    assert found.null_sd == pytest.approx(np.std(shown), rel=1e-8)


def test_blocks_with_unequal_shares_are_taken_out():
    blocks = {"A": "x", "B": "x", "C": "x", "D": "y", "E": "y", "F": "y", "G": "y"}
    scheme = blocked(blocks, treated={"x": 2, "y": 1})
    y, _, z = units_of(scheme)
    values = np.array(list(y.values()))
    dummy = [blocks[unit] == "x" for unit in scheme.units]
    shown = [coefficient(values, arms, dummy) for arms in every_assignment(scheme)]

    found = randomisation_test(ancova_on_means(y, covariates={}, blocks=blocks), z, scheme)

    assert found.null_sd == pytest.approx(np.std(shown), rel=1e-10)
    assert found.p_two_sided == np.mean(np.abs(shown) >= abs(found.estimate) - 1e-9)


def test_a_crossover_by_hand():
    # Period 1 minus 2 is 5, 3 where the solution came first, and -1, 1 where it came last:
    # (4 - 0) / 2 = 2. Of the six ways to choose two orders only the observed and its mirror
    # show so much.
    scheme = crossing_over(complete("ABCD"))
    statistic = crossover_difference(
        {"A": 9.0, "B": 7.0, "C": 4.0, "D": 6.0}, {"A": 4.0, "B": 4.0, "C": 5.0, "D": 5.0}
    )

    found = randomisation_test(statistic, {"A": 1, "B": 1, "C": 0, "D": 0}, scheme)

    assert found.estimate == 2.0
    assert found.p_two_sided == found.smallest_p == pytest.approx(1 / 3)
    assert (found.low, found.high) == (None, None)


def test_pairs_told_by_their_differences_by_hand():
    # Of the eight sums of +-1 +-2 +-3, two are as large as 6 and four as large as 4.
    found = sign_flip_test({"p": 1.0, "q": 2.0, "r": 3.0})

    assert (found.estimate, found.p_two_sided, found.p_upper) == (pytest.approx(2.0), 0.25, 0.125)
    assert sign_flip_test({"p": -1.0, "q": 2.0, "r": 3.0}).p_two_sided == 0.5


SMALLEST = [
    *((complete([str(n) for n in range(j)]), 2 / ways) for j, ways in ((4, 6), (6, 20), (8, 70))),
    *(
        (paired({f"{n}{side}": str(n) for n in range(p) for side in "ab"}), 2 / 2**p)
        for p in (5, 6)
    ),
    (complete("ABCDE", treated=2), 1 / 10),
    (blocked({"A": "x", "B": "x", "C": "x", "D": "y", "E": "y"}), 2 / 12),
]


@pytest.mark.parametrize(("scheme", "p"), SMALLEST)
def test_the_smallest_p_is_known_beforehand_and_reached(scheme, p):
    extreme = every_assignment(scheme)[0]
    arms, outcome = (
        dict(zip(scheme.units, values, strict=True))
        for values in (extreme.tolist(), 100.0 * extreme + 0.1 * np.arange(len(extreme)) ** 2)
    )

    found = randomisation_test(difference_in_means(outcome), arms, scheme)

    assert smallest_p(scheme).p == pytest.approx(p)
    assert found.p_two_sided == found.smallest_p == pytest.approx(p)


def test_a_balance_rule_makes_the_smallest_p_larger():
    scheme = SCHEMES["re-randomised"]
    accepted = len(every_assignment(scheme))

    assert smallest_p(scheme).p == 1 / accepted > 1 / scheme.assignments
    assert smallest_p(scheme, most_enumerated=1).p is None
    never = rerandomised(
        complete("ABCD"),
        Balance(
            BalanceRule.MAHALANOBIS, 1e-9, 5, {"x": dict(zip("ABCD", (1, 2, 4, 9), strict=True))}
        ),
    )
    assert (smallest_p(never).p, smallest_p(never).assignments) == (None, 0)


def test_an_outcome_that_is_the_same_everywhere_has_p_one_and_no_z():
    y = dict.fromkeys("ABCD", 3.0)

    found = randomisation_test(
        difference_in_means(y), {"A": 1, "B": 0, "C": 1, "D": 0}, complete("ABCD")
    )

    assert (found.estimate, found.p_two_sided, found.z) == (0.0, 1.0, None)


def test_an_arm_that_says_the_same_as_a_covariate_cannot_be_told():
    arms = {"A": 1, "B": 0, "C": 1, "D": 0}
    statistic = ancova_on_means({**arms, "A": 5.0}, covariates={"x": arms})

    with pytest.raises(CannotCompare) as refusal:
        randomisation_test(statistic, arms, complete("ABCD"))

    assert refusal.value.reason == Obstacle.NOT_IDENTIFIED


Y = {"A": 1.0, "B": 2.0, "C": 4.0, "D": 7.0}
Z = {"A": 1, "B": 0, "C": 1, "D": 0}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"arms": {"A": 1, "B": 0}}, "not about the same units"),
        ({"arms": Z | {"A": 2}}, "the arm of A is 2"),
        ({"arms": Z | {"B": 1}}, "could not have given"),
        ({"scheme": paired({"A": "1", "C": "1", "B": "2", "D": "2"})}, "could not have given"),
        ({"confidence": 1.0}, "confidence is 1.0"),
        ({"most_enumerated": 5}, "6 assignments, more than 5"),
        ({"most_enumerated": 5, "seed": 1, "draws": 0}, "at least one draw"),
    ],
)
def test_what_does_not_fit_together_is_refused(wrong, words):
    told = {"arms": Z, "scheme": complete("ABCD")} | wrong

    with pytest.raises(ValueError, match=words):
        randomisation_test(difference_in_means(Y), **told)


def test_arms_that_the_balance_rule_would_not_accept_are_refused():
    scheme = rerandomised(
        complete("ABCD"), Balance(BalanceRule.LARGEST_DIFFERENCE, 0.5, 9, {"y": Y})
    )

    with pytest.raises(ValueError, match="balance rule would not have accepted"):
        randomisation_test(difference_in_means(Y), {"A": 0, "B": 0, "C": 1, "D": 1}, scheme)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: difference_in_means(Y | {"C": float("nan")}), "outcome of C is nan"),
        (lambda: ancova_on_means(Y, covariates={"x": {"A": 1.0}}), "x: expected one value"),
        (lambda: ancova_on_means(Y, covariates={}, blocks={"A": "1"}), "one block for each"),
        (lambda: ancova_on_means(Y, covariates={"x": Y, "y": Y}), "say the same"),
        (lambda: crossover_difference(Y, {"A": 1.0}), "in both periods"),
    ],
)
def test_statistics_of_unclear_values_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
