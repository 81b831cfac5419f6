"""The hub's sign: where the dot and the line stand, and what they say."""

from dataclasses import dataclass

import pytest

from eduhub.kit.plots import Scale, finding, forest, row


@pytest.mark.parametrize(
    ("low", "high", "good", "said"),
    [
        (0.03, 0.45, "high", "shown"),
        (0.03, 0.45, "low", "worse"),
        (-0.28, -0.02, "high", "worse"),
        (-0.28, -0.02, "low", "shown"),
        (-0.17, 0.27, "high", "cannot_tell"),
        (0.0, 0.2, "high", "cannot_tell"),
    ],
)
def test_an_interval_says_what_it_can(low, high, good, said):
    assert finding(low, high, good) == said


def test_a_row_stands_where_its_numbers_say():
    # from -0.3 to 0.6 on 200: zero at 66.7, 0.24 at 120.0, 0.03 at 73.3, 0.45 at 166.7
    drawn = row(0.24, 0.03, 0.45, said="shown")

    assert drawn.zero == "M66.7 0V44"
    assert drawn.whisker == "M73.3 22.0H166.7"
    assert drawn.dot == "M120.0 22.0h.01"
    assert drawn.diamond == "M73.3 22.0L120.0 14.0L166.7 22.0L120.0 30.0Z"
    assert drawn.rules == ("M133.3 0V44", "M200.0 0V44")


def test_a_line_beyond_the_scale_ends_at_its_edge():
    assert row(0.0, -9, 9, said="cannot_tell").whisker == "M0.0 22.0H200.0"


def test_a_band_lies_on_both_sides_of_zero():
    scale = Scale(-0.3, 0.3, (-0.3, 0.0, 0.3), band=0.05)

    assert row(0.0, 0.0, 0.0, scale=scale, said="cannot_tell").band == ("83.3", "33.3")


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((-0.28, 0.45), (-0.3, 0.0, 0.3, 0.6)),
        ((0.1,), (0.0, 0.05, 0.1)),
        ((), (0.0, 0.05)),
        ((-12.0, 3.0), (-15.0, -10.0, -5.0, 0.0, 5.0)),
    ],
)
def test_a_scale_holds_zero_and_all_its_values_in_even_steps(values, ticks):
    assert Scale.around(values).ticks == ticks


@dataclass(frozen=True)
class Shown:
    estimate: float
    low: float
    high: float


def test_a_forest_has_a_tree_for_each_result_in_their_order():
    trees = forest([Shown(0.2, 0.1, 0.3), Shown(0.0, -0.1, 0.1), Shown(-0.1, -0.15, -0.05)])

    assert [tree.finding for tree in trees] == ["shown", "cannot_tell", "worse"]
    assert trees[0].trunk == "M132.0 168.0V32.0"  # the tallest reaches the sky: 204 for 0.3
    assert trees[0].stem == "M132.0 236V100.0"


def test_a_forest_without_results_is_bare_ground():
    assert forest([]) == []
