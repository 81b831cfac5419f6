"""Where evaluations by teachers are seen from: cards, a solution's page, one's home."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from eduhub.catalogue.models import Solution
from eduhub.evidence.queries import evaluations as queries
from eduhub.evidence.rules import is_staff
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import marks, panel
from eduhub.people.states import Role


@marks("catalogue.card", order=20)
def evaluated_of_cards(solutions: Iterable[int]) -> dict[int, str]:
    return {
        pk: render_to_string("evidence/panels/card_evaluated.html", {"words": words})
        for pk, words in queries.marks_of(solutions).items()
    }


@panel("catalogue.solution.side", order=6)
def evaluation_of_solution(request: HubRequest, solution: Solution) -> str:
    """For everybody the newest published one; for the hub's staff the door to ask for one."""
    if not solution.pk:
        return ""
    found = queries.latest_of_solution(solution.pk)
    may_ask = is_staff(request.actor) and solution.is_published
    if found is None and not may_ask:
        return ""
    context = {"evaluation": found, "solution": solution, "may_ask": may_ask}
    return render_to_string("evidence/panels/evaluation.html", context, request)


@panel("site.home", order=7)
def sheets_of_teacher(request: HubRequest, thing: object) -> str:
    """Solutions that wait for one's own scores."""
    if not request.actor.holds(Role.TEACHER):
        return ""
    found = queries.sheets_waiting(request.actor)
    if not found:
        return ""
    return render_to_string("evidence/panels/home_sheets.html", {"sheets": found}, request)


@panel("site.home", order=8)
def thirds_of_staff(request: HubRequest, thing: object) -> str:
    """Evaluations in which two teachers differ."""
    found = queries.thirds_needed() if is_staff(request.actor) else []
    if not found:
        return ""
    return render_to_string("evidence/panels/home_thirds.html", {"found": found}, request)
