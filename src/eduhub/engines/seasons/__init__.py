"""Who gets which place at which hours of the week, for a whole season; and why not otherwise.

Pure computation: values in, values out; no clock, no files, chance only from a given seed.
Minutes count from midnight by the clock on the wall; weekdays from 0, Monday.
"""

from eduhub.engines.seasons.compare import Effect, Moved, compare
from eduhub.engines.seasons.explain import Change, Reason, Refusal, explain
from eduhub.engines.seasons.problem import (
    Applicant,
    Day,
    Forbid,
    Lock,
    Place,
    Problem,
    Slot,
    Wish,
)
from eduhub.engines.seasons.solve import (
    Contradiction,
    Grant,
    Proposal,
    Shortfall,
    locks_that_clash,
    propose,
)
from eduhub.engines.seasons.table import Days, days_of
from eduhub.engines.seasons.texts import (
    Answer,
    answer_from_text,
    answer_text,
    fingerprint_of,
    problem_from_text,
    problem_text,
    refusal_content,
)

__all__ = [
    "Answer",
    "Applicant",
    "Change",
    "Contradiction",
    "Day",
    "Days",
    "Effect",
    "Forbid",
    "Grant",
    "Lock",
    "Moved",
    "Place",
    "Problem",
    "Proposal",
    "Reason",
    "Refusal",
    "Shortfall",
    "Slot",
    "Wish",
    "answer_from_text",
    "answer_text",
    "compare",
    "days_of",
    "explain",
    "fingerprint_of",
    "locks_that_clash",
    "problem_from_text",
    "problem_text",
    "propose",
    "refusal_content",
]
