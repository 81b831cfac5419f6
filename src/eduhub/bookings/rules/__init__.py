"""Who may do what, when a unit can be had, and the words for a no."""

from eduhub.bookings.rules.bookings import (
    BOOKING_RULES,
    EARLY,
    UNIT_RULES,
    WAIT_RULES,
    At,
    is_staff,
)
from eduhub.bookings.rules.presence import PRESENCE_RULES
from eduhub.bookings.rules.spoken import Refusal, bare_clock, clocks, length, span
from eduhub.bookings.rules.times import Times, is_for, why_closed, why_not

__all__ = [
    "BOOKING_RULES",
    "EARLY",
    "PRESENCE_RULES",
    "UNIT_RULES",
    "WAIT_RULES",
    "At",
    "Refusal",
    "Times",
    "bare_clock",
    "clocks",
    "is_for",
    "is_staff",
    "length",
    "span",
    "why_closed",
    "why_not",
]
