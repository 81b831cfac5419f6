from eduhub.advice.models.advisers import Adviser, AdviserQuerySet, Busy
from eduhub.advice.models.cases import LONGEST, Case, CaseQuerySet, Correction, Session
from eduhub.advice.models.memos import Memo, Note, NoteReader, Step
from eduhub.advice.models.referrals import Followup, Referral
from eduhub.advice.models.signposts import Signpost

__all__ = [
    "LONGEST",
    "Adviser",
    "AdviserQuerySet",
    "Busy",
    "Case",
    "CaseQuerySet",
    "Correction",
    "Followup",
    "Memo",
    "Note",
    "NoteReader",
    "Referral",
    "Session",
    "Signpost",
    "Step",
]
