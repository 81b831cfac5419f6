"""What stands beside a comparison: drawn, bounded, or not done with its reason."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from statistics import fmean

import pytest

from eduhub.engines.evidence import Typed, compare_arms, moments_of_totals
from eduhub.engines.evidence import with_class_mean_baseline as by_class
from eduhub.engines.evidence.trial import Gap, NotDone, Part, analyse, plan_from
from tests.engines.trial.makers import ARMS, CLASSES, make_cells, make_outcome, make_plan

ALONE = make_outcome()


def effect_of(plan, cells, **told):
    return analyse(plan, cells, registered=plan.fingerprint, **told).outcomes[0].effect


def gaps_of(effect):
    return {one.part: one.why for one in effect.not_done}


def test_the_bins_hold_every_lot_where_one_counts_it_by_hand():
    cells = make_cells(effect=1)

    chance = effect_of(make_plan(outcomes=(ALONE,)), cells).chance

    means = {cell.label: cell.means[1] for cell in cells}
    total, every = sum(means.values()), []
    for treated in combinations(CLASSES, 4):
        reached = sum(means[label] for label in treated)
        every.append(reached / 4 - (total - reached) / 4)
    reach = 1.02 * max(abs(one) for one in every)
    counts = [0] * 25
    for one in every:
        counts[int((one + reach) / (2 * reach) * 25)] += 1
    assert (chance.bins.low, chance.bins.high) == pytest.approx((-reach, reach))
    assert chance.bins.counts == tuple(counts) and sum(counts) == chance.assignments


def test_a_curve_is_a_density_around_its_own_mean_with_the_benefit_upwards():
    cells = make_cells(effect=-2)
    worse, better = (
        effect_of(make_plan(outcomes=(replace(ALONE, higher_is_better=up),)), cells).posterior
        for up in (True, False)
    )

    for told in (*worse, *better):
        curve = told.curve
        step = (curve.high - curve.low) / (len(curve.density) - 1)
        at = [curve.low + n * step for n in range(len(curve.density))]
        assert sum(curve.density) * step == pytest.approx(1, abs=0.005)
        middle = sum(x * height for x, height in zip(at, curve.density, strict=True)) * step
        assert middle == pytest.approx(told.mean, abs=0.01)
    assert worse[0].mean == pytest.approx(-better[0].mean)
    assert worse[0].curve.density == pytest.approx(better[0].curve.density[::-1])


def test_the_missing_reach_everything_or_nothing_in_the_bounds():
    outcome = make_outcome(scale=(Decimal(0), Decimal(40)))
    cells = make_cells()
    pupils = [sum(cell.pupils for cell in cells if cell.arm == arm) for arm in (0, 1)]

    effect = effect_of(
        make_plan(outcomes=(outcome,)), cells, assigned=(pupils[0] + 5, pupils[1] + 8)
    )

    control, treated = (arm.mean * arm.pupils for arm in effect.comparison.arms)
    low = treated / (pupils[1] + 8) - (control + 5 * 40) / (pupils[0] + 5)
    high = (treated + 8 * 40) / (pupils[1] + 8) - control / (pupils[0] + 5)
    assert (effect.bounds.low, effect.bounds.high) == pytest.approx((low, high))
    assert Part.BOUNDS not in gaps_of(effect)


def test_each_part_that_cannot_be_done_says_why():
    bare = {arm: {} for arm in (0, 1)}
    for label in CLASSES:
        bare[ARMS[label]][label] = 20.0 + CLASSES.index(label)
    cells = [
        moments_of_totals(label, arm=arm, pupils=20, variables={"after": Typed(mean)})
        for arm, classes in bare.items()
        for label, mean in classes.items()
    ]
    scaled = make_outcome(scale=(Decimal(0), Decimal(10)))

    found = gaps_of(effect_of(make_plan(outcomes=(ALONE,), chance=None), cells))
    outside = effect_of(make_plan(outcomes=(scaled,)), cells, assigned=(100, 100))
    without_one = gaps_of(effect_of(make_plan(outcomes=(ALONE,)), cells[1:]))

    assert found == {
        Part.CHANCE: Gap.NO_LOT,
        Part.MIXED: Gap.NO_SPREAD,
        Part.BELIEF: Gap.NO_SPREAD,
        Part.BALANCE: Gap.NO_BASELINE,
        Part.BOUNDS: Gap.ASSIGNED_NOT_KNOWN,
    }
    assert NotDone(Part.BOUNDS, Gap.OUTSIDE_SCALE) in outside.not_done
    assert without_one[Part.CHANCE] is Gap.CLASSES_MISSING


def test_a_typed_baseline_stands_for_each_pupil_as_the_mean_of_the_class():
    cells = [
        moments_of_totals(
            label,
            arm=ARMS[label],
            pupils=20,
            variables={"before": Typed(20.0 + n % 3, 4.0), "after": Typed(21.0 + n % 5, 4.0)},
        )
        for n, label in enumerate(CLASSES)
    ]

    effect = effect_of(make_plan(), cells)

    settled = by_class(cells, baseline=["before"])
    assert effect.comparison == compare_arms(settled, outcome="after", baseline=("before",))
    spread = fmean([effect.baselines[0].treated.sd, effect.baselines[0].control.sd])
    assert spread == pytest.approx(4.0, abs=0.2)  # of pupils, not of the classes' means


def test_a_scale_is_part_of_the_plan_and_changes_no_plan_without_one():
    plain = make_plan()
    scaled = make_plan(outcomes=(make_outcome(scale=(Decimal(0), Decimal("40.0"))),))

    assert "scale" not in plain.text
    assert plan_from(json.loads(scaled.text)) == scaled
    with pytest.raises(ValueError, match="from a lower to a higher"):
        make_outcome(scale=(Decimal(3), Decimal(3)))
    with pytest.raises(ValueError, match="a lower and a higher end"):
        plan_from(json.loads(plain.text) | {"outcomes": [ALONE.content() | {"scale": ["3"]}]})


def test_the_draws_are_those_of_the_seed_that_was_given():
    many = tuple(f"{n:02}" for n in range(26))
    plan = make_plan(classes=dict.fromkeys(many, ""), outcomes=(ALONE,))
    cells = [
        moments_of_totals(
            label, arm=n % 2, pupils=20, variables={"after": Typed(20.0 + n % 7, 4.0)}
        )
        for n, label in enumerate(many)
    ]

    own, same, other = (effect_of(plan, cells, seed=seed).chance for seed in (None, None, 7))

    assert own == same and own.seed == int(plan.fingerprint[:16], 16)
    assert (other.seed, other.bins != own.bins) == (7, True)
    assert sum(own.bins.counts) == own.assignments == 10_000
