"""The decisions for calls, their questions and applications."""

from tests.house.addresses_of_bookings import WITH_HAT
from tests.house.deciding import (
    COMPANY,
    EVERYBODY,
    RIVAL,
    SIGNED_IN,
    STAFF,
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
from tests.house.walking import HIDDEN, REFUSED

LEAD = ("company_lead",)
COLLEAGUE = ("colleague",)
OTHERS = COLLEAGUE + STAFF  # see it, and do not write it
APPLICANTS = tuple(who for who in WITH_HAT if who not in STAFF)


def of_the_desk(name, *things):
    """A form of the hub's own people about published things."""
    return rows(f"programmes:{name}", *((thing, form(STAFF)) for thing in things))


def closed_to(who, *refused):
    """The same to both methods: not now for those who may, refused to those who see it."""
    return (decide(HIDDEN, not_now=who, refused=refused),) * 2


OF_THE_DESK = [
    *rows("programmes:desk", ("", own_page(STAFF, REFUSED))),
    *of_the_desk("new_programme", ""),
    *rows("programmes:edit_programme", ("programme", form(STAFF)),
          ("-", (decide(REFUSED, hidden=STAFF),) * 2)),
    *of_the_desk("new_call", ""),
    *rows("programmes:build", ("intake", own_page(STAFF, REFUSED)), ("intake.draft", own_page(STAFF)),
          ("-", own_page(()))),
    *rows("programmes:edit_call", ("intake", form(STAFF)), ("intake.draft", form(STAFF, HIDDEN)),
          ("-", nothing())),
    *rows("programmes:copy_call",
          ("intake, intake.draft", form(STAFF)), ("-", (decide(REFUSED, hidden=STAFF),) * 2)),
    *rows("programmes:new_step", ("intake.draft", form(STAFF, HIDDEN)),
          ("intake", (decide(REFUSED, not_now=STAFF),) * 2), ("-", nothing())),
    *rows("programmes:new_question", ("intake.draft", form(STAFF, HIDDEN)),
          ("intake", (decide(REFUSED, not_now=STAFF),) * 2), ("-", nothing())),
    *rows("programmes:publish", ("intake.draft", button(STAFF, HIDDEN)),
          ("intake", button((), REFUSED, not_now=STAFF)), ("-", button((), HIDDEN))),
    *rows("programmes:grace", ("intake", form(STAFF)),
          ("intake.draft", (decide(HIDDEN, not_now=STAFF),) * 2), ("-", nothing())),
    *rows("programmes:edit_question", ("question.draft", form(STAFF, HIDDEN)),
          ("question.open", form(STAFF)), ("-", nothing())),
    *rows("programmes:remove_question", ("question.draft", button(STAFF, HIDDEN)),
          ("question.open", button((), REFUSED, not_now=STAFF)), ("-", button((), HIDDEN))),
    *rows("programmes:move_question", ("question.draft", button(STAFF, HIDDEN)),
          ("question.open", button((), REFUSED, not_now=STAFF)), ("-", button((), HIDDEN))),
    *rows("programmes:ask_more", ("applied", form(STAFF, HIDDEN, refused=COMPANY)),
          ("-", nothing())),
    *rows("programmes:let_on", ("applied", button(STAFF, HIDDEN, refused=COMPANY)),
          ("applied.draft", button((), HIDDEN, refused=COMPANY, not_now=STAFF)),
          ("-", button((), HIDDEN))),
]  # fmt: skip
PROGRAMMES = [
    *OF_THE_DESK,
    *rows("programmes:call", ("intake", page()), ("intake.draft", page(STAFF)), ("-", nowhere())),
    *rows("programmes:begin", ("intake", form(APPLICANTS)),
          ("intake.draft", (decide(HIDDEN, refused=STAFF),) * 2), ("-", nothing())),
    *rows("programmes:application", ("applied, applied.draft", own_page(COMPANY + STAFF)),
          ("applied.rival", own_page(RIVAL + STAFF)), ("-", own_page(()))),
    *rows("programmes:write", ("applied.draft", form(LEAD, HIDDEN, refused=OTHERS)),
          ("applied", closed_to(LEAD, *OTHERS)), ("-", nothing())),
    *rows("programmes:write_draft", ("applied.draft", button(LEAD, HIDDEN, refused=OTHERS)),
          ("-", button((), HIDDEN))),
    *rows("programmes:reopen", ("applied", button(LEAD, HIDDEN, refused=OTHERS)),
          ("applied.draft", button((), HIDDEN, refused=OTHERS, not_now=LEAD)),
          ("-", button((), HIDDEN))),
    *rows("programmes:withdraw", ("applied", sure(LEAD, HIDDEN, refused=OTHERS)),
          ("-", nothing())),
    *rows("programmes:invite", ("applied", form(LEAD, HIDDEN, refused=OTHERS)),
          ("-", nothing())),
    *rows("programmes:remove_writer", ("applied writer", button(LEAD, HIDDEN, refused=OTHERS)),
          ("- -", button((), HIDDEN))),
    *rows("programmes:copy_pdf", ("applied 1", own_page(COMPANY + STAFF)),
          ("applied.rival 1", own_page(RIVAL + STAFF)), ("applied 9, - 1", own_page(()))),
    *rows("programmes:file", ("applied question.open, - -", own_page(()))),
    *rows("programmes:reply", ("applied inquiry", form(LEAD, HIDDEN, refused=OTHERS)),
          ("applied.rival inquiry, - -", nothing())),
    *rows("programmes:join", ("token.writer", sure(SIGNED_IN)), ("no-such-token", nothing())),
    *rows("api:call", ("intake", page(EVERYBODY)), ("intake.draft, -", nowhere())),
]  # fmt: skip
