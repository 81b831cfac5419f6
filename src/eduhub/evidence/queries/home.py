"""What waits for a person in the trials: for their home page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from eduhub.evidence.models import Plan, Result, Totals, TrialClass
from eduhub.evidence.states import ResultState, TotalsState
from eduhub.kit.access import Actor
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import READY_FOR_THE_PLAN, Group, Pilot
from eduhub.pilots.states import PilotState

MOST = 20


def classes_asked_of(actor: Actor) -> list[TrialClass]:
    """Classes in running trials whose totals this person is asked for. One query."""
    counted = Totals.objects.filter(of_class=OuterRef("pk"), state=TotalsState.COUNTED)
    taken_out = Totals.objects.filter(of_class=OuterRef("pk"), state=TotalsState.TAKEN_OUT)
    anew = Q(plan__result__state=ResultState.REOPENED) & Exists(taken_out)
    found = TrialClass.objects.filter(
        ~Exists(counted),
        Q(plan__pilot__state=PilotState.RUNNING) | anew,
        group__school=actor.organisation_id,
        joint=None,
    )
    if not actor.holds(Role.PRINCIPAL):
        found = found.filter(Q(group__teacher=actor.user_id) | Q(group__teacher=None))
    rows = found.select_related("group", "plan__pilot__solution").order_by("plan", "code")
    return list(rows.fetch_mode(FETCH_RAISE)[:MOST])


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for those who run trials; tone "warning" when it is overdue."""

    pilot: Pilot
    words: str
    tone: str
    door: str


def tasks_of(actor: Actor, today: dt.date) -> list[Task]:
    """What waits for this person, the most urgent first. One query."""
    found = (
        _pilots_run_by(actor)
        .filter(READY_FOR_THE_PLAN | Q(state__in=_WAITING))
        .select_related("solution", "plan__result", "plan__latest")
        .order_by("state_since", "pk")
    )
    tasks = [_task(pilot, today) for pilot in found[: 5 * MOST]]
    return sorted((t for t in tasks if t), key=lambda task: task.tone != "warning")[:MOST]


_WAITING = (
    PilotState.PREREGISTERED,
    PilotState.RUNNING,
    PilotState.DATA_CLOSED,
    PilotState.ANALYSED,
    PilotState.REVIEWED,
    PilotState.DECIDED,
    PilotState.REPORTED,
)


def _pilots_run_by(actor: Actor) -> QuerySet[Pilot]:
    if actor.roles & STAFF:
        return Pilot.objects.all()
    if actor.holds(Role.RESEARCHER):
        return Pilot.objects.filter(plan__researchers=actor.organisation_id)
    part = Group.objects.taking_part().filter(
        pilot=OuterRef("pk"), school__provider=actor.organisation_id
    )
    return Pilot.objects.filter(Exists(part))


def _task(pilot: Pilot, today: dt.date) -> Task | None:
    plan: Plan | None = getattr(pilot, "plan", None)
    if pilot.is_ready_for_the_plan:
        if plan is None:
            return Task(pilot, _("Plan to write"), "info", "evidence:plan_write")
        return Task(pilot, _("Plan to freeze"), "info", "evidence:plan")
    if pilot.state == PilotState.PREREGISTERED:
        return Task(pilot, _("Lot to draw or pilot to start"), "info", "evidence:plan")
    if pilot.state == PilotState.RUNNING:
        if pilot.ends >= today:
            return None
        return Task(pilot, _("Ended: data to close"), "warning", "evidence:data")
    return _task_after_closing(pilot, plan, today)


def _task_after_closing(pilot: Pilot, plan: Plan | None, today: dt.date) -> Task | None:
    result: Result | None = getattr(plan, "result", None)
    if plan is None or result is None:
        return None
    if pilot.state == PilotState.DATA_CLOSED:
        if result.state == ResultState.REOPENED:
            return Task(pilot, _("Results of a class are given anew"), "info", "evidence:report")
        if result.state != ResultState.FAILED:
            return None
        return Task(pilot, _("The analysis stopped"), "warning", "evidence:report")
    overdue = plan.in_force.publish_on <= today
    words = _("Report to publish, overdue") if overdue else _("Report to publish")
    return Task(pilot, words, "warning" if overdue else "info", "evidence:report")


def results_of_company(actor: Actor) -> list[Result]:
    """The company's own results that are ready, the latest first. One query."""
    own = Result.objects.filter(
        plan__pilot__solution__company=actor.organisation_id, state=ResultState.READY
    )
    rows = own.select_related("plan__pilot__solution", "plan__latest").order_by("-analysed_at")
    return list(rows.fetch_mode(FETCH_RAISE)[:MOST])
