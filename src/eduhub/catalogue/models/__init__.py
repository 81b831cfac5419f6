from eduhub.catalogue.models.claims import Claim, ClaimQuerySet
from eduhub.catalogue.models.fit import FitSheet, SchoolSetup
from eduhub.catalogue.models.solutions import Company, Solution, SolutionQuerySet, Topic

__all__ = [
    "Claim",
    "ClaimQuerySet",
    "Company",
    "FitSheet",
    "SchoolSetup",
    "Solution",
    "SolutionQuerySet",
    "Topic",
]
