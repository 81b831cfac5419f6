"""What answers tell and what they cannot tell: held against every completion of small examples."""

import itertools
import statistics
from decimal import Decimal

import pytest

from eduhub.programmes.rules.sums import rounded, summed, tells_too_little, tells_too_much

LARGE = 10**6


def told(*values):
    return [Decimal(one) for one in values]


def test_a_worked_example():
    sums = summed(told(10, 20, 60), {"wont_say": 1, "silent": 2}, yes_no=False)

    assert (sums.asked, sums.answered, sums.lacking, sums.rate) == (6, 3, 3, Decimal("0.5"))
    assert (sums.total, sums.median) == (90, 20)
    assert (sums.low, sums.high) == (5, None)


@pytest.mark.parametrize("lacking", [0, 1, 2])
def test_the_bounds_of_the_median_hold_for_every_completion_and_are_met(lacking):
    values = told(3, 8, 9, 21, 40)
    sums = summed(values, {"silent": lacking}, yes_no=False)

    medians = [
        statistics.median([*map(int, values), *rest])
        for rest in itertools.product((0, 1, 5, 10, 30, LARGE), repeat=lacking)
    ]

    assert (min(medians), max(medians)) == (sums.low, sums.high)


@pytest.mark.parametrize("lacking", [0, 1, 3])
def test_the_bounds_of_a_share_hold_for_every_completion_and_are_met(lacking):
    sums = summed(told(1, 1, 0, 1), {"silent": lacking}, yes_no=True)

    shares = [
        Decimal(3 + sum(rest)) / (4 + lacking)
        for rest in itertools.product((0, 1), repeat=lacking)
    ]

    assert (min(shares), max(shares)) == (sums.low, sums.high)


def test_nobody_answered_and_nobody_was_asked():
    silent = summed([], {"silent": 2}, yes_no=False)
    nobody = summed([], {}, yes_no=True)

    assert (silent.total, silent.median, silent.low, silent.high) == (None,) * 4
    assert silent.rate == 0 and tells_too_little(silent)
    assert nobody.rate is None and tells_too_little(nobody)


def test_a_missing_value_is_never_a_nought():
    with_gap = summed(told(4, 6), {"dont_know": 1}, yes_no=False)
    with_nought = summed(told(4, 6, 0), {}, yes_no=False)

    assert (with_gap.median, with_nought.median) == (5, 4)


@pytest.mark.parametrize(
    ("values", "too_much"),
    [
        (told(5, 5, 5, 5), True),  # four companies
        (told(5, 5, 5, 5, 5), False),
        (told(100, 50, 1, 1, 1), True),  # the second knows the first to 3 of 100
        (told(100, 50, 4, 4, 4), False),
        (told(100, 50, 4, 4, 2), True),  # to 10 of 100 exactly
        (told(0, 0, 0, 0, 0), True),  # all of them would be known
    ],
)
def test_a_sum_in_which_a_company_shows_is_not_for_everybody(values, too_much):
    assert tells_too_much(values, yes_no=False) is too_much


def test_sums_for_everybody_have_two_digits():
    assert [rounded(Decimal(one)) for one in (0, 7, 123_456, 98_765, "0.8333")] == [
        0, 7, 120_000, 99_000, Decimal("0.83"),
    ]  # fmt: skip
