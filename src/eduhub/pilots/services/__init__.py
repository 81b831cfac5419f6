from eduhub.pilots.rules.lanes import Answers
from eduhub.pilots.services.agreements import TypedSignature, sign, upload_signed
from eduhub.pilots.services.consents import (
    NewLink,
    OnPaper,
    answer,
    check_paper,
    close_seat,
    drop_seats,
    make_link,
    make_links,
    note_no,
    note_paper,
    open_link,
    open_seats,
    opened,
    paper_read,
    set_band,
)
from eduhub.pilots.services.destruction import (
    archive_what_is_over,
    destroy_seats,
    destroy_what_is_due,
)
from eduhub.pilots.services.dossiers import hold_against_dossier, remind_of_permits
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
from eduhub.pilots.services.packs import issue_pack
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
    "NewLink",
    "OnPaper",
    "PermitTerms",
    "Terms",
    "TypedSignature",
    "accept_group",
    "agree_to_statement",
    "answer",
    "answer_lane",
    "approve_cover",
    "archive_what_is_over",
    "ask_for_cover",
    "check_paper",
    "close_seat",
    "decide_cover",
    "decide_lane",
    "decide_privacy",
    "decline_group",
    "decline_pilot",
    "destroy_seats",
    "destroy_what_is_due",
    "drop_seats",
    "edit_pilot",
    "expire_permits",
    "hold_against_dossier",
    "issue_pack",
    "join",
    "leave",
    "make_link",
    "make_links",
    "move",
    "note_information",
    "note_minutes",
    "note_no",
    "note_paper",
    "note_permit",
    "open_link",
    "open_seats",
    "opened",
    "paper_read",
    "post_pilot",
    "remind_of_permits",
    "revoke_permit",
    "screen_pilot",
    "set_band",
    "sign",
    "stop",
    "take_cover_back",
    "upload_signed",
    "withdraw_pilot",
    "write_statement",
]
