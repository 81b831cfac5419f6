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
from eduhub.bookings.models.lent import Lent, lend, lent
from eduhub.bookings.models.quotas import Quota, QuotaUse
from eduhub.bookings.models.seasons import (
    LONGEST_SEASON,
    Season,
    SeasonApplication,
    SeasonBreak,
    SeasonDecision,
    SeasonResult,
    SeasonUnit,
    SeasonVersion,
    SeasonWish,
    WishUnit,
)
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
    "LONGEST_DAYS",
    "LONGEST_SEASON",
    "Booking",
    "BookingQuerySet",
    "CalendarLink",
    "Claim",
    "Counted",
    "Lent",
    "Part",
    "Quota",
    "QuotaUse",
    "Refused",
    "Season",
    "SeasonApplication",
    "SeasonBreak",
    "SeasonDecision",
    "SeasonResult",
    "SeasonUnit",
    "SeasonVersion",
    "SeasonWish",
    "Series",
    "Site",
    "SpecialDay",
    "Unit",
    "UnitQuerySet",
    "Wait",
    "WaitQuerySet",
    "WeeklyHours",
    "WishUnit",
    "lend",
    "lent",
]
