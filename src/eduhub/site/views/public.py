"""Pages for everybody that belong to no room."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.catalogue.models import Solution
from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots import queries as pilots

OFFERS = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What the front page counts, each as it stands at this moment."""

    companies: int
    schools: int
    solutions: int
    pilots: int
    results: int


def _figures(results: int) -> Figures:
    approved = Organisation.objects.approved()
    return Figures(
        companies=approved.filter(kind=Kind.COMPANY).count(),
        schools=approved.filter(kind=Kind.SCHOOL).count(),
        solutions=Solution.objects.published().count(),
        pilots=pilots.figures().pilots,
        results=results,
    )


@require_safe
def front(request: HubRequest) -> HttpResponse:
    context = {
        "results": [],
        "offers": list(pilots.open_offers(OFFERS)),
        "figures": _figures(0),
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
