"""The limits that stand between a group and an offer, each with a code and a measure."""

from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """A hard limit. The order is the order in which equally small changes are proposed."""

    MOST = "most"
    """The offer takes no more groups."""

    SCHOOL = "school"
    """The school takes part in no more pilots of this round."""

    SCHOOL_AT_OFFER = "school_at_offer"
    """The offer takes no more groups of this school."""

    LEAST = "least"
    """The offer opens with this many groups or not at all."""

    NOT_THIS_TERM = "not_this_term"
    """The group wants no pilot now."""

    BUSY = "busy"
    """The group is in another pilot in the weeks that the offer needs."""

    WEEKS = "weeks"
    """The group is not free for enough weeks on end."""

    LANGUAGE = "language"
    """Offer and group have no language in common."""

    AGE = "age"
    """The group's ages do not lie within the offer's."""

    MINUTES = "minutes"
    """The offer takes more minutes a week than the group's teacher gives."""

    DEVICES = "devices"
    """The group lacks a device that the offer needs."""

    GROUP_VETO = "group_veto"
    """The group's teacher or principal does not want this offer."""

    OFFER_VETO = "offer_veto"
    """The company does not want this group."""

    FORBIDDEN = "forbidden"
    """A person of the hub forbade it, with a reason."""


SHARED_LIMITS = (Limit.MOST, Limit.SCHOOL, Limit.SCHOOL_AT_OFFER, Limit.LEAST)
"""Limits of several groups together; the others are of one group and one offer."""

PAIR_LIMITS = tuple(limit for limit in Limit if limit not in SHARED_LIMITS)


@dataclass(frozen=True, slots=True)
class Step:
    """How much of a limit counts as one step when changes are compared by size."""

    limit: Limit
    amount: int
    unit: str


MINUTES_IN_A_STEP = 15

STEPS = tuple(
    Step(limit, MINUTES_IN_A_STEP if limit is Limit.MINUTES else 1, unit)
    for limit, unit in (
        (Limit.MOST, "groups more"),
        (Limit.SCHOOL, "groups more"),
        (Limit.SCHOOL_AT_OFFER, "groups more"),
        (Limit.LEAST, "groups fewer"),
        (Limit.NOT_THIS_TERM, "wishes withdrawn"),
        (Limit.BUSY, "weeks"),
        (Limit.WEEKS, "weeks"),
        (Limit.LANGUAGE, "languages"),
        (Limit.AGE, "years"),
        (Limit.MINUTES, "minutes a week"),
        (Limit.DEVICES, "devices"),
        (Limit.GROUP_VETO, "vetoes lifted"),
        (Limit.OFFER_VETO, "vetoes lifted"),
        (Limit.FORBIDDEN, "decisions lifted"),
    )
)
"""Our own choice of 2026-11-25: a lesson's third of teaching time weighs as a week, a year of
age or one more group. It decides only which of several changes is called the smallest."""

_STEP_OF = {step.limit: step.amount for step in STEPS}


def steps_of(limit: Limit, amount: int) -> int:
    """An amount in begun steps: 20 minutes are two."""
    return -(-amount // _STEP_OF[limit])
