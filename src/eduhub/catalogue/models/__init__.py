from eduhub.catalogue.models.claims import Claim, ClaimQuerySet
from eduhub.catalogue.models.exhibitions import DayCount, Exhibit, Exhibition
from eduhub.catalogue.models.fit import FitSheet, SchoolSetup
from eduhub.catalogue.models.references import Reference, ReferenceQuerySet
from eduhub.catalogue.models.solutions import Company, Solution, SolutionQuerySet, Topic
from eduhub.catalogue.models.stands import ConsentWording, Lead, LeadQuerySet, Medium, Stand

__all__ = [
    "Claim",
    "ClaimQuerySet",
    "Company",
    "ConsentWording",
    "DayCount",
    "Exhibit",
    "Exhibition",
    "FitSheet",
    "Lead",
    "LeadQuerySet",
    "Medium",
    "Reference",
    "ReferenceQuerySet",
    "SchoolSetup",
    "Solution",
    "SolutionQuerySet",
    "Stand",
    "Topic",
]
