from eduhub.advice.rules.cases import (
    CASE_RULES,
    REFERRAL_RULES,
    SESSION_RULES,
    STEP_RULES,
    At,
    advises,
    asks,
    is_staff,
)
from eduhub.advice.rules.triage import Led, triage

__all__ = [
    "CASE_RULES",
    "REFERRAL_RULES",
    "SESSION_RULES",
    "STEP_RULES",
    "At",
    "Led",
    "advises",
    "asks",
    "is_staff",
    "triage",
]
