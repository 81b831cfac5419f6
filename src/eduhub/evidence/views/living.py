"""What all pilots of a solution say together, and all solutions beside each other."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.evidence.queries import pools
from eduhub.kit.http import HubRequest, page


@require_safe
def living(request: HubRequest, solution_id: int) -> HttpResponse:
    """The pooled result of a solution, with every version it ever had."""
    solution, series = pools.solution_with_pools(solution_id, request.actor)
    context = {"solution": solution, "series": series}
    return page(request, "evidence/living.html", context)


@require_safe
def portfolio(request: HubRequest) -> HttpResponse:
    """All that was measured in one plot: as measured, and drawn towards the mean of all."""
    return page(request, "evidence/portfolio.html", {"portfolio": pools.portfolio()})
