from eduhub.pilots.models.pilots import (
    Group,
    GroupQuerySet,
    Pilot,
    PilotQuerySet,
    SuccessStatement,
)
from eduhub.pilots.models.standing import Standing

__all__ = ["Group", "GroupQuerySet", "Pilot", "PilotQuerySet", "Standing", "SuccessStatement"]
