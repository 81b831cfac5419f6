from eduhub.pilots.models.agreements import Agreement, AgreementQuerySet, Signature
from eduhub.pilots.models.calls import Call, CallQuerySet, DayInvitation, Tender, TenderQuerySet
from eduhub.pilots.models.gates import (
    Clearance,
    Information,
    LaneAnswers,
    LaneDecision,
    Permit,
)
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
    READY_FOR_THE_PLAN,
    Group,
    GroupQuerySet,
    Pilot,
    PilotQuerySet,
    SuccessStatement,
)
from eduhub.pilots.models.privacy import (
    ConsentCheck,
    ConsentEntry,
    ConsentLink,
    Pack,
    PackPaper,
    Seat,
)
from eduhub.pilots.models.profiles import GroupProfile, GroupProfileQuerySet
from eduhub.pilots.models.rounds import (
    GroupResult,
    OfferResult,
    Preferred,
    Round,
    RoundDecision,
    RoundQuerySet,
    RoundVersion,
    Wish,
)
from eduhub.pilots.models.standing import Gates, Standing
from eduhub.pilots.models.time import CoverQuerySet, CoverRequest, TeacherMinutes

__all__ = [
    "READY_FOR_THE_PLAN",
    "Agreement",
    "AgreementQuerySet",
    "Call",
    "CallQuerySet",
    "Challenge",
    "ChallengeQuerySet",
    "Clearance",
    "ConsentCheck",
    "ConsentEntry",
    "ConsentLink",
    "CoverQuerySet",
    "CoverRequest",
    "DayInvitation",
    "Echo",
    "Gates",
    "Group",
    "GroupProfile",
    "GroupProfileQuerySet",
    "GroupQuerySet",
    "GroupResult",
    "Information",
    "LaneAnswers",
    "LaneDecision",
    "Need",
    "NeedAsked",
    "NeedQuerySet",
    "OfferResult",
    "Pack",
    "PackPaper",
    "Permit",
    "Pilot",
    "PilotQuerySet",
    "Preferred",
    "Round",
    "RoundDecision",
    "RoundQuerySet",
    "RoundVersion",
    "Seat",
    "Signature",
    "Slot",
    "Standing",
    "SuccessStatement",
    "TeacherMinutes",
    "Tender",
    "TenderQuerySet",
    "Wish",
    "Workshop",
    "WorkshopQuerySet",
]
