"""What is given to whom: by hand, and against every other way to give it."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines import seasons
from eduhub.engines.seasons import Applicant, Contradiction, Day, Lock, Problem, Slot
from eduhub.engines.seasons.explain import changed
from eduhub.engines.seasons.solve import points_of
from eduhub.engines.seasons.table import candidates, claims_of
from tests.engines.seasons.making import WEEKS, place, problem, wish


def met(told: Problem) -> dict[str, tuple[str, int]]:
    found = seasons.propose(told)
    assert isinstance(found, seasons.Proposal)
    assert found.is_proven
    return {one.wish: (one.slot.place, one.slot.begins) for one in found.grants}


def test_two_that_would_share_an_hour_both_get_one_where_one_of_them_can_wait():
    told = problem(wish("a", latest=1080), wish("b"))

    assert met(told) == {"a": ("hall", 1080), "b": ("hall", 1020)}


def test_a_dearer_wish_comes_before_a_less_dear_one():
    told = problem(wish("a", rank=2), wish("b"))

    assert met(told) == {"b": ("hall", 1020)}


def test_what_is_kept_free_around_a_use_keeps_the_next_one_away():
    near = problem(wish("a"), wish("b", earliest=1080))
    apart = replace(near, places=(place(after=15),))

    assert len(met(near)) == 2
    assert len(met(apart)) == 1


def test_who_has_the_whole_has_its_parts_and_the_other_way_round():
    whole = place("hall", reach=frozenset({"hall", "left", "right"}))
    places = (whole, place("left"), place("right"))
    told = problem(
        wish("a", rank=2), wish("b", places=("left",)), wish("c", places=("right",)), places=places
    )

    assert met(told) == {"b": ("left", 1020), "c": ("right", 1020)}


@pytest.mark.parametrize(
    ("told", "served"),
    [({"most_minutes": 60}, {"a"}), ({"at_most": 1}, {"a"}), ({}, {"a", "b"})],
)
def test_nobody_gets_more_than_one_may_have_or_needs(told, served):
    club = Applicant(id="club", kind="school", **told)
    two = wish("a", "club"), wish("b", "club", rank=2, earliest=600)

    assert set(met(problem(*two, applicants=(club,)))) == served


def test_a_slot_is_given_only_where_it_can_be_had_on_every_second_day():
    taken = Day(0, 6, ((480, 1200),), ((1000, 1100),))
    often = place(days=(taken, Day(0, 4, ((480, 1200),))))
    seldom = place(days=(replace(taken, count=5), Day(0, 5, ((480, 1200),))))

    assert met(problem(wish("a"), places=(often,))) == {}
    proposal = seasons.propose(problem(wish("a"), places=(seldom,)))
    assert [(one.days, one.of_days) for one in proposal.grants] == [(5, 10)]


def test_of_two_times_the_one_with_more_days_is_given():
    some = Day(0, 4, ((480, 1200),), ((1020, 1050),))
    told = problem(wish("a", latest=1080), places=(place(days=(some, Day(0, 6, ((480, 1200),)))),))

    assert met(told) == {"a": ("hall", 1050)}


def test_a_lock_is_kept_though_the_wish_asked_for_something_else():
    lock = Lock("a", Slot("hall", 1, 600, 60), "agreed on the telephone")

    proposal = seasons.propose(problem(wish("a", rank=9), wish("b"), locks=(lock,)))

    assert proposal.slots == {"a": lock.slot, "b": Slot("hall", 0, 1020, 60)}


def test_two_locks_that_meet_are_told():
    locks = Lock("a", Slot("hall", 1, 600, 60)), Lock("b", Slot("hall", 1, 630, 60))

    told = seasons.propose(problem(wish("a"), wish("b"), locks=locks))

    assert told == Contradiction(("a", "b"))


def test_a_floor_serves_an_applicant_of_each_kind_before_points_are_counted():
    applicants = tuple(
        Applicant(id=one, kind=kind) for one, kind in (("x", "school"), ("y", "company"))
    )
    wishes = wish("a", "x"), wish("b", "y", rank=5)
    told = problem(*wishes, applicants=applicants)

    assert set(met(told)) == {"a"}
    held = seasons.propose(replace(told, floor=100))
    assert [(one.kind, one.missing) for one in held.shortfalls] == [("company", 1)]
    two = wish("a", "x"), wish("c", "x", rank=2, earliest=600), wish("b", "y", rank=5)
    assert set(met(problem(*two, applicants=applicants, floor=100))) == {"b", "c"}


def test_the_lot_between_equals_follows_the_seed_alone():
    told = problem(wish("a"), wish("b"), wish("c"))
    drawn = [next(iter(met(replace(told, seed=str(seed))))) for seed in range(40)]

    assert drawn == [next(iter(met(replace(told, seed=str(seed))))) for seed in range(40)]
    assert set(drawn) == {"a", "b", "c"}


def test_a_problem_that_speaks_of_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="not there"):
        problem(wish("a", places=("cellar",)))


small_wish = st.builds(
    lambda at, of, rank, begins, wide, where: wish(
        f"w{at}", of, rank=rank, earliest=begins, latest=begins + wide, places=where
    ),
    at=st.integers(0, 99),
    of=st.sampled_from(["x", "y", "z"]),
    rank=st.integers(1, 3),
    begins=st.sampled_from([1020, 1050, 1080]),
    wide=st.sampled_from([0, 30, 60]),
    where=st.sampled_from([("hall",), ("left",), ("right", "left")]),
)


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    wishes = draw(st.lists(small_wish, min_size=1, max_size=5, unique_by=lambda one: one.id))
    applicants = tuple(
        Applicant(
            id=one,
            kind=draw(st.sampled_from(["school", "company"])),
            most_minutes=draw(st.sampled_from([None, 60, 120])),
            at_most=draw(st.sampled_from([None, 1])),
        )
        for one in ("x", "y", "z")
    )
    whole = place("hall", reach=frozenset({"hall", "left", "right"}))
    places = (whole, place("left", after=draw(st.sampled_from([0, 15]))), place("right", size=1))
    return Problem(places=places, applicants=applicants, wishes=tuple(wishes), seed="s")


def every_way(told: Problem):
    """All ways to give or not to give each wish one of its slots that break no limit."""
    kinds = {one.id: one.kind for one in told.applicants}
    options = [[None, *candidates(told, one, kinds[one.applicant])] for one in told.wishes]
    for chosen in product(*options):
        given_now = [
            (one, slot) for one, slot in zip(told.wishes, chosen, strict=True) if slot is not None
        ]
        if is_right(told, given_now):
            yield given_now


def is_right(told: Problem, given_now) -> bool:
    claims = [claims_of(told.place(slot.place), slot) for _one, slot in given_now]
    for at, ours in enumerate(claims):
        for unit, day, begins, ends in ours:
            for theirs in claims[at + 1 :]:
                if any(
                    u == unit and d == day and begins < e and b < ends for u, d, b, e in theirs
                ):
                    return False
    for applicant in told.applicants:
        own = [
            slot.minutes
            for one, slot in given_now
            if one.applicant == applicant.id and not one.is_extra
        ]
        if applicant.most_minutes is not None and sum(own) > applicant.most_minutes:
            return False
        if applicant.at_most is not None and len(own) > applicant.at_most:
            return False
    return True


@given(small_problems())
@settings(max_examples=40, deadline=None)
def test_no_other_way_has_more_points(told):
    proposal = seasons.propose(told)

    best = max(sum(points_of(one) for one, _slot in way) for way in every_way(told))
    wishes = {one.id: one for one in told.wishes}
    assert is_right(told, [(wishes[one.wish], one.slot) for one in proposal.grants])
    assert (proposal.points, proposal.bound) == (best, best)
    assert proposal.days == WEEKS * len(proposal.grants)


@given(small_problems())
@settings(max_examples=15, deadline=None)
def test_every_refused_wish_has_a_reason_and_its_change_helps_it_and_hurts_nobody(told):
    proposal = seasons.propose(told)

    refusals = seasons.explain(told, proposal)

    assert [one.wish for one in refusals] == [
        one.id for one in told.wishes if one.id not in proposal.slots
    ]
    for refusal in refusals:
        assert refusal.change is not None  # Tuesday is free for everybody
        wanted = next(one for one in told.wishes if one.id == refusal.wish)
        again = changed(told, wanted, refusal.change)
        best = max(every_way(again), key=lambda way: sum(points_of(one) for one, _ in way))
        served = {one.id for one, _slot in best}
        assert refusal.wish in served
        assert sum(points_of(one) for one, _ in best) >= proposal.points + points_of(wanted)
