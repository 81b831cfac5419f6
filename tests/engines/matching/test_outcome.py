import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.matching import (
    Ask,
    Contradiction,
    Fairness,
    FairnessRule,
    Limit,
    Lock,
    Outcome,
    Waiver,
    compare,
    cost_of,
    explain,
    fingerprint_of,
    limits_between,
    match,
    outcome_content,
    outcome_from_text,
    overridden,
    problem_from_text,
    problem_text,
    propose,
    text_of,
)
from tests.engines.matching.everything import best_of, violated, waived
from tests.engines.matching.rounds import decided_rounds, group, offer, problem, shuffled

FLOORS = st.sampled_from([Fraction(0), Fraction(1, 3)])


@given(one=decided_rounds(FairnessRule.LEXIMIN))
@settings(max_examples=40, deadline=None)
def test_an_outcome_is_what_its_parts_are_and_comes_back_from_its_text(one):
    outcome = propose(one, Ask(costs=True))

    if best_of(one) is None:
        assert isinstance(outcome, Contradiction)
        return
    proposal = match(one)
    assert outcome.proposal == proposal
    assert outcome.explanation == explain(one, proposal)
    assert [cost.comparison for cost in outcome.costs] == [
        cost_of(one, lock) for lock in sorted(one.locks, key=lambda lock: lock.group)
    ]
    assert outcome_from_text(text_of(outcome_content(outcome))) == outcome


@given(one=decided_rounds(), floor=FLOORS, luck=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_a_problem_comes_back_from_its_text_which_no_order_changes(one, floor, luck):
    one = replace(one, fairness=Fairness(floor=floor))

    back = problem_from_text(problem_text(one))

    assert problem_text(back) == problem_text(shuffled(one, luck)) == problem_text(one)
    assert sorted(back.groups, key=lambda row: row.id) == sorted(
        one.groups, key=lambda row: row.id
    )
    assert (back.fairness, back.per_school) == (one.fairness, one.per_school)


def test_a_fingerprint_is_of_everything_that_counts():
    one = problem([group("a")], [offer("x")])

    others = [
        one,
        replace(one, seed="another lot"),
        replace(one, offers=(offer("x", most=3),)),
        replace(one, locks=(Lock(group="a", offer="x", reason="r"),)),
    ]

    assert len({fingerprint_of(other) for other in others}) == len(others)


def test_what_fairness_costs_whom_is_told():
    groups = [group("a", district="D1", scores={"x": 90}), group("b", district="D1")]
    groups += [group("c", district="D2", school="S2")]
    one = problem(groups, [offer("x", most=2)], fairness=Fairness())
    one = replace(one, groups=(*groups[:1], replace(groups[1], scores={"x": 50}), groups[2]))

    fairness = propose(one).fairness

    assert (fairness.lose, fairness.gain, fairness.points) == (("b",), ("c",), -50)
    assert (fairness.lowest_share_before, fairness.lowest_share_after) == (0, Fraction(1, 2))


@given(one=decided_rounds(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_an_override_waives_what_stands_between_and_nothing_else(one, data):
    row, other = data.draw(st.sampled_from(one.groups)), data.draw(st.sampled_from(one.offers))
    between = violated(one, row, other) - waived(one, row, other)[0]

    after = overridden(one, group=row.id, offer=other.id, reason="promised")

    assert {relief.limit for relief in limits_between(one, row.id, other.id)} == between
    assert limits_between(after, row.id, other.id) == ()
    assert [lock.offer for lock in after.locks if lock.group == row.id] == [other.id]
    best = best_of(after)
    assert best is None or best.offer_of[row.id] == other.id


def test_an_override_keeps_what_was_waived_before():
    earlier = Waiver(group="a", offer="x", limits=frozenset({Limit.MOST}), reason="e")
    one = problem([group("a", ages=(13, 14))], [offer("x")], waivers=(earlier,))

    after = overridden(one, group="a", offer="x", reason="promised")

    limits = frozenset({Limit.MOST, Limit.AGE})
    assert after.waivers == (Waiver(group="a", offer="x", limits=limits, reason="promised"),)
    assert compare(match(one), match(after)).gain == ("a",)


def test_an_override_of_nobody_is_refused():
    one = problem([group("a")], [offer("x")])

    with pytest.raises(ValueError, match="no group is called 'b'"):
        overridden(one, group="b", offer="x", reason="promised")
    with pytest.raises(ValueError, match="no offer is called 'y'"):
        overridden(one, group="a", offer="y", reason="promised")


def test_an_outcome_of_another_format_is_refused():
    outcome = propose(problem([group("a")], [offer("x")]))
    content = outcome_content(outcome) | {"format": "eduhub-matching-answer/9"}

    assert isinstance(outcome, Outcome)
    with pytest.raises(ValueError, match="format: expected"):
        outcome_from_text(json.dumps(content))
