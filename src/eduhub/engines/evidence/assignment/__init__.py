"""Who gets what by chance: schemes, a balance rule, and draws that anybody can repeat."""

from eduhub.engines.evidence.assignment.balance import (
    Balance,
    BalanceRule,
    imbalance_of,
    standardised_covariates,
)
from eduhub.engines.evidence.assignment.drawing import Assignment, DrawStatus, assign
from eduhub.engines.evidence.assignment.scheme import (
    Block,
    Chance,
    Gives,
    Scheme,
    blocked,
    complete,
    crossing_over,
    paired,
    rerandomised,
    scheme_of_lot,
    simple,
)

__all__ = [
    "Assignment",
    "Balance",
    "BalanceRule",
    "Block",
    "Chance",
    "DrawStatus",
    "Gives",
    "Scheme",
    "assign",
    "blocked",
    "complete",
    "crossing_over",
    "imbalance_of",
    "paired",
    "rerandomised",
    "scheme_of_lot",
    "simple",
    "standardised_covariates",
]
