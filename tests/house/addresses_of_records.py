"""The decisions for key figures, the record of a company, demo days."""

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
)
from tests.house.walking import DONE, FORM, HIDDEN, REFUSED, SHOWN, WRONG_METHOD

LEAD, COLLEAGUE = ("company_lead",), ("colleague",)
ABSENT = (decide(REFUSED, hidden=STAFF),) * 2
NO_BUTTON = (button(())[0], decide(REFUSED, hidden=STAFF))


def of_the_desk(name, things):
    """A form of the hub's own people about things that are there."""
    return rows(f"programmes:{name}", (things, form(STAFF)), ("-", ABSENT))


def seen_by_staff(name, things):
    gone = decide(REFUSED, hidden=STAFF), own_page(())[1]
    return rows(f"programmes:{name}", (things, own_page(STAFF, REFUSED)), ("-", gone))


def of_a_lead(name, thing, *, with_staff=False):
    """A form of a company's lead; colleagues see that it is there."""
    who = LEAD + STAFF if with_staff else LEAD
    refused = COLLEAGUE if with_staff else COLLEAGUE + STAFF
    return rows(
        f"programmes:{name}", (thing, form(who, HIDDEN, refused=refused)), ("-", nothing())
    )


def read_and_written(name, own):
    """A page for a company's people and the hub's, on which the lead alone writes."""
    shown = decide(HIDDEN, shown=COMPANY + STAFF)
    sent = decide(HIDDEN, form=LEAD, refused=COLLEAGUE + STAFF)
    rival = decide(HIDDEN, shown=RIVAL + STAFF), decide(HIDDEN, refused=RIVAL + STAFF)
    return rows(
        f"programmes:{name}",
        (f"{own}.own", (shown, sent)),
        (f"{own}.rival", rival),
        ("-", nothing()),
    )


BY_API = (
    (
        "ask.own",
        (
            all_of(HIDDEN) | dict.fromkeys(COMPANY + STAFF, SHOWN),
            all_of(HIDDEN) | dict.fromkeys(COLLEAGUE + STAFF, REFUSED) | {"company_lead": SHOWN},
        ),
    ),
    ("-", (all_of(HIDDEN),) * 2),
)
ANSWERS = {"seen": 2, "said": [{"code": "jobs", "why": "dont_know"}]}
FILLED = {name: ANSWERS for name in ("api:key_figure_ask", "api:answer_key_figures")}

RECORDS = [
    *seen_by_staff("figures_desk", "programme"),
    *of_the_desk("new_key_figure", "programme"),
    *of_the_desk("figure_plan", "programme"),
    *of_the_desk("new_figure_round", "programme"),
    *of_the_desk("new_stay", "programme"),
    *of_the_desk("edit_key_figure", "figure.key"),
    *of_the_desk("edit_stay", "stay.own"),
    *seen_by_staff("figure_round", "figure.round"),
    *seen_by_staff("figure_round_csv", "figure.round"),
    *seen_by_staff("figure_round_json", "figure.round"),
    *read_and_written("figure_ask", "ask"),
    *rows(
        "programmes:send_figure_link",
        ("ask.own", form(STAFF, HIDDEN, refused=COMPANY)),
        ("-", nothing()),
    ),
    *rows(
        "programmes:revoke_figure_links",
        ("ask.own", button(STAFF, HIDDEN, refused=COMPANY)),
        ("-", button((), HIDDEN)),
    ),
    *rows("programmes:figure_answer", ("", nowhere(HIDDEN))),
    *rows(
        "programmes:figure_link",
        ("token.figures", (all_of(SHOWN), all_of(DONE))),
        ("no-such-token", (all_of(SHOWN), all_of(HIDDEN))),
    ),
    *rows(
        "programmes:record",
        ("home.company", own_page(COMPANY + STAFF)),
        ("home.rival", own_page(RIVAL + STAFF)),
        ("home.school, -", own_page(())),
    ),
    *rows(
        "programmes:record_json",
        ("home.company", own_page(COMPANY + STAFF)),
        ("home.rival", own_page(RIVAL + STAFF)),
        ("-", own_page(())),
    ),
    *of_a_lead("new_event", "home.company", with_staff=True),
    *rows(
        "programmes:withdraw_event",
        ("event.own", button(LEAD + STAFF, HIDDEN, refused=COLLEAGUE)),
        ("-", button((), HIDDEN)),
    ),
    *of_a_lead("choose_years", "stay.own"),
    *rows("programmes:new_demo_day", ("", form(STAFF))),
    *of_the_desk("edit_demo_day", "demo_day, demo_day.draft"),
    *rows(
        "programmes:demo_day",
        ("demo_day", page()),
        ("demo_day.draft", page(STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "programmes:publish_demo_day",
        ("demo_day, demo_day.draft", button(STAFF)),
        ("-", NO_BUTTON),
    ),
    *rows("programmes:ask_to_pitch", ("demo_day", button(STAFF)), ("-", NO_BUTTON)),
    *rows("programmes:move_pitch", ("pitch.own", button(STAFF)), ("-", NO_BUTTON)),
    *read_and_written("pitch", "pitch"),
    *rows(
        "programmes:interest",
        ("pitch.own", (all_of(SHOWN), all_of(FORM))),
        ("pitch.rival, pitch.unseen, -", nowhere(HIDDEN)),
    ),
    *rows(
        "programmes:interest_link",
        ("token.interest", (all_of(SHOWN), all_of(SHOWN))),
        ("no-such-token", nowhere(HIDDEN)),
    ),
    *rows(
        "api:key_figure_round",
        ("figure.round", (all_of(REFUSED) | dict.fromkeys(STAFF, SHOWN), all_of(WRONG_METHOD))),
        ("-", (all_of(REFUSED) | dict.fromkeys(STAFF, HIDDEN), all_of(WRONG_METHOD))),
    ),
    *rows("api:key_figure_ask", *BY_API),
    *rows("api:answer_key_figures", *BY_API),
]
