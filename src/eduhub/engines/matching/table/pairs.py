"""All pairs that the limits of one group and one offer allow, with what each is worth."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.matching.problem.decisions import Waiver
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import Problem
from eduhub.engines.matching.table.fit import Fit, mask_of
from eduhub.engines.matching.table.lot import pair_numbers, row_numbers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Columns with one entry a pair, ordered by offer, then by group.

    `worth` is the points plus the pair's number in the lot, made so small that the numbers
    of a whole proposal stay below half a point: they decide between equals and nothing else.
    `open_with` is the offer's least if this pair is matched.
    """

    group: NDArray[np.int32]
    offer: NDArray[np.int32]
    points: Ints
    worth: Floats
    in_most: Flags
    in_school: Flags
    in_school_at_offer: Flags
    open_with: Ints
    locked: Flags

    def __len__(self) -> int:
        return len(self.group)


def pairs_of(
    problem: Problem, groups: Sequence[Group], offers: Sequence[Offer], fit: Fit
) -> Pairs:
    """Every allowed pair; a locked pair that no waiver frees of a limit is not among them."""
    waivers = _by_offer(problem, groups, offers)
    scores = _scores(groups, offers)
    found, points = [], []
    for at, offer in enumerate(offers):
        mask = fit.violated(at, offer)
        for group, waiver in waivers.get(at, {}).items():
            mask[group] &= ~np.uint16(mask_of(waiver.limits))
        allowed = np.flatnonzero(mask == 0)
        found.append(allowed.astype(np.int32))
        worth = problem.points.match + problem.points.topic * fit.shared_topics(offer)
        for group, score in scores.get(at, ()):
            worth[group] += score
        points.append(worth[allowed])
    counts = [len(allowed) for allowed in found]
    group_of = np.concatenate([*found, np.empty(0, np.int32)])
    offer_of = np.repeat(np.arange(len(offers), dtype=np.int32), counts)
    all_points = np.concatenate([*points, np.empty(0, np.int64)])
    in_most, in_school, in_school_at_offer, open_with = _freed(group_of, offer_of, offers, waivers)
    return Pairs(
        group=group_of,
        offer=offer_of,
        points=all_points,
        worth=all_points + _lot(problem, groups, offers, group_of, offer_of=offer_of),
        in_most=in_most,
        in_school=in_school,
        in_school_at_offer=in_school_at_offer,
        open_with=open_with,
        locked=_locked(problem, groups, offers, group_of, offer_of=offer_of),
    )


def _by_offer(
    problem: Problem, groups: Sequence[Group], offers: Sequence[Offer]
) -> dict[int, dict[int, Waiver]]:
    group_at = {group.id: at for at, group in enumerate(groups)}
    offer_at = {offer.id: at for at, offer in enumerate(offers)}
    found: dict[int, dict[int, Waiver]] = defaultdict(dict)
    for waiver in problem.waivers:
        found[offer_at[waiver.offer]][group_at[waiver.group]] = waiver
    return dict(found)


def _scores(
    groups: Sequence[Group], offers: Sequence[Offer]
) -> Mapping[int, list[tuple[int, int]]]:
    """By offer: (group, score), of both sides."""
    group_at = {group.id: at for at, group in enumerate(groups)}
    offer_at = {offer.id: at for at, offer in enumerate(offers)}
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, group in enumerate(groups):
        for offer_id, score in group.scores.items():
            found[offer_at[offer_id]].append((at, score))
    for at, offer in enumerate(offers):
        found[at] += [(group_at[group_id], score) for group_id, score in offer.scores.items()]
    return found


def _lot(
    problem: Problem,
    groups: Sequence[Group],
    offers: Sequence[Offer],
    group_of: NDArray[np.int32],
    *,
    offer_of: NDArray[np.int32],
) -> Floats:
    """(pairs,) each pair's number, so small that all groups' together are below a half."""
    of_groups = row_numbers(problem.seed, "group", [group.id for group in groups])
    of_offers = row_numbers(problem.seed, "offer", [offer.id for offer in offers])
    numbers = pair_numbers(of_groups[group_of], of_offers[offer_of])
    return numbers / (2 * max(len(groups), 1))


def _freed(
    group_of: NDArray[np.int32],
    offer_of: NDArray[np.int32],
    offers: Sequence[Offer],
    waivers: Mapping[int, Mapping[int, Waiver]],
) -> tuple[Flags, Flags, Flags, Ints]:
    """For which limits each pair counts, and with how many groups it lets the offer open."""
    counted = {
        limit: np.ones(len(group_of), dtype=bool)
        for limit in (Limit.MOST, Limit.SCHOOL, Limit.SCHOOL_AT_OFFER)
    }
    open_with = np.array([offer.least for offer in offers], dtype=np.int64)[offer_of]
    for offer, by_group in waivers.items():
        first, last = np.searchsorted(offer_of, [offer, offer + 1])
        for group, waiver in by_group.items():
            at = first + np.searchsorted(group_of[first:last], group)
            if at == last or group_of[at] != group:
                continue
            for limit, column in counted.items():
                column[at] = limit not in waiver.limits
            if waiver.least is not None:
                open_with[at] = min(open_with[at], waiver.least)
    most, school, school_at_offer = counted.values()
    return most, school, school_at_offer, open_with


def _locked(
    problem: Problem,
    groups: Sequence[Group],
    offers: Sequence[Offer],
    group_of: NDArray[np.int32],
    *,
    offer_of: NDArray[np.int32],
) -> Flags:
    group_at = {group.id: at for at, group in enumerate(groups)}
    offer_at = {offer.id: at for at, offer in enumerate(offers)}
    locked = np.zeros(len(group_of), dtype=bool)
    for lock in problem.locks:
        there = (offer_of == offer_at[lock.offer]) & (group_of == group_at[lock.group])
        locked |= there
    return locked
