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
    "ExactField",
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
    "standing_of_review",
]
