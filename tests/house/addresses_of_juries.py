"""The decisions for juries: the desk of the hub, the juror's pages, what applicants are told."""

from tests.house.deciding import (
    COMPANY,
    RIVAL,
    STAFF,
    button,
    decide,
    form,
    nothing,
    own_page,
    rows,
    sure,
)
from tests.house.walking import HIDDEN, REFUSED, WRONG_METHOD

JUROR = ("provider",)
ABSENT = (decide(REFUSED, hidden=STAFF),) * 2
NO_BUTTON = (decide(WRONG_METHOD), decide(REFUSED, hidden=STAFF))
TOO_LATE = button((), not_now=STAFF)


def desk_form(name, things, absent="-"):
    return rows(f"programmes:{name}", (things, form(STAFF)), (absent, ABSENT))


def desk_page(name, things, absent="-"):
    gone = (decide(REFUSED, hidden=STAFF), decide(WRONG_METHOD))
    return rows(f"programmes:{name}", (things, own_page(STAFF, REFUSED)), (absent, gone))


DESK = [
    *desk_form("jury", "judged"),
    *desk_form("new_round", "judged"),
    *desk_form("verdicts", "judged"),
    *desk_form("set_apart", "juror"),
    *rows("programmes:end_juror", ("juror", button(STAFF)), ("-", NO_BUTTON)),
    *desk_page("round", "judging, judging.planned"),
    *desk_form("edit_round", "judging, judging.planned"),
    *desk_form("new_criterion", "judging.planned"),
    *desk_form("edit_criterion", "judging.planned criterion.planned", "judging -, - -"),
    *rows(
        "programmes:drop_criterion",
        ("judging criterion", TOO_LATE),
        ("judging.planned criterion.planned", button(STAFF)),
        ("judging.planned -, - -", NO_BUTTON),
    ),
    *rows("programmes:copy_criteria", ("judging, judging.planned", TOO_LATE), ("-", NO_BUTTON)),
    *rows(
        "programmes:propose",
        ("judging", TOO_LATE),
        ("judging.planned", button(STAFF)),
        ("-", NO_BUTTON),
    ),
    *rows(
        "programmes:bring_in",
        ("lender call.over", button(STAFF)),
        ("lender call", TOO_LATE),  # it is open still
        ("lender -, - call.over", NO_BUTTON),
    ),
    *rows("programmes:give_out", ("judging, judging.planned", TOO_LATE), ("-", NO_BUTTON)),
    *desk_page("ranking", "judging"),
    *desk_page("sheets_csv", "judging, judging.planned"),
    *desk_page("scores_json", "judging, judging.planned"),
    *rows("programmes:rank", ("judging", button(STAFF)), ("-", NO_BUTTON)),
    *desk_page("sheets", "judging entry.judged", "judging -, - entry.judged"),
    *desk_form("assign", "judging entry.judged", "judging -, - entry.judged"),
    *rows("programmes:lock", ("pair.open", TOO_LATE), ("-", NO_BUTTON)),
    *rows(
        "programmes:take_away",
        ("pair.given", TOO_LATE),
        ("pair.open", button(STAFF)),
        ("-", NO_BUTTON),
    ),
    *rows("programmes:reopen_sheet", ("pair.given", button(STAFF)), ("pair.open, -", NO_BUTTON)),
    *desk_form("decide", "judged.own, judged.rival"),
    *rows(
        "programmes:move_up",
        ("judged.own", TOO_LATE),
        ("judged.rival", button(STAFF)),
        ("-", NO_BUTTON),
    ),
    *desk_form("answer_appeal", "judged.own", "judged.rival, -"),
    *desk_page("redacted", "judged.own"),
]
OF_JURORS = [
    *rows("programmes:my_reviews", ("", own_page())),
    *rows("programmes:stand_apart", ("juror", form(JUROR, HIDDEN)), ("-", nothing())),
    *rows(
        "programmes:reviews",
        ("judging", own_page(JUROR)),
        ("judging.planned, -", own_page(())),
    ),
    *rows(
        "programmes:review",
        ("judging code.given, judging code.open", form(JUROR, HIDDEN)),
        ("judging.planned code.given, judging no-such", nothing()),
    ),
    *rows(
        "programmes:draft_review",
        ("judging code.open", button(JUROR, HIDDEN)),
        ("judging.planned code.given", button((), HIDDEN)),
    ),
    *rows(
        "programmes:conflict",
        ("judging code.open", sure(JUROR, HIDDEN)),
        ("judging no-such", nothing()),
    ),
    *rows(
        "programmes:remark",
        ("judging code.given", form(JUROR, HIDDEN)),
        ("judging no-such", nothing()),
    ),
    *rows("programmes:review_file", ("judging code.given -", own_page(()))),
]
OF_APPLICANTS = rows(
    "programmes:verdict",
    ("judged.own", form(COMPANY + STAFF, HIDDEN)),
    ("judged.rival", form(RIVAL + STAFF, HIDDEN)),
    ("-", nothing()),
)
JURIES = [*DESK, *OF_JURORS, *OF_APPLICANTS]
