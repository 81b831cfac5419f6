from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eduhub.kit.http import HubRequest
from eduhub.kit.templatetags.ui import icons
from eduhub.site.views.specimens import everything


@require_GET
def gallery(request: HubRequest) -> HttpResponse:
    """Every part of the hub in every state, for those who build pages and those who test them."""
    shown = everything() | {"icons": sorted(icons())}
    return render(request, "site/gallery/gallery.html", shown)
