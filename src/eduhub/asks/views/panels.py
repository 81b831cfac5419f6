"""What this room hangs on a person's home."""

from django.template.loader import render_to_string

from eduhub.asks import queries
from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel

FEW = 3


@panel("site.home", order=18)
def asks_and_offers(request: HubRequest, actor: Actor) -> str:
    """Answers to one's own, and what others have posted of late."""
    answered = list(queries.answered_of(actor)[:FEW])
    newest = queries.newest(actor, FEW)
    if not (answered or newest):
        return ""
    context = {"answered": answered, "newest": newest}
    return render_to_string("asks/panels/home.html", context, request)
