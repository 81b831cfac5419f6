"""What can still be said when some outcomes are missing."""

from eduhub.engines.evidence.missing.bounds import (
    Answered,
    Bounds,
    TrimmingBounds,
    trimming_bounds,
    worst_case_bounds,
)
from eduhub.engines.evidence.missing.imputations import Pooled, pool_imputations

__all__ = [
    "Answered",
    "Bounds",
    "Pooled",
    "TrimmingBounds",
    "pool_imputations",
    "trimming_bounds",
    "worst_case_bounds",
]
