from eduhub.pilots.rules.lanes import Answers
from eduhub.pilots.services.agreements import TypedSignature, sign, upload_signed
from eduhub.pilots.services.gates import (
    PermitTerms,
    decide_privacy,
    expire_permits,
    note_information,
    note_permit,
    revoke_permit,
)
from eduhub.pilots.services.groups import accept_group, decline_group, join, leave
from eduhub.pilots.services.lanes import (
    answer_lane,
    decide_lane,
    decline_pilot,
    screen_pilot,
)
from eduhub.pilots.services.moves import move, stop, withdraw_pilot
from eduhub.pilots.services.offers import Terms, edit_pilot, post_pilot
from eduhub.pilots.services.statements import Definition, agree_to_statement, write_statement

__all__ = [
    "Answers",
    "Definition",
    "PermitTerms",
    "Terms",
    "TypedSignature",
    "accept_group",
    "agree_to_statement",
    "answer_lane",
    "decide_lane",
    "decide_privacy",
    "decline_group",
    "decline_pilot",
    "edit_pilot",
    "expire_permits",
    "join",
    "leave",
    "move",
    "note_information",
    "note_permit",
    "post_pilot",
    "revoke_permit",
    "screen_pilot",
    "sign",
    "stop",
    "upload_signed",
    "withdraw_pilot",
    "write_statement",
]
