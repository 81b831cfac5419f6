"""What people of the hub decide about a pair; each decision has its reason."""

from dataclasses import dataclass

from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.ranges import MOST_PLACES, named, some, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """This group gets this offer. It lifts no limit: a `Waiver` beside it does."""

    group: str
    offer: str
    reason: str

    def __post_init__(self) -> None:
        named(self.reason, f"lock of {self.group!r} at {self.offer!r}: reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbid:
    """This group does not get this offer; None stands for every group, or every offer."""

    group: str | None
    offer: str | None
    reason: str

    def __post_init__(self) -> None:
        if self.group is None and self.offer is None:
            raise ValueError("forbid: names neither a group nor an offer")
        named(self.reason, f"forbid of {self.group!r} at {self.offer!r}: reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """For this group at this offer the limits named do not hold.

    MOST, SCHOOL, SCHOOL_AT_OFFER: the group is not counted against them, but still towards
    the least. LEAST: if this group is among them, the offer opens with `least` groups.
    A group that is out for the term stays outside the shares of served groups.
    """

    group: str
    offer: str
    limits: frozenset[Limit]
    reason: str
    least: int | None = None

    def __post_init__(self) -> None:
        where = f"waiver of {self.group!r} at {self.offer!r}"
        named(self.reason, f"{where}: reason")
        some(self.limits, f"{where}: limits")
        if (Limit.LEAST in self.limits) != (self.least is not None):
            raise ValueError(f"{where}: 'least' comes with a number of groups, and only then")
        if self.least is not None:
            within(self.least, 1, MOST_PLACES, f"{where}: least groups")


Decision = Lock | Forbid | Waiver
