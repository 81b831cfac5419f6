"""Questionnaires: whether items hold together, usability, and answers that only have an order."""

from eduhub.engines.evidence.scales.dominance import (
    ByRanks,
    Dominance,
    dominance,
    dominance_of_counts,
)
from eduhub.engines.evidence.scales.items import ItemTotals, items_of_cells, items_of_rows
from eduhub.engines.evidence.scales.ordinal import (
    Coefficient,
    OrdinalFit,
    proportional_odds,
    proportional_odds_of_counts,
)
from eduhub.engines.evidence.scales.ordinal_classes import (
    OrdinalClassesFit,
    proportional_odds_in_classes,
    proportional_odds_in_classes_of_counts,
)
from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance
from eduhub.engines.evidence.scales.reliability import (
    Alpha,
    ItemReliability,
    Omega,
    cronbach_alpha,
    one_factor_omega,
)
from eduhub.engines.evidence.scales.usability import (
    FormScore,
    Usability,
    sus_grade,
    sus_score,
    usability,
)

__all__ = [
    "Alpha",
    "ByRanks",
    "CannotEstimate",
    "Coefficient",
    "Dominance",
    "FormScore",
    "Hindrance",
    "ItemReliability",
    "ItemTotals",
    "Omega",
    "OrdinalClassesFit",
    "OrdinalFit",
    "Usability",
    "cronbach_alpha",
    "dominance",
    "dominance_of_counts",
    "items_of_cells",
    "items_of_rows",
    "one_factor_omega",
    "proportional_odds",
    "proportional_odds_in_classes",
    "proportional_odds_in_classes_of_counts",
    "proportional_odds_of_counts",
    "sus_grade",
    "sus_score",
    "usability",
]
