from eduhub.programmes.models.applications import (
    Answer,
    Application,
    Grace,
    Inquiry,
    Submission,
    Writer,
)
from eduhub.programmes.models.calls import Call, Programme, Step
from eduhub.programmes.models.questions import LONGEST_LINE, LONGEST_TEXT, Question, Rewording

__all__ = [
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "Answer",
    "Application",
    "Call",
    "Grace",
    "Inquiry",
    "Programme",
    "Question",
    "Rewording",
    "Step",
    "Submission",
    "Writer",
]
