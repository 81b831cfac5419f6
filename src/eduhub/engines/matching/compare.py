"""Two proposals side by side: who gains and who loses, and what a person's decision costs."""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from eduhub.engines.matching.match import EXACT, match
from eduhub.engines.matching.problem.decisions import Lock
from eduhub.engines.matching.problem.whole import Problem
from eduhub.engines.matching.proposal import Proposal
from eduhub.engines.matching.solve.optimum import Effort
from eduhub.engines.matching.table.columns import ServedClass


class Effect(StrEnum):
    """What the new proposal means for a group that has another offer in it."""

    MATCHED = "matched"
    LEFT_OUT = "left_out"
    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Moved:
    """A group whose offer is another one; None where it has none. Points are of its match."""

    group: str
    effect: Effect
    before: str | None
    after: str | None
    points_before: int
    points_after: int


@dataclass(frozen=True, slots=True)
class Refilled:
    """An offer that has another number of groups; 0 where it is closed."""

    offer: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ShareChange:
    """How many groups of a class are served before and after, and of how many each time."""

    of: ServedClass
    before: int
    after: int
    size_before: int

    @property
    def difference(self) -> Fraction:
        """In the share of served groups; above zero where the class gains."""
        now = Fraction(self.after, self.of.size) if self.of.size else Fraction(0)
        then = Fraction(self.before, self.size_before) if self.size_before else Fraction(0)
        return now - then


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different in the new proposal; all sums are after less before."""

    moved: tuple[Moved, ...]
    refilled: tuple[Refilled, ...]
    shares: tuple[ShareChange, ...]
    """Of every class of either proposal, also where nothing changed."""

    points: int
    served: int
    lowest_share_before: Fraction | None
    lowest_share_after: Fraction | None

    @property
    def gain(self) -> tuple[str, ...]:
        """Groups that are matched now, or better."""
        return tuple(m.group for m in self.moved if m.effect in (Effect.MATCHED, Effect.BETTER))

    @property
    def lose(self) -> tuple[str, ...]:
        """Groups that are left out now, or matched worse."""
        return tuple(m.group for m in self.moved if m.effect in (Effect.LEFT_OUT, Effect.WORSE))


def compare(old: Proposal, new: Proposal) -> Comparison:
    """Everything that differs between two proposals, of the same problem or of two versions."""
    before = {one.group: (one.offer, one.points) for one in old.matches}
    after = {one.group: (one.offer, one.points) for one in new.matches}
    none = (None, 0)
    moved = [
        _moved(group, before.get(group, none), after.get(group, none))
        for group in sorted(before.keys() | after.keys())
        if before.get(group, none)[0] != after.get(group, none)[0]
    ]
    return Comparison(
        moved=tuple(moved),
        refilled=_refilled(old, new),
        shares=_share_changes(old, new),
        points=new.points - old.points,
        served=len(new.matches) - len(old.matches),
        lowest_share_before=min((share.value for share in old.shares), default=None),
        lowest_share_after=min((share.value for share in new.shares), default=None),
    )


def cost_of(problem: Problem, lock: Lock, effort: Effort = EXACT) -> Comparison:
    """What a lock costs whom: from the proposal without it to the one with it.

    A waiver of the same pair goes with the lock: together they are an override.

    Raises:
        ValueError: the lock is not one of the problem's.
        CannotMatch: nothing satisfies the problem with the lock, or even without it.
    """
    if lock not in problem.locks:
        raise ValueError(f"no lock of {lock.group!r} at {lock.offer!r} is in the problem")
    pair = (lock.group, lock.offer)
    without = replace(
        problem,
        locks=tuple(one for one in problem.locks if one != lock),
        waivers=tuple(one for one in problem.waivers if (one.group, one.offer) != pair),
    )
    return compare(match(without, effort), match(problem, effort))


def _moved(group: str, before: tuple[str | None, int], after: tuple[str | None, int]) -> Moved:
    (old, points_before), (new, points_after) = before, after
    if old is None:
        effect = Effect.MATCHED
    elif new is None:
        effect = Effect.LEFT_OUT
    elif points_after == points_before:
        effect = Effect.EQUAL
    else:
        effect = Effect.BETTER if points_after > points_before else Effect.WORSE
    return Moved(group, effect, old, new, points_before, points_after)


def _refilled(old: Proposal, new: Proposal) -> tuple[Refilled, ...]:
    before, after = _counts(old), _counts(new)
    return tuple(
        Refilled(offer, before[offer], after[offer])
        for offer in sorted(before.keys() | after.keys())
        if before[offer] != after[offer]
    )


def _counts(proposal: Proposal) -> Counter[str]:
    return Counter(one.offer for one in proposal.matches)


def _share_changes(old: Proposal, new: Proposal) -> tuple[ShareChange, ...]:
    before = {(share.of.kind, share.of.name): share for share in old.shares}
    after = {(share.of.kind, share.of.name): share for share in new.shares}
    changes = []
    for key in sorted(before.keys() | after.keys()):
        then, now = before.get(key), after.get(key)
        kind, name = key
        changes.append(
            ShareChange(
                of=now.of if now else ServedClass(kind, name, 0),
                before=then.served if then else 0,
                after=now.served if now else 0,
                size_before=then.of.size if then else 0,
            )
        )
    return tuple(changes)
