from eduhub.programmes.rules.answers import asked_of, outsiders, problem_with, seems_empty
from eduhub.programmes.rules.applications import (
    APPLICATION_RULES,
    INQUIRY_RULES,
    Asked,
    At,
    deadline_of,
    is_staff,
    writes,
)
from eduhub.programmes.rules.calls import CALL_RULES, Begun, lacks
from eduhub.programmes.rules.copies import fingerprint
from eduhub.programmes.rules.numbering import free_number
from eduhub.programmes.rules.openness import may_read, reader_of, reads_what_is_typed

__all__ = [
    "APPLICATION_RULES",
    "CALL_RULES",
    "INQUIRY_RULES",
    "Asked",
    "At",
    "Begun",
    "asked_of",
    "deadline_of",
    "fingerprint",
    "free_number",
    "is_staff",
    "lacks",
    "may_read",
    "outsiders",
    "problem_with",
    "reader_of",
    "reads_what_is_typed",
    "seems_empty",
    "writes",
]
