"""Why a group has no offer, and the smallest change with which it would have one."""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

import numpy as np

from eduhub.engines.matching.explain.chains import Chains
from eduhub.engines.matching.explain.changes import Change, Relief, reliefs_of
from eduhub.engines.matching.explain.openings import would_open_with
from eduhub.engines.matching.explain.refusals import Reason
from eduhub.engines.matching.explain.situation import Situation
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.table.fit import BIT, limits_in
from eduhub.engines.matching.table.pairs import Flags, Ints

SURELY = 1e-6
Key = tuple[tuple[int, int, tuple[int, ...]], int, int]
SHARED_BY_SCHOOLS = (Limit.MOST, Limit.SCHOOL, Limit.SCHOOL_AT_OFFER)
MOST_CLOSED_TRIED = 20
"""Closed offers for which it is worked out, for one group, with how many they would open."""


class GroupView:
    """One group without an offer, against every offer.

    `row` counts the groups without an offer; everything else is (offers,): `mask` of the
    pair's limits, `full` and so on where a shared limit stands in the way, `may` where one
    is waived for the group.
    """

    def __init__(self, situation: Situation, row: int) -> None:
        self.situation = situation
        self.at = int(situation.unmatched[row])
        self.group = situation.columns.groups[self.at]
        self.mask = situation.between[:, row]
        self.may = {limit: situation.waived(self.at, limit) for limit in SHARED_BY_SCHOOLS}
        self.full = situation.is_full & ~self.may[Limit.MOST]
        self.school = ~self.may[Limit.SCHOOL] & bool(situation.school_is_full[self.at])
        self.school_here = np.zeros(len(self.mask), dtype=bool)
        crowded = situation.full_of_school[int(situation.columns.school[self.at])]
        self.school_here[crowded] = True
        self.school_here &= ~self.may[Limit.SCHOOL_AT_OFFER]

    @property
    def fits(self) -> Flags:
        return np.equal(self.mask, 0)

    @property
    def number(self) -> Ints:
        """(offers,) limits that would have to give way; a closed offer's least counts as one."""
        own = np.bitwise_count(self.mask).astype(np.int64)
        shared = self.school.astype(np.int64) + self.school_here
        closed = ~self.situation.is_open & self.situation.columns.can_be_chosen
        return own + shared + np.where(self.situation.is_open, self.full, closed)

    def limits(self, offer: int) -> frozenset[Limit]:
        """What stands between the group and an open offer as things are."""
        found = set(limits_in(int(self.mask[offer])))
        for limit, stands in (
            (Limit.MOST, self.full),
            (Limit.SCHOOL, self.school),
            (Limit.SCHOOL_AT_OFFER, self.school_here),
        ):
            if stands[offer]:
                found.add(limit)
        return frozenset(found)

    def reason(self) -> Reason:
        if self.group.not_this_term and (self.mask & BIT[Limit.NOT_THIS_TERM]).all():
            return Reason.NOT_THIS_TERM
        if not self.fits.any():
            return Reason.NO_OFFER_FITS
        running = self.fits & self.situation.is_open
        if not running.any():
            return Reason.OFFERS_CLOSED
        only_school = running & ~self.full
        return Reason.SCHOOL_HAS_ENOUGH if only_school.any() else Reason.OFFERS_FULL

    def change_at(self, offer: int, limits: frozenset[Limit], least: int | None = None) -> Change:
        row = self.situation.columns.offers[offer]
        reliefs = reliefs_of(limits - {Limit.LEAST}, self.group, row)
        if least is not None:
            reliefs = tuple(sorted((*reliefs, Relief(Limit.LEAST, row.least - least)), key=_order))
        return Change(offer=row.id, group=self.group.id, reliefs=reliefs, least=least)

    def changes_by_chains(self, chains: Chains) -> Iterator[Change]:
        """The changes with which others would make room for the group at an open offer."""
        if not (~self.may[Limit.MOST] & self.situation.is_open).any():
            return
        ways = [(False, chains.room(self.at, may_exceed_school=False))]
        if self.situation.school_is_full[self.at]:
            ways.append((True, chains.room(self.at, may_exceed_school=True)))
        own = np.bitwise_count(self.mask)
        fewest = len(Limit)
        for exceeds, room in ways:
            takes = np.flatnonzero(room + self.all_points > SURELY)
            for offer in takes[np.argsort(own[takes], kind="stable")].tolist():
                if own[offer] + exceeds > fewest:
                    break
                limits = self.limits(offer) - {Limit.MOST, Limit.SCHOOL}
                if exceeds:
                    limits |= {Limit.SCHOOL}
                if limits and len(limits) <= fewest:
                    fewest = len(limits)
                    yield self.change_at(offer, limits)

    def change_at_hand(self, offer: int) -> Change | None:
        """The change with which the group can simply be added, so that all others stay."""
        if self.situation.is_open[offer] or not self.situation.columns.can_be_chosen[offer]:
            return self.change_at(offer, self.limits(offer))
        opens_with = would_open_with(self.situation, offer, self.at)
        least = int(self.situation.columns.least[offer])
        limits = self.limits(offer)
        if opens_with >= least:
            return self.change_at(offer, limits)
        if offer in self.situation.offers_with_lowered_least:
            return None
        return self.change_at(offer, limits, opens_with)

    @cached_property
    def all_points(self) -> Ints:
        """(offers,) what a match of the group would be worth, whatever stands between."""
        return self.situation.points_with(self.at)

    def points(self, offer: int) -> int:
        return int(self.all_points[offer])

    def best_at_hand(self, chains: Chains | None) -> Change | None:
        """The smallest of the changes at hand; between equals the one of more points.

        chains: None to look only at those that leave everybody else where they are.
        """
        number = self.number
        found: list[tuple[Key, Change]] = []
        closed_tried = 0
        for least in np.unique(number):
            for offer in np.flatnonzero(number == least):
                is_closed = not self.situation.is_open[offer]
                if is_closed and closed_tried == MOST_CLOSED_TRIED:
                    continue
                closed_tried += is_closed
                change = self.change_at_hand(int(offer))
                if change is not None:
                    key = (change.size, -self.points(int(offer)), int(offer))
                    found.append((key, change))
            if found and min(change.size[0] for _, change in found) <= least:
                break
        best = min(found, key=lambda one: one[0])[1] if found else None
        if chains is None or (best is not None and best.is_smallest_of_all):
            return best
        return min(
            (*self.changes_by_chains(chains), *([best] if best else [])),
            key=lambda change: change.size,
            default=None,
        )

    def smaller(self, than: Change | None) -> Iterator[Change]:
        """Every change smaller than this one that might match the group, the smallest first."""
        own = np.bitwise_count(self.mask)
        near = own <= (own.max(initial=0) if than is None else than.size[0])
        found = []
        for offer in np.flatnonzero(near).tolist():
            for change in self.changes_at(offer):
                if than is None or change.size[:2] < than.size[:2]:
                    found.append((change.size, -self.points(offer), offer, change))
        yield from (change for *_, change in sorted(found, key=lambda one: one[:3]))

    def changes_at(self, offer: int) -> Iterator[Change]:
        """Every change that could match the group with this offer, in no order."""
        own = frozenset(limits_in(int(self.mask[offer])))
        shared = [limit for limit in SHARED_BY_SCHOOLS if not self.may[limit][offer]]
        sets = [
            frozenset(some) for n in range(len(shared) + 1) for some in combinations(shared, n)
        ]
        lowered = offer in self.situation.offers_with_lowered_least
        least = 1 if lowered else int(self.situation.columns.least[offer])
        for some in sets:
            if own | some:
                yield self.change_at(offer, own | some)
            for number in range(1, least):
                yield self.change_at(offer, own | some, number)


def _order(relief: Relief) -> int:
    return list(Limit).index(relief.limit)
