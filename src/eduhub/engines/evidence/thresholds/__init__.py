"""The numbers that decide what may be said and what may be shown, with where they come from.

One file for each theme; `THRESHOLDS` has them all.
"""

from eduhub.engines.evidence.thresholds.attrition import ATTRITION
from eduhub.engines.evidence.thresholds.companies import (
    COMPANIES,
    FEWEST_COMPANIES_FOR_A_SUM,
    LEAST_ANSWERED_FOR_A_SUM,
    NEAREST_GUESS_OF_A_COMPANY,
)
from eduhub.engines.evidence.thresholds.disclosure import (
    DISCLOSURE,
    FEWEST_CLASSES_FOR_A_MEAN,
    SMALLEST_GROUP_FOR_A_MEAN,
    SMALLEST_SHOWN_COUNT,
    count_may_be_shown,
    mean_may_be_shown,
)
from eduhub.engines.evidence.thresholds.eef import EEF
from eduhub.engines.evidence.thresholds.effects import EFFECTS
from eduhub.engines.evidence.thresholds.essa import ESSA
from eduhub.engines.evidence.thresholds.inference import INFERENCE
from eduhub.engines.evidence.thresholds.nesta import NESTA
from eduhub.engines.evidence.thresholds.scales import SCALES
from eduhub.engines.evidence.thresholds.statements import (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    FEWEST_DEGREES_OF_FREEDOM,
    LARGEST_GAP_OF_TWO_EVALUATORS,
    STATEMENTS,
    WEAKEST_INSTRUMENT,
)
from eduhub.engines.evidence.thresholds.table import YES, Certainty, Threshold, ThresholdTable
from eduhub.engines.evidence.thresholds.wwc import WWC

THRESHOLDS: tuple[Threshold | ThresholdTable, ...] = (
    *STATEMENTS,
    *DISCLOSURE,
    *COMPANIES,
    *EFFECTS,
    *ATTRITION,
    *INFERENCE,
    *SCALES,
    *WWC,
    *ESSA,
    *EEF,
    *NESTA,
)

__all__ = [
    "FEWEST_CLASSES_FOR_A_MEAN",
    "FEWEST_CLASSES_FOR_A_STATEMENT",
    "FEWEST_COMPANIES_FOR_A_SUM",
    "FEWEST_DEGREES_OF_FREEDOM",
    "LARGEST_GAP_OF_TWO_EVALUATORS",
    "LEAST_ANSWERED_FOR_A_SUM",
    "NEAREST_GUESS_OF_A_COMPANY",
    "SMALLEST_GROUP_FOR_A_MEAN",
    "SMALLEST_SHOWN_COUNT",
    "THRESHOLDS",
    "WEAKEST_INSTRUMENT",
    "YES",
    "Certainty",
    "Threshold",
    "ThresholdTable",
    "count_may_be_shown",
    "mean_may_be_shown",
]
