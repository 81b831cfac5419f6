from eduhub.pilots.models.abroad import SchoolAbroad
from eduhub.pilots.models.agreements import Agreement, AgreementQuerySet, Signature
from eduhub.pilots.models.calls import Call, CallQuerySet, DayInvitation, Tender, TenderQuerySet
from eduhub.pilots.models.closing import (
    ClosingDecision,
    DecisionQuerySet,
    LeftOut,
    SchoolListing,
)
from eduhub.pilots.models.feedback import FeedbackAnswer, FeedbackSession, SessionQuerySet
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
    EthicsStatement,
    Pack,
    PackPaper,
    Seat,
)
from eduhub.pilots.models.profiles import GroupProfile, GroupProfileQuerySet
from eduhub.pilots.models.reminders import Reminder
from eduhub.pilots.models.rounds import (
    GroupResult,
    OfferResult,
    Preferred,
    Round,
    RoundDecision,
    RoundQuerySet,
    RoundThought,
    RoundVersion,
    Wish,
)
from eduhub.pilots.models.standing import Gates, Standing
from eduhub.pilots.models.suggestions import Suggestion, SuggestionQuerySet
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
    "ClosingDecision",
    "ConsentCheck",
    "ConsentEntry",
    "ConsentLink",
    "CoverQuerySet",
    "CoverRequest",
    "DayInvitation",
    "DecisionQuerySet",
    "Echo",
    "EthicsStatement",
    "FeedbackAnswer",
    "FeedbackSession",
    "Gates",
    "Group",
    "GroupProfile",
    "GroupProfileQuerySet",
    "GroupQuerySet",
    "GroupResult",
    "Information",
    "LaneAnswers",
    "LaneDecision",
    "LeftOut",
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
    "Reminder",
    "Round",
    "RoundDecision",
    "RoundQuerySet",
    "RoundThought",
    "RoundVersion",
    "SchoolAbroad",
    "SchoolListing",
    "Seat",
    "SessionQuerySet",
    "Signature",
    "Slot",
    "Standing",
    "SuccessStatement",
    "Suggestion",
    "SuggestionQuerySet",
    "TeacherMinutes",
    "Tender",
    "TenderQuerySet",
    "Wish",
    "Workshop",
    "WorkshopQuerySet",
]
