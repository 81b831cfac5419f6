"""Where a person lands after signing in: what waits for them, by role."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at


@login_required
@require_safe
def home(request: HubRequest) -> HttpResponse:
    panels = panels_at("site.home", request, request.actor)
    return page(request, "site/home.html", {"panels": panels})
