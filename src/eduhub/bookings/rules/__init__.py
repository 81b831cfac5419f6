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
from eduhub.bookings.rules.seasons import (
    SEASON_RULES,
    SEASON_WISH_RULES,
    SeasonAt,
    phase_of,
)
from eduhub.bookings.rules.spoken import Refusal, bare_clock, clocks, length, span
from eduhub.bookings.rules.times import Times, is_for, why_closed, why_not
from eduhub.bookings.rules.visits import GROUP_RULES, VISIT_RULES, GroupAt, TimeAt, is_host

__all__ = [
    "BOOKING_RULES",
    "EARLY",
    "GROUP_RULES",
    "PRESENCE_RULES",
    "SEASON_RULES",
    "SEASON_WISH_RULES",
    "UNIT_RULES",
    "VISIT_RULES",
    "WAIT_RULES",
    "At",
    "GroupAt",
    "Refusal",
    "SeasonAt",
    "TimeAt",
    "Times",
    "bare_clock",
    "clocks",
    "is_for",
    "is_host",
    "is_staff",
    "length",
    "phase_of",
    "span",
    "why_closed",
    "why_not",
]
