from eduhub.evidence.forms.amendments import AmendForm, initial_of_terms
from eduhub.evidence.forms.explorations import ExploreForm
from eduhub.evidence.forms.numbers import (
    ExactField,
    NumberField,
)
from eduhub.evidence.forms.passports import (
    MOST_UPLOADED,
    IssueForm,
    VerifyForm,
    WithdrawPassportForm,
)
from eduhub.evidence.forms.prospects import (
    WizardForm,
)
from eduhub.evidence.forms.reviews import ReviewForm, standing_of_review
from eduhub.evidence.forms.trials import (
    ARM,
    FiguresForm,
    FileForm,
    PlanForm,
    SeenForm,
    TrialFileForm,
    column_field,
    initial_of_plan,
)

__all__ = [
    "ARM",
    "MOST_UPLOADED",
    "AmendForm",
    "ExactField",
    "ExploreForm",
    "FiguresForm",
    "FileForm",
    "IssueForm",
    "NumberField",
    "PlanForm",
    "ReviewForm",
    "SeenForm",
    "TrialFileForm",
    "VerifyForm",
    "WithdrawPassportForm",
    "WizardForm",
    "column_field",
    "initial_of_plan",
    "initial_of_terms",
    "standing_of_review",
]
