"""Which limits stand between a group and an offer, for all groups of a round at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.matching.problem.limits import PAIR_LIMITS, Limit
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import Problem

Words = NDArray[np.uint64]
Mask = NDArray[np.uint16]
BIT = {limit: 1 << place for place, limit in enumerate(PAIR_LIMITS)}


def limits_in(mask: int) -> tuple[Limit, ...]:
    """The limits of a mask, in the order of `Limit`."""
    return tuple(limit for limit in PAIR_LIMITS if mask & BIT[limit])


def mask_of(limits: Iterable[Limit]) -> int:
    """The mask of those of the limits that are of one pair."""
    return sum(BIT[limit] for limit in set(limits) if limit in BIT)


@dataclass(frozen=True, slots=True)
class Fit:
    """The groups as columns of numbers and sets of bits, one entry a group."""

    languages: Words
    devices: Words
    topics: Words
    free: Words
    busy: Words
    youngest: NDArray[np.int64]
    oldest: NDArray[np.int64]
    most_minutes: NDArray[np.int64]
    always: Mask
    """Limits that stand between a group and every offer."""

    some: dict[int, list[tuple[int, int]]]
    """By offer: (group, mask) of limits that stand between it and single groups."""

    bits: dict[str, dict[str | int, int]]

    def violated(self, at: int, offer: Offer) -> Mask:
        """(groups,) the mask of limits that stand between each group and this offer."""
        languages = _word(offer.languages, self.bits["languages"])
        devices = _word(offer.devices, self.bits["devices"])
        weeks, busy = self._weeks(offer)
        mask = self.always.copy()
        for limit, stands in (
            (Limit.LANGUAGE, (self.languages & languages) == 0),
            (Limit.DEVICES, (self.devices & devices) != devices),
            (Limit.AGE, (self.youngest < offer.ages[0]) | (self.oldest > offer.ages[1])),
            (Limit.MINUTES, self.most_minutes < offer.minutes),
            (Limit.WEEKS, weeks),
            (Limit.BUSY, busy),
        ):
            mask |= stands * np.uint16(BIT[limit])
        for group, bits in self.some.get(at, ()):
            mask[group] |= bits
        return mask

    def shared_topics(self, offer: Offer) -> NDArray[np.int64]:
        """(groups,) how many topics each group has in common with this offer."""
        return np.bitwise_count(self.topics & self.topic_word(offer)).astype(np.int64)

    def topic_word(self, offer: Offer) -> np.uint64:
        """The offer's topics as a set of bits."""
        return _word(offer.topics, self.bits["topics"])

    def _weeks(self, offer: Offer) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether too few weeks are free, and whether another pilot is what stands there."""
        possible = _word(offer.weeks, self.bits["weeks"])
        need = offer.weeks_needed
        fits = _holds_run(possible & self.free & ~self.busy, need)
        free = _holds_run(possible & self.free, need)
        beside_busy = _holds_run(possible & ~self.busy, need)
        return ~free, ~fits & (free | ~beside_busy)


def fit_of(problem: Problem, groups: Sequence[Group], offers: Sequence[Offer]) -> Fit:
    """The groups of a problem as columns; groups and offers in the order given."""
    rows: tuple[Group | Offer, ...] = (*groups, *offers)
    weeks = {week for offer in offers for week in offer.weeks}
    first = min(weeks, default=0)
    bits: dict[str, dict[str | int, int]] = {
        "languages": _numbered({one for row in rows for one in row.languages}),
        "devices": _numbered({one for row in rows for one in row.devices}),
        "topics": _numbered({one for row in rows for one in row.topics}),
        "weeks": {week: week - first for week in weeks},
    }
    always, some = _barred(problem, groups, offers)
    return Fit(
        languages=_words((group.languages for group in groups), bits["languages"]),
        devices=_words((group.devices for group in groups), bits["devices"]),
        topics=_words((group.topics for group in groups), bits["topics"]),
        free=_words((group.weeks_free for group in groups), bits["weeks"]),
        busy=_words((group.busy_weeks for group in groups), bits["weeks"]),
        youngest=np.array([group.ages[0] for group in groups], dtype=np.int64),
        oldest=np.array([group.ages[1] for group in groups], dtype=np.int64),
        most_minutes=np.array([group.most_minutes for group in groups], dtype=np.int64),
        always=always,
        some=some,
        bits=bits,
    )


def _barred(
    problem: Problem, groups: Sequence[Group], offers: Sequence[Offer]
) -> tuple[Mask, dict[int, list[tuple[int, int]]]]:
    """What vetoes, "not this term" and forbids bar: for all offers, and pair by pair."""
    group_at = {group.id: at for at, group in enumerate(groups)}
    offer_at = {offer.id: at for at, offer in enumerate(offers)}
    out = np.array([group.not_this_term for group in groups], dtype=bool)
    always = (out * np.uint16(BIT[Limit.NOT_THIS_TERM])).astype(np.uint16)
    some: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, group in enumerate(groups):
        for veto in group.vetoes:
            some[offer_at[veto]].append((at, BIT[Limit.GROUP_VETO]))
    for at, offer in enumerate(offers):
        some[at] += [(group_at[veto], BIT[Limit.OFFER_VETO]) for veto in offer.vetoes]
    for forbid in problem.forbids:
        bit = BIT[Limit.FORBIDDEN]
        if forbid.offer is None:
            always[group_at[forbid.group or ""]] |= bit
        elif forbid.group is None:
            some[offer_at[forbid.offer]] += [(at, bit) for at in range(len(groups))]
        else:
            some[offer_at[forbid.offer]].append((group_at[forbid.group], bit))
    return always, dict(some)


def _numbered(kinds: set[str]) -> dict[str | int, int]:
    return {kind: place for place, kind in enumerate(sorted(kinds))}


def _word(values: Iterable[str | int], places: dict[str | int, int]) -> np.uint64:
    return np.uint64(sum(1 << places[value] for value in values if value in places))


def _words(rows: Iterable[Iterable[str | int]], places: dict[str | int, int]) -> Words:
    return np.array([_word(values, places) for values in rows], dtype=np.uint64)


def _holds_run(weeks: Words, need: int) -> NDArray[np.bool_]:
    """Where `need` weeks on end are among the bits."""
    held = weeks
    for later in range(1, need):
        held = held & (weeks >> np.uint64(later))
    return np.not_equal(held, 0)
