"""The decisions for requests for advice, their sessions, memos, notes and referrals."""

from tests.house.addresses_of_bookings import KEY, NOON, WITH_HAT
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
    rows,
)
from tests.house.walking import FORM, HIDDEN, REFUSED, SHOWN, WRONG_METHOD

LEAD = ("company_lead",)
HERS = LEAD + STAFF  # who asked, who leads her organisation, the hub
COLLEAGUE = ("colleague",)
ADVISER, OTHER = ("staff",), ("hub_lead",)  # of the hub's people one advises
FILLED = {  # what is sent as JSON
    "api:ask_for_advice": {
        "key": KEY, "topics": ["funding"], "stage": "tried", "language": "en", "words": "How?"
    },
    "api:book_session": {"key": KEY, "begins": NOON.isoformat()},
}  # fmt: skip


def of_the_desk(name, thing):
    """A form of the hub's own people about one thing."""
    return rows(
        f"advice:{name}",
        (thing, form(STAFF)),
        ("-", (decide(REFUSED, hidden=STAFF),) * 2),
    )


def over(*others):
    """The same to both methods: too late for those who may, refused to the others in it."""
    return (decide(HIDDEN, refused=others, not_now=tuple({*COMPANY, *STAFF} - {*others})),) * 2


OF_THE_API = [
    *rows(
        "api:ask_for_advice",
        ("", (all_of(WRONG_METHOD), all_of(REFUSED) | dict.fromkeys(WITH_HAT, SHOWN))),
    ),
    *rows(
        "api:free_times",
        (
            "case.open",
            (
                all_of(HIDDEN) | dict.fromkeys(HERS, SHOWN) | {"colleague": REFUSED},
                all_of(WRONG_METHOD),
            ),
        ),
        ("-", nowhere()),
    ),
    *rows(
        "api:book_session",
        (
            "case.open",
            (
                all_of(WRONG_METHOD),
                all_of(HIDDEN) | dict.fromkeys(HERS, SHOWN) | {"colleague": REFUSED},
            ),
        ),
        ("-", (all_of(WRONG_METHOD), all_of(HIDDEN))),
    ),
]
ADVICE = [
    *OF_THE_API,
    *rows("advice:cases", ("", own_page())),
    *rows("advice:new", ("", form(WITH_HAT))),
    *rows(
        "advice:calendar",
        ("", (decide(HIDDEN, shown=ADVISER), decide(HIDDEN, done=ADVISER))),
    ),
    *rows("advice:desk", ("", own_page(STAFF, REFUSED))),
    *rows("advice:new_adviser", ("", form(STAFF))),
    *rows("advice:new_sign", ("", form(STAFF))),
    *of_the_desk("edit_adviser", "adviser"),
    *of_the_desk("edit_sign", "sign"),
    *rows(
        "advice:outcome",
        ("token.outcome", (all_of(SHOWN), all_of(FORM))),  # the address is the proof
        ("no-such-token", nowhere(HIDDEN)),
    ),
    *rows(
        "advice:referral",
        (
            "referral",
            (
                decide(HIDDEN, shown=LEAD, refused=COLLEAGUE + STAFF),
                decide(HIDDEN, done=LEAD, refused=COLLEAGUE + STAFF),
            ),
        ),
        ("referral.agreed", over(*COLLEAGUE, *STAFF)),
        ("-", nothing()),
    ),
    *rows(
        "advice:move",
        ("session.coming", form(HERS, HIDDEN, refused=COLLEAGUE)),
        ("session.over", over(*COLLEAGUE)),
        ("-", nothing()),
    ),
    *rows(
        "advice:cancel",
        (
            "session.coming",
            (
                decide(HIDDEN, shown=HERS, refused=COLLEAGUE),
                decide(HIDDEN, done=HERS, refused=COLLEAGUE),
            ),
        ),
        ("session.over", over(*COLLEAGUE)),
        ("-", nothing()),
    ),
    *rows(
        "advice:link",
        (
            "session.coming",
            (
                decide(HIDDEN, shown=STAFF, refused=COMPANY),
                decide(HIDDEN, done=STAFF, refused=COMPANY),
            ),
        ),
        ("-", nothing()),
    ),
    *rows(
        "advice:memo",
        ("session.over", form(ADVISER, HIDDEN, refused=COMPANY + OTHER)),
        ("session.coming", over(*COMPANY, *OTHER)),
        ("-", nothing()),
    ),
    *rows(
        "advice:tick",
        ("step", button(HERS, HIDDEN, refused=COLLEAGUE)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "advice:case",
        ("case, case.open, case.closed", own_page(COMPANY + STAFF)),
        ("case.rival", own_page(RIVAL + STAFF)),
        ("-", own_page(())),
    ),
    *rows(
        "advice:book",
        ("case.open", form(HERS, HIDDEN, refused=COLLEAGUE)),
        ("case.closed", over(*COLLEAGUE)),
        ("-", nothing()),
    ),
    *rows(
        "advice:lead",
        ("case.open", form(STAFF, HIDDEN, refused=COMPANY)),
        ("case.closed", over(*COMPANY)),
        ("-", nothing()),
    ),
    *rows(
        "advice:close",
        ("case.open", button(HERS, HIDDEN, refused=COLLEAGUE)),
        ("case.closed", button(COMPANY + STAFF, HIDDEN)),  # nothing is done twice
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "advice:refer",
        ("case", form(STAFF, HIDDEN, refused=COMPANY)),
        ("case.closed", over(*COMPANY)),
        ("-", nothing()),
    ),
    *rows(
        "advice:notes",
        ("case", form(ADVISER, HIDDEN)),  # that there are notes is nobody else's business
        ("case.closed, -", nothing()),
    ),
    *rows(
        "advice:name_reader",
        ("case", button(ADVISER, HIDDEN, refused=COMPANY + OTHER)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "advice:stop_reader",
        ("case -", button(ADVISER, HIDDEN, refused=COMPANY + OTHER)),
        ("- -", button((), HIDDEN)),
    ),
]
