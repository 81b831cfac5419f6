"""Where passports are seen from: a solution's page, a pilot's page, the company's home."""

from django.template.loader import render_to_string

from eduhub.catalogue.models import Solution
from eduhub.evidence.queries import passports as queries
from eduhub.evidence.rules import is_staff
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.people.states import Role
from eduhub.pilots.models import Pilot


@panel("catalogue.solution.side", order=5)
def passport_of_solution(request: HubRequest, solution: Solution) -> str:
    """For everybody the passports in force; for the hub's staff the button that issues one."""
    if not solution.pk:
        return ""
    found = queries.standing_of_solution(solution.pk)
    missing = queries.releases_without(solution, found) if is_staff(request.actor) else []
    if not (found or missing):
        return ""
    context = {
        "passports": found,
        "missing": missing,
        "solution": solution,
        "may_issue": is_staff(request.actor),
    }
    return render_to_string("evidence/panels/passport.html", context, request)


@panel("pilots.pilot", order=11)
def passport_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    found = queries.passport_of_pilot(pilot.pk)
    if found is None:
        return ""
    context = {"part": found, "passport": found.passport}
    return render_to_string("evidence/panels/pilot_passport.html", context, request)


@panel("site.home", order=31)
def passports_of_company(request: HubRequest, thing: object) -> str:
    """Its passports, to look at, download and share; it can neither issue nor withdraw any."""
    actor = request.actor
    if not (actor.holds(Role.COMPANY_LEAD) or actor.holds(Role.COMPANY_MEMBER)):
        return ""
    found = queries.of_company(actor)
    if not found:
        return ""
    return render_to_string("evidence/panels/home_passports.html", {"passports": found}, request)
