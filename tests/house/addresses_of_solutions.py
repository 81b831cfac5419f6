"""The decisions for the catalogue: directory, stands, exhibitions, references."""

from tests.house.deciding import (
    COMPANY,
    RIVAL,
    SCHOOL,
    STAFF,
    WRITERS,
    Decision,
    Row,
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


def writing(
    address: str, own: str = "solution.own, draft.own", rival: str = "solution.rival"
) -> list[Row]:
    """A form for those who write for the company; a stranger's draft is hidden."""
    return rows(
        address,
        (own.split(", ")[0], form(WRITERS)),
        *((one, form(WRITERS, HIDDEN)) for one in own.split(", ")[1:]),
        (rival, form(RIVAL + STAFF)),
        ("draft.rival", form(RIVAL + STAFF, HIDDEN)),
        ("-", nothing()),
    )


def half_written(address: str, things: str = "solution") -> list[Row]:
    """Words kept while somebody types."""
    found = [(f"{things}.own", button(WRITERS)), (f"{things}.rival", button(RIVAL + STAFF))]
    if things == "solution":
        found.append(("draft.rival", button(RIVAL + STAFF, HIDDEN)))
    return rows(address, *found, ("-", button((), HIDDEN)))


DIRECTORY = [
    *rows(
        "catalogue:solution",
        ("solution.own, solution.rival", page()),
        ("draft.own", page(WRITERS)),
        ("draft.rival", page(RIVAL + STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "catalogue:picture",
        ("solution.own picture.own", page()),
        ("draft.own picture.own, solution.own picture.rival", nowhere()),
    ),
    *rows(
        "catalogue:company",
        ("home.company, home.rival", page()),
        ("claimed", page(STAFF)),
        ("home.school, -", nowhere()),
    ),
    *rows(
        "catalogue:company_edit",
        ("home.company", form(WRITERS)),
        ("home.rival", form(RIVAL + STAFF)),
        ("claimed", form(STAFF, HIDDEN)),
        ("home.school, -", nothing()),
    ),
    *rows(
        "catalogue:company_draft",
        ("home.company", button(WRITERS)),
        ("home.rival", button(RIVAL + STAFF)),
        ("home.school, -", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:solution_new",
        ("home.company", form(WRITERS)),
        ("home.rival", form(RIVAL + STAFF)),
        ("home.school, -", nothing()),
    ),
    *rows(
        "catalogue:solution_new_draft",
        ("home.company", button(WRITERS)),
        ("home.rival", button(RIVAL + STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *writing("catalogue:solution_edit"),
    *half_written("catalogue:solution_draft"),
    *writing("catalogue:solution_preview"),
    *rows(
        "catalogue:solution_publish",
        ("solution.own", button(WRITERS)),  # published already: the same once more
        ("draft.own", button(WRITERS, HIDDEN)),
        ("solution.rival", button(RIVAL + STAFF)),
        ("draft.rival", button(RIVAL + STAFF, HIDDEN)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:solution_withdraw",
        ("solution.own", button(WRITERS)),
        ("draft.own", button((), HIDDEN, not_now=WRITERS)),
        ("solution.rival", button(RIVAL + STAFF)),
        ("draft.rival", button((), HIDDEN, not_now=RIVAL + STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *writing("catalogue:claim_new"),
    *rows(
        "catalogue:claim_edit",
        ("solution.own claim.own", form(WRITERS)),
        ("solution.rival claim.rival", form(RIVAL + STAFF)),
        ("solution.own claim.rival", (decide(REFUSED, hidden=WRITERS),) * 2),
        ("solution.own -", (decide(REFUSED, hidden=WRITERS),) * 2),
        ("- claim.own", nothing()),
    ),
    *rows(
        "catalogue:claim_remove",
        ("solution.own claim.own", button(WRITERS)),
        ("solution.rival claim.rival", button(RIVAL + STAFF)),
        # One that is not there is gone already, whoever else has it.
        ("solution.own claim.rival, solution.own -", button(WRITERS)),
        ("- claim.own", button((), HIDDEN)),
    ),
    *writing("catalogue:fit_sheet"),
    *rows(
        "catalogue:setup",
        ("home.school", form((*SCHOOL, "provider", *STAFF))),
        ("home.other_school", form(("other_principal", *STAFF))),
        ("home.company, -", nothing()),
    ),
]
STANDS = [
    *rows(
        "catalogue:stand",
        ("solution.own", page()),
        ("draft.own", page(WRITERS)),
        ("draft.rival", page(RIVAL + STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "catalogue:demo_ask",
        ("solution.own, solution.rival", (all_of(DONE), all_of(FORM))),  # GET goes to the stand
        ("draft.rival", (all_of(DONE), all_of(HIDDEN) | dict.fromkeys(RIVAL + STAFF, FORM))),
        ("-", (all_of(DONE), all_of(HIDDEN))),
    ),
    *rows(  # counts for whom it may; says nothing in any case
        "catalogue:stand_opened",
        ("solution.own, draft.rival, -", (all_of(WRONG_METHOD), all_of(SHOWN))),
    ),
    *writing("catalogue:stand_edit"),
    *half_written("catalogue:stand_draft"),
    *writing("catalogue:medium_new"),
    *rows(
        "catalogue:medium_picture",
        ("medium.own, medium.rival", page()),
        ("closed_medium.own", page(WRITERS)),
        ("closed_medium.rival", page(RIVAL + STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "catalogue:medium_edit",
        ("medium.own", form(WRITERS)),
        ("medium.rival", form(RIVAL + STAFF)),
        ("closed_medium.rival", form(RIVAL + STAFF, HIDDEN)),
        ("-", nothing()),
    ),
    *(
        row
        for address in ("catalogue:medium_place", "catalogue:medium_remove")
        for row in rows(
            address,
            ("medium.own", button(WRITERS)),
            ("medium.rival", button(RIVAL + STAFF)),
            ("closed_medium.rival", button(RIVAL + STAFF, HIDDEN)),
            ("-", button((), HIDDEN)),
        )
    ),
    *rows("catalogue:leads", ("", own_page(COMPANY + RIVAL))),
    *rows(  # the visitor consented to the company and to nobody else: hidden from the hub too
        "catalogue:lead",
        ("lead.own", own_page(COMPANY)),
        ("lead.rival", own_page(RIVAL)),
        ("-", own_page(())),
    ),
    *rows("catalogue:lead_move", ("lead.own, lead.rival, -", button((), HIDDEN))),
    *rows("catalogue:leads_export", ("csv, xlsx", button((), shown=("company_lead",)))),
    *rows(
        "catalogue:demo_withdraw",
        ("demo.own", (all_of(SHOWN), all_of(DONE))),
        ("no-such-token", nowhere(HIDDEN)),
    ),
]


def staffs(
    address: str, shown: tuple[Decision, Decision], draft: tuple[Decision, Decision] | None = None
) -> list[Row]:
    """Of the hub's own pages about an exhibition: others may know the one that is published."""
    of_draft = draft or tuple({w: _hidden(o) for w, o in part.items()} for part in shown)
    return rows(address, ("exhibition", shown), ("exhibition.draft", of_draft))


def _hidden(outcome: str) -> str:
    return HIDDEN if outcome == REFUSED else outcome


SHOWS = [
    *rows(
        "catalogue:exhibition",
        ("exhibition", page()),
        ("exhibition.draft", page(STAFF)),
        ("-", nowhere()),
    ),
    *rows(
        "catalogue:exhibition_picture", ("exhibition", page()), ("exhibition.draft, -", nowhere())
    ),
    *rows(
        "catalogue:exhibition_visited",
        ("exhibition, exhibition.draft, -", (all_of(WRONG_METHOD), all_of(SHOWN))),
    ),
    *staffs("catalogue:exhibition_figures", own_page(STAFF, REFUSED)),
    *rows("catalogue:exhibition_new", ("", form(STAFF))),
    *staffs("catalogue:exhibition_edit", form(STAFF)),
    *rows("catalogue:exhibition_edit", ("-", nothing())),
    *rows("catalogue:exhibition_draft", ("exhibition, exhibition.draft, new, -", button(STAFF))),
    *staffs("catalogue:exhibition_arrange", own_page(STAFF, REFUSED)),
    *rows(
        "catalogue:exhibition_show",
        ("exhibition solution.own", button(STAFF)),
        ("exhibition.draft draft.rival, exhibition.draft -", button((), HIDDEN)),
        ("- solution.own", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:exhibition_place",
        ("exhibition solution.own", button(STAFF)),
        ("exhibition.draft solution.own", button(STAFF, HIDDEN)),
        ("exhibition.draft solution.rival, - solution.own", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:exhibition_leave_out",
        ("exhibition solution.own", button(STAFF)),
        ("exhibition.draft solution.own", button(STAFF, HIDDEN)),
        ("- solution.own", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:exhibition_publish",
        ("exhibition", button((), not_now=STAFF)),
        ("exhibition.draft", button(STAFF, HIDDEN)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:exhibition_unpublish",
        ("exhibition", button(STAFF)),
        ("exhibition.draft", button((), HIDDEN, not_now=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "catalogue:solution_references",
        ("solution.own", form(COMPANY)),
        ("solution.rival", form(RIVAL)),
        (
            "draft.own",
            form(COMPANY, HIDDEN, refused=STAFF),
        ),
        (
            "draft.rival",
            form(RIVAL, HIDDEN, refused=STAFF),
        ),
        ("-", nothing()),
    ),
    *rows("catalogue:references", ("", own_page(("principal", "other_principal")))),
    *rows(
        "catalogue:reference",
        ("reference.own", own_page(COMPANY + SCHOOL + STAFF)),
        ("declined.own", own_page((*COMPANY, "other_principal", *STAFF))),
        ("declined.rival", own_page(RIVAL + SCHOOL + STAFF)),
        ("reference.rival", own_page((*RIVAL, "other_principal", *STAFF))),
        ("-", own_page(())),
    ),
    *rows("catalogue:reference_decide", ("reference.own, reference.rival, -", button((), HIDDEN))),
    *rows(
        "catalogue:reference_withdraw",
        ("reference.own", button(COMPANY, HIDDEN, refused=SCHOOL + STAFF)),
        ("reference.rival", button(RIVAL, HIDDEN, refused=("other_principal", *STAFF))),
        ("-", button((), HIDDEN)),
    ),
]
