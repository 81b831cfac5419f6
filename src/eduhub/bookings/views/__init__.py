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
    "cancel",
    "change",
    "check_in",
    "decide",
    "desk",
    "door",
    "edit_unit",
    "here",
    "leave",
    "mine",
    "miss",
    "new_unit",
    "panels",
    "remove",
    "series",
    "take",
    "unit",
    "units",
    "wait",
]
