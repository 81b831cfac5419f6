from eduhub.pilots.models.calls import Call, CallQuerySet, DayInvitation, Tender, TenderQuerySet
from eduhub.pilots.models.mobile import Slot, Workshop, WorkshopQuerySet
from eduhub.pilots.models.needs import (
    Challenge,
    ChallengeQuerySet,
    Echo,
    Need,
    NeedAsked,
    NeedQuerySet,
)
from eduhub.pilots.models.pilots import (
    Group,
    GroupQuerySet,
    Pilot,
    PilotQuerySet,
    SuccessStatement,
)
from eduhub.pilots.models.profiles import GroupProfile, GroupProfileQuerySet
from eduhub.pilots.models.standing import Standing

__all__ = [
    "Call",
    "CallQuerySet",
    "Challenge",
    "ChallengeQuerySet",
    "DayInvitation",
    "Echo",
    "Group",
    "GroupProfile",
    "GroupProfileQuerySet",
    "GroupQuerySet",
    "Need",
    "NeedAsked",
    "NeedQuerySet",
    "Pilot",
    "PilotQuerySet",
    "Slot",
    "Standing",
    "SuccessStatement",
    "Tender",
    "TenderQuerySet",
    "Workshop",
    "WorkshopQuerySet",
]
