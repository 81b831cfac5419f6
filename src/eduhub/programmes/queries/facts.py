"""What the hub knows of an organisation, so that no call asks it again."""

from eduhub.catalogue.models import Company, Solution
from eduhub.catalogue.states import SolutionState
from eduhub.people.models import Organisation
from eduhub.programmes.states import Fact


def known_facts(organisation: Organisation) -> dict[str, str]:
    """The words of each fact that is known; one that is not is left out. Two queries."""
    company = Company.objects.filter(organisation=organisation).first()
    found = {
        Fact.NAME: str(organisation.name),
        Fact.BUSINESS_ID: organisation.business_id or "",
        Fact.WEBSITE: organisation.website,
        Fact.SOLUTIONS: ", ".join(str(one.name) for one in solutions_of(organisation)),
    }
    if company is not None:
        found |= {
            Fact.FOUNDED: str(company.founded or ""),
            Fact.PEOPLE: company.people_working,
            Fact.PITCH: str(company.pitch),
        }
    return {fact.value: words for fact, words in found.items() if words}


def solutions_of(organisation: Organisation) -> list[Solution]:
    """Those that the organisation has in the directory or is about to put there. One query."""
    rows = Solution.objects.filter(company=organisation)
    return list(rows.exclude(state=SolutionState.WITHDRAWN).order_by("pk"))
