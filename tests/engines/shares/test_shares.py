"""Rates, ratios and hours: by hand, by a second algorithm, and as they were published."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.shares import Part, Standing, binomial, poisson, shares

CITY = [Part("north", 400, 4, 8.0), Part("south", 600, 16, 24.0), Part("harbour", 0, 2, 3.0)]


def solved(fits, low, high):
    """Where a falling function crosses 0, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) > 0 else (low, middle)
    return low


def poisson_at_most(count, mean):
    return math.fsum(math.exp(-mean + n * math.log(mean) - math.lgamma(n + 1))
                     for n in range(count + 1))  # fmt: skip


def binomial_at_most(count, of, share):
    return math.fsum(math.comb(of, n) * share**n * (1 - share) ** (of - n)
                     for n in range(count + 1))  # fmt: skip


@given(st.integers(0, 60), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_count_is_where_the_tails_are_as_small_as_told(count, confidence):
    tail = (1 - confidence) / 2

    found = poisson(count, confidence=confidence)

    high = solved(lambda mean: poisson_at_most(count, mean) - tail, 1e-9, 300)
    low = solved(lambda mean: tail - 1 + poisson_at_most(count - 1, mean), 1e-9, 300)
    assert found.high == pytest.approx(high, rel=1e-6)
    assert found.low == pytest.approx(low if count else 0, rel=1e-6)


@given(st.integers(1, 40).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_is_where_the_tails_are_as_small_as_told(told):
    count, of = told

    found = binomial(count, of)

    high = solved(lambda share: binomial_at_most(count, of, share) - 0.025, 0, 1)
    low = solved(lambda share: 0.025 - 1 + binomial_at_most(count - 1, of, share), 0, 1)
    assert found.high == pytest.approx(high if count < of else 1, rel=1e-6, abs=1e-9)
    assert found.low == pytest.approx(low if count else 0, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0, 0.1684), (1, 29, 0.0009, 0.1776)],
)  # fmt: skip
def test_intervals_of_shares_are_those_that_newcombe_printed(count, of, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 5. Unchecked: quoted from memory."""
    found = binomial(count, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390)]
)
def test_intervals_of_counts_are_those_of_the_printed_table(count, low, high):
    """Garwood, Biometrika 28 (1936), as reprinted in Biometrika Tables for Statisticians, table 40.

    Unchecked: quoted from memory.
    """
    found = poisson(count)

    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3, abs=1e-9)


def test_a_city_of_two_districts_worked_by_hand():
    """North has 40 % of the pupils and 20 % of the visits: (4 / 400) / (16 / 600) = 0.375.

    32 hours for 1,000 pupils: 12.8 would be north's, so it lacks 4.8; south has them.
    """
    north, south, harbour = shares(CITY, least=5)

    assert (north.hours_rate, north.visits_rate.value, north.ratio.value) == pytest.approx(
        (2.0, 1.0, 0.375)
    )
    assert (north.due, south.due) == pytest.approx((4.8, -4.8))
    low, high = 0.0573, 0.4366  # of 4 in 20, Clopper and Pearson
    assert (north.ratio.low, north.ratio.high) == pytest.approx(
        (low / (1 - low) * 1.5, high / (1 - high) * 1.5), rel=1e-3
    )
    assert (north.standing, south.standing) == (Standing.CANNOT_TELL, Standing.CANNOT_TELL)
    assert (harbour.names, harbour.hours_rate, harbour.ratio) == (("harbour",), None, None)
    assert harbour.standing is Standing.CANNOT_TELL


def test_what_is_surely_less_and_surely_more_is_called_so():
    found = shares([Part("a", 500, 5, 5), Part("b", 500, 45, 45)], least=5)

    assert [one.standing for one in found] == [Standing.LESS, Standing.MORE]


def test_small_parts_are_told_together_and_if_need_be_with_the_next_larger():
    parts = [Part("a", 3, 1, 1), Part("b", 90, 2, 2), Part("c", 40, 3, 3), Part("d", 4, 0, 0)]

    assert [one.names for one in shares(parts, least=5)] == [("b",), ("c",), ("a", "d")]
    assert [one.names for one in shares(parts[:3], least=5)] == [("b",), ("a", "c")]
    assert [one.names for one in shares(parts[:1], least=5)] == [("a",)]


part = st.tuples(st.integers(0, 300), st.integers(0, 40), st.integers(0, 90))


@given(st.lists(part, max_size=6), st.integers(0, 40))
def test_nothing_is_lost_and_what_some_lack_others_have(told, least):
    parts = [Part(str(n), *each) for n, each in enumerate(told)]

    found = shares(parts, least=least)

    assert sorted(name for one in found for name in one.names) == sorted(p.name for p in parts)
    assert sum(one.visits for one in found) == sum(p.visits for p in parts)
    assert sum(one.due or 0 for one in found) == pytest.approx(0, abs=1e-6)
    assert all(o.people == 0 or o.people >= least or len(found) <= 1 + told.count(0) or
               sum(p.people for p in parts) < least for o in found)  # fmt: skip


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="twice"):
        shares([CITY[0], CITY[0]], least=5)
    with pytest.raises(ValueError, match="negative"):
        shares([Part("a", -1, 0, 0)], least=5)
    with pytest.raises(ValueError, match="not more"):
        binomial(3, 2)
    with pytest.raises(ValueError, match="confidence"):
        poisson(3, confidence=1)
