"""Every write of this room."""

from eduhub.programmes.services.applications import begin, finalise, reopen, save, withdraw
from eduhub.programmes.services.calls import (
    CallFields,
    ProgrammeFields,
    add_step,
    close_over,
    copy_call,
    draft_call,
    edit_call,
    keep_programme,
    publish,
)
from eduhub.programmes.services.hub import answer_inquiry, ask_more, give_grace, let_on
from eduhub.programmes.services.questions import (
    QuestionFields,
    add_question,
    edit_question,
    move_question,
    remove_question,
    reword,
)
from eduhub.programmes.services.writers import invite, join, remove

__all__ = [
    "CallFields",
    "ProgrammeFields",
    "QuestionFields",
    "add_question",
    "add_step",
    "answer_inquiry",
    "ask_more",
    "begin",
    "close_over",
    "copy_call",
    "draft_call",
    "edit_call",
    "edit_question",
    "finalise",
    "give_grace",
    "invite",
    "join",
    "keep_programme",
    "let_on",
    "move_question",
    "publish",
    "remove",
    "remove_question",
    "reopen",
    "reword",
    "save",
    "withdraw",
]
