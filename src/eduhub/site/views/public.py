"""Pages for everybody that belong to no room."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Result
from eduhub.evidence.queries.reports import published_results
from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots import queries as pilots

OFFERS = 3
IN_THE_FOREST = 60  # trees; more would be a hedge


@dataclass(frozen=True, slots=True)
class Figures:
    """What the front page counts, each as it stands at this moment."""

    companies: int
    schools: int
    solutions: int
    pilots: int
    results: int


def _figures() -> Figures:
    approved = Organisation.objects.approved()
    return Figures(
        companies=approved.filter(kind=Kind.COMPANY).count(),
        schools=approved.filter(kind=Kind.SCHOOL).count(),
        solutions=Solution.objects.published().count(),
        pilots=pilots.figures().pilots,
        results=Result.objects.published().count(),
    )


@require_safe
def front(request: HubRequest) -> HttpResponse:
    context = {
        "results": published_results(IN_THE_FOREST),
        "offers": list(pilots.open_offers(OFFERS)),
        "figures": _figures(),
        "panels": [drawn for drawn in panels_at("site.front", request, None) if drawn.strip()],
    }
    return page(request, "site/front.html", context)


@require_safe
def search(request: HubRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:200]
    drawn = panels_at("site.search", request, asked) if asked.strip() else []
    found = [panel for panel in drawn if panel.strip()]
    return page(request, "site/search.html", {"asked": asked, "found": found})


@require_safe
def accessibility(request: HubRequest) -> HttpResponse:
    return page(request, "site/accessibility.html", {})


@require_safe
def privacy(request: HubRequest) -> HttpResponse:
    return page(request, "site/privacy.html", {})
