"""The decisions for workspaces, and for asks and offers."""

from tests.house.deciding import (
    COMPANY,
    RIVAL,
    SCHOOL,
    STAFF,
    button,
    decide,
    form,
    nothing,
    nowhere,
    own_page,
    rows,
    sure,
)
from tests.house.walking import DONE, HIDDEN, REFUSED, SHOWN

LEAD = ("company_lead",)
MEMBERS = COMPANY + SCHOOL + STAFF  # of the workspaces of the own company's pilots
NOT_THEIRS = ("colleague", *SCHOOL)  # members who neither wrote it nor keep order
OVER = (decide(HIDDEN, not_now=MEMBERS),) * 2  # its thing has ended


def of_members(name, things):
    """A page with a form for the members of the workspace; read, when its thing has ended."""
    named, _, inside = things.partition(" ")
    closed = f"{named}.closed {inside}.closed".removesuffix(" .closed")
    told = form(MEMBERS, HIDDEN)
    return rows(name, (f"{things}, {closed}", told), (f"- {inside}".strip(), nothing()))


WORKSPACES = [
    *rows("workspaces:list", ("", own_page())),
    *rows("workspaces:letters", ("", button())),
    *rows("workspaces:stop", ("no-such-token", nowhere(HIDDEN))),
    *of_members("workspaces:workspace", "space"),
    *of_members("workspaces:files", "space"),
    *of_members("workspaces:tasks", "space"),
    *of_members("workspaces:decisions", "space"),
    *of_members("workspaces:document", "space document"),
    *rows("workspaces:members", ("space, space.closed", sure(MEMBERS, HIDDEN)), ("-", nothing())),
    *rows(
        "workspaces:message",
        ("space message, space.closed message.closed", own_page(MEMBERS)),
        ("space message.closed, space -, - message", own_page(())),
    ),
    *rows(
        "workspaces:edit_message",
        ("space message", form(LEAD, HIDDEN, refused=(*NOT_THEIRS, *STAFF))),
        ("space.closed message.closed", OVER),
        ("space message.closed, - message", nothing()),
    ),
    *rows(
        "workspaces:delete_message",
        ("space message", sure((*LEAD, *STAFF), HIDDEN, refused=NOT_THEIRS)),
        ("space.closed message.closed", OVER),
        ("space message.closed, - message", nothing()),
    ),
    *rows(
        "workspaces:remove_document",
        ("space document", sure((*LEAD, *STAFF), HIDDEN, refused=NOT_THEIRS)),
        ("space.closed document.closed", OVER),
        ("space document.closed, - document", nothing()),
    ),
    *rows(
        "workspaces:download",
        ("space document 1, space.closed document.closed 1", own_page(MEMBERS)),
        ("space document 2, space document.closed 1, - document 1", own_page(())),
    ),
    *rows(
        "workspaces:edit_task",
        ("space task", form(MEMBERS, HIDDEN)),
        ("space.closed task.closed", OVER),
        ("space task.closed, - task", nothing()),
    ),
    *rows("workspaces:move_task", ("space task, - task", button((), HIDDEN))),  # to no state
]
ASKS = [
    *rows("asks:list", ("", own_page())),
    *rows("asks:new", ("", form())),
    *rows(
        "asks:ask",
        ("ask", (decide(SHOWN), decide(DONE, refused=LEAD))),  # nobody answers themselves
        (
            "ask.over",
            (
                decide(HIDDEN, shown=RIVAL + STAFF),
                decide(HIDDEN, refused=RIVAL, not_now=STAFF),
            ),
        ),
        ("-", nothing()),
    ),
    *(
        row
        for name in ("asks:edit", "asks:close")
        for row in rows(
            name,
            ("ask", form(LEAD)),
            ("ask.over", (decide(HIDDEN, not_now=RIVAL, refused=STAFF),) * 2),
            ("-", nothing()),
        )
    ),
    *rows(
        "asks:renew",
        ("ask", button(LEAD, REFUSED)),
        ("ask.over", button((), HIDDEN, not_now=RIVAL, refused=STAFF)),
        ("-", button((), HIDDEN)),
    ),
    *rows(
        "asks:take_down",
        ("ask", form(STAFF)),
        ("ask.over", (decide(HIDDEN, refused=RIVAL, not_now=STAFF),) * 2),
        ("-", nothing()),
    ),
]
