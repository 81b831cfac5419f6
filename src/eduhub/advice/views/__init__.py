"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.advice.views import panels, record
from eduhub.advice.views.advising import (
    calendar,
    edit_adviser,
    edit_sign,
    memo,
    name_reader,
    new_adviser,
    new_sign,
    notes,
    refer,
    stop_reader,
    tick,
)
from eduhub.advice.views.asking import (
    book,
    cancel,
    close,
    lead,
    link,
    move,
    new,
    outcome,
    referral,
)
from eduhub.advice.views.reading import case, cases, desk

__all__ = [
    "book",
    "calendar",
    "cancel",
    "case",
    "cases",
    "close",
    "desk",
    "edit_adviser",
    "edit_sign",
    "lead",
    "link",
    "memo",
    "move",
    "name_reader",
    "new",
    "new_adviser",
    "new_sign",
    "notes",
    "outcome",
    "panels",
    "record",
    "refer",
    "referral",
    "stop_reader",
    "tick",
]
