"""Every write of this room."""

from eduhub.advice.services.advisers import (
    Skills,
    add_adviser,
    edit_adviser,
    put_aside_the_gone,
    read_calendar,
    read_calendars,
    set_calendar,
)
from eduhub.advice.services.cases import MOST_TOPICS, Need, ask, close, reroute
from eduhub.advice.services.memos import (
    MOST_STEPS,
    Agreed,
    name_reader,
    read_notes,
    stop_reader,
    tick,
    write_memo,
    write_note,
)
from eduhub.advice.services.referrals import (
    answer_referral,
    ask_outcomes,
    find_followup,
    refer,
    tell_outcome,
)
from eduhub.advice.services.sessions import (
    KIND,
    book_session,
    cancel_session,
    move_session,
    set_link,
)
from eduhub.advice.services.signposts import Sign, change_sign, put_up

__all__ = [
    "KIND",
    "MOST_STEPS",
    "MOST_TOPICS",
    "Agreed",
    "Need",
    "Sign",
    "Skills",
    "add_adviser",
    "answer_referral",
    "ask",
    "ask_outcomes",
    "book_session",
    "cancel_session",
    "change_sign",
    "close",
    "edit_adviser",
    "find_followup",
    "move_session",
    "name_reader",
    "put_aside_the_gone",
    "put_up",
    "read_calendar",
    "read_calendars",
    "read_notes",
    "refer",
    "reroute",
    "set_calendar",
    "set_link",
    "stop_reader",
    "tell_outcome",
    "tick",
    "write_memo",
    "write_note",
]
