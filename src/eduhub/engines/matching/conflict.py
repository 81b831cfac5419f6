"""Which limits and decisions contradict each other, when nothing satisfies them all.

The answer is minimal: let go of any one of the conflict and the rest can be kept. It is
found by halving (QuickXplain), each question answered by solving whether some proposal
keeps what is held.

Source: Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004; from memory, not looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from eduhub.engines.matching.match import CannotMatch, match
from eduhub.engines.matching.problem.decisions import Lock, Waiver
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.whole import Fairness, FairnessRule, Problem
from eduhub.engines.matching.table.columns import columns_of
from eduhub.engines.matching.table.fit import limits_in


class Kind(StrEnum):
    """What kind of thing is part of a conflict."""

    LOCK = "lock"
    LIMIT = "limit"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held: a lock, a limit of a pair, an offer or a school, the floor.

    `limit` tells which; `group`, `offer` and `school` whose it is. `reason` is the lock's.
    """

    kind: Kind
    limit: Limit | None = None
    group: str | None = None
    offer: str | None = None
    school: str | None = None
    reason: str = ""


def conflict_of(problem: Problem) -> tuple[Held, ...]:
    """A minimal set of things that cannot all be kept; empty if all can.

    Two locks of one group contradict each other by themselves: a group gets one offer.
    There may be other conflicts beside the one that is told.
    """
    held = _held(problem)
    if _can_keep(problem, held, held):
        return ()
    return tuple(_minimal(problem, held, (), held))


def _minimal(
    problem: Problem, everything: Sequence[Held], kept: Sequence[Held], open_: Sequence[Held]
) -> list[Held]:
    """The part of the open things that contradicts what is kept, as small as can be."""
    if not _can_keep(problem, everything, kept):
        return []
    if len(open_) == 1:
        return list(open_)
    half = len(open_) // 2
    first, second = open_[:half], open_[half:]
    of_second = _minimal(problem, everything, (*kept, *first), second)
    of_first = _minimal(problem, everything, (*kept, *of_second), first)
    return [*of_first, *of_second]


def _held(problem: Problem) -> list[Held]:
    """Everything that can be part of a conflict: without a lock or the floor nothing can."""
    columns = columns_of(problem)
    offer_at = {offer.id: at for at, offer in enumerate(columns.offers)}
    group_at = {group.id: at for at, group in enumerate(columns.groups)}
    waived = {(one.group, one.offer): one.limits for one in problem.waivers}
    found: list[Held] = []
    for lock in sorted(problem.locks, key=lambda one: (one.group, one.offer)):
        at = offer_at[lock.offer]
        mask = int(columns.fit.violated(at, columns.offers[at])[group_at[lock.group]])
        broken = [
            one for one in limits_in(mask) if one not in waived.get((lock.group, lock.offer), ())
        ]
        found += [Held(Kind.LIMIT, one, group=lock.group, offer=lock.offer) for one in broken]
        found.append(Held(Kind.LOCK, group=lock.group, offer=lock.offer, reason=lock.reason))
    concerns_all = problem.fairness.floor > 0
    offers = set(offer_at) if concerns_all else {lock.offer for lock in problem.locks}
    schools = {
        group.school
        for group in problem.groups
        if concerns_all or any(lock.group == group.id for lock in problem.locks)
    }
    for offer in sorted(offers):
        limits = (Limit.MOST, Limit.LEAST, Limit.SCHOOL_AT_OFFER)
        found += [Held(Kind.LIMIT, one, offer=offer) for one in limits]
    found += [Held(Kind.LIMIT, Limit.SCHOOL, school=school) for school in sorted(schools)]
    if concerns_all:
        found.append(Held(Kind.FLOOR))
    return found


def _can_keep(problem: Problem, everything: Sequence[Held], kept: Sequence[Held]) -> bool:
    """Whether some proposal keeps these of all the things, whatever becomes of the others."""
    let_go = [one for one in everything if one not in set(kept)]
    loosened = _without(problem, let_go)
    if not loosened.fairness.floor:
        loosened = _with_locked_offers_only(loosened)
    try:
        match(loosened)
    except CannotMatch:
        return False
    return True


def _without(problem: Problem, let_go: Sequence[Held]) -> Problem:
    """The problem in which these things do not hold, and fairness is not asked for."""
    gone = set(let_go)
    limits = {(one.limit, one.offer or one.school) for one in gone if one.group is None}
    many = max(len(problem.groups), 1)
    offers = tuple(
        replace(
            offer,
            most=max(many, offer.most) if (Limit.MOST, offer.id) in limits else offer.most,
            least=1 if (Limit.LEAST, offer.id) in limits else offer.least,
            per_school=None if (Limit.SCHOOL_AT_OFFER, offer.id) in limits else offer.per_school,
        )
        for offer in problem.offers
    )
    schools = {group.school: many for group in problem.groups}
    free = {school: many for school, many in schools.items() if (Limit.SCHOOL, school) in limits}
    locks = tuple(one for one in problem.locks if _as_held(one) not in gone)
    has_floor = not any(one.kind is Kind.FLOOR for one in gone)
    return replace(
        problem,
        offers=offers,
        school_limits={**problem.school_limits, **free},
        locks=locks,
        waivers=_waived_too(problem, gone),
        fairness=Fairness(
            rule=FairnessRule.NONE,
            kinds=problem.fairness.kinds,
            floor=problem.fairness.floor if has_floor else Fraction(0),
        ),
    )


def _waived_too(problem: Problem, gone: set[Held]) -> tuple[Waiver, ...]:
    """The waivers, and one more limit of a pair waived for each that does not hold."""
    waivers = {(one.group, one.offer): one for one in problem.waivers}
    for one in gone:
        if one.kind is not Kind.LIMIT or one.group is None or one.offer is None or not one.limit:
            continue
        pair = (one.group, one.offer)
        limits = frozenset({one.limit})
        known = waivers.get(pair)
        waivers[pair] = (
            replace(known, limits=known.limits | limits)
            if known
            else Waiver(group=one.group, offer=one.offer, limits=limits, reason="let go")
        )
    return tuple(waivers.values())


def _with_locked_offers_only(problem: Problem) -> Problem:
    """Nothing but a lock makes an offer open, so the others may as well not be there."""
    locked = {lock.offer for lock in problem.locks}
    return replace(
        problem,
        offers=tuple(offer for offer in problem.offers if offer.id in locked),
        groups=tuple(
            replace(
                group,
                scores={},
                vetoes=frozenset(one for one in group.vetoes if one in locked),
            )
            for group in problem.groups
        ),
        forbids=tuple(one for one in problem.forbids if one.offer is None or one.offer in locked),
        waivers=tuple(one for one in problem.waivers if one.offer in locked),
    )


def _as_held(lock: Lock) -> Held:
    return Held(Kind.LOCK, group=lock.group, offer=lock.offer, reason=lock.reason)
