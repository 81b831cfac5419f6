import datetime as dt
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from eduhub.engines.evidence import THRESHOLDS, count_may_be_shown, mean_may_be_shown, thresholds
from eduhub.engines.evidence.thresholds import Threshold, ThresholdTable
from eduhub.engines.evidence.thresholds.disclosure import DISCLOSURE
from eduhub.engines.evidence.thresholds.statements import STATEMENTS
from tools.thresholds_page import thresholds_page

PACKAGE, PATHS = thresholds.__name__, thresholds.__path__


def test_limits_that_the_hub_itself_goes_by():
    own = {limit.name: limit.value for limit in (*STATEMENTS, *DISCLOSURE)}

    assert own == {
        "fewest_classes_for_a_statement": 4,
        "fewest_degrees_of_freedom": 4,
        "smallest_shown_count": 5,
        "largest_gap_of_two_evaluators": 1,
        "smallest_group_for_a_mean": 10,
        "fewest_classes_for_a_mean": 3,
        "weakest_instrument": 10,
        "largest_share_of_one_class": 0.80,
        "lowest_shown_share": 0.05,
        "highest_shown_share": 0.95,
        "public_count_step": 5,
        "public_mean_decimals": 1,
        "least_doubt_of_a_mean": 0.10,
    }


def test_every_limit_stands_once_in_the_one_table():
    names = [limit.name for limit in THRESHOLDS]
    modules = [import_module(f"{PACKAGE}.{each.name}") for each in iter_modules(PATHS)]
    anywhere = {
        limit.name
        for module in modules
        for limit in vars(module).values()
        if isinstance(limit, Threshold | ThresholdTable)
    }

    assert sorted(names) == sorted(anywhere)


@pytest.mark.parametrize("limit", THRESHOLDS, ids=lambda limit: limit.name)
def test_every_limit_says_its_unit_source_and_date(limit):
    assert limit.unit and limit.source
    assert dt.date.fromisoformat(limit.date).isoformat() == limit.date
    if isinstance(limit, ThresholdTable):
        starts = [start for start, _ in limit.rows]
        assert starts == sorted(set(starts)) and limit.start


def test_the_page_of_thresholds_is_as_the_table_says():
    page = Path(__file__).parents[2] / "docs" / "reference" / "evidence" / "thresholds.md"

    assert page.read_text(encoding="utf-8") == thresholds_page()


@pytest.mark.parametrize(("pupils", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_counts_are_hidden_and_nobody_is_not(pupils, shown):
    assert count_may_be_shown(pupils) is shown


@pytest.mark.parametrize(
    ("pupils", "classes", "shown"), [(10, 3, True), (9, 3, False), (10, 2, False), (300, 40, True)]
)
def test_a_mean_needs_pupils_and_classes(pupils, classes, shown):
    assert mean_may_be_shown(pupils=pupils, classes=classes) is shown
