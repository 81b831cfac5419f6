from eduhub.bookings.models.bookings import (
    LONGEST,
    Booking,
    BookingQuerySet,
    Claim,
    Counted,
    Refused,
    Series,
)
from eduhub.bookings.models.calendars import CalendarLink
from eduhub.bookings.models.fairness import PupilCount, SchoolPupils
from eduhub.bookings.models.lent import Lent, lend, lent
from eduhub.bookings.models.presence import LONGEST_ABOUT, Presence, PresenceQuerySet
from eduhub.bookings.models.quotas import Quota, QuotaUse
from eduhub.bookings.models.units import (
    LONGEST_DAYS,
    Part,
    Site,
    SpecialDay,
    Unit,
    UnitQuerySet,
    WeeklyHours,
)
from eduhub.bookings.models.waiting import Wait, WaitQuerySet

__all__ = [
    "LONGEST",
    "LONGEST_ABOUT",
    "LONGEST_DAYS",
    "Booking",
    "BookingQuerySet",
    "CalendarLink",
    "Claim",
    "Counted",
    "Lent",
    "Part",
    "Presence",
    "PresenceQuerySet",
    "PupilCount",
    "Quota",
    "QuotaUse",
    "Refused",
    "SchoolPupils",
    "Series",
    "Site",
    "SpecialDay",
    "Unit",
    "UnitQuerySet",
    "Wait",
    "WaitQuerySet",
    "WeeklyHours",
    "lend",
    "lent",
]
