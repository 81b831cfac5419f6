"""A person's decision against the engine: what stands in its way, and the problem with it."""

from dataclasses import replace

from eduhub.engines.matching.explain.changes import Relief, reliefs_of
from eduhub.engines.matching.problem.decisions import Lock, Waiver
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.whole import Problem
from eduhub.engines.matching.table.fit import fit_of, limits_in


def limits_between(problem: Problem, group: str, offer: str) -> tuple[Relief, ...]:
    """The limits that stand between a group and an offer, by how much; none if it may be.

    Limits that the two share with others (places, schools) are not among them: a locked
    group goes before others there. Nor is what is waived for the two already.

    Raises:
        ValueError: there is no such group or offer.
    """
    group_at = _place([one.id for one in problem.groups], group, "group")
    offer_at = _place([one.id for one in problem.offers], offer, "offer")
    row, other = problem.groups[group_at], problem.offers[offer_at]
    mask = fit_of(problem, problem.groups, problem.offers).violated(offer_at, other)[group_at]
    return reliefs_of(frozenset(limits_in(int(mask))) - _waived(problem, group, offer), row, other)


def overridden(problem: Problem, *, group: str, offer: str, reason: str) -> Problem:
    """The problem in which this group gets this offer: locked, what stands between waived.

    Another lock of the group is let go. What the override costs whom: `compare` the
    proposals of both problems.

    Raises:
        ValueError: there is no such group or offer, or no reason.
    """
    limits = frozenset(relief.limit for relief in limits_between(problem, group, offer))
    lock = Lock(group=group, offer=offer, reason=reason)
    locks = (*(one for one in problem.locks if one.group != group), lock)
    waivers = {(one.group, one.offer): one for one in problem.waivers}
    if limits:
        before = waivers.get((group, offer))
        waivers[group, offer] = Waiver(
            group=group,
            offer=offer,
            limits=limits | _waived(problem, group, offer),
            least=before.least if before else None,
            reason=reason,
        )
    return replace(problem, locks=locks, waivers=tuple(waivers.values()))


def _place(ids: list[str], name: str, what: str) -> int:
    if name not in ids:
        raise ValueError(f"no {what} is called {name!r}")
    return ids.index(name)


def _waived(problem: Problem, group: str, offer: str) -> frozenset[Limit]:
    pair = (group, offer)
    return frozenset(
        limit
        for waiver in problem.waivers
        if (waiver.group, waiver.offer) == pair
        for limit in waiver.limits
    )
