"""The decisions for the library of measures and for logic models."""

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
    page,
    rows,
)
from tests.house.walking import FORM, HIDDEN, REFUSED, SHOWN

READERS = ("researcher", *STAFF)

REASONS = [
    *rows("api:measure", ("measure", page()), ("measure.proposed, -", nowhere())),
    *rows("measures:propose", ("", form(READERS))),
    *rows(
        "measures:measure",
        ("measure", page()),
        ("measure.proposed", page(READERS)),
        ("-", nowhere()),
    ),
    *rows(
        "measures:score",
        ("measure.scale", (all_of(SHOWN), all_of(FORM))),
        ("measure, measure.proposed, -", (all_of(HIDDEN),) * 2),  # nothing to add up
    ),
    *rows(
        "measures:write",
        ("measure.proposed", form(READERS, HIDDEN)),
        ("measure", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "measures:anew",
        ("measure", form(READERS)),
        ("measure.proposed", (decide(HIDDEN, not_now=READERS),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "measures:publish",
        ("measure.proposed", button(STAFF, HIDDEN, refused=("researcher",))),
        ("measure", button((), not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "measures:decline",
        ("measure.proposed", form(STAFF, HIDDEN, refused=("researcher",))),
        ("measure", (decide(REFUSED, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
    *rows(
        "logic:model",
        ("solution.own", page()),
        ("solution.rival", page(RIVAL)),  # there is none, so only they are told how to begin
        ("-", nowhere()),
    ),
    *rows(
        "logic:write",
        ("solution.own", form(COMPANY)),
        ("solution.rival", form(RIVAL)),
        ("-", nothing()),
    ),
    *rows(
        "logic:publish",
        ("solution.own", button(COMPANY)),
        ("solution.rival", button((), not_now=RIVAL)),
        ("-", button((), HIDDEN)),
    ),
    *rows("logic:review", ("logic", form(READERS)), ("-", nothing())),
    *rows("logic:file", ("logic", page()), ("-", nowhere())),
]
