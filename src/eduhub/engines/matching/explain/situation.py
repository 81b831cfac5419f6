"""Where things stand in a proposal: who is left, which offers are full, which schools."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.matching.problem.decisions import Waiver
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.proposal import Proposal
from eduhub.engines.matching.table.columns import Columns
from eduhub.engines.matching.table.fit import Mask, mask_of
from eduhub.engines.matching.table.pairs import Flags, Ints


@dataclass(frozen=True)
class Situation:
    """A proposal of a compiled problem, with its groups and offers as positions.

    `matched`: (groups,) the offer of each group, -1 without one.
    """

    columns: Columns
    proposal: Proposal
    matched: NDArray[np.int64]

    @cached_property
    def count(self) -> Ints:
        """(offers,) groups at each offer."""
        return np.bincount(self.matched[self.matched >= 0], minlength=len(self.columns.offers))

    @cached_property
    def is_open(self) -> Flags:
        return self.count > 0

    @cached_property
    def is_full(self) -> Flags:
        """(offers,) whether those that count against its most are as many."""
        counted = self._counted(Limit.MOST)
        load = np.bincount(self.matched[counted], minlength=len(self.columns.offers))
        return load >= self.columns.most

    @cached_property
    def school_is_full(self) -> Flags:
        """(groups,) whether the school of each takes part in as many pilots as it may."""
        counted = self._counted(Limit.SCHOOL)
        school = self.columns.school
        load = np.bincount(school[counted], minlength=len(self.columns.schools))
        return (load >= self.columns.school_limit)[school]

    @cached_property
    def at_school(self) -> dict[tuple[int, int], int]:
        """(school, offer): groups of the school that count against the offer's limit."""
        counted = self._counted(Limit.SCHOOL_AT_OFFER)
        found: dict[tuple[int, int], int] = {}
        for group in np.flatnonzero(counted):
            key = int(self.columns.school[group]), int(self.matched[group])
            found[key] = found.get(key, 0) + 1
        return found

    @cached_property
    def waivers(self) -> dict[tuple[int, int], Waiver]:
        return {
            (self.group_at[waiver.group], self.offer_at[waiver.offer]): waiver
            for waiver in self.columns.problem.waivers
        }

    @cached_property
    def group_at(self) -> dict[str, int]:
        return {group.id: at for at, group in enumerate(self.columns.groups)}

    @cached_property
    def offer_at(self) -> dict[str, int]:
        return {offer.id: at for at, offer in enumerate(self.columns.offers)}

    @cached_property
    def points(self) -> list[int]:
        """(groups,) the points of each group's match, 0 without one."""
        found = [0] * len(self.columns.groups)
        for match in self.proposal.matches:
            found[self.group_at[match.group]] = match.points
        return found

    @cached_property
    def is_locked(self) -> list[bool]:
        """(groups,) whether a person locked the group's match."""
        found = [False] * len(self.columns.groups)
        for match in self.proposal.matches:
            found[self.group_at[match.group]] = match.is_locked
        return found

    @cached_property
    def offers_with_lowered_least(self) -> frozenset[int]:
        """Offers whose least is waived for some group: it cannot be waived for another too."""
        return frozenset(
            offer for (_, offer), waiver in self.waivers.items() if waiver.least is not None
        )

    def points_with(self, group: int) -> Ints:
        """(offers,) what a match of the group with each would be worth, whatever stands between."""
        row, points = self.columns.groups[group], self.columns.problem.points
        topics = np.bitwise_count(self._topics & self.columns.fit.topics[group])
        found: Ints = points.match + points.topic * topics.astype(np.int64)
        for offer, score in row.scores.items():
            found[self.offer_at[offer]] += score
        for offer_at, score in self._scores_of_offers.get(row.id, ()):
            found[offer_at] += score
        return found

    @cached_property
    def _topics(self) -> NDArray[np.uint64]:
        return np.array(
            [self.columns.fit.topic_word(offer) for offer in self.columns.offers], dtype=np.uint64
        )

    @cached_property
    def _scores_of_offers(self) -> dict[str, list[tuple[int, int]]]:
        """By group id: the offers that gave it a score, and the score."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, offer in enumerate(self.columns.offers):
            for group, score in offer.scores.items():
                found.setdefault(group, []).append((at, score))
        return found

    @cached_property
    def unmatched(self) -> Ints:
        """Positions of the groups without an offer."""
        return np.flatnonzero(self.matched < 0)

    @cached_property
    def between(self) -> Mask:
        """(offers, unmatched) the limits of the pair that stand between each two."""
        rows = []
        for at, offer in enumerate(self.columns.offers):
            mask = self.columns.fit.violated(at, offer)
            for (group, where), waiver in self.waivers.items():
                if where == at:
                    mask[group] &= ~np.uint16(mask_of(waiver.limits))
            rows.append(mask[self.unmatched])
        return np.array(rows, dtype=np.uint16).reshape(len(rows), len(self.unmatched))

    @cached_property
    def full_of_school(self) -> dict[int, list[int]]:
        """By school: the offers that take no further group of it."""
        found: dict[int, list[int]] = {school: [] for school in range(len(self.columns.schools))}
        for (school, offer), count in self.at_school.items():
            if count >= self.columns.per_school[offer] > 0:
                found[school].append(offer)
        for offer in np.flatnonzero(self.columns.per_school == 0).tolist():
            for offers in found.values():
                offers.append(offer)
        return found

    def waived(self, group: int, limit: Limit) -> Flags:
        """(offers,) where this limit does not hold for the group."""
        waived = np.zeros(len(self.columns.offers), dtype=bool)
        waived[self.waived_at.get((group, limit), [])] = True
        return waived

    @cached_property
    def waived_at(self) -> dict[tuple[int, Limit], list[int]]:
        found: dict[tuple[int, Limit], list[int]] = {}
        for (group, offer), waiver in self.waivers.items():
            for limit in waiver.limits:
                found.setdefault((group, limit), []).append(offer)
        return found

    def _counted(self, limit: Limit) -> Flags:
        """(groups,) matched, and counted against this limit."""
        counted = self.matched >= 0
        for (group, offer), waiver in self.waivers.items():
            if limit in waiver.limits and self.matched[group] == offer:
                counted[group] = False
        return counted


def situation_of(columns: Columns, proposal: Proposal) -> Situation:
    """Put a proposal beside its compiled problem."""
    group_at = {group.id: at for at, group in enumerate(columns.groups)}
    offer_at = {offer.id: at for at, offer in enumerate(columns.offers)}
    matched = np.full(len(columns.groups), -1, dtype=np.int64)
    for match in proposal.matches:
        matched[group_at[match.group]] = offer_at[match.offer]
    return Situation(columns, proposal, matched)
