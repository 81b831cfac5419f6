from eduhub.programmes.forms.answers import AnswersForm, EligibilityForm, answers_initial
from eduhub.programmes.forms.applying import InquiryForm, InviteForm, ReplyForm
from eduhub.programmes.forms.building import (
    CallForm,
    GraceForm,
    ProgrammeForm,
    QuestionForm,
    RewordForm,
    StepForm,
    call_initial,
    programme_initial,
    question_initial,
)

__all__ = [
    "AnswersForm",
    "CallForm",
    "EligibilityForm",
    "GraceForm",
    "InquiryForm",
    "InviteForm",
    "ProgrammeForm",
    "QuestionForm",
    "ReplyForm",
    "RewordForm",
    "StepForm",
    "answers_initial",
    "call_initial",
    "programme_initial",
    "question_initial",
]
