"""Pooling over pilots: fixed, random effects, prediction, shrinkage, and their limits."""

from eduhub.engines.evidence.synthesis.estimates import (
    Between,
    Heterogeneity,
    Interval,
    Pooled,
    tau2_of,
)
from eduhub.engines.evidence.synthesis.pooling import (
    Caution,
    Prediction,
    Shrunken,
    Study,
    Synthesis,
    synthesise,
)

__all__ = [
    "Between",
    "Caution",
    "Heterogeneity",
    "Interval",
    "Pooled",
    "Prediction",
    "Shrunken",
    "Study",
    "Synthesis",
    "synthesise",
    "tau2_of",
]
