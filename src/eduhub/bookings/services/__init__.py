"""Every write of this room."""

from eduhub.bookings.services.asking import Asked
from eduhub.bookings.services.booking import (
    accept_offer,
    book,
    cancel,
    check_in,
    decide,
    miss,
    move,
)
from eduhub.bookings.services.calendars import make_link, revoke_link
from eduhub.bookings.services.presence import forget_presence, hide_me, show_me
from eduhub.bookings.services.pupils import count_pupils
from eduhub.bookings.services.series import Repeat, book_series, cancel_some, move_some
from eduhub.bookings.services.units import (
    Open,
    Otherwise,
    Share,
    UnitWords,
    change_share,
    edit_unit,
    join_part,
    make_unit,
    open_weekly,
    place_at,
    set_special,
    share_out,
    take_away,
    take_part_out,
)
from eduhub.bookings.services.waiting import end_old_waits, lapse_offers, leave, wait_for

__all__ = [
    "Asked",
    "Open",
    "Otherwise",
    "Repeat",
    "Share",
    "UnitWords",
    "accept_offer",
    "book",
    "book_series",
    "cancel",
    "cancel_some",
    "change_share",
    "check_in",
    "count_pupils",
    "decide",
    "edit_unit",
    "end_old_waits",
    "forget_presence",
    "hide_me",
    "join_part",
    "lapse_offers",
    "leave",
    "make_link",
    "make_unit",
    "miss",
    "move",
    "move_some",
    "open_weekly",
    "place_at",
    "revoke_link",
    "set_special",
    "share_out",
    "show_me",
    "take_away",
    "take_part_out",
    "wait_for",
]
