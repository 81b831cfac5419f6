"""The oracle: every assignment of a small round, tried one by one with plain loops."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from eduhub.engines.matching import ClassKind, FairnessRule, Limit
from eduhub.engines.matching.table.lot import pair_numbers, row_numbers


def violated(problem, group, offer):
    """The limits of one pair, worked out week by week and word by word."""
    found = set()
    if group.not_this_term:
        found.add(Limit.NOT_THIS_TERM)
    if not group.languages & offer.languages:
        found.add(Limit.LANGUAGE)
    if group.ages[0] < offer.ages[0] or group.ages[1] > offer.ages[1]:
        found.add(Limit.AGE)
    if group.most_minutes < offer.minutes:
        found.add(Limit.MINUTES)
    if offer.devices - group.devices:
        found.add(Limit.DEVICES)
    if offer.id in group.vetoes:
        found.add(Limit.GROUP_VETO)
    if group.id in offer.vetoes:
        found.add(Limit.OFFER_VETO)
    if any(
        forbid.group in (None, group.id) and forbid.offer in (None, offer.id)
        for forbid in problem.forbids
    ):
        found.add(Limit.FORBIDDEN)
    return found | weeks_violated(group, offer)


def weeks_violated(group, offer):
    stretches = [
        set(range(first, first + offer.weeks_needed))
        for first in offer.weeks
        if set(range(first, first + offer.weeks_needed)) <= offer.weeks
    ]
    free = [one for one in stretches if one <= group.weeks_free]
    idle = [one for one in stretches if not one & group.busy_weeks]
    if any(one in idle for one in free):
        return set()
    if free:
        return {Limit.BUSY}
    return {Limit.WEEKS} if idle else {Limit.WEEKS, Limit.BUSY}


def waived(problem, group, offer):
    for waiver in problem.waivers:
        if (waiver.group, waiver.offer) == (group.id, offer.id):
            return waiver.limits, waiver.least
    return frozenset(), None


def points_of(problem, group, offer):
    shared = len(group.topics & offer.topics) * problem.points.topic
    wished = group.scores.get(offer.id, 0) + offer.scores.get(group.id, 0)
    return problem.points.match + shared + wished


def lot_of(problem, group, offer):
    ours = row_numbers(problem.seed, "group", [group.id])
    theirs = row_numbers(problem.seed, "offer", [offer.id])
    return float(pair_numbers(ours, theirs)[0]) / (2 * len(problem.groups))


@dataclass(frozen=True)
class Tried:
    """One assignment that keeps every limit."""

    offer_of: dict
    shares: tuple
    points: int
    lot: float


def all_that_keep_the_limits(problem):
    offers = {offer.id: offer for offer in problem.offers}
    choices = []
    for group in problem.groups:
        allowed = [
            offer.id
            for offer in problem.offers
            if violated(problem, group, offer) <= waived(problem, group, offer)[0]
        ]
        locked = [lock.offer for lock in problem.locks if lock.group == group.id]
        allowed = [None, *allowed]
        for one in locked:
            allowed = [name for name in allowed if name == one]
        choices.append(allowed)
    for chosen in product(*choices):
        pairs = [
            (group, offers[name])
            for group, name in zip(problem.groups, chosen, strict=True)
            if name is not None
        ]
        if keeps_shared_limits(problem, pairs) and keeps_floor(problem, pairs):
            yield tried(problem, pairs)


def tried(problem, pairs):
    return Tried(
        offer_of={group.id: offer.id for group, offer in pairs},
        shares=tuple(sorted(shares_of(problem, pairs).values())),
        points=sum(points_of(problem, group, offer) for group, offer in pairs),
        lot=sum(lot_of(problem, group, offer) for group, offer in pairs),
    )


def keeps_shared_limits(problem, pairs):
    free = {(g.id, o.id): waived(problem, g, o) for g, o in pairs}

    def counted(limit, where):
        return sum(1 for g, o in pairs if where(g, o) and limit not in free[g.id, o.id][0])

    for offer in {o.id: o for _, o in pairs}.values():
        here = [g for g, o in pairs if o.id == offer.id]
        lowered = [free[g.id, offer.id][1] for g in here]
        least = min([offer.least, *(one for one in lowered if one is not None)])
        if len(here) < least:
            return False
        if counted(Limit.MOST, lambda g, o, at=offer.id: o.id == at) > offer.most:
            return False
        for school in {g.school for g in here}:
            at_offer = counted(
                Limit.SCHOOL_AT_OFFER,
                lambda g, o, at=offer.id, school=school: o.id == at and g.school == school,
            )
            if offer.per_school is not None and at_offer > offer.per_school:
                return False
    for school in {g.school for g, _ in pairs}:
        limit = problem.school_limits.get(school, problem.per_school)
        at_school = counted(Limit.SCHOOL, lambda g, o, school=school: g.school == school)
        if limit is not None and at_school > limit:
            return False
    return True


def names_of(group, kind):
    if kind is ClassKind.DISTRICT:
        return {group.district}
    if kind is ClassKind.LANGUAGE:
        return group.languages
    return {group.need_group} - {""}


def shares_of(problem, pairs):
    served = {group.id for group, _ in pairs}
    members = {}
    for group in problem.groups:
        for kind in problem.fairness.kinds if not group.not_this_term else ():
            for name in names_of(group, kind):
                members.setdefault((kind, name), []).append(group.id in served)
    return {one: Fraction(sum(are), len(are)) for one, are in members.items()}


def keeps_floor(problem, pairs):
    return all(share >= problem.fairness.floor for share in shares_of(problem, pairs).values())


def value(problem, one):
    """What is compared: the larger tuple is the better proposal."""
    match problem.fairness.rule:
        case FairnessRule.LEXIMIN:
            first = one.shares
        case FairnessRule.MAXIMIN:
            first = one.shares[:1]
        case FairnessRule.NONE:
            first = ()
    return (*first, one.points, round(one.lot, 9))


def best_of(problem):
    """The best assignment, None if nothing keeps the limits."""
    return max(
        all_that_keep_the_limits(problem), key=lambda one: value(problem, one), default=None
    )
