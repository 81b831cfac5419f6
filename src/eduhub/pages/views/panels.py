"""What the room hangs on the front page, on one's home and on the search of everything."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.pages import queries
from eduhub.people.states import STAFF

SHOWN = 3
MOST_FOUND = 6


@panel("site.front", order=30)
def news(request: HubRequest, thing: None) -> str:
    rows = list(queries.news_to_list(timezone.now())[:SHOWN])
    if not rows:
        return ""
    return render_to_string("pages/panels/news.html", {"rows": rows}, request)


@panel("site.front", order=60)
def whom_to_turn_to(request: HubRequest, thing: None) -> str:
    topics = queries.contacts(timezone.localdate())
    if not topics:
        return ""
    return render_to_string("pages/panels/contacts.html", {"topics": topics}, request)


@panel("site.home", order=50)
def waiting(request: HubRequest, actor: Actor) -> str:
    """For staff: drafts, what is scheduled, and translations that are missing."""
    if not actor.roles & STAFF:
        return ""
    rows = queries.waiting(actor, timezone.now())
    context = {"rows": rows[:5], "more": len(rows) - 5}
    return render_to_string("pages/panels/waiting.html", context, request)


@panel("site.search", order=40)
def found(request: HubRequest, asked: str) -> str:
    rows = list(queries.pages_found(asked, timezone.now())[:MOST_FOUND])
    if not rows:
        return ""
    return render_to_string("pages/panels/found.html", {"rows": rows}, request)
