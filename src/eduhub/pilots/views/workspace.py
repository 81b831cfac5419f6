"""A pilot's workspace on the pilot's own page."""

from django.template.loader import render_to_string

from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.workspace import KIND
from eduhub.workspaces.queries import glance


@panel("pilots.pilot", order=5)
def workspace(request: HubRequest, pilot: Pilot) -> str:
    """What is going on in it, for its members alone."""
    seen = glance(KIND, pilot.pk, request.actor)
    if seen is None:
        return ""
    return render_to_string("workspaces/panels/glance.html", {"seen": seen}, request)
