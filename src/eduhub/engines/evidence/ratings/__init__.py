"""What four schemes of evidence would make of a study, with every reason."""

from eduhub.engines.evidence.ratings.eef import EefLevel, eef_ceiling, eef_rating
from eduhub.engines.evidence.ratings.essa import EssaLevel, essa_ceiling, essa_rating
from eduhub.engines.evidence.ratings.facts import (
    Adjustment,
    Design,
    Direction,
    Observables,
    Reliability,
    ReliabilityKind,
    Severity,
    StudyFacts,
    Threat,
    ThreatFound,
    Unit,
)
from eduhub.engines.evidence.ratings.months import Months, MonthsTable, months_of_progress
from eduhub.engines.evidence.ratings.nesta import NestaLevel, nesta_ceiling, nesta_rating
from eduhub.engines.evidence.ratings.rating import (
    Claim,
    Criterion,
    Raise,
    Rating,
    Scheme,
    Status,
)
from eduhub.engines.evidence.ratings.wwc import WwcLevel, wwc_ceiling, wwc_rating

__all__ = [
    "Adjustment",
    "Claim",
    "Criterion",
    "Design",
    "Direction",
    "EefLevel",
    "EssaLevel",
    "Months",
    "MonthsTable",
    "NestaLevel",
    "Observables",
    "Raise",
    "Rating",
    "Reliability",
    "ReliabilityKind",
    "Scheme",
    "Severity",
    "Status",
    "StudyFacts",
    "Threat",
    "ThreatFound",
    "Unit",
    "WwcLevel",
    "eef_ceiling",
    "eef_rating",
    "essa_ceiling",
    "essa_rating",
    "months_of_progress",
    "nesta_ceiling",
    "nesta_rating",
    "wwc_ceiling",
    "wwc_rating",
]
