import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, stats

from eduhub.engines.evidence import CannotCompare, Obstacle
from eduhub.engines.evidence.design import (
    Analysis,
    BlockedClassTrial,
    BlockEffects,
    ClassTrial,
    CrossoverTrial,
    IccBelief,
    PupilTrial,
    Question,
    SchoolTrial,
    Weighting,
    WithinClassTrial,
    beta_icc,
    expected_detectable,
    expected_power,
    needed_units,
    power_by_effect,
    power_by_units,
    power_of,
    simulated_power,
    smallest_detectable,
)

UNEQUAL = (8.0, 36.0, 20.0, 25.0)
TRIAL = ClassTrial(classes=40, pupils=20, icc=0.15)


def class_means_of(trial, random, draws):
    """(draws, classes) estimates of the classes' means, sizes as in the trial, no effect."""
    sizes = np.resize(np.array(trial.pupils), round(trial.classes))
    between = random.normal(0, math.sqrt(trial.icc), (draws, len(sizes)))
    within = random.normal(0, 1, between.shape) * np.sqrt((1 - trial.icc) / sizes)
    return sizes, between + within


@pytest.mark.parametrize("weighting", Weighting)
def test_the_variance_with_unequal_classes_is_that_of_played_trials(weighting):
    trial = ClassTrial(classes=40, pupils=UNEQUAL, icc=0.15, weighting=weighting)
    sizes, means = class_means_of(trial, np.random.default_rng(3), 20_000)
    weights = {
        Weighting.PUPILS: sizes,
        Weighting.CLASSES: np.ones(40),
        Weighting.PRECISION: 1 / (0.15 + 0.85 / sizes),
    }[weighting]
    arm = np.arange(40) // 4 % 2 == 0  # both arms have all sizes

    effects = means[:, arm] @ weights[arm] / weights[arm].sum()
    effects -= means[:, ~arm] @ weights[~arm] / weights[~arm].sum()

    assert trial.variance == pytest.approx(effects.var(), rel=0.04)


def test_of_equal_size_every_weighting_is_the_same():
    found = [replace(TRIAL, pupils=(20.0, 20.0), weighting=one).variance for one in Weighting]

    assert found == pytest.approx([TRIAL.variance] * 3)


@pytest.mark.parametrize("pupil_autocorrelation", [0.0, 0.6])
def test_the_variance_of_a_crossover_is_that_of_played_ones(pupil_autocorrelation):
    trial = CrossoverTrial(
        classes=12,
        pupils=15,
        icc=0.3,
        class_autocorrelation=0.7,
        pupil_autocorrelation=pupil_autocorrelation,
    )
    random, draws = np.random.default_rng(5), 4000
    shape = (draws, 12, 15)
    both = random.normal(0, 1, (draws, 12, 1, 1)) * math.sqrt(0.3 * 0.7)
    period = random.normal(0, 1, (draws, 12, 2, 1)) * math.sqrt(0.3 * 0.3)
    pupil = random.normal(0, 1, (*shape[:2], 1, 15)) * math.sqrt(0.7 * pupil_autocorrelation)
    noise = random.normal(0, 1, (*shape[:2], 2, 15)) * math.sqrt(0.7 * (1 - pupil_autocorrelation))
    score = (both + period + pupil + noise).mean(axis=3)
    change = (score[:, :, 0] - score[:, :, 1]) / 2

    effects = change[:, :6].mean(axis=1) - change[:, 6:].mean(axis=1)

    assert trial.variance == pytest.approx(effects.var(), rel=0.08)


def test_power_is_the_integral_of_the_noncentral_t():
    found = power_of(replace(TRIAL, classes=12), 0.4)
    critical = stats.t.ppf(0.975, 10)

    def density(t):
        return stats.nct.pdf(t, 10, found.noncentrality)

    missed, _ = integrate.quad(density, -critical, critical)
    assert found.power == pytest.approx(1 - missed, rel=1e-6)
    assert found.degrees_of_freedom == 10


@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("trial", [TRIAL, replace(TRIAL, classes=5), PupilTrial(pupils=30)])
def test_the_exact_smallest_effect_has_just_the_power_asked_for(trial, sides):
    question = Question(alpha=0.1, power=0.7, sides=sides)

    found = smallest_detectable(trial, question)

    assert power_of(trial, found.exact_effect, question).power == pytest.approx(0.7, rel=1e-8)
    assert found.exact_effect == pytest.approx(found.effect, rel=0.06)


def test_no_effect_is_found_in_alpha_of_trials():
    assert power_of(TRIAL, 0.0).power == pytest.approx(0.05)
    assert power_of(TRIAL, 0.0, Question(sides=1)).power == pytest.approx(0.05)
    assert power_of(TRIAL, -0.3).power == pytest.approx(power_of(TRIAL, 0.3).power)


TRIALS = [
    TRIAL,
    PupilTrial(pupils=30),
    WithinClassTrial(classes=3, pupils=20),
    WithinClassTrial(
        classes=9, pupils=20, effects=BlockEffects.RANDOM, icc=0.2, effect_variance=0.5
    ),
    BlockedClassTrial(blocks=5, classes=2, pupils=20, icc=0.1, effects=BlockEffects.CONSTANT),
    SchoolTrial(schools=10, classes=2, pupils=20, icc_schools=0.1, icc_classes=0.1),
    CrossoverTrial(classes=6, pupils=20, icc=0.2, class_autocorrelation=0.8),
]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: type(trial).__name__)
def test_one_unit_fewer_than_needed_is_not_enough(trial):
    found = needed_units(trial, 0.3)

    assert found.power == power_of(trial.with_units(found.units), 0.3).power >= 0.8
    fewer = power_by_units(trial, 0.3, [found.units - 1])[0]
    assert fewer.power < 0.8
    assert abs(found.tabled.units - found.units) <= 1


def test_what_a_million_units_cannot_find_needs_no_number():
    found = needed_units(TRIAL, 1e-5)

    assert (found.units, found.power) == (None, None)


def test_losses_are_as_good_as_never_having_been_there():
    lossy = replace(TRIAL, classes=50, pupils=25, classes_lost=0.2, pupils_lost=0.2)

    assert smallest_detectable(lossy) == smallest_detectable(TRIAL)


def test_pairs_are_a_paired_t_test_of_the_classes():
    trial = BlockedClassTrial(
        blocks=8, classes=2, pupils=20, icc=0.1, effects=BlockEffects.CONSTANT
    )

    assert trial.degrees_of_freedom == 7
    assert trial.variance == pytest.approx(2 * (0.1 + 0.9 / 20) / 8)


def test_curves_rise_from_alpha_and_from_nothing():
    by_effect = power_by_effect(TRIAL, [0.0, 0.2, 0.4, 0.8])
    by_units = power_by_units(TRIAL, 0.3, [1, 2, 4, 20, 80])

    assert [point.at for point in by_effect] == [0.0, 0.2, 0.4, 0.8]
    assert by_effect[0].power == pytest.approx(0.05)
    assert [point.power for point in by_effect] == sorted(point.power for point in by_effect)
    assert [point.power for point in by_units[:2]] == [0.0, 0.0]
    assert [point.power for point in by_units] == sorted(point.power for point in by_units)


def test_power_over_an_icc_is_the_integral_over_its_density():
    belief = beta_icc(0.15, 0.06)
    total = 0.15 * 0.85 / 0.06**2 - 1

    def weighted(icc):
        density = stats.beta.pdf(icc, 0.15 * total, 0.85 * total)
        return density * power_of(replace(TRIAL, icc=icc), 0.3).power

    direct, _ = integrate.quad(weighted, 0, 1)
    found = expected_power(TRIAL, 0.3, belief)
    assert found.expected == pytest.approx(direct, rel=1e-7)
    assert found.low < found.expected < found.high
    effect = expected_detectable(TRIAL, belief)
    assert expected_power(TRIAL, effect, belief).expected == pytest.approx(0.8)


def test_an_icc_of_one_value_is_that_value():
    found = expected_power(replace(TRIAL, icc=0.5), 0.3, IccBelief((0.15,), (2.0,)))

    power = power_of(TRIAL, 0.3).power
    assert (found.expected, found.low, found.high) == (power, power, power)


@pytest.mark.parametrize("analysis", Analysis)
def test_played_trials_find_the_effect_as_often_as_the_formula_says(analysis):
    trial = replace(TRIAL, covariates=1, explained_classes=0.5, explained_pupils=0.3)

    found = simulated_power(trial, 0.3, analysis=analysis, replicates=600, seed=11)

    assert (found.replicates, found.unusable) == (600, 0)
    assert abs(found.power - power_of(trial, 0.3).power) < 4 * found.error


def test_the_same_seed_plays_the_same_trials():
    one, same, other = (
        simulated_power(replace(TRIAL, classes=8), 0.5, replicates=60, seed=seed)
        for seed in (1, 1, 5)
    )

    assert one == same != other


def test_three_classes_in_each_arm_never_find_anything_by_randomisation():
    trial = ClassTrial(classes=6, pupils=30, icc=0.05)

    found = simulated_power(trial, 3.0, analysis=Analysis.RANDOMISATION, replicates=30, seed=1)

    assert found.power == 0.0


@pytest.mark.parametrize(
    "ask", [smallest_detectable, lambda trial: power_of(trial, 0.3)], ids=["effect", "power"]
)
def test_two_classes_leave_no_degree_of_freedom(ask):
    with pytest.raises(CannotCompare) as refusal:
        ask(replace(TRIAL, classes=2))

    assert refusal.value.reason == Obstacle.NOTHING_LEFT_OVER


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: replace(TRIAL, icc=1.0), "icc is 1.0"),
        (lambda: replace(TRIAL, share=0.0), "share is 0.0"),
        (lambda: replace(TRIAL, classes=float("nan")), "classes is nan"),
        (lambda: replace(TRIAL, pupils=0.5), "pupils of a class is 0.5"),
        (lambda: replace(TRIAL, pupils=()), "at least one class"),
        (lambda: replace(TRIAL, covariates=-1), "covariates is -1"),
        (lambda: Question(alpha=0), "alpha is 0"),
        (lambda: Question(sides=3), "sides is 3"),
        (lambda: needed_units(TRIAL, 0.0), "effect is 0.0"),
        (lambda: power_of(TRIAL, float("inf")), "effect is inf"),
        (lambda: beta_icc(0.2, 0.5), "sd is 0.5"),
        (lambda: IccBelief((0.1,), (0.0,)), "not all 0"),
        (lambda: simulated_power(TRIAL, 0.1, replicates=0, seed=1), "replicates is 0"),
        (
            lambda: SchoolTrial(schools=4, classes=2, pupils=20, icc_schools=0.6, icc_classes=0.5),
            "icc_schools . icc_classes is 1.1",
        ),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
