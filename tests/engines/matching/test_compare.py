from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from eduhub.engines.matching import (
    CannotMatch,
    Effect,
    Lock,
    Moved,
    Refilled,
    compare,
    cost_of,
    match,
)
from tests.engines.matching.rounds import decided_rounds, group, offer, problem

WISHES = {"x": 90}


def contest():
    """Two groups of two districts, one place at x; a likes it better. y takes anybody."""
    groups = [
        group("a", district="D1", scores=WISHES),
        group("b", district="D2", school="S2", scores={"x": 50}),
    ]
    return problem(groups, [offer("x", most=1), offer("y", most=1, languages=frozenset({"sv"}))])


def test_what_a_lock_costs_whom():
    lock = Lock(group="b", offer="x", reason="promised in spring")

    cost = cost_of(replace(contest(), locks=(lock,)), lock)

    assert cost.moved == (
        Moved("a", Effect.LEFT_OUT, "x", None, 100, 0),
        Moved("b", Effect.MATCHED, None, "x", 0, 60),
    )
    assert (cost.points, cost.served, cost.gain, cost.lose) == (-40, 0, ("b",), ("a",))
    assert {(one.of.name, one.difference) for one in cost.shares} == {
        ("D1", Fraction(-1)),
        ("D2", Fraction(1)),
        ("fi", Fraction(0)),
    }


def test_offers_that_fill_and_empty_are_told():
    before = match(contest())
    wider = replace(contest(), offers=(offer("x", most=2),))

    comparison = compare(before, match(wider))

    assert comparison.refilled == (Refilled("x", 1, 2),)


def test_nothing_differs_from_itself():
    proposal = match(contest())

    comparison = compare(proposal, proposal)

    assert (comparison.moved, comparison.refilled, comparison.points) == ((), (), 0)


def test_the_cost_of_a_lock_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no lock of 'a' at 'x'"):
        cost_of(contest(), Lock(group="a", offer="x", reason="r"))


@given(one=decided_rounds())
@settings(max_examples=60, deadline=None)
def test_solving_again_keeps_every_lock_and_a_lock_never_adds_points(one):
    try:
        proposal = match(one)
    except CannotMatch:
        return

    for lock in one.locks:
        assert proposal.offer_of[lock.group] == lock.offer
        without_waiver = all(w.group != lock.group or w.offer != lock.offer for w in one.waivers)
        assert cost_of(one, lock).points <= 0 or not without_waiver
