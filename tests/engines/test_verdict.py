import pytest

from eduhub.engines.evidence import (
    Answer,
    ArmSummary,
    Comparison,
    Ground,
    Matters,
    Verdict,
    verdict_of,
)


def comparison(low, high, *, classes=(4, 4), df=6.0):
    none, one = (ArmSummary(classes=n, pupils=20 * n, mean=0.0, sd=1.0) for n in classes)
    return Comparison(
        outcome="post",
        baseline=(),
        confidence=0.95,
        estimate=(low + high) / 2,
        standard_error=1.0,
        degrees_of_freedom=df,
        low=low,
        high=high,
        t=1.0,
        p_value=0.5,
        arms=(none, one),
        pooled_sd=None,
        in_sd=None,
    )


@pytest.mark.parametrize(
    ("low", "high", "answer", "grounds", "matters"),
    [
        # The smallest difference that matters is 2.
        (2.0, 5.0, "better", ("excludes_zero", "beyond_smallest"), "surely"),
        (1.0, 5.0, "better", ("excludes_zero", "reaches_smallest"), "perhaps"),
        (1.0, 2.0, "better", ("excludes_zero", "reaches_smallest"), "perhaps"),
        (0.5, 1.5, "no_difference_that_matters", ("excludes_zero", "within_smallest"), None),
        (-1.5, 1.5, "no_difference_that_matters", ("includes_zero", "within_smallest"), None),
        (-1.5, -0.5, "no_difference_that_matters", ("excludes_zero", "within_smallest"), None),
        (-1.0, 2.0, "cannot_tell", ("includes_zero", "reaches_smallest"), None),
        (0.0, 5.0, "cannot_tell", ("includes_zero", "reaches_smallest"), None),
        (-5.0, 5.0, "cannot_tell", ("includes_zero", "reaches_smallest"), None),
        (-5.0, -1.0, "worse", ("excludes_zero", "reaches_smallest"), "perhaps"),
        (-5.0, -2.0, "worse", ("excludes_zero", "beyond_smallest"), "surely"),
    ],
)
def test_the_interval_decides(low, high, answer, grounds, matters):
    verdict = verdict_of(comparison(low, high), smallest_that_matters=2)

    assert verdict == Verdict(
        answer=Answer(answer),
        grounds=tuple(Ground(ground) for ground in grounds),
        matters=Matters(matters) if matters else None,
    )


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(1, 5, "worse"), (-5, -1, "better"), (-1, 1, "no_difference_that_matters")],
)
def test_less_may_be_better(low, high, answer):
    found = comparison(low, high)

    verdict = verdict_of(found, smallest_that_matters=2, higher_is_better=False)

    assert verdict.answer == Answer(answer)


@pytest.mark.parametrize(
    ("classes", "df", "grounds"),
    [
        ((3, 9), 6.0, (Ground.FEW_CLASSES,)),
        ((9, 3), 6.0, (Ground.FEW_CLASSES,)),
        ((4, 4), 3.99, (Ground.FEW_DEGREES_OF_FREEDOM,)),
        ((3, 3), 3.99, (Ground.FEW_CLASSES, Ground.FEW_DEGREES_OF_FREEDOM)),
    ],
)
@pytest.mark.parametrize("interval", [(2, 5), (-1, 1), (-5, -2)])
def test_few_classes_or_few_degrees_of_freedom_tell_nothing(classes, df, grounds, interval):
    found = comparison(*interval, classes=classes, df=df)

    verdict = verdict_of(found, smallest_that_matters=2)

    assert verdict == Verdict(answer=Answer.CANNOT_TELL, grounds=grounds, matters=None)


def test_four_classes_and_four_degrees_of_freedom_are_enough():
    verdict = verdict_of(comparison(2, 5, classes=(4, 4), df=4.0), smallest_that_matters=2)

    assert verdict.answer == Answer.BETTER


@pytest.mark.parametrize("smallest", [0, -1, float("nan"), float("inf")])
def test_the_smallest_that_matters_is_above_zero(smallest):
    with pytest.raises(ValueError):
        verdict_of(comparison(1, 5), smallest_that_matters=smallest)
