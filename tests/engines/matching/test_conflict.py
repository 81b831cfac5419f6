from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from eduhub.engines.matching import (
    Fairness,
    FairnessRule,
    Held,
    Kind,
    Limit,
    Lock,
    conflict_of,
)
from eduhub.engines.matching.conflict import _can_keep, _held
from tests.engines.matching.everything import best_of
from tests.engines.matching.rounds import decided_rounds, group, offer, problem


def lock(group_id, offer_id):
    return Lock(group=group_id, offer=offer_id, reason="agreed by telephone")


def held_lock(group_id, offer_id):
    return Held(Kind.LOCK, group=group_id, offer=offer_id, reason="agreed by telephone")


@given(one=decided_rounds(FairnessRule.NONE, Fraction(1, 2)))
@settings(max_examples=60, deadline=None)
def test_a_conflict_is_told_if_nothing_keeps_all_and_each_part_of_it_is_needed(one):
    conflict = conflict_of(one)

    assert (conflict == ()) == (best_of(one) is not None)
    everything = _held(one)
    if conflict:
        assert not _can_keep(one, everything, conflict)
    for part in conflict:
        assert _can_keep(one, everything, [other for other in conflict if other != part])


def test_a_lock_against_a_limit_of_the_pair():
    one = problem([group("a", languages=frozenset({"sv"}))], [offer("x")], locks=(lock("a", "x"),))

    assert set(conflict_of(one)) == {
        Held(Kind.LIMIT, Limit.LANGUAGE, group="a", offer="x"),
        held_lock("a", "x"),
    }


def test_more_locks_than_places():
    one = problem(
        [group("a"), group("b"), group("c", school="S2")],
        [offer("x", most=1), offer("y")],
        locks=(lock("a", "x"), lock("b", "x"), lock("c", "y")),
    )

    assert set(conflict_of(one)) == {
        Held(Kind.LIMIT, Limit.MOST, offer="x"),
        held_lock("a", "x"),
        held_lock("b", "x"),
    }


def test_a_lock_at_an_offer_that_cannot_come_to_its_least():
    one = problem(
        [group("a"), group("b", ages=(15, 16))],
        [offer("x", least=2)],
        locks=(lock("a", "x"),),
    )

    assert set(conflict_of(one)) == {
        Held(Kind.LIMIT, Limit.LEAST, offer="x"),
        held_lock("a", "x"),
    }


def test_two_offers_for_one_group():
    one = problem([group("a")], [offer("x"), offer("y")], locks=(lock("a", "x"), lock("a", "y")))

    assert set(conflict_of(one)) == {held_lock("a", "x"), held_lock("a", "y")}


def test_a_floor_that_the_places_do_not_reach():
    one = problem([group("a"), group("b")], [offer("x", most=1)])
    one = replace(one, fairness=Fairness(rule=FairnessRule.NONE, floor=Fraction(3, 4)))

    assert set(conflict_of(one)) == {Held(Kind.LIMIT, Limit.MOST, offer="x"), Held(Kind.FLOOR)}
