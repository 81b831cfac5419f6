"""Why a wish is not met, and the smallest change with which it would be, tried out.

A change is a slot that the wish did not ask for, or a limit that gives way for it. Everybody
who is served stays served by the same wishes, if need be at another of the times they asked
for. So the changed wish adds its points to a proposal that was the best without it, and is
met by every best proposal of the changed problem; that is tried by working the whole problem
out again before it is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eduhub.engines.seasons.problem import MIDNIGHT, Place, Problem, Slot, Wish
from eduhub.engines.seasons.solve import Programme, Proposal, met_at_best, programme_of
from eduhub.engines.seasons.table import (
    candidates,
    claims_of,
    cliques,
    days_of,
    has_room,
    is_for,
    is_of_length,
    wished,
)

SHORTER = (0, 30, 60)  # minutes by which a use may be cut
A_PLACE, A_DAY, A_PERSON, A_THING = 45, 180, 20, 60  # as large as so many minutes' later begin
A_LIMIT, ENOUGH = 300, 600
MORE_TRIED = 200  # changes in one programme


class Reason(StrEnum):
    FORBIDDEN = "forbidden"  # a person decided so
    NOT_FOR_KIND = "not_for_kind"
    NO_ROOM = "no_room"  # too small, or without the equipment
    LENGTH = "length"  # too short or too long for the places
    CLOSED = "closed"
    OCCUPIED = "occupied"  # booked already on most of the days
    ENOUGH = "enough"  # as many of its wishes are met as the applicant needs
    LIMIT = "limit"  # the applicant has as much as one may have
    TAKEN = "taken"  # other wishes were met there


@dataclass(frozen=True, slots=True)
class Change:
    """What would have to be otherwise; 0 or nothing where it is as wished.

    Attributes:
        begins_by: minutes between the wished beginnings and the slot's.
        minutes_by: how much longer (or, below 0, shorter) the use is.
        fewer_people: people that do not fit; without: equipment that is not there.
        over: minutes a week more than the applicant may have.
        is_beyond_need: more wishes are met than it said it needs.
    """

    slot: Slot
    other_place: bool = False
    other_weekday: bool = False
    begins_by: int = 0
    minutes_by: int = 0
    fewer_people: int = 0
    without: tuple[str, ...] = ()
    over: int = 0
    is_beyond_need: bool = False

    @property
    def size(self) -> int:
        """How large it is, in minutes of a later beginning."""
        return (
            abs(self.begins_by)
            + 2 * abs(self.minutes_by)
            + A_PLACE * self.other_place
            + A_DAY * self.other_weekday
            + A_PERSON * self.fewer_people
            + A_THING * len(self.without)
            + (A_LIMIT + self.over if self.over else 0)
            + ENOUGH * self.is_beyond_need
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why, and what would change it.

    Attributes:
        rivals: wishes that were met where this one would have been, for the reason "taken".
        is_smallest: every smaller change was tried too, and does not help.
    """

    wish: str
    reason: Reason
    rivals: int = 0
    change: Change | None = None
    is_smallest: bool = True


def explain(problem: Problem, proposal: Proposal) -> tuple[Refusal, ...]:
    """One for each wish that is not met, in the order of the problem."""
    met = proposal.slots
    forbidden = {one.wish for one in problem.forbids}
    found = []
    for wish in problem.wishes:
        if wish.id in met:
            continue
        if wish.id in forbidden:
            found.append(Refusal(wish.id, Reason.FORBIDDEN))
            continue
        reason, rivals = _reason(problem, proposal, wish)
        found.append(Refusal(wish.id, reason, rivals, *_change(problem, proposal, wish)))
    return tuple(found)


def changed(problem: Problem, wish: Wish, change: Change) -> Problem:
    """The problem as it would be with the change."""
    slot = change.slot
    other = replace(
        wish,
        places=(slot.place,),
        weekday=slot.weekday,
        earliest=slot.begins,
        latest=slot.begins,
        minutes=slot.minutes,
        people=wish.people - change.fewer_people,
        equipment=wish.equipment - set(change.without),
        is_extra=bool(change.over or change.is_beyond_need),
    )
    wishes = tuple(other if one.id == wish.id else one for one in problem.wishes)
    return replace(problem, wishes=wishes)


def _reason(problem: Problem, proposal: Proposal, wish: Wish) -> tuple[Reason, int]:
    kind = _kind(problem, wish)
    left = candidates(problem, wish, kind)
    if not left:
        return _why_none(problem, wish, kind), 0
    used, count = _used(problem, proposal, wish)
    applicant = next(one for one in problem.applicants if one.id == wish.applicant)
    if applicant.at_most is not None and count >= applicant.at_most:
        return Reason.ENOUGH, 0
    if applicant.most_minutes is not None and used + wish.minutes > applicant.most_minutes:
        return Reason.LIMIT, 0
    places = {place.id: place for place in problem.places}
    claims = [claim for slot in left for claim in claims_of(places[slot.place], slot)]
    rivals = sum(
        any(
            _meet(claim, other)
            for claim in claims
            for other in claims_of(places[slot.place], slot)
        )
        for slot in proposal.slots.values()
    )
    return Reason.TAKEN, rivals


def _why_none(problem: Problem, wish: Wish, kind: str) -> Reason:
    """The last of the hurdles that no slot of the wish takes."""
    asked = list(wished(problem, wish))
    hurdles = (
        (Reason.NOT_FOR_KIND, lambda place, slot: is_for(place, kind)),
        (Reason.NO_ROOM, lambda place, slot: has_room(place, wish)),
        (Reason.LENGTH, is_of_length),
        (Reason.CLOSED, lambda place, slot: days_of(place, slot).is_open_enough),
    )
    for reason, takes in hurdles:
        asked = [(place, slot) for place, slot in asked if takes(place, slot)]
        if not asked:
            return reason
    return Reason.OCCUPIED


def _kind(problem: Problem, wish: Wish) -> str:
    return next(one.kind for one in problem.applicants if one.id == wish.applicant)


def _used(problem: Problem, proposal: Proposal, wish: Wish) -> tuple[int, int]:
    """Minutes a week and wishes that its applicant has."""
    met = proposal.slots
    own = [
        met[one.id]
        for one in problem.wishes
        if one.applicant == wish.applicant and one.id in met and not one.is_extra
    ]
    return sum(slot.minutes for slot in own), len(own)


def _meet(one: tuple[str, int, int, int], other: tuple[str, int, int, int]) -> bool:
    return one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3]


def _change(problem: Problem, proposal: Proposal, wish: Wish) -> tuple[Change | None, bool]:
    """The smallest change with which all who are served stay served, tried; None if none is.

    And whether it is certain that there is no smaller one.
    """
    possible = sorted(_changes(problem, proposal, wish), key=lambda one: (one.size, one.slot))
    at_once = next((one for one in possible if _is_beside(problem, proposal, one.slot)), None)
    smaller = [one for one in possible if at_once is None or one.size < at_once.size]
    moved = _with_others_moved(problem, proposal, wish, smaller[:MORE_TRIED])
    best = moved or at_once
    if best is None or not _helps(problem, wish, best):
        return None, True
    return best, moved is not None or len(smaller) <= MORE_TRIED


def _helps(problem: Problem, wish: Wish, change: Change) -> bool:
    """The whole problem worked out again with the change meets the wish."""
    return wish.id in met_at_best(changed(problem, wish, change))


def _changes(problem: Problem, proposal: Proposal, wish: Wish) -> Iterator[Change]:
    kind = _kind(problem, wish)
    applicant = next(one for one in problem.applicants if one.id == wish.applicant)
    used, count = _used(problem, proposal, wish)
    for place in problem.places:
        if not is_for(place, kind):
            continue
        for slot in _slots(place, wish):
            over = used + slot.minutes - (applicant.most_minutes or MIDNIGHT * 7)
            yield Change(
                slot=slot,
                other_place=place.id not in wish.places,
                other_weekday=slot.weekday != wish.weekday,
                begins_by=_away(slot.begins, wish),
                minutes_by=slot.minutes - wish.minutes,
                fewer_people=max(wish.people - place.size, 0),
                without=tuple(sorted(wish.equipment - place.equipment)),
                over=max(over, 0),
                is_beyond_need=applicant.at_most is not None and count >= applicant.at_most,
            )


def _slots(place: Place, wish: Wish) -> Iterator[Slot]:
    """Everything that can be had there in the week; on the wished day shorter ones too."""
    lengths = {min(max(wish.minutes - cut, place.least), place.most) for cut in SHORTER}
    first = wish.earliest % place.step
    for weekday in range(7):
        told = lengths if weekday == wish.weekday else {max(lengths)}
        for minutes in sorted(told):
            for begins in range(first, MIDNIGHT, place.step):
                slot = Slot(place.id, weekday, begins, minutes)
                if is_of_length(place, slot) and days_of(place, slot).is_enough:
                    yield slot


def _away(begins: int, wish: Wish) -> int:
    if begins < wish.earliest:
        return begins - wish.earliest
    return max(begins - wish.latest, 0)


def _is_beside(problem: Problem, proposal: Proposal, slot: Slot) -> bool:
    """Whether the slot is free with everybody exactly where they are."""
    places = {place.id: place for place in problem.places}
    claims = claims_of(places[slot.place], slot)
    return not any(
        _meet(claim, other)
        for met in proposal.slots.values()
        for other in claims_of(places[met.place], met)
        for claim in claims
    )


def _with_others_moved(
    problem: Problem, proposal: Proposal, wish: Wish, changes: Sequence[Change]
) -> Change | None:
    """The smallest of the changes for which those who are served can make room, if any."""
    if not changes:
        return None
    met = proposal.slots
    others = programme_of(problem)
    kept = [column for column in others.columns if column[0].id in met]
    programme = Programme([*kept, *((wish, change.slot) for change in changes)])
    places = {place.id: place for place in problem.places}
    claims = [
        (at, claims_of(places[slot.place], slot))
        for at, (_wish, slot) in enumerate(programme.columns)
    ]
    programme.rows = [(dict.fromkeys(clique, 1.0), 1.0) for clique in cliques(claims)]
    for key in (*met, wish.id):
        own = [at for at, (one, _slot) in enumerate(programme.columns) if one.id == key]
        programme.rows.append((dict.fromkeys(own, -1.0), -1.0))
        programme.rows.append((dict.fromkeys(own, 1.0), 1.0))
    found = programme.most({len(kept) + at: -float(one.size) for at, one in enumerate(changes)})
    if found is None:
        return None
    return next(one for at, one in enumerate(changes) if found[0][len(kept) + at] > 0.5)
