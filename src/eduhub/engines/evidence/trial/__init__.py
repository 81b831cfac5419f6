"""A whole trial: the plan as registered, the analysis that it allows, the result in codes."""

from eduhub.engines.evidence.trial.analysis import analyse, default_seed
from eduhub.engines.evidence.trial.planned import Plan, PlannedOutcome, amended, plan_from
from eduhub.engines.evidence.trial.result import (
    Beliefs,
    Curve,
    Effect,
    Gap,
    Mixed,
    NotDone,
    OutcomeResult,
    Part,
    Standing,
    TrialResult,
    Warn,
)

__all__ = [
    "Beliefs",
    "Curve",
    "Effect",
    "Gap",
    "Mixed",
    "NotDone",
    "OutcomeResult",
    "Part",
    "Plan",
    "PlannedOutcome",
    "Standing",
    "TrialResult",
    "Warn",
    "amended",
    "analyse",
    "default_seed",
    "plan_from",
]
