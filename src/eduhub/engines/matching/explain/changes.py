"""Changes of a problem that would match somebody, how large each is, and the changed problem."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from eduhub.engines.matching.problem.decisions import Waiver
from eduhub.engines.matching.problem.limits import Limit, steps_of
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import Problem
from eduhub.engines.matching.proposal import best_weeks

REASON = "what would change it"


@dataclass(frozen=True, slots=True)
class Relief:
    """One limit that would have to give way, and by how much (`limits.STEPS` has the units).

    `what` names it where there are names: the devices lacking, languages of which one is
    needed. `weeks` are those that would have to be free.
    """

    limit: Limit
    amount: int
    what: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Limits that give way for one group at one offer, or for the offer alone.

    `least`: with how many groups the offer would open, when LEAST is among the reliefs.
    `new_groups`: so many further groups for which the offer is right, and nothing else.
    """

    offer: str
    group: str | None = None
    reliefs: tuple[Relief, ...] = ()
    least: int | None = None
    new_groups: int = 0

    @property
    def limits(self) -> frozenset[Limit]:
        return frozenset(relief.limit for relief in self.reliefs)

    @property
    def size(self) -> tuple[int, int, tuple[int, ...]]:
        """For comparison: how many limits, how many steps, and which, in the order of `Limit`."""
        order = list(Limit)
        return (
            len(self.reliefs),
            sum(steps_of(relief.limit, relief.amount) for relief in self.reliefs),
            tuple(sorted(order.index(relief.limit) for relief in self.reliefs)),
        )

    @property
    def is_smallest_of_all(self) -> bool:
        """One limit gives way by one step: no change is smaller."""
        return self.size[:2] == (1, 1)


def relief_of(limit: Limit, group: Group, offer: Offer) -> Relief:
    """By how much a limit that stands between a group and an offer would have to give way."""
    match limit:
        case Limit.LANGUAGE:
            return Relief(limit, 1, what=tuple(sorted(offer.languages)))
        case Limit.DEVICES:
            lacking = offer.devices - group.devices
            return Relief(limit, len(lacking), what=tuple(sorted(lacking)))
        case Limit.AGE:
            younger = max(offer.ages[0] - group.ages[0], 0)
            return Relief(limit, younger + max(group.ages[1] - offer.ages[1], 0))
        case Limit.MINUTES:
            return Relief(limit, offer.minutes - group.most_minutes)
        case _:
            return Relief(limit, 1)


def reliefs_of(limits: frozenset[Limit], group: Group, offer: Offer) -> tuple[Relief, ...]:
    """The reliefs of all these limits; weeks and another pilot's weeks are of one stretch."""
    time = limits & {Limit.WEEKS, Limit.BUSY}
    found = [relief_of(limit, group, offer) for limit in limits - time]
    if time:
        free = group.weeks_free
        stretch = best_weeks(
            offer,
            free,
            group.busy_weeks,
            keep_free=Limit.WEEKS not in time,
            keep_idle=Limit.BUSY not in time,
        )
        by_limit = {
            Limit.WEEKS: tuple(week for week in stretch if week not in free),
            Limit.BUSY: tuple(week for week in stretch if week in group.busy_weeks),
        }
        found += [Relief(one, len(by_limit[one]), weeks=by_limit[one]) for one in time]
    order = list(Limit)
    return tuple(sorted(found, key=lambda relief: order.index(relief.limit)))


def changed(problem: Problem, change: Change) -> Problem:
    """The problem after the change, to be solved again."""
    if change.new_groups:
        return _with_new_groups(problem, change)
    if change.group is None:
        offers = tuple(
            replace(offer, least=change.least)
            if offer.id == change.offer and change.least
            else offer
            for offer in problem.offers
        )
        return replace(problem, offers=offers)
    waiver = Waiver(
        group=change.group,
        offer=change.offer,
        limits=change.limits,
        least=change.least,
        reason=REASON,
    )
    same = [w for w in problem.waivers if (w.group, w.offer) == (waiver.group, waiver.offer)]
    for one in same:
        waiver = replace(
            waiver,
            limits=waiver.limits | one.limits,
            least=one.least if waiver.least is None else waiver.least,
        )
    others = tuple(one for one in problem.waivers if one not in same)
    return replace(problem, waivers=(*others, waiver))


def _with_new_groups(problem: Problem, change: Change) -> Problem:
    """Further groups for which the offer is right, each of a school of its own."""
    offer = next(one for one in problem.offers if one.id == change.offer)
    taken = {group.id for group in problem.groups}
    schools = {group.school for group in problem.groups}
    names = _unused("new", taken | schools, change.new_groups)
    elsewhere = frozenset(one.id for one in problem.offers) - {offer.id}
    new = tuple(
        Group(
            id=name,
            school=name,
            district=problem.groups[0].district if problem.groups else name,
            languages=offer.languages,
            ages=offer.ages,
            weeks_free=offer.weeks,
            most_minutes=offer.minutes,
            devices=offer.devices,
            vetoes=elsewhere,
        )
        for name in names
    )
    limits: Mapping[str, int] = MappingProxyType(
        {**problem.school_limits, **dict.fromkeys(names, 1)}
    )
    return replace(problem, groups=(*problem.groups, *new), school_limits=limits)


def _unused(stem: str, taken: set[str], wanted: int) -> list[str]:
    names: list[str] = []
    number = 0
    while len(names) < wanted:
        number += 1
        if f"{stem} {number}" not in taken:
            names.append(f"{stem} {number}")
    return names
