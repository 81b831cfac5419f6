"""What a pilot's measurements say, how sure one may be, and how the plan and lot are kept.

Pure computation: values in, values out; no clock, no files, no randomness of its own.
"""

from eduhub.engines.evidence import (
    assignment,
    design,
    effects,
    estimation,
    missing,
    mixed,
    posterior,
    randomisation,
    ratings,
    scales,
    synthesis,
    trial,
)
from eduhub.engines.evidence.comparison import (
    ArmSummary,
    Comparison,
    Standardised,
    arms_of,
    compare_arms,
)
from eduhub.engines.evidence.estimates import Estimate
from eduhub.engines.evidence.lot import DrawnClass, Lot, commitment, draw
from eduhub.engines.evidence.moments import (
    ClassMoments,
    Summed,
    Typed,
    as_json,
    from_json,
    moments_of_rows,
    moments_of_totals,
    with_class_mean_baseline,
)
from eduhub.engines.evidence.multiplicity import Correction, adjust_p_values
from eduhub.engines.evidence.plan import canonical_json, fingerprint
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import ClusterRegression, cluster_regression
from eduhub.engines.evidence.thresholds import (
    FEWEST_CLASSES_FOR_A_MEAN,
    FEWEST_CLASSES_FOR_A_STATEMENT,
    FEWEST_DEGREES_OF_FREEDOM,
    LARGEST_GAP_OF_TWO_EVALUATORS,
    SMALLEST_GROUP_FOR_A_MEAN,
    SMALLEST_SHOWN_COUNT,
    THRESHOLDS,
    Certainty,
    Threshold,
    count_may_be_shown,
    mean_may_be_shown,
)
from eduhub.engines.evidence.usage import (
    Use,
    dose_strip,
    use_as_json,
    use_from_json,
    use_of,
)
from eduhub.engines.evidence.verdict import Answer, Ground, Matters, Verdict, verdict_of

__all__ = [
    "FEWEST_CLASSES_FOR_A_MEAN",
    "FEWEST_CLASSES_FOR_A_STATEMENT",
    "FEWEST_DEGREES_OF_FREEDOM",
    "LARGEST_GAP_OF_TWO_EVALUATORS",
    "SMALLEST_GROUP_FOR_A_MEAN",
    "SMALLEST_SHOWN_COUNT",
    "THRESHOLDS",
    "Answer",
    "ArmSummary",
    "CannotCompare",
    "Certainty",
    "ClassMoments",
    "ClusterRegression",
    "Comparison",
    "Correction",
    "DrawnClass",
    "Estimate",
    "Ground",
    "Lot",
    "Matters",
    "Obstacle",
    "Standardised",
    "Summed",
    "Threshold",
    "Typed",
    "Use",
    "Verdict",
    "adjust_p_values",
    "arms_of",
    "as_json",
    "assignment",
    "canonical_json",
    "cluster_regression",
    "commitment",
    "compare_arms",
    "count_may_be_shown",
    "design",
    "dose_strip",
    "draw",
    "effects",
    "estimation",
    "fingerprint",
    "from_json",
    "mean_may_be_shown",
    "missing",
    "mixed",
    "moments_of_rows",
    "moments_of_totals",
    "posterior",
    "randomisation",
    "ratings",
    "scales",
    "synthesis",
    "trial",
    "use_as_json",
    "use_from_json",
    "use_of",
    "verdict_of",
    "with_class_mean_baseline",
]
