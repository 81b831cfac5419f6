"""Where a person lands after signing in: what waits for them, by role."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at

NOON, EVENING = 11, 18  # hours


@login_required
@require_safe
def home(request: HubRequest) -> HttpResponse:
    now = timezone.localtime()
    drawn = [panel for panel in panels_at("site.home", request, request.actor) if panel.strip()]
    half = -(-len(drawn) // 2)  # on a phone the right column follows the left: still in order
    chosen = [h for h in request.hats if h.organisation.pk == request.actor.organisation_id]
    context = {
        "panels": {"left": drawn[:half], "right": drawn[half:]} if drawn else {},
        "today": now.date(),
        "part_of_day": "morning"
        if now.hour < NOON
        else "day"
        if now.hour < EVENING
        else "evening",
        "as_whom": chosen[0].label if chosen else "",
    }
    return page(request, "site/home.html", context)
