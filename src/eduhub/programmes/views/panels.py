"""What this room hangs on other pages."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF
from eduhub.programmes import queries

FEW = 4


@panel("site.home", order=14)
def programmes(request: HubRequest, actor: Actor) -> str:
    """Drafts whose call closes, and questions of the hub that wait for an answer."""
    if not actor.is_signed_in or actor.roles & STAFF:
        return ""
    now = timezone.now()
    context = {
        "drafts": list(queries.closing_soon(actor, now)[:FEW]),
        "inquiries": list(queries.inquiries_open(actor, now)[:FEW]),
    }
    if not any(context.values()):
        return ""
    return render_to_string("programmes/panels/home.html", context, request)
