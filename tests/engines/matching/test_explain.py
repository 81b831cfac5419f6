from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eduhub.engines.matching import (
    Change,
    FairnessRule,
    Limit,
    Proof,
    Reason,
    Relief,
    changed,
    explain,
    match,
)
from tests.engines.matching.everything import best_of, violated, waived
from tests.engines.matching.rounds import decided_rounds, group, offer, problem, rounds

RULES = [*FairnessRule]
SHARED = (Limit.MOST, Limit.SCHOOL, Limit.SCHOOL_AT_OFFER)


def explained(one, **options):
    return explain(one, match(one), **options)


def does_what_it_says(one, change, was_open):
    """Whether the oracle, given the changed problem, does what the change promises."""
    offer_of = best_of(changed(one, change)).offer_of
    if change.group is not None:
        return offer_of.get(change.group) == change.offer
    new = set(offer_of) - {group.id for group in one.groups}
    return change.offer in (
        {offer_of[name] for name in new} if was_open else set(offer_of.values())
    )


@pytest.mark.parametrize("solves", [0, None], ids=["at hand", "solved again"])
@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_every_change_does_what_it_says(rule, solves, data):
    one = data.draw(st.one_of(rounds(rule), decided_rounds(rule)))
    assume(best_of(one) is not None)
    proposal = match(one)

    explanation = explain(one, proposal, solves=solves)

    left = {row.id for row in one.groups} - set(proposal.offer_of)
    count = Counter(proposal.offer_of.values())
    assert [refusal.group for refusal in explanation.groups] == sorted(left)
    assert [(refusal.offer, refusal.groups) for refusal in explanation.offers] == sorted(
        (row.id, count[row.id]) for row in one.offers if count[row.id] < row.most
    )
    for refusal in explanation.groups:
        assert refusal.change is None or does_what_it_says(one, refusal.change, True)
        assert refusal.change is not None or one.locks or one.waivers
    for refusal in explanation.offers:
        assert does_what_it_says(one, refusal.change, refusal.groups > 0)


def every_change(one, row):
    """All changes for a group that the catalogue knows, by plain enumeration."""
    for other in one.offers:
        free, _ = waived(one, row, other)
        own = violated(one, row, other) - free
        for some in range(8):
            limits = own | {limit for n, limit in enumerate(SHARED) if some >> n & 1}
            for least in [None, *range(1, other.least)]:
                yield limits, other, least


def steps(limits, row, other, least):
    """The size of a change, from the tables in the reference by hand."""
    amounts = {
        Limit.AGE: max(other.ages[0] - row.ages[0], 0) + max(row.ages[1] - other.ages[1], 0),
        Limit.MINUTES: -(-max(other.minutes - row.most_minutes, 0) // 15),
        Limit.DEVICES: len(other.devices - row.devices),
    }
    own = sum(amounts.get(limit, 1) for limit in limits - {Limit.WEEKS, Limit.BUSY})
    missing = weeks_missing(limits, row, other)
    lowered = 0 if least is None else other.least - least
    return len(limits) + (least is not None), own + missing + lowered


def weeks_missing(limits, row, other):
    """Weeks not free plus weeks busy in the stretch with the fewest, of the stretches that do."""
    if not limits & {Limit.WEEKS, Limit.BUSY}:
        return 0
    found = []
    for first in other.weeks:
        stretch = set(range(first, first + other.weeks_needed))
        if not stretch <= other.weeks:
            continue
        unfree, busy = stretch - row.weeks_free, stretch & row.busy_weeks
        if (Limit.WEEKS in limits or not unfree) and (Limit.BUSY in limits or not busy):
            found.append((len(unfree | busy), len(unfree) + len(busy)))
    return min(found)[1]


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_no_change_smaller_than_the_smallest_helps(rule, data):
    one = data.draw(rounds(rule, most_groups=4, most_offers=2))
    rows = {row.id: row for row in one.groups}

    for refusal in explained(one).groups:
        row = rows[refusal.group]
        size = refusal.change.size[:2]
        assert refusal.is_smallest
        for limits, other, least in every_change(one, row):
            if (limits or least) and steps(limits, row, other, least) < size:
                reliefs = tuple(Relief(limit, 1) for limit in limits)
                reliefs += (Relief(Limit.LEAST, 1),) if least else ()
                smaller = Change(offer=other.id, group=row.id, reliefs=reliefs, least=least)
                assert not does_what_it_says(one, smaller, True)


def test_a_full_offer_is_told_and_one_place_more_would_do():
    one = problem([group("a", scores={"x": 9}), group("b")], [offer("x", most=1)])

    (refusal,) = explained(one).groups

    assert (refusal.group, refusal.reason) == ("b", Reason.OFFERS_FULL)
    assert refusal.change == Change(offer="x", group="b", reliefs=(Relief(Limit.MOST, 1),))
    assert (refusal.proof, refusal.is_smallest) == (Proof.SOLVED_AGAIN, True)


def test_each_own_limit_is_told_with_how_much_is_lacking():
    lacking = {
        "age": {"ages": (13, 15)},
        "busy": {"busy_weeks": frozenset({38, 41})},
        "devices": {"devices": frozenset()},
        "language": {"languages": frozenset({"sv"})},
        "minutes": {"most_minutes": 25},
        "not_this_term": {"not_this_term": True},
        "weeks": {"weeks_free": frozenset({36, 37, 39})},
    }
    tablets = {"devices": frozenset({"tablet"})}
    groups = [group(name, **tablets | changes) for name, changes in lacking.items()]
    one = problem(groups, [offer("x", most=9, **tablets)])

    told = {refusal.group: refusal.change.reliefs for refusal in explained(one).groups}

    assert told == {
        "age": (Relief(Limit.AGE, 3),),
        "busy": (Relief(Limit.BUSY, 1, weeks=(38,)),),
        "devices": (Relief(Limit.DEVICES, 1, what=("tablet",)),),
        "language": (Relief(Limit.LANGUAGE, 1, what=("fi",)),),
        "minutes": (Relief(Limit.MINUTES, 20),),
        "not_this_term": (Relief(Limit.NOT_THIS_TERM, 1),),
        "weeks": (Relief(Limit.WEEKS, 1, weeks=(38,)),),
    }


def test_an_offer_that_does_not_come_to_its_least_would_open_with_fewer():
    one = problem([group("a"), group("b")], [offer("x", least=4, most=5)])

    explanation = explained(one)

    lowered = (Relief(Limit.LEAST, 2),)
    assert explanation.offers[0].reason == Reason.TOO_FEW_FIT
    assert explanation.offers[0].change == Change(offer="x", reliefs=lowered, least=2)
    assert explanation.groups[0].reason == Reason.OFFERS_CLOSED
    assert explanation.groups[0].change == Change(offer="x", group="a", reliefs=lowered, least=2)


def test_a_school_that_has_enough_is_told():
    one = problem([group("a"), group("b")], [offer("x")], per_school=1)

    (refusal,) = explained(one).groups

    assert refusal.reason == Reason.SCHOOL_HAS_ENOUGH
    assert refusal.change.limits == {Limit.SCHOOL}


def test_an_offer_with_room_when_every_group_has_one_wants_a_new_group():
    one = problem([group("a")], [offer("x", most=2)])

    (refusal,) = explained(one).offers

    assert refusal.reason == Reason.NO_GROUP_LEFT
    assert refusal.change == Change(offer="x", new_groups=1)
