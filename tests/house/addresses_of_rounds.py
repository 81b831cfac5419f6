"""The decisions for rounds of matching, wishes and invitations."""

from tests.house.deciding import (
    COMPANY,
    STAFF,
    button,
    decide,
    form,
    nothing,
    own_page,
    page,
    rows,
    sure,
)
from tests.house.walking import HIDDEN, REFUSED

TEACHER, PRINCIPAL = ("teacher",), ("principal",)
OVER = (decide(HIDDEN, not_now=STAFF),) * 2
FORMS = ("limits", "decide", "publish", "cancel")  # of a round that is open

ROUNDS = [
    *rows("pilots:rounds", ("", own_page(STAFF, REFUSED))),
    *rows("pilots:new_round", ("", form(STAFF))),
    *rows("pilots:round", ("round, round.published", own_page(STAFF)), ("-", own_page(()))),
    *(
        row
        for name in FORMS
        for row in rows(
            f"pilots:round_{name}",
            ("round", form(STAFF, HIDDEN)),
            ("round.published", OVER),
            ("-", nothing()),
        )
    ),
    *rows(
        "pilots:round_anew",
        ("round", button(STAFF, HIDDEN)),
        ("round.published", button((), HIDDEN, not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:round_compare",
        ("round", own_page(STAFF)),
        ("round.published, -", own_page(())),  # it has one proposal only
    ),
    *rows(
        "pilots:round_problem",
        ("round 1, round.published 1", own_page(STAFF)),
        ("round 99, - 1", own_page(())),
    ),
    *rows(
        "pilots:round_undo",
        ("decision", button(STAFF, HIDDEN)),
        ("-", button((), HIDDEN)),
    ),
    *rows(  # nobody need wish or prefer anything: an empty form is an answer
        "pilots:wish",
        ("profile", sure(TEACHER, HIDDEN, refused=(*PRINCIPAL, *STAFF))),
        ("profile.elsewhere", sure((), HIDDEN, refused=STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "pilots:prefer",
        ("pilot", sure(COMPANY)),
        ("pilot.withdrawn", (decide(HIDDEN, not_now=COMPANY, refused=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:invitation",
        ("group.invited", sure(TEACHER, HIDDEN, refused=(*PRINCIPAL, *COMPANY, *STAFF))),
        (
            "group",
            (decide(HIDDEN, not_now=TEACHER, refused=(*PRINCIPAL, *COMPANY, *STAFF)),) * 2,
        ),
        ("-", nothing()),
    ),
    *rows("pilots:pilot", ("pilot.matched", page())),
]
