"""What waits for a person on their home: needs, calls, groups; and interest for companies."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.catalogue.queries.topics import topics
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF, Role
from eduhub.pilots.queries import calls, home_needs, profiles


@panel("site.home", order=14)
def needs_of_teacher(request: HubRequest, thing: object) -> str:
    """One's needs and what became of them, invitations, and the own groups."""
    if not request.actor.holds(Role.TEACHER):
        return ""
    now = timezone.now()
    context = {
        "needs": home_needs.needs_of_teacher(request.actor, now),
        "invitations": calls.invitations_waiting(request.actor, now),
        "profiles": profiles.own_profiles(request.actor),
        "today": timezone.localdate(now),
    }
    return render_to_string("pilots/panels/needs_teacher.html", context, request)


@panel("site.home", order=15)
def needs_of_staff(request: HubRequest, thing: object) -> str:
    """Needs to merge, tenders that wait for a choice, workshops that are asked for."""
    if not request.actor.roles & STAFF:
        return ""
    context = {
        "waiting": home_needs.open_needs(),
        "calls": calls.calls_to_decide(timezone.now()),
        "workshops": calls.workshops_waiting(),
        "groups": home_needs.groups_that_count(timezone.localdate()),
    }
    return render_to_string("pilots/panels/needs_staff.html", context, request)


@panel("site.home", order=16)
def calls_for_company(request: HubRequest, thing: object) -> str:
    """Open challenges that fit one's solutions, and how many groups would like to try."""
    actor = request.actor
    if not (actor.holds(Role.COMPANY_LEAD) or actor.holds(Role.COMPANY_MEMBER)):
        return ""
    found = calls.calls_that_fit(actor, timezone.now())
    interest = profiles.interest(topics(), timezone.localdate())
    if not (found or interest):
        return ""
    context = {"calls": found, "interest": interest}
    return render_to_string("pilots/panels/needs_company.html", context, request)
