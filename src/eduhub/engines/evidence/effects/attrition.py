"""Who was lost, how unequally, and whether that is few by the boundary of the handbook.

Source: What Works Clearinghouse, Standards Handbook 4.1, Table II.1 (see `thresholds`).
Low attrition in one arm and high in the other bias a trial as no adjustment can mend.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from eduhub.engines.evidence.thresholds.attrition import ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC


class Boundary(StrEnum):
    """Which of the two columns holds; the plan says so before anybody is lost."""

    CAUTIOUS = "cautious"
    """The product could itself make pupils leave."""

    OPTIMISTIC = "optimistic"
    """Loss has nothing to do with the product."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Pupils (or classes) of one arm: given it by lot, and analysed in the end.

    Raises:
        ValueError: nobody assigned, or more analysed than assigned, or fewer than none.
    """

    assigned: int
    analysed: int

    def __post_init__(self) -> None:
        if self.assigned < 1 or not 0 <= self.analysed <= self.assigned:
            raise ValueError(
                f"analysed ({self.analysed}) lies between 0 and assigned ({self.assigned}),"
                " and somebody was assigned"
            )

    @property
    def lost(self) -> Fraction:
        """Share, exact."""
        return Fraction(self.assigned - self.analysed, self.assigned)


@dataclass(frozen=True, slots=True)
class Judged:
    """By one boundary: the most differential attrition that is low, None where none is."""

    boundary: Boundary
    limit: float | None
    low: bool


@dataclass(frozen=True, slots=True)
class Attrition:
    """Losses in percent, the difference between arms in percentage points."""

    treated: float
    control: float
    overall: float
    differential: float
    cautious: Judged
    optimistic: Judged

    def by(self, boundary: Boundary) -> Judged:
        return self.cautious if boundary is Boundary.CAUTIOUS else self.optimistic


@dataclass(frozen=True, slots=True)
class ClusterAttrition:
    """Where whole classes were given an arm: classes lost, and pupils lost in classes kept."""

    classes: Attrition
    pupils: Attrition

    def is_low(self, boundary: Boundary) -> bool:
        """Low at both levels."""
        return self.classes.by(boundary).low and self.pupils.by(boundary).low


def attrition(treated: Kept, control: Kept) -> Attrition:
    """How many were lost overall and differentially, and is that low by either boundary?

    The overall rate is rounded to a whole percent (a half to the even one) to find the row;
    the difference is compared exactly.
    """
    assigned = treated.assigned + control.assigned
    overall = Fraction(assigned - treated.analysed - control.analysed, assigned)
    differential = abs(treated.lost - control.lost)
    row = round(100 * overall)
    return Attrition(
        treated=float(100 * treated.lost),
        control=float(100 * control.lost),
        overall=float(100 * overall),
        differential=float(100 * differential),
        cautious=_judged(Boundary.CAUTIOUS, row, differential),
        optimistic=_judged(Boundary.OPTIMISTIC, row, differential),
    )


def cluster_attrition(
    *, classes: tuple[Kept, Kept], pupils: tuple[Kept, Kept]
) -> ClusterAttrition:
    """Both levels of a trial of whole classes; each pair is (treated, control).

    Args:
        pupils: of the classes that were kept only.
    """
    return ClusterAttrition(classes=attrition(*classes), pupils=attrition(*pupils))


def _judged(boundary: Boundary, row: int, differential: Fraction) -> Judged:
    table = ATTRITION_CAUTIOUS if boundary is Boundary.CAUTIOUS else ATTRITION_OPTIMISTIC
    limit = dict(table.rows).get(row)
    low = limit is not None and 100 * differential <= Fraction(str(limit))
    return Judged(boundary=boundary, limit=limit, low=low)
