from eduhub.catalogue.models.claims import Claim, ClaimQuerySet
from eduhub.catalogue.models.dossiers import (
    Dossier,
    DossierQuerySet,
    DossierReview,
    Screening,
)
from eduhub.catalogue.models.exhibitions import DayCount, Exhibit, Exhibition
from eduhub.catalogue.models.fit import FitSheet, SchoolSetup
from eduhub.catalogue.models.markets import (
    OF_AGE,
    Market,
    MarketFacts,
    MarketFactsQuerySet,
    MarketQuerySet,
)
from eduhub.catalogue.models.references import Reference, ReferenceQuerySet
from eduhub.catalogue.models.solutions import Company, Solution, SolutionQuerySet, Topic
from eduhub.catalogue.models.stands import ConsentWording, Lead, LeadQuerySet, Medium, Stand

__all__ = [
    "OF_AGE",
    "Claim",
    "ClaimQuerySet",
    "Company",
    "ConsentWording",
    "DayCount",
    "Dossier",
    "DossierQuerySet",
    "DossierReview",
    "Exhibit",
    "Exhibition",
    "FitSheet",
    "Lead",
    "LeadQuerySet",
    "Market",
    "MarketFacts",
    "MarketFactsQuerySet",
    "MarketQuerySet",
    "Medium",
    "Reference",
    "ReferenceQuerySet",
    "SchoolSetup",
    "Screening",
    "Solution",
    "SolutionQuerySet",
    "Stand",
    "Topic",
]
