"""The decisions for privacy dossiers, papers, seats and consents."""

from tests.house.deciding import (
    COMPANY,
    INSIDE,
    SCHOOL,
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
from tests.house.walking import DONE, HIDDEN, REFUSED, SHOWN, WRONG_METHOD

DESK = ("provider", *STAFF)
OUTSIDE = (*COMPANY, *STAFF)  # know of the group, not of its seats
DOSSIERS = [
    *rows(
        "catalogue:dossier", ("solution.own", page()), ("solution.rival, draft.own, -", nowhere())
    ),
    *rows("catalogue:dossier_edit", ("solution.own", form(COMPANY)), ("-", nothing())),
    *rows(
        "catalogue:dossier_version",
        ("solution.own 1", own_page((*COMPANY, *DESK))),
        ("solution.own 9, - 1", own_page(())),
    ),
    *(
        row
        for name in ("catalogue:dossier_review", "catalogue:dossier_screening")
        for row in rows(
            name,
            ("solution.own 1", form(("provider",), HIDDEN, refused=(*COMPANY, *STAFF))),
            ("solution.own 9, - 1", nothing()),
        )
    ),
    *(
        row
        for name in ("catalogue:dossier_assessment", "catalogue:dossier_assessment_pdf")
        for row in rows(
            name,
            (
                "solution.own 1",
                (decide(HIDDEN, shown=DESK, refused=COMPANY), decide(WRONG_METHOD)),
            ),
            ("solution.own 9, - 1", own_page(())),
        )
    ),
]
SEATS = [
    *rows(
        "pilots:papers",
        ("pilot.private", (decide(REFUSED, shown=INSIDE), decide(REFUSED, form=DESK))),
        ("-", nothing()),
    ),
    *rows(
        "pilots:paper",
        ("pilot.private application", (decide(REFUSED, shown=INSIDE), decide(WRONG_METHOD))),
        ("- application", own_page(())),
    ),
    *rows(
        "pilots:paper_pdf",
        ("pilot.private application sv", (decide(REFUSED, shown=INSIDE), decide(WRONG_METHOD))),
        ("- application sv", own_page(())),
    ),
    *rows(
        "pilots:seats",
        (
            "group.private",
            (
                decide(HIDDEN, shown=SCHOOL, refused=OUTSIDE),
                decide(HIDDEN, form=("teacher",), refused=("principal", *OUTSIDE)),
            ),
        ),
        ("group.accepted", (decide(HIDDEN, not_now=SCHOOL, refused=OUTSIDE),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "pilots:seats_print",
        (
            "group.private",
            (decide(HIDDEN, shown=SCHOOL, refused=OUTSIDE), decide(WRONG_METHOD)),
        ),
        ("-", own_page(())),
    ),
    *rows(
        "pilots:seats_links",
        (
            "group.private",
            (
                decide(WRONG_METHOD),
                decide(HIDDEN, shown=("teacher",), refused=("principal", *OUTSIDE)),
            ),
        ),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:seats_drop",
        ("group.private", button(("teacher",), HIDDEN, refused=("principal", *OUTSIDE))),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "pilots:seat",
        ("seat", (decide(HIDDEN, shown=SCHOOL), decide(HIDDEN, form=SCHOOL))),
        ("-", nothing()),
    ),
    *rows(
        "pilots:consent_check",
        ("entry", button(("principal",), HIDDEN, refused=("teacher",))),
        ("-", button((), HIDDEN)),
    ),
    *rows("pilots:consent", ("", nowhere(HIDDEN))),
    *rows(
        "pilots:consent_link",
        ("token.consent", (all_of(SHOWN), all_of(DONE))),  # whoever holds the link
        ("no-such-token", (all_of(SHOWN), all_of(HIDDEN))),
    ),
]
