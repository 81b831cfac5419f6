"""Texts that are read back as they were, proposals side by side, and what a refusal tells."""

import json
from dataclasses import replace

import pytest

from eduhub.engines import seasons
from eduhub.engines.seasons import Answer, Applicant, Day, Forbid, Lock, Moved, Reason, Slot
from tests.engines.seasons.making import place, problem, wish


def answered(told):
    proposal = seasons.propose(told)
    return Answer(proposal, seasons.explain(told, proposal))


def test_a_problem_and_its_answer_are_read_back_as_they_were():
    club = Applicant(id="club", kind="school", most_minutes=60)
    told = problem(
        wish("a", "club"),
        wish("b", "club", rank=2, equipment=frozenset({"vr"})),
        wish("c", "club", rank=3),
        applicants=(club,),
        locks=(Lock("a", Slot("hall", 1, 600, 60), "x"),),
        forbids=(Forbid("c", "y"),),
    )

    text = seasons.problem_text(told)
    answer = answered(told)

    assert seasons.problem_text(seasons.problem_from_text(text)) == text
    assert seasons.answer_from_text(seasons.answer_text(answer)) == answer
    mixed = replace(told, wishes=told.wishes[::-1])
    assert seasons.fingerprint_of(mixed) == seasons.fingerprint_of(told)
    with pytest.raises(ValueError, match="not a problem"):
        seasons.problem_from_text(json.dumps({"format": "other"}))


@pytest.mark.parametrize(
    ("told", "hall", "reason"),
    [
        ({"people": 21}, {}, Reason.NO_ROOM),
        ({"equipment": frozenset({"vr"})}, {}, Reason.NO_ROOM),
        ({"minutes": 90}, {"most": 60}, Reason.LENGTH),
        ({"weekday": 6}, {}, Reason.CLOSED),
        ({}, {"kinds": frozenset({"company"})}, Reason.NOT_FOR_KIND),
        ({}, {"days": (Day(0, 4, ((480, 1200),), ((1000, 1100),)),)}, Reason.OCCUPIED),
    ],
)
def test_a_wish_that_nothing_can_meet_has_its_reason(told, hall, reason):
    answer = answered(problem(wish("a", **told), places=(place(**hall),)))

    assert [one.reason for one in answer.refusals] == [reason]


def test_the_smallest_change_is_the_nearest_hour_that_is_left():
    """Open from 17 to 19.30: with a at 17.30 only the hour from 18.30 is left for b."""
    hall = place(days=(Day(0, 9, ((1020, 1170),)),))
    told = problem(
        wish("a", earliest=1050, latest=1110), wish("b", rank=2, earliest=1050), places=(hall,)
    )
    answer = answered(replace(told, forbids=()))

    assert answer.proposal.slots == {
        "a": Slot("hall", 0, 1110, 60),
        "b": Slot("hall", 0, 1050, 60),
    }
    tight = replace(told, locks=(Lock("a", Slot("hall", 0, 1050, 60)),))
    refusal = answered(tight).refusals[0]
    assert (refusal.reason, refusal.rivals) == (Reason.TAKEN, 1)
    assert (refusal.change.slot, refusal.change.size) == (Slot("hall", 0, 1110, 60), 60)


def test_two_proposals_side_by_side():
    told = problem(wish("a"), wish("b", rank=2), wish("c", earliest=600))
    old = seasons.propose(told)
    lock = Lock("b", Slot("hall", 0, 1020, 60))
    new = seasons.propose(replace(told, locks=(lock,)))

    moved = seasons.compare(old, new)

    assert moved == [Moved("a", lock.slot, None), Moved("b", None, lock.slot)]
    assert [one.effect.value for one in moved] == ["loses", "gains"]
