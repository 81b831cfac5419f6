"""Whose turn it is: by hand, by a second algorithm, and what must hold for all."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.rota import Balance, Turn, balance, in_turn, loads

WEIGHTS = (0.1, 0.25, 0.5, 0.75, 1.0)


@st.composite
def teams(draw, most=6):
    count = draw(st.integers(1, most))
    return [
        Turn(
            key,
            draw(st.sampled_from(WEIGHTS)),
            draw(st.integers(0, 30)),
            draw(st.sampled_from((0.0, 0.25, 0.5, 1.0))),
            draw(st.none() | st.integers(0, 3)),
        )
        for key in range(count)
    ]


def played(team, rounds):
    """Who got each of so many pieces, one after the other."""
    found = []
    for _ in range(rounds):
        key = in_turn(team)[0]
        found.append(key)
        team = [replace(one, taken=one.taken + (one.key == key)) for one in team]
    return found


def test_a_team_of_three_by_hand():
    """18 pieces by 1 + 0.5 + 0.25 full loads that were there: 72/7 a full load.

    Anna 12/1 and Bo 6/0.5 carry 12 each. Carin came when a quarter of the window was left:
    nothing done, three quarters of 72/7 = 54/7 for the time before. After one more Anna would
    carry 13, Bo 14, Carin 61/7.
    """
    team = [Turn(1, 1, 12), Turn(2, 0.5, 6), Turn(3, 1, 0, present=0.25)]

    assert loads(team) == pytest.approx({1: 12, 2: 12, 3: 54 / 7})
    assert in_turn(team) == [3, 1, 2]
    told = balance(team)
    assert told is not None
    assert (told.most, told.least, told.ratio) == pytest.approx((12, 54 / 7, 14 / 9))


def test_who_is_new_is_not_flooded():
    """Counted barely, the new one would get all of the next eight; now about as many as all."""
    team = [Turn(1, 1, 10), Turn(2, 1, 10), Turn(3, 1, 10), Turn(4, 1, 0, present=0)]
    barely = [replace(one, present=1) for one in team]

    assert played(barely, 8) == [4] * 8
    assert [played(team, 8).count(key) for key in (1, 2, 3, 4)] == [3, 2, 2, 1]


def dhondt(weights, seats):
    """The textbook's table: all quotients written down, the largest taken first."""
    table = [
        (-Fraction(weight) / place, place, key)
        for key, weight in weights.items()
        for place in range(1, seats + 1)
    ]
    return [key for _quotient, _place, key in sorted(table)[:seats]]


@given(st.lists(st.sampled_from(WEIGHTS), min_size=1, max_size=6), st.integers(1, 25))
def test_from_nothing_the_turns_are_those_of_dhondts_table(weights, rounds):
    team = [Turn(key, weight, 0) for key, weight in enumerate(weights)]
    got, table = played(team, rounds), dhondt(dict(enumerate(weights)), rounds)

    assert sorted(got) == sorted(table)


@given(teams(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(team, chance: Random):
    shuffled = list(team)
    chance.shuffle(shuffled)

    assert in_turn(shuffled) == in_turn(team)


@given(teams())
def test_nobody_without_a_place_left_has_a_turn_and_everybody_else_has(team):
    assert sorted(in_turn(team)) == [one.key for one in team if one.left is None or one.left > 0]


@given(teams())
def test_whoever_is_new_and_idle_carries_the_mean_of_the_others(team):
    new = Turn(99, 1, 0, present=0)
    there = sum(one.weight * one.present for one in team)
    mean = sum(one.taken for one in team) / there if there else 0

    assert loads([*team, new])[99] == pytest.approx(mean)


def test_what_makes_no_sense_is_refused_and_nobody_is_no_balance():
    assert (balance([]), in_turn([])) == (None, [])
    assert balance([Turn(1, 1, 0), Turn(2, 1, 3)]) == Balance(3, 0, None)
    for wrong in ({"weight": 0}, {"weight": 1.5}, {"present": 2}, {"taken": -1}):
        with pytest.raises(ValueError):
            Turn(**({"key": 1, "weight": 1, "taken": 0} | wrong))
