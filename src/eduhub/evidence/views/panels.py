"""What this room hangs on the pages of others: a pilot's, a solution's, a company's, one's home."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import facets, home, pools, reports, trials
from eduhub.evidence.queries.next_steps import classes_given, next_step
from eduhub.evidence.rules import has_part, runs
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import Facet, hang_facet, marks, panel
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.workspace import KIND
from eduhub.pilots.states import BEFORE_THE_PLAN
from eduhub.workspaces.models import Workspace


@panel("pilots.pilot.next", order=10)
def next_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    step = next_step(trials.find_trial(pilot.pk, request.actor), request.actor)
    if step is None:
        return ""
    url = reverse(step.door, args=step.on) if step.door else ""
    return render_to_string("evidence/panels/next.html", {"step": step, "url": url}, request)


@panel("pilots.pilot", order=10)
def trial_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    """Plan, lot, results and report of a pilot, as far as this person may see them."""
    return _told_of(request, trials.find_trial(pilot.pk, request.actor))


def _told_of(request: HubRequest, trial: Trial) -> str:
    pilot, inside = trial.pilot, has_part(request.actor, trial)
    if trial.plan is None or not (trial.is_frozen or inside):
        return ""
    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": pilot,
        "runs": runs(request.actor, trial) and pilot.state not in BEFORE_THE_PLAN,
        "own": [
            (one, not trial.is_asked_for(one), trial.host_of(one))
            for one in trial.classes_of(request.actor)
        ],
        "given": classes_given(trial) if inside and trial.classes else "",
        "shows_report": trial.result is not None and (trial.is_public or inside),
        "told": reports.told(reports.fetched(trial.plan.pk)) if trial.is_public else None,
    }
    return render_to_string("evidence/panels/pilot.html", context, request)


@panel("workspaces.workspace", order=10)
def trial_of_workspace(request: HubRequest, workspace: Workspace) -> str:
    """The same in the pilot's room, for its members."""
    if workspace.kind != KIND:
        return ""
    return _told_of(request, trials.find_trial(workspace.key, request.actor))


@panel("catalogue.solution", order=20)
def results_of_solution(request: HubRequest, solution: Solution) -> str:
    """What pilots of this solution have shown; for everybody."""
    if not solution.pk:
        return ""
    found = reports.published_of_solution(solution.pk)
    standing = pools.standing_of_solution(solution.pk) if found else []
    together = [(pool, pools.sentence_of(pool), pools.said_of(pool)) for pool in standing]
    return _results(request, found, together=together, solution=solution)


@panel("catalogue.company", order=20)
def results_of_company(request: HubRequest, company: Organisation) -> str:
    return _results(request, reports.published_of_company(company.pk))


@marks("catalogue.card", order=10)
def measured_of_cards(solutions: Iterable[int]) -> dict[int, str]:
    """On each card of a solution that was tried: in how many pilots, and what they say."""
    return {
        pk: render_to_string("evidence/panels/card.html", {"mark": mark})
        for pk, mark in pools.marks_of(solutions).items()
    }


hang_facet(
    "catalogue.solutions",
    Facet(facets.NAME, facets.LABEL, facets.CHOICES, facets.NONE, facets.codes_by_solution),
)


def _results(request: HubRequest, found: list[reports.Told], **rest: object) -> str:
    if not found:
        return ""
    context = {
        "results": found,
        "scale": reports.scale_of(found),  # the usual one would cut off what is far from nought
        "marked": _("in standard deviations"),
    }
    return render_to_string("evidence/panels/results.html", context | rest, request)


@panel("site.home", order=5)
def of_teacher(request: HubRequest, thing: object) -> str:
    """Classes whose totals are asked for."""
    if not (request.actor.holds(Role.TEACHER) or request.actor.holds(Role.PRINCIPAL)):
        return ""
    asked = home.classes_asked_of(request.actor)
    return _home("teacher", request, {"asked": asked}) if asked else ""


@panel("site.home", order=6)
def of_those_who_run(request: HubRequest, thing: object) -> str:
    """Plans to write and freeze, data to close, reports to publish."""
    actor = request.actor
    runs_trials = actor.roles & STAFF or actor.holds(Role.PROVIDER_OFFICIAL)
    if not (runs_trials or actor.holds(Role.RESEARCHER)):
        return ""
    tasks = home.tasks_of(actor, timezone.localdate())
    return _home("runs", request, {"tasks": tasks}) if tasks else ""


@panel("site.home", order=30)
def of_company(request: HubRequest, thing: object) -> str:
    actor = request.actor
    if not (actor.holds(Role.COMPANY_LEAD) or actor.holds(Role.COMPANY_MEMBER)):
        return ""
    found = home.results_of_company(actor)
    return _home("company", request, {"results": found}) if found else ""


def _home(kind: str, request: HubRequest, context: dict[str, object]) -> str:
    return render_to_string(f"evidence/panels/home_{kind}.html", context, request)
