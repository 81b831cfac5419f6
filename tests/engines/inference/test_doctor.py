from dataclasses import replace

import pytest

from eduhub.engines.evidence.assignment import blocked, complete, paired
from eduhub.engines.evidence.design import (
    Advice,
    ClassTrial,
    DesignName,
    Lack,
    Prospect,
    Question,
    Reason,
    Remedy,
    Situation,
    appraise,
    needed_units,
    power_of,
    recommend_design,
    smallest_detectable,
)
from eduhub.engines.evidence.randomisation import smallest_p

EIGHT = Situation(classes=8, pupils=20, worthwhile=0.3, icc=0.15)
WHOLE = frozenset({DesignName.CLASSES, DesignName.PAIRED_CLASSES})


def test_eight_classes_cannot_answer_and_it_says_how_many_could():
    found = recommend_design(replace(EIGHT, possible=WHOLE))

    plain = ClassTrial(classes=8, pupils=20, icc=0.15)
    known = replace(plain, explained_classes=0.5, explained_pupils=0.5, covariates=1)
    more, fewer = (needed_units(trial, 0.3).units for trial in (plain, known))
    assert (found.design, found.prospect) == (DesignName.CLASSES, Prospect.CANNOT_ANSWER)
    assert found.reason is Reason.NEAREST
    assert found.advice == (
        Advice(Remedy.MORE_CLASSES, classes=more + more % 2),
        Advice(Remedy.PRETEST_AND_MORE_CLASSES, classes=fewer + fewer % 2),
        Advice(Remedy.LARGER_EFFECT, effect=smallest_detectable(plain).exact_effect),
    )
    seen = found.of(DesignName.CLASSES)
    assert seen.lacks == (Lack.POWER_TOO_LOW,)
    assert seen.power == power_of(plain, 0.3).power
    assert found.of(DesignName.CROSSOVER).lacks[0] is Lack.NOT_POSSIBLE_HERE


def test_of_those_that_can_answer_the_one_with_the_fewest_risks_is_recommended():
    many = recommend_design(replace(EIGHT, classes=80, pretest=True))
    some = recommend_design(replace(EIGHT, classes=20, pretest=True))
    few = recommend_design(replace(EIGHT, pretest=True))

    assert (many.design, many.reason) == (DesignName.CLASSES, Reason.FEWEST_RISKS)
    assert (some.design, some.reason) == (DesignName.CROSSOVER, Reason.FEWEST_RISKS)
    assert (few.design, few.reason) == (DesignName.WITHIN_CLASSES, Reason.ONLY_ONE)
    assert {one.prospect for one in (many, some, few)} == {Prospect.CAN_ANSWER}
    assert many.advice == some.advice == few.advice == ()


@pytest.mark.parametrize("design", DesignName)
def test_so_many_classes_as_are_said_to_be_needed_can_answer_and_two_fewer_cannot(design):
    situation = replace(EIGHT, pupils=(12.0, 25.0, 20.0))
    needed = appraise(design, situation).needed_classes

    enough = appraise(design, replace(situation, classes=needed))
    fewer = appraise(design, replace(situation, classes=needed - 2))

    assert (enough.prospect, enough.lacks) == (Prospect.CAN_ANSWER, ())
    assert fewer.prospect is Prospect.CANNOT_ANSWER


def test_a_huge_effect_still_needs_four_classes_in_each_arm():
    huge = replace(EIGHT, worthwhile=5.0, icc=0.01)

    six = appraise(DesignName.CLASSES, replace(huge, classes=6))

    assert six.lacks == (Lack.FEW_CLASSES, Lack.P_CANNOT_BE_SMALL)
    assert six.needed_classes == 8
    assert six.power == pytest.approx(1.0)
    lenient = appraise(DesignName.CLASSES, replace(huge, classes=6), Question(alpha=0.2))
    assert (lenient.lacks, lenient.needed_classes) == ((Lack.FEW_CLASSES,), 8)
    assert appraise(DesignName.PAIRED_CLASSES, huge).lacks == (Lack.P_CANNOT_BE_SMALL,)
    assert appraise(DesignName.PAIRED_CLASSES, huge).needed_classes == 12


def test_one_class_has_nothing_to_compare_but_its_own_pupils():
    found = recommend_design(replace(EIGHT, classes=1, worthwhile=1.5))

    assert (found.design, found.prospect) == (DesignName.WITHIN_CLASSES, Prospect.CAN_ANSWER)
    whole = found.of(DesignName.CLASSES)
    assert (whole.power, whole.smallest_detectable, whole.smallest_p) == (None, None, 1.0)
    assert Lack.NO_DEGREES_OF_FREEDOM in whole.lacks


@pytest.mark.parametrize("classes", [4, 5, 6, 9])
def test_the_smallest_p_is_that_of_the_design_when_it_is_drawn(classes):
    situation = replace(EIGHT, classes=classes, pupils=5)
    labels = [str(n) for n in range(classes)]
    even = classes // 2 * 2
    pupils = {f"{label}.{n}": label for label in labels for n in range(5)}
    schemes = {
        DesignName.CLASSES: complete(labels),
        DesignName.CROSSOVER: complete(labels),
        DesignName.PAIRED_CLASSES: paired({str(n): str(n // 2) for n in range(even)}),
        DesignName.WITHIN_CLASSES: blocked(pupils, treated=dict.fromkeys(labels, 2)),
    }
    mirrored = {DesignName.WITHIN_CLASSES: 2}  # two of five, or three: the mirror is there

    for design, scheme in schemes.items():
        found = appraise(design, situation).smallest_p
        assert found == pytest.approx(smallest_p(scheme).p * mirrored.get(design, 1))


def test_pairs_that_are_alike_make_up_for_their_lost_degrees_of_freedom():
    plain, alike = (
        appraise(DesignName.PAIRED_CLASSES, replace(EIGHT, classes=24, pairs_explain=share))
        for share in (0.0, 0.6)
    )

    whole = appraise(DesignName.CLASSES, replace(EIGHT, classes=24))
    assert plain.power < whole.power < alike.power


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"classes": 0}, "classes is 0"),
        ({"worthwhile": 0.0}, "worthwhile is 0.0"),
        ({"pairs_explain": 1.0}, "pairs_explain is 1.0"),
        ({"possible": frozenset()}, "at least one design"),
    ],
)
def test_a_situation_that_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        replace(EIGHT, **wrong)
