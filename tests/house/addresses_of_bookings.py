"""The decisions for units and bookings."""

import datetime as dt

from tests.house.deciding import (
    COMPANY,
    RIVAL,
    STAFF,
    all_of,
    button,
    decide,
    form,
    nothing,
    nowhere,
    own_page,
    page,
    rows,
    sure,
)
from tests.house.walking import FORM, HIDDEN, NOT_NOW, REFUSED, SHOWN, WRONG_METHOD

LEAD = ("company_lead",)
HERS = LEAD + STAFF  # who booked it, who leads her organisation, the hub
WITH_HAT = ("company_lead", "colleague", "rival", "teacher", "principal", "other_principal")
WITH_HAT += ("provider", "researcher", "investor", "partner", *STAFF)


def small_form(name):
    """One of the small forms of a page; it has none of its own."""
    told = button((), form=STAFF)
    return rows(
        f"bookings:{name}",
        ("unit", told),
        ("unit.draft", button((), HIDDEN, form=STAFF)),
        ("-", button((), HIDDEN)),
    )


def posted(name):
    """A door of the API that takes JSON."""
    wrong = all_of(WRONG_METHOD)
    return rows(
        f"api:{name}",
        ("unit", (wrong, all_of(REFUSED) | dict.fromkeys(WITH_HAT, SHOWN))),
        ("unit.draft", (wrong, all_of(HIDDEN) | dict.fromkeys(STAFF, NOT_NOW))),
        ("-", (wrong, all_of(HIDDEN))),
    )


NOON = dt.datetime.combine(dt.date.today() + dt.timedelta(days=20), dt.time(10), dt.UTC)
TIME = {"begins": NOON.isoformat(), "ends": NOON.replace(hour=11).isoformat(), "title": "Robots"}
KEY = "1f0c7c3e-8a55-4b07-8a56-9a4c3f0b5a13"
FILLED = {  # what is sent as JSON
    "api:book_unit": TIME | {"key": KEY},
    "api:send_wish": {
        "key": KEY,
        "title": "Robots",
        "unit_ids": [0],
        "weekday": 0,
        "earliest": "16:00",
        "minutes": 60,
    },  # of a unit that takes no part
    "api:book_series": TIME | {"key": KEY, "last": str(NOON.date() + dt.timedelta(days=15))},
}
SEASONS = [
    *rows("api:seasons", ("", page())),
    *rows("api:season", ("season", page()), ("-", nowhere())),
    *rows(
        "api:send_wish",
        ("season", (all_of(WRONG_METHOD), all_of(REFUSED) | dict.fromkeys(WITH_HAT, FORM))),
        ("-", (all_of(WRONG_METHOD), all_of(HIDDEN))),
    ),
    *rows("bookings:seasons", ("", page())),
    *rows("bookings:season", ("season, season.closed", page()), ("-", page(()))),
    *rows("bookings:new_season", ("", form(STAFF))),
    *rows(
        "bookings:edit_season",
        ("season", form(STAFF)),
        ("season.closed", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:wish",
        ("season", form(WITH_HAT)),
        ("season.closed", (decide(REFUSED, not_now=WITH_HAT),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:needs",
        ("season", button(WITH_HAT)),
        ("season.closed", button((), not_now=WITH_HAT)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:season_board",
        ("season, season.closed", own_page(STAFF, REFUSED)),
        ("-", own_page(())),
    ),
    *rows(
        "bookings:season_compare", ("season.closed", own_page(STAFF, REFUSED)), ("-", own_page(()))
    ),
    *rows(
        "bookings:season_anew",
        ("season.closed", button(STAFF)),
        ("season", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:season_publish",
        ("season.closed", form(STAFF)),
        ("season", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows("bookings:season_cancel", ("season, season.closed", form(STAFF)), ("-", nothing())),
    *rows(
        "bookings:edit_wish",
        ("season.wish", form(HERS, HIDDEN, refused=("colleague",))),
        ("season.wish.rival", form(RIVAL + STAFF, HIDDEN)),
        (
            "season.wish.closed",
            (decide(HIDDEN, refused=("colleague",), not_now=HERS),) * 2,
        ),
        ("-", nothing()),
    ),
    *rows(
        "bookings:withdraw_wish",
        ("season.wish", sure(HERS, HIDDEN, refused=("colleague",))),
        ("season.wish.rival", sure(RIVAL + STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "bookings:place_wish",
        ("season.wish.closed", form(STAFF, HIDDEN, refused=COMPANY)),
        ("season.wish", (decide(HIDDEN, refused=COMPANY, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:undo_placing",
        ("season.decision", button(STAFF, HIDDEN, refused=COMPANY)),
        ("-", button((), HIDDEN)),
    ),
]
BOOKINGS = [
    *SEASONS,
    *rows("api:units", ("", page())),
    *rows("api:free_units", ("", (all_of(FORM), all_of(WRONG_METHOD)))),  # no time is said
    *posted("book_unit"),
    *posted("book_series"),
    *rows(
        "bookings:unit_calendar",
        ("unit", page()),
        ("unit.draft", page(STAFF)),
        ("-", page(())),
    ),
    *rows(
        "bookings:own_calendar",
        ("calendar.token", page()),  # the address is the proof
        ("no-such-token", nowhere()),
    ),
    *rows(
        "bookings:booking_file",
        ("booking", own_page(COMPANY + STAFF)),
        ("booking.rival", own_page(RIVAL + STAFF)),
        ("-", own_page(())),
    ),
    *rows("bookings:link", ("", own_page()[:1] * 2)),
    *rows("bookings:revoke", ("", button())),
    *rows("bookings:unit", ("unit", page()), ("unit.draft", page(STAFF)), ("-", page(()))),
    *rows("bookings:mine", ("", own_page())),
    *rows(
        "bookings:here",
        ("door", own_page()),
        ("0d9e8a55-34c3-4b07-8a56-9a4c3f0b5a11", own_page(())),
    ),
    *rows("bookings:desk", ("", own_page(STAFF, REFUSED))),
    *rows("bookings:new_unit", ("", form(STAFF))),
    *rows("bookings:fair_use", ("", own_page(STAFF, REFUSED))),
    *rows("bookings:fair_use_file", ("", own_page(STAFF, REFUSED))),
    *rows("bookings:pupils", ("", form(STAFF))),
    *rows(
        "bookings:today",
        ("", (own_page()[0], decide(NOT_NOW, done=COMPANY, refused=("newcomer",)))),
    ),
    *rows("bookings:hide", ("", button())),
    *rows(
        "bookings:booking",
        ("booking, booking.begun, booking.asked", own_page(COMPANY + STAFF)),
        ("booking.rival", own_page(RIVAL + STAFF)),
        ("-", own_page(())),
    ),
    *rows(
        "bookings:change",
        ("booking", form(HERS, HIDDEN, refused=("colleague",))),
        ("booking.begun", form(STAFF, HIDDEN, refused=("colleague",), not_now=LEAD)),
        ("booking.rival", form(RIVAL + STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "bookings:cancel",
        (
            "booking",
            (
                decide(HIDDEN, shown=HERS, refused=("colleague",)),
                decide(HIDDEN, done=HERS, refused=("colleague",)),
            ),
        ),
        (
            "booking.begun",
            (
                decide(HIDDEN, shown=STAFF, refused=("colleague",), not_now=LEAD),
                decide(HIDDEN, done=STAFF, refused=("colleague",), not_now=LEAD),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "bookings:decide",
        ("booking.asked", form(STAFF, HIDDEN, refused=COMPANY)),
        ("booking", (decide(HIDDEN, refused=COMPANY, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:take",
        ("booking.offered", button(HERS, HIDDEN, refused=("colleague",))),
        ("booking", button((), HIDDEN, refused=("colleague",), not_now=HERS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:check_in",
        ("booking.begun", button(COMPANY + STAFF, HIDDEN)),
        ("booking", button(STAFF, HIDDEN, not_now=COMPANY)),
        ("booking.rival", button(STAFF, HIDDEN, not_now=RIVAL)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:miss",
        ("booking.begun", button(STAFF, HIDDEN, refused=COMPANY)),
        ("booking", button((), HIDDEN, refused=COMPANY, not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows("bookings:series", ("series", own_page(COMPANY + STAFF)), ("-", own_page(()))),
    *rows(
        "bookings:leave",
        ("wait", button(HERS, HIDDEN, refused=("colleague",))),
        ("-", button((), HIDDEN)),
    ),
    *(
        row
        for name in ("bookings:book", "bookings:wait")
        for row in rows(
            name,
            ("unit", form(WITH_HAT)),
            ("unit.draft", (decide(HIDDEN, not_now=STAFF),) * 2),
            ("-", nothing()),
        )
    ),
    *rows(
        "bookings:edit",
        ("unit", form(STAFF)),
        ("unit.draft", form(STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *rows(
        "bookings:arrange",
        ("unit", own_page(STAFF, REFUSED)),
        ("unit.draft", own_page(STAFF)),
        ("-", own_page(())),
    ),
    *rows("bookings:door", ("unit", own_page(STAFF, REFUSED)), ("-", own_page(()))),
    *small_form("add_hours"),
    *small_form("add_special"),
    *small_form("add_site"),
    *small_form("add_part"),
    *small_form("add_share"),
    *rows(
        "bookings:remove",
        ("unit special unit.special, unit quota unit.quota, unit part unit.part", button(STAFF)),
        ("unit.part site unit.site, unit hours -", button(STAFF)),
        ("- special unit.special", button((), HIDDEN)),
    ),
]
