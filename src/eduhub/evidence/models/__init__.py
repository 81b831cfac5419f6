from eduhub.evidence.models.evaluations import Evaluation, EvaluationQuerySet, Sheet, Training
from eduhub.evidence.models.explorations import Exploration
from eduhub.evidence.models.joints import Joint
from eduhub.evidence.models.logic import LogicModel, LogicModelQuerySet, LogicReview
from eduhub.evidence.models.measures import Measure, MeasureQuerySet, Statement
from eduhub.evidence.models.passports import Credential, CredentialQuerySet, SigningKey
from eduhub.evidence.models.plans import Lot, Plan, PlanQuerySet, TrialClass
from eduhub.evidence.models.pools import Pool, PoolQuerySet
from eduhub.evidence.models.results import Result, ResultQuerySet
from eduhub.evidence.models.reviews import Review
from eduhub.evidence.models.totals import Totals
from eduhub.evidence.models.trial import Trial
from eduhub.evidence.models.versions import PlanVersion

__all__ = [
    "Credential",
    "CredentialQuerySet",
    "Evaluation",
    "EvaluationQuerySet",
    "Exploration",
    "Joint",
    "LogicModel",
    "LogicModelQuerySet",
    "LogicReview",
    "Lot",
    "Measure",
    "MeasureQuerySet",
    "Plan",
    "PlanQuerySet",
    "PlanVersion",
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
