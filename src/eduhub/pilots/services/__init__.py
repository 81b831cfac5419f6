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
from eduhub.pilots.services.time import (
    CoverAsked,
    approve_cover,
    ask_for_cover,
    decide_cover,
    note_minutes,
    take_cover_back,
)

__all__ = [
    "Answers",
    "CoverAsked",
    "Definition",
    "PermitTerms",
    "Terms",
    "TypedSignature",
    "accept_group",
    "agree_to_statement",
    "answer_lane",
    "approve_cover",
    "ask_for_cover",
    "decide_cover",
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
    "note_minutes",
    "note_permit",
    "post_pilot",
    "revoke_permit",
    "screen_pilot",
    "sign",
    "stop",
    "take_cover_back",
    "upload_signed",
    "withdraw_pilot",
    "write_statement",
]
