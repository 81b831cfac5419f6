"""What waits for a person at home: claims to decide, invitations, the first step."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people import queries
from eduhub.people.rules import is_staff

SHOWN = 5


@panel("site.home", order=10)
def claims_to_decide(request: HubRequest, actor: Actor) -> str:
    if not is_staff(actor):
        return ""
    claims = list(queries.claims_waiting(actor)[: SHOWN + 1])
    if not claims:
        return ""
    context = {"claims": claims[:SHOWN], "more": len(claims) > SHOWN}
    return render_to_string("people/panels/claims.html", context, request)


@panel("site.home", order=10)
def corrections_to_decide(request: HubRequest, actor: Actor) -> str:
    if not is_staff(actor):
        return ""
    waiting = list(queries.corrections_waiting(actor)[:SHOWN])
    if not waiting:
        return ""
    return render_to_string("people/panels/corrections.html", {"corrections": waiting}, request)


@panel("site.home", order=11)
def invitations_for_you(request: HubRequest, actor: Actor) -> str:
    if actor.user_id is None:
        return ""
    waiting = list(queries.invitations_for(actor.user_id, timezone.now())[:SHOWN])
    if not waiting:
        return ""
    return render_to_string("people/panels/invitations.html", {"invitations": waiting}, request)


@panel("site.home", order=12)
def first_step(request: HubRequest, actor: Actor) -> str:
    """Who has no role anywhere claims an organisation, or waits for an invitation."""
    if actor.user_id is None or request.hats:
        return ""
    claims = list(queries.claims_of(actor.user_id)[:SHOWN])
    return render_to_string("people/panels/first_step.html", {"claims": claims}, request)
