"""Pages for everybody that belong to no room."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at


@require_safe
def front(request: HubRequest) -> HttpResponse:
    return page(request, "site/front.html", {"panels": panels_at("site.front", request, None)})


@require_safe
def search(request: HubRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:200]
    found = panels_at("site.search", request, asked) if asked.strip() else []
    return page(request, "site/search.html", {"asked": asked, "found": found})


@require_safe
def accessibility(request: HubRequest) -> HttpResponse:
    return page(request, "site/accessibility.html", {})


@require_safe
def privacy(request: HubRequest) -> HttpResponse:
    return page(request, "site/privacy.html", {})
