"""What this room hangs on the pages of others: a solution's page, a person's home."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from eduhub.catalogue.models import Solution
from eduhub.kit.access import may
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF, Role
from eduhub.pilots import queries
from eduhub.pilots.queries.schools import offers_for_school
from eduhub.pilots.rules import SOLUTION_RULES
from eduhub.pilots.states import PilotState

FEW = 3  # offers on a home page


@panel("catalogue.solution", order=30)
def offers_of_solution(request: HubRequest, solution: Solution) -> str:
    """Where a school can try the solution, and how many try it now."""
    offers, under_way = queries.of_solution(solution.pk)
    may_post = may(request.actor, "post", solution, SOLUTION_RULES)
    if not (offers or under_way or may_post):
        return ""
    context = {
        "offers": offers,
        "under_way": under_way,
        "may_post": bool(may_post),
        "offer_url": f"{reverse('pilots:offer')}?solution={solution.pk}",
    }
    return render_to_string("pilots/panels/solution.html", context, request)


@panel("site.home", order=4)
def of_principal(request: HubRequest, thing: object) -> str:
    if not request.actor.holds(Role.PRINCIPAL):
        return ""
    groups = list(queries.groups_to_decide(request.actor))
    if not groups:
        return ""
    return render_to_string("pilots/panels/principal.html", {"groups": groups}, request)


@panel("site.home", order=11)
def of_teacher(request: HubRequest, thing: object) -> str:
    if not request.actor.holds(Role.TEACHER):
        return ""
    rows = queries.pilots_of_teacher(request.actor)
    own = {row.pilot.pk for row in rows}
    open_ones = offers_for_school(request.actor.organisation_id, FEW + len(own))
    offers = [pilot for pilot in open_ones if pilot.pk not in own][:FEW]
    context = {"rows": rows, "offers": offers}
    return render_to_string("pilots/panels/teacher.html", context, request)


@panel("site.home", order=12)
def of_company(request: HubRequest, thing: object) -> str:
    if not may(request.actor, "offer", None, SOLUTION_RULES):
        return ""
    context = {
        "rows": queries.pilots_of_company(request.actor),
        "can_offer": queries.solutions_to_offer(request.actor).exists(),
    }
    return render_to_string("pilots/panels/company.html", context, request)


@panel("site.home", order=13)
def of_staff(request: HubRequest, thing: object) -> str:
    if not request.actor.roles & STAFF:
        return ""
    counts = queries.count_by_state()
    context = {
        "counts": [(PilotState(state).label, count) for state, count in counts.items()],
        "late": list(queries.overdue(timezone.now(), timezone.localdate())[:5]),
    }
    return render_to_string("pilots/panels/staff.html", context, request)
