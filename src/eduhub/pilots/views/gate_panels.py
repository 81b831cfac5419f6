"""What the gates hang on a pilot's page and on a person's home."""

from django.template.loader import render_to_string

from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.pilots import queries


@panel("site.home", order=3)
def gates_to_open(request: HubRequest, thing: object) -> str:
    """For officials and the hub's lead: lanes, privacy and permits."""
    rows = queries.gates_to_open(request.actor)
    return render_to_string("pilots/lanes/home.html", {"rows": rows}, request) if rows else ""


@panel("site.home", order=5)
def agreements_to_sign(request: HubRequest, thing: object) -> str:
    """For principals; a company's lead reads it in the list of its own pilots."""
    rows = queries.agreements_to_sign(request.actor)
    return render_to_string("pilots/agreements/home.html", {"rows": rows}, request) if rows else ""
