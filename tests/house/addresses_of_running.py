"""The decisions for pilots that run and end: log, feedback, board, endings, public register."""

from tests.house.deciding import (
    COMPANY,
    INSIDE,
    SCHOOL,
    STAFF,
    WRITERS,
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
from tests.house.walking import FORM, HIDDEN, REFUSED, SHOWN

NOT_THE_TEACHER = tuple(who for who in INSIDE if who != "teacher")
NOT_THE_COMPANY = tuple(who for who in INSIDE if who not in COMPANY)
OVERSEE = ("provider", *STAFF)
DECIDE = ("principal", "provider")
OPEN_FORM = (all_of(SHOWN), all_of(FORM))  # for everybody, without an account

RUNNING = [
    *rows(
        "pilots:suggestions",
        (
            "pilot.running",
            (
                decide(HIDDEN, shown=INSIDE),
                decide(HIDDEN, refused=NOT_THE_TEACHER, form=("teacher",)),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:suggestion",
        (
            "suggestion",
            (
                decide(HIDDEN, shown=INSIDE),
                decide(HIDDEN, refused=NOT_THE_COMPANY, form=COMPANY),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:suggestion_take_back",
        ("suggestion", button(("teacher",), HIDDEN, refused=NOT_THE_TEACHER)),
        ("-", button((), HIDDEN)),
    ),
    *rows("pilots:feedback_code", ("", OPEN_FORM)),
    *rows("pilots:feedback_thanks", ("", page())),
    *rows("pilots:feedback_again", ("", page())),
    *rows("pilots:feedback", ("code", OPEN_FORM), ("BCDF2345", nowhere(HIDDEN))),
    *rows(
        "pilots:feedback_open",
        (
            "class",
            (
                decide(HIDDEN, shown=SCHOOL),
                decide(HIDDEN, form=("teacher",), refused=("principal",)),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "pilots:feedback_session",
        ("session", own_page((*SCHOOL, *STAFF))),
        ("-", own_page(())),
    ),
    *rows(
        "pilots:feedback_close",
        ("session", button(("teacher",), HIDDEN, refused=("principal", *STAFF))),
        ("-", button((), HIDDEN)),
    ),
    *rows("pilots:feedback_results", ("pilot.running", own_page(INSIDE)), ("-", own_page(()))),
    *rows(
        "pilots:take_out",
        ("class", form(SCHOOL, HIDDEN, refused=WRITERS)),
        ("group", (decide(HIDDEN, not_now=SCHOOL, refused=WRITERS),) * 2),
        ("-", nothing()),
    ),
    *rows("pilots:board", ("", own_page(OVERSEE, REFUSED))),
    *rows("pilots:board_file", ("", own_page(OVERSEE, REFUSED))),
    *rows("pilots:trail", ("pilot.running", own_page(INSIDE)), ("-", own_page(()))),
]
ENDS = [
    *rows(
        "pilots:close",
        ("pilot.published", form(DECIDE)),
        ("pilot.running", (decide(REFUSED, not_now=DECIDE),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:closing",
        ("closing", (all_of(SHOWN), all_of(REFUSED) | dict.fromkeys(COMPANY, FORM))),
        (
            "closing.early",  # its result is not public yet
            (
                all_of(HIDDEN) | dict.fromkeys(INSIDE, SHOWN),
                all_of(HIDDEN)
                | dict.fromkeys(NOT_THE_COMPANY, REFUSED)
                | dict.fromkeys(COMPANY, FORM),
            ),
        ),
        ("-", nowhere(HIDDEN)),
    ),
    *(
        row
        for name in ("closings", "closings_file", "closings_feed", "register", "register_file")
        for row in rows(f"pilots:{name}", ("", page()))
    ),
    *(
        row
        for name in ("register", "left_out", "decisions")
        for row in rows(f"api:{name}", ("", page()))
    ),
    *rows("pilots:pilot", ("pilot.left_out", page(COMPANY + STAFF))),
    *rows("pilots:listing", ("", form(("principal", "other_principal")))),
    *rows(
        "pilots:leave_out",
        ("pilot", form(STAFF)),
        ("pilot.published", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows("pilots:put_back", ("pilot", button(STAFF)), ("-", button((), HIDDEN))),
]
