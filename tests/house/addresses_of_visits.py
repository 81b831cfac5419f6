"""The decisions for visits of school groups and the workshop log."""

from tests.house.deciding import (
    COMPANY,
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
)
from tests.house.walking import DONE, FORM, HIDDEN, NOT_NOW, SHOWN, WRONG_METHOD

HOSTS = COMPANY + STAFF  # the company that holds the visit, and the hub
KEY = "5b7a53a8-6d0e-4a0e-9f57-7b2f1c1a0e55"
FILLED = {  # what is sent as JSON
    "api:enrol_group": {
        "key": KEY,
        "pupils": 10,
        "adults": 1,
        "grade": "5",
        "language": "fi",
        "name": "The teacher",
        "email": "teacher@school.example",
        "school_name": "The village school",
    },
    "api:log_workshop": {"key": KEY, "groups": 1, "learners": 9, "minutes": 45},
}


def by_link(name, get, post):
    """Whoever has the letter's link, whoever they are; nobody else is told a thing."""
    gone = HIDDEN if get != WRONG_METHOD else WRONG_METHOD
    return rows(
        f"bookings:group{name}",
        ("group.token", (all_of(get), all_of(post))),
        ("no-such-token", (all_of(gone), all_of(HIDDEN))),
    )


def managed(name):
    return rows(
        f"bookings:{name}",
        ("visit", form(STAFF)),
        ("visit.draft", form(STAFF, HIDDEN, refused=COMPANY)),
        ("-", nothing()),
    )


def json_only(name, *told):
    return rows(f"api:{name}", *((things, (all_of(WRONG_METHOD), post)) for things, post in told))


VISITS = [
    *rows("bookings:visit", ("visit", page()), ("visit.draft", page(HOSTS)), ("-", nowhere())),
    *rows(
        "bookings:enrol",
        ("time", (all_of(SHOWN), all_of(FORM))),
        ("time.over", (all_of(NOT_NOW),) * 2),
        ("-", nowhere(HIDDEN)),
    ),
    *rows("bookings:group", ("group.token, group.new", page()), ("no-such-token", nowhere())),
    *by_link("_confirm", WRONG_METHOD, NOT_NOW),
    *rows("bookings:group_confirm", ("group.new", (all_of(WRONG_METHOD), all_of(DONE)))),
    *by_link("_take", WRONG_METHOD, NOT_NOW),
    *by_link("_change", SHOWN, FORM),
    *rows("bookings:group_change", ("group.new", (all_of(NOT_NOW),) * 2)),
    *by_link("_cancel", SHOWN, DONE),
    *by_link("_forget", WRONG_METHOD, NOT_NOW),
    *rows("bookings:received", ("", own_page(HOSTS))),
    *rows("bookings:new_visit", ("", form(STAFF))),
    *managed("edit_visit"),
    *managed("visit_times"),
    *rows("bookings:visit_time", ("time, time.over", own_page(HOSTS)), ("-", own_page(()))),
    *rows(
        "bookings:call_off",
        ("time", form(STAFF, HIDDEN, refused=COMPANY)),
        ("time.over", (decide(HIDDEN, refused=COMPANY, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:log",
        ("time.over", form(HOSTS, HIDDEN)),
        ("time", (decide(HIDDEN, not_now=HOSTS),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "bookings:group_came",
        ("group.over", (decide(WRONG_METHOD), decide(HIDDEN, form=HOSTS))),
        ("group.booked", button((), HIDDEN, not_now=HOSTS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:group_missed",
        ("group.over", button(HOSTS, HIDDEN)),
        ("group.booked", button((), HIDDEN, not_now=HOSTS)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "bookings:call_off_group",
        ("group.booked", form(STAFF, HIDDEN, refused=COMPANY)),
        ("-", nothing()),
    ),
    *rows("bookings:correct_line", ("line", form(HOSTS, HIDDEN)), ("-", nothing())),
    *rows("bookings:workshops", ("", own_page(HOSTS))),
    *rows("bookings:workshops_file", ("", own_page(HOSTS))),
    *json_only(
        "enrol_group",
        ("time", all_of(SHOWN)),
        ("time.over", all_of(NOT_NOW)),
        ("-", all_of(HIDDEN)),
    ),
    *json_only(
        "log_workshop",
        ("time.over", all_of(HIDDEN) | dict.fromkeys(HOSTS, SHOWN)),
        ("time", all_of(HIDDEN) | dict.fromkeys(HOSTS, NOT_NOW)),
        ("-", all_of(HIDDEN)),
    ),
    *rows("api:workshop_totals", ("", (all_of(FORM), all_of(WRONG_METHOD)))),  # no days are said
]
