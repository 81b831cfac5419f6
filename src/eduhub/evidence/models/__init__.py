from eduhub.evidence.models.passports import Credential, CredentialQuerySet, SigningKey
from eduhub.evidence.models.plans import Lot, Plan, PlanQuerySet, TrialClass
from eduhub.evidence.models.results import Result, ResultQuerySet
from eduhub.evidence.models.reviews import Review
from eduhub.evidence.models.totals import Totals
from eduhub.evidence.models.trial import Trial

__all__ = [
    "Credential",
    "CredentialQuerySet",
    "Lot",
    "Plan",
    "PlanQuerySet",
    "Result",
    "ResultQuerySet",
    "Review",
    "SigningKey",
    "Totals",
    "Trial",
    "TrialClass",
]
