from eduhub.pilots.services.groups import accept_group, decline_group, join, leave
from eduhub.pilots.services.moves import move, stop, withdraw_pilot
from eduhub.pilots.services.offers import Terms, edit_pilot, post_pilot
from eduhub.pilots.services.statements import Definition, agree_to_statement, write_statement

__all__ = [
    "Definition",
    "Terms",
    "accept_group",
    "agree_to_statement",
    "decline_group",
    "edit_pilot",
    "join",
    "leave",
    "move",
    "post_pilot",
    "stop",
    "withdraw_pilot",
    "write_statement",
]
