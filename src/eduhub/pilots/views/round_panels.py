"""What a round asks of a person on their home, and what it brought them."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF, Role
from eduhub.pilots.queries import rounds
from eduhub.pilots.rules import COMPANY_ROLES


@panel("site.home", order=9)
def round_of_teacher(request: HubRequest, thing: object) -> str:
    """Own groups only: the offer that waits for an answer, or why there is none."""
    if not request.actor.holds(Role.TEACHER):
        return ""
    found = rounds.results_of_teacher(request.actor, timezone.now())
    if not found:
        return ""
    return render_to_string("pilots/rounds/home_teacher.html", {"results": found}, request)


@panel("site.home", order=17)
def round_of_company(request: HubRequest, thing: object) -> str:
    """Own offers only: how many groups, and why not more."""
    if not any(request.actor.holds(role) for role in COMPANY_ROLES):
        return ""
    found = rounds.results_of_company(request.actor, timezone.now())
    if not found:
        return ""
    return render_to_string("pilots/rounds/home_company.html", {"results": found}, request)


@panel("site.home", order=18)
def rounds_of_staff(request: HubRequest, thing: object) -> str:
    """Rounds that are being prepared."""
    if not request.actor.roles & STAFF:
        return ""
    found = rounds.open_rounds(request.actor)
    if not found:
        return ""
    return render_to_string("pilots/rounds/home_staff.html", {"rounds": found}, request)
