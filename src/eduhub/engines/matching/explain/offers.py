"""Why an offer is closed or has room, and the first change that would help it.

Tried in this order: opening with fewer groups; the group that is left and lacks least,
with its limits waived; further groups.
"""

from collections.abc import Iterator

import numpy as np

from eduhub.engines.matching.explain.changes import Change, Relief
from eduhub.engines.matching.explain.groups import GroupView
from eduhub.engines.matching.explain.openings import would_open_with
from eduhub.engines.matching.explain.refusals import Reason
from eduhub.engines.matching.explain.situation import Situation
from eduhub.engines.matching.problem.limits import Limit

MOST_GROUPS_TRIED = 20
"""Groups that lack as few limits as any, among which the one with the least change is sought."""


def reason_of(situation: Situation, offer: int) -> Reason:
    """Why the offer is closed, or has room."""
    if situation.is_open[offer]:
        left = len(situation.unmatched)
        return Reason.NO_GROUP_LEFT_FITS if left else Reason.NO_GROUP_LEFT
    fitting = int((situation.columns.pairs.offer == offer).sum())
    if fitting < situation.columns.least[offer]:
        return Reason.TOO_FEW_FIT
    return Reason.GROUPS_DO_MORE_GOOD_ELSEWHERE


def change_for(situation: Situation, offer: int, views: dict[int, GroupView]) -> Change:
    """The change at hand that would open the offer, or bring a group to an open one."""
    row = situation.columns.offers[offer]
    if not situation.is_open[offer]:
        number = would_open_with(situation, offer)
        if number:
            return opening_with(situation, offer, number)
    found = []
    for group in _nearest(situation, offer):
        change = views[group].change_at_hand(offer)
        if change is not None:
            found.append(change)
    if found:
        return min(found, key=lambda change: change.size)
    new = 1 if situation.is_open[offer] else row.least
    return Change(offer=row.id, new_groups=new)


def opening_with(situation: Situation, offer: int, number: int) -> Change:
    """The offer opens with so many groups, fewer than its least."""
    row = situation.columns.offers[offer]
    relief = Relief(Limit.LEAST, row.least - number)
    return Change(offer=row.id, reliefs=(relief,), least=number)


def is_first(situation: Situation, offer: int, change: Change) -> bool:
    """Whether no change can go before this one: it is of the first kind there is, and least."""
    if change.new_groups:
        return bool(situation.is_open[offer]) and not len(situation.unmatched)
    is_of_first_kind = change.group is None or not (
        situation.columns.can_be_chosen[offer] and not situation.is_open[offer]
    )
    return is_of_first_kind and change.is_smallest_of_all


def smaller(
    situation: Situation, offer: int, than: Change, views: dict[int, GroupView]
) -> Iterator[Change]:
    """Every change that goes before this one: of an earlier kind, or smaller of the same."""
    row = situation.columns.offers[offer]
    is_opening = than.group is None and than.least is not None
    if not situation.is_open[offer]:
        for number in range(row.least - 1, (than.least or 0) if is_opening else 0, -1):
            yield opening_with(situation, offer, number)
    if is_opening:
        return
    found = (
        change
        for view in views.values()
        for change in view.changes_at(offer)
        if than.new_groups or change.size[:2] < than.size[:2]
    )
    yield from sorted(found, key=lambda change: (change.size, change.group))
    for number in range(1, than.new_groups):
        yield Change(offer=row.id, new_groups=number)


def _nearest(situation: Situation, offer: int) -> list[int]:
    """Rows of the groups left between which and the offer the fewest limits stand."""
    number = np.bitwise_count(situation.between[offer]).astype(np.int64)
    number += situation.school_is_full[situation.unmatched]
    if not len(number):
        return []
    return [int(row) for row in np.flatnonzero(number == number.min())[:MOST_GROUPS_TRIED]]
