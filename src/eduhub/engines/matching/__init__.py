"""Which group tries which offer: the best proposal under hard limits, and why not otherwise.

Pure computation: values in, values out; no clock, no files, chance only from a given seed.
"""

from eduhub.engines.matching.answers.reading import outcome_from_text
from eduhub.engines.matching.answers.writing import (
    comparison_content,
    contradiction_content,
    outcome_content,
    text_of,
)
from eduhub.engines.matching.compare import (
    Comparison,
    Effect,
    Moved,
    Refilled,
    ShareChange,
    compare,
    cost_of,
)
from eduhub.engines.matching.conflict import Held, Kind, conflict_of
from eduhub.engines.matching.explain.changes import Change, Relief, changed
from eduhub.engines.matching.explain.explain import explain
from eduhub.engines.matching.explain.refusals import (
    Explanation,
    GroupRefusal,
    OfferRefusal,
    Proof,
    Reason,
)
from eduhub.engines.matching.files.canonical import fingerprint_of, problem_text
from eduhub.engines.matching.files.reading import problem_from_text
from eduhub.engines.matching.files.weeks import week_text
from eduhub.engines.matching.match import EXACT, FAST, CannotMatch, match
from eduhub.engines.matching.outcome import Ask, Contradiction, LockCost, Outcome, propose
from eduhub.engines.matching.override import limits_between, overridden
from eduhub.engines.matching.problem.decisions import Forbid, Lock, Waiver
from eduhub.engines.matching.problem.limits import STEPS, Limit, Step
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import (
    ClassKind,
    Fairness,
    FairnessRule,
    Points,
    Problem,
)
from eduhub.engines.matching.proposal import Match, Proposal, Share, Standing
from eduhub.engines.matching.solve.optimum import Effort
from eduhub.engines.matching.table.columns import ServedClass

__all__ = [
    "EXACT",
    "FAST",
    "STEPS",
    "Ask",
    "CannotMatch",
    "Change",
    "ClassKind",
    "Comparison",
    "Contradiction",
    "Effect",
    "Effort",
    "Explanation",
    "Fairness",
    "FairnessRule",
    "Forbid",
    "Group",
    "GroupRefusal",
    "Held",
    "Kind",
    "Limit",
    "Lock",
    "LockCost",
    "Match",
    "Moved",
    "Offer",
    "OfferRefusal",
    "Outcome",
    "Points",
    "Problem",
    "Proof",
    "Proposal",
    "Reason",
    "Refilled",
    "Relief",
    "ServedClass",
    "Share",
    "ShareChange",
    "Standing",
    "Step",
    "Waiver",
    "changed",
    "compare",
    "comparison_content",
    "conflict_of",
    "contradiction_content",
    "cost_of",
    "explain",
    "fingerprint_of",
    "limits_between",
    "match",
    "outcome_content",
    "outcome_from_text",
    "overridden",
    "problem_from_text",
    "problem_text",
    "propose",
    "text_of",
    "week_text",
]
