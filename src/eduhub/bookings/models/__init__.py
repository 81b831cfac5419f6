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
from eduhub.bookings.models.groups import GroupContact, SchoolGroup, SchoolGroupQuerySet
from eduhub.bookings.models.lent import Lent, lend, lend_products, lent, products
from eduhub.bookings.models.presence import LONGEST_ABOUT, Presence, PresenceQuerySet
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
from eduhub.bookings.models.visits import MOST_PUPILS, Visit, VisitQuerySet, VisitTime
from eduhub.bookings.models.waiting import Wait, WaitQuerySet
from eduhub.bookings.models.workshops import LONGEST_WORKSHOP, WorkshopLine

__all__ = [
    "LONGEST",
    "LONGEST_ABOUT",
    "LONGEST_DAYS",
    "LONGEST_SEASON",
    "LONGEST_WORKSHOP",
    "MOST_PUPILS",
    "Booking",
    "BookingQuerySet",
    "CalendarLink",
    "Claim",
    "Counted",
    "GroupContact",
    "Lent",
    "Part",
    "Presence",
    "PresenceQuerySet",
    "PupilCount",
    "Quota",
    "QuotaUse",
    "Refused",
    "SchoolGroup",
    "SchoolGroupQuerySet",
    "SchoolPupils",
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
    "Visit",
    "VisitQuerySet",
    "VisitTime",
    "Wait",
    "WaitQuerySet",
    "WeeklyHours",
    "WishUnit",
    "WorkshopLine",
    "lend",
    "lend_products",
    "lent",
    "products",
]
