import datetime as dt

import pytest

from eduhub.engines.evidence import THRESHOLDS, count_may_be_shown, mean_may_be_shown


def test_the_table_holds_these_limits():
    assert {limit.name: limit.value for limit in THRESHOLDS} == {
        "fewest_classes_for_a_statement": 4,
        "fewest_degrees_of_freedom": 4,
        "smallest_shown_count": 5,
        "smallest_group_for_a_mean": 10,
        "fewest_classes_for_a_mean": 3,
        "weakest_instrument": 10,
    }


@pytest.mark.parametrize("limit", THRESHOLDS, ids=lambda limit: limit.name)
def test_every_limit_says_its_unit_source_and_date(limit):
    assert limit.unit and limit.source
    assert dt.date.fromisoformat(limit.date).isoformat() == limit.date


@pytest.mark.parametrize(("pupils", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_counts_are_hidden_and_nobody_is_not(pupils, shown):
    assert count_may_be_shown(pupils) is shown


@pytest.mark.parametrize(
    ("pupils", "classes", "shown"), [(10, 3, True), (9, 3, False), (10, 2, False), (300, 40, True)]
)
def test_a_mean_needs_pupils_and_classes(pupils, classes, shown):
    assert mean_may_be_shown(pupils=pupils, classes=classes) is shown
