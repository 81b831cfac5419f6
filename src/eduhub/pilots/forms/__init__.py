from eduhub.pilots.forms.offers import EditForm, OfferForm, TermsForm, initial_of
from eduhub.pilots.forms.pilots import (
    WHOLE,
    AgreeForm,
    DecideForm,
    JoinForm,
    ReasonForm,
    StatementForm,
    initial_of_statement,
    reason_field,
)

__all__ = [
    "WHOLE",
    "AgreeForm",
    "DecideForm",
    "EditForm",
    "JoinForm",
    "OfferForm",
    "ReasonForm",
    "StatementForm",
    "TermsForm",
    "initial_of",
    "initial_of_statement",
    "reason_field",
]
