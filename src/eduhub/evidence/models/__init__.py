from eduhub.evidence.models.evaluations import Evaluation, EvaluationQuerySet, Sheet, Training
from eduhub.evidence.models.logic import LogicModel, LogicModelQuerySet, LogicReview
from eduhub.evidence.models.measures import Measure, MeasureQuerySet, Statement
from eduhub.evidence.models.passports import Credential, CredentialQuerySet, SigningKey
from eduhub.evidence.models.plans import Lot, Plan, PlanQuerySet, TrialClass
from eduhub.evidence.models.pools import Pool, PoolQuerySet
from eduhub.evidence.models.results import Result, ResultQuerySet
from eduhub.evidence.models.reviews import Review
from eduhub.evidence.models.totals import Totals
from eduhub.evidence.models.trial import Trial

__all__ = [
    "Credential",
    "CredentialQuerySet",
    "Evaluation",
    "EvaluationQuerySet",
    "LogicModel",
    "LogicModelQuerySet",
    "LogicReview",
    "Lot",
    "Measure",
    "MeasureQuerySet",
    "Plan",
    "PlanQuerySet",
    "Pool",
    "PoolQuerySet",
    "Result",
    "ResultQuerySet",
    "Review",
    "Sheet",
    "SigningKey",
    "Statement",
    "Totals",
    "Training",
    "Trial",
    "TrialClass",
]
