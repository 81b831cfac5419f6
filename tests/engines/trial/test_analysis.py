from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from statistics import fmean

import pytest

from eduhub.engines.evidence import (
    Obstacle,
    Typed,
    compare_arms,
    moments_of_totals,
    verdict_of,
)
from eduhub.engines.evidence.estimation import products_of_moments
from eduhub.engines.evidence.mixed import random_intercept
from eduhub.engines.evidence.multiplicity import adjust_p_values
from eduhub.engines.evidence.trial import Standing, Warn, analyse
from tests.engines.trial.makers import ARMS, CLASSES, make_cells, make_outcome, make_plan


def analysed(plan, cells, **told):
    return analyse(plan, cells, registered=plan.fingerprint, **told)


def test_the_parts_of_a_result_are_those_of_the_methods_themselves():
    plan, cells = make_plan(), make_cells(effect=3)

    effect = analysed(plan, cells).outcome("after").effect

    products = products_of_moments(cells, variables=("before", "after"))
    model = random_intercept(products, outcome="after", regressors=("arm", "before"))
    assert effect.comparison == compare_arms(cells, outcome="after", baseline=("before",))
    assert effect.mixed.effect == model.estimate("arm") and effect.mixed.icc == model.icc()
    assert effect.verdict == verdict_of(effect.comparison, smallest_that_matters=1.5)
    assert [one.prior for one in effect.posterior] == ["flat", "usual", "sceptical"]
    assert [one.covariate for one in effect.baselines] == ["before"]


def test_the_lots_test_counts_every_lot_by_hand():
    plan, cells = make_plan(outcomes=(make_outcome(),)), make_cells(effect=1)

    chance = analysed(plan, cells).outcome("after").effect.chance

    means = {cell.label: cell.means[1] for cell in cells}

    def difference(treated):
        others = [means[label] for label in CLASSES if label not in treated]
        return fmean(means[label] for label in treated) - fmean(others)

    seen = difference([label for label in CLASSES if ARMS[label]])
    every = [difference(some) for some in combinations(CLASSES, 4)]
    extreme = sum(abs(one) >= abs(seen) - 1e-12 for one in every)
    assert chance.assignments == len(every) == 70
    assert chance.p_two_sided == pytest.approx(extreme / 70, rel=1e-12)


def test_the_same_plan_and_totals_give_the_same_result_whatever_their_order():
    plan, cells = make_plan(), make_cells(seed=4)

    first, second = analysed(plan, cells), analysed(plan, cells[::-1])

    assert first == analysed(plan, cells)
    assert first.outcome("after").effect.chance.p_two_sided == pytest.approx(
        second.outcome("after").effect.chance.p_two_sided
    )


def test_outcomes_of_one_domain_are_corrected_together_and_the_unmeasured_count():
    outcomes = (make_outcome(), make_outcome("liked"), make_outcome("courage"))
    plan, cells = make_plan(outcomes=outcomes), make_cells(seed=7, effect=2)

    result = analysed(plan, cells)

    effects = [result.outcome(name).effect for name in ("after", "liked")]
    given = [*(one.comparison.p_value for one in effects), 1.0]
    assert [one.p_together for one in effects] == list(adjust_p_values(given).adjusted[:2])
    courage = result.outcome("courage")
    assert (courage.effect, courage.warnings) == (None, (Warn.NOT_MEASURED,))
    assert [one.name for one in result.outcomes] == ["after", "liked", "courage"]


def test_what_is_explored_is_marked_and_changes_nothing_that_was_planned():
    plan, cells = make_plan(), make_cells(seed=2)

    result = analysed(plan, cells, explored=[make_outcome("liked")])

    assert result.outcomes[:1] == analysed(plan, cells).outcomes
    assert result.outcome("liked").standing is Standing.EXPLORATORY
    with pytest.raises(ValueError, match="after is in the plan"):
        analysed(plan, cells, explored=[plan.outcome("after")])


def test_typed_means_without_spread_still_compare_but_tell_no_more():
    plan = make_plan(outcomes=(make_outcome(),))
    cells = [
        moments_of_totals(
            label, arm=arm, pupils=15 + at, variables={"after": Typed(20 + arm + at)}
        )
        for at, (label, arm) in enumerate(ARMS.items())
    ]

    effect = analysed(plan, cells).outcome("after").effect

    assert (effect.mixed, effect.posterior, effect.g) == (None, (), None)
    assert effect.comparison.estimate != 0 and effect.chance is not None


def test_attrition_missing_classes_and_a_lot_not_kept_are_told():
    plan, cells = make_plan(), make_cells()
    swapped = [replace(c, arm=1) if c.label == "b" else c for c in cells]

    lost = analysed(plan, cells[1:], assigned=(60, 60))
    broken = analysed(plan, swapped)

    assert lost.missing_classes == ("a",)
    assert lost.warnings == (Warn.CLASSES_MISSING, Warn.HIGH_ATTRITION)
    assert lost.attrition.control == pytest.approx(100 * (60 - 53) / 60)
    assert lost.outcome("after").effect.chance is None
    assert Warn.LOT_NOT_KEPT in broken.outcome("after").warnings


def test_without_a_lot_there_is_no_lots_test_and_the_result_says_so():
    result = analysed(make_plan(chance=None), make_cells())

    assert result.warnings == (Warn.NO_LOT,)
    assert result.outcome("after").effect.chance is None


def test_one_class_on_a_side_is_a_result_with_its_reason():
    cells = [c for c in make_cells() if c.arm == 0 or c.label == "a"]

    found = analysed(make_plan(), cells).outcome("after")

    assert (found.effect, found.obstacle) == (None, Obstacle.TOO_FEW_CLASSES)


def test_only_the_registered_plan_is_analysed_and_only_its_classes():
    plan, cells = make_plan(), make_cells()
    later = make_plan(outcomes=(make_outcome(smallest_that_matters=Decimal("0.1")),))

    with pytest.raises(ValueError, match=f"registered is {plan.fingerprint}"):
        analyse(later, cells, registered=plan.fingerprint)
    with pytest.raises(ValueError, match="not in the plan: z"):
        analysed(plan, [*cells, replace(cells[0], label="z")])
