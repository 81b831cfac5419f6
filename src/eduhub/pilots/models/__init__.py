from eduhub.pilots.models.agreements import Agreement, AgreementQuerySet, Signature
from eduhub.pilots.models.gates import (
    Clearance,
    Information,
    LaneAnswers,
    LaneDecision,
    Permit,
)
from eduhub.pilots.models.pilots import (
    READY_FOR_THE_PLAN,
    Group,
    GroupQuerySet,
    Pilot,
    PilotQuerySet,
    SuccessStatement,
)
from eduhub.pilots.models.standing import Gates, Standing
from eduhub.pilots.models.time import CoverQuerySet, CoverRequest, TeacherMinutes

__all__ = [
    "READY_FOR_THE_PLAN",
    "Agreement",
    "AgreementQuerySet",
    "Clearance",
    "CoverQuerySet",
    "CoverRequest",
    "Gates",
    "Group",
    "GroupQuerySet",
    "Information",
    "LaneAnswers",
    "LaneDecision",
    "Permit",
    "Pilot",
    "PilotQuerySet",
    "Signature",
    "Standing",
    "SuccessStatement",
    "TeacherMinutes",
]
