"""How much a class used it: bins of the dose, what pupils can have, and what may be shown."""

import json

import pytest

from eduhub.engines.evidence import Use, dose_strip, use_as_json, use_from_json, use_of


def shown(*bins):
    strip = dose_strip(bins)
    return [(one.first, one.last, one.percent) for one in strip] if strip else None


def test_pupils_are_binned_by_half_the_dose_the_dose_and_twice_it():
    use = use_of("c", 1, dose=25, minutes=[0, 0.5, 12.4, 12.5, 24.9, 25, 49, 50, 300], days=None)

    assert use.bins == (1, 2, 2, 2, 2)
    assert (use.reached, round(use.minutes, 4), use.days) == (4, 52.7, None)
    assert use_from_json(json.loads(json.dumps(use_as_json(use)))) == use


def test_bins_of_few_pupils_are_joined_to_their_neighbours():
    assert shown(20, 12, 9, 30, 29) == [
        *((0, 0, 20), (1, 1, 12), (2, 2, 9)),
        *((3, 3, 30), (4, 4, 29)),
    ]
    assert shown(20, 2, 1, 50, 27) == [(0, 2, 23), (3, 3, 50), (4, 4, 27)]


def test_whoever_knows_the_share_that_reached_it_learns_of_no_few_pupils():
    """6, 3 and 91 would be three pupils: 9 did not reach it. So it is 9 and 91, as told."""
    assert shown(6, 2, 1, 50, 41) == [(0, 2, 9), (3, 3, 50), (4, 4, 41)]


def test_a_side_of_the_dose_with_few_pupils_is_joined_to_the_other():
    assert shown(1, 1, 1, 57, 40) == [(0, 3, 60), (4, 4, 40)]
    assert shown(100, 0, 0, 0, 0) is None


@pytest.mark.parametrize(
    "told",
    [
        {"bins": (1, 2, 3, 4, 4), "minutes": 20.0},
        {"bins": (15, 0, 0, 0, 0)},
        {"minutes": 20.0},
        {"bins": (-1, 16, 0, 0, 0), "minutes": 2.0},
        {"days": -1.0},
        {},
    ],
)
def test_what_no_pupils_can_have_is_refused(told):
    with pytest.raises(ValueError, match=r"."):
        Use("c", 1, 15, **told)


def test_a_mean_lies_where_its_bins_allow():
    whole = (0, 0, 0, 10, 0)

    assert [Use("c", 1, 10, whole, mean).fits(20) for mean in (19.9, 20.0, 40.0, 40.1)] == [
        *(False, True, True, False)
    ]
