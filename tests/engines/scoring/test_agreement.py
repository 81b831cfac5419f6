"""Agreement, beside the numbers that its inventors published."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from eduhub.engines.scoring import Level, agreement_of, krippendorff_alpha, rank
from tests.engines.scoring.rounds import SHROUT_AND_FLEISS, rounds, table

N = None
KRIPPENDORFF = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
"""Four observers, twelve units: "Computing Krippendorff's alpha-reliability" (2011), section C."""


@pytest.mark.parametrize(
    ("level", "published"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)],
)
def test_alpha_is_the_published_one(level, published):
    sheets = table(zip(*KRIPPENDORFF, strict=True))

    assert round(krippendorff_alpha(sheets, level), 3) == published


def test_correlations_are_the_published_ones():
    """Shrout and Fleiss, table 4: ICC(2,1) .29, ICC(3,1) .71, ICC(2,4) .62."""
    found = agreement_of(rank(table(SHROUT_AND_FLEISS), seed="s"))

    shares = (found.single, found.order, found.mean)
    assert [round(one.value, 2) for one in shares] == [0.29, 0.71, 0.62]
    assert all(one.low < one.value < one.high for one in shares)
    assert found.jurors == pytest.approx(4)


def test_the_typical_number_of_jurors_is_the_harmonic_mean():
    ranking = rank(table([(4, 5, N, N), (5, 7, 6, 6), (3, 4, N, N)]), seed="s")

    assert agreement_of(ranking).jurors == pytest.approx(3 / (1 / 2 + 1 / 4 + 1 / 2))


@given(sheets=rounds())
@settings(max_examples=60, deadline=None)
def test_alpha_is_that_of_all_pairs_one_by_one(sheets):
    for level in Level:
        expected = by_pairs(sheets, level)
        found = krippendorff_alpha(sheets, level)
        assert (found is None) == (expected is None)
        assert found is None or found == pytest.approx(expected, abs=1e-9)


def by_pairs(sheets, level):
    """The definition: pairs within a unit, each weighed by one less than its values."""
    units = [sheets.score[sheets.application == at] for at in range(len(sheets.applications))]
    units = [unit for unit in units if len(unit) > 1]
    values = np.concatenate(units)
    seen, times = np.unique(values, return_counts=True)

    def apart(one, other):
        if level is Level.NOMINAL:
            return float(one != other)
        if level is Level.INTERVAL:
            return (one - other) ** 2
        low, high = sorted((one, other))
        between = times[(seen >= low) & (seen <= high)].sum()
        return (between - (times[seen == low][0] + times[seen == high][0]) / 2) ** 2

    within = sum(
        2 * apart(*pair) / (len(unit) - 1) for unit in units for pair in combinations(unit, 2)
    )
    overall = sum(2 * apart(*pair) for pair in combinations(values, 2))
    if not overall:
        return None
    return 1 - within / len(values) / (overall / (len(values) * (len(values) - 1)))


def test_alpha_of_nothing_is_none():
    assert krippendorff_alpha(table([(1, N), (N, 2)]), Level.INTERVAL) is None
    assert krippendorff_alpha(table([(2, 2), (2, 2)]), Level.NOMINAL) is None
