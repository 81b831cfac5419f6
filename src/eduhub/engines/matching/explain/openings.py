"""With how many groups a closed offer would open, judged by a better proposal at hand."""

from collections import Counter

import numpy as np

from eduhub.engines.matching.explain.situation import Situation


def would_open_with(situation: Situation, offer: int, group: int | None = None) -> int:
    """The most groups, `group` among them if given, with which opening adds points.

    Groups that are left come first, each an addition; then groups come over from offers
    that can spare them, as long as points are added on the whole. Nobody who is served now
    is left without, so no class is served less: the proposal that this makes is better
    than the present one, and the offer opens if it may with so many. 0 if there is none.
    """
    room = _Room(situation, offer)
    number, gained = 0, 0.0
    if group is not None:
        room.add(group)
        number, gained = 1, situation.columns.problem.points.match
    for one in _left_that_fit(situation, offer):
        if one != group and room.takes(one):
            room.add(one)
            number += 1
            gained += situation.columns.problem.points.match
    spare = situation.count - np.maximum(situation.columns.least, 1)
    for points, one in _that_could_come(situation, offer):
        here = int(situation.matched[one])
        if gained + points <= 0 or room.is_full:
            break
        if (spare[here] > 0) and room.takes_from_elsewhere(one):
            room.add(one)
            spare[here] -= 1
            number += 1
            gained += points
    return number


class _Room:
    """How many groups the closed offer could still take, and of which schools."""

    def __init__(self, situation: Situation, offer: int) -> None:
        self.situation, self.offer = situation, offer
        self.left = int(situation.columns.most[offer])
        self.of_school: Counter[int] = Counter()
        self.new_of_school: Counter[int] = Counter()
        counted = np.bincount(
            situation.columns.school[situation.matched >= 0],
            minlength=len(situation.columns.schools),
        )
        self.slack = situation.columns.school_limit - counted

    @property
    def is_full(self) -> bool:
        return self.left <= 0

    def takes_from_elsewhere(self, group: int) -> bool:
        """Whether there is a place for a group that is served already."""
        school = int(self.situation.columns.school[group])
        limit = int(self.situation.columns.per_school[self.offer])
        return not self.is_full and self.of_school[school] < limit

    def takes(self, group: int) -> bool:
        """Whether there is a place for a group that is not served yet."""
        school = int(self.situation.columns.school[group])
        new = self.new_of_school[school] < self.slack[school]
        return bool(new) and self.takes_from_elsewhere(group)

    def add(self, group: int) -> None:
        school = int(self.situation.columns.school[group])
        self.left -= 1
        self.of_school[school] += 1
        if self.situation.matched[group] < 0:
            self.new_of_school[school] += 1


def _left_that_fit(situation: Situation, offer: int) -> list[int]:
    """Groups without an offer between which and this one nothing stands."""
    fits = situation.between[offer] == 0
    return [int(group) for group in situation.unmatched[fits]]


def _that_could_come(situation: Situation, offer: int) -> list[tuple[int, int]]:
    """(points added, group) of the served groups that may come over, the best first."""
    pairs = situation.columns.pairs
    first, end = np.searchsorted(pairs.offer, [offer, offer + 1])
    found = []
    for at in range(int(first), int(end)):
        group = int(pairs.group[at])
        here = int(situation.matched[group])
        if here < 0 or situation.is_locked[group]:
            continue
        found.append((int(pairs.points[at]) - situation.points[group], group))
    return sorted(found, key=lambda one: (-one[0], one[1]))
