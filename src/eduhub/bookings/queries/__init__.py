"""What is open, taken and free; whose bookings; what stands on the pages."""

from eduhub.bookings.queries.times import (
    Taken,
    claims_between,
    days_as_span,
    free_between,
    inside,
    taken_between,
    times_of,
)

__all__ = [
    "Taken",
    "claims_between",
    "days_as_span",
    "free_between",
    "inside",
    "taken_between",
    "times_of",
]
