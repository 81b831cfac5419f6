"""The pages of units and bookings."""

from eduhub.bookings.views import panels
from eduhub.bookings.views.booking import (
    book,
    cancel,
    change,
    check_in,
    decide,
    leave,
    miss,
    take,
    wait,
)
from eduhub.bookings.views.calendars import (
    booking_file,
    link,
    own_calendar,
    public_calendar,
    revoke,
    unit_calendar,
)
from eduhub.bookings.views.desk import (
    add_hours,
    add_part,
    add_share,
    add_site,
    add_special,
    arrange,
    desk,
    door,
    edit_unit,
    new_unit,
    remove,
)
from eduhub.bookings.views.fairness import fair_use, fair_use_file, pupils
from eduhub.bookings.views.presence import hide, today
from eduhub.bookings.views.reading import booking, here, mine, series, unit, units

__all__ = [
    "add_hours",
    "add_part",
    "add_share",
    "add_site",
    "add_special",
    "arrange",
    "book",
    "booking",
    "booking_file",
    "cancel",
    "change",
    "check_in",
    "decide",
    "desk",
    "door",
    "edit_unit",
    "fair_use",
    "fair_use_file",
    "here",
    "hide",
    "leave",
    "link",
    "mine",
    "miss",
    "new_unit",
    "own_calendar",
    "panels",
    "public_calendar",
    "pupils",
    "remove",
    "revoke",
    "series",
    "take",
    "today",
    "unit",
    "unit_calendar",
    "units",
    "wait",
]
