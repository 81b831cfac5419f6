"""What waits for a person on their home page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor
from eduhub.pilots.models import Group, Pilot, Standing
from eduhub.pilots.queries.gate_steps import NextStep
from eduhub.pilots.queries.next_steps import next_step
from eduhub.pilots.queries.standings import standings_of
from eduhub.pilots.states import BEFORE_THE_PLAN, ENDED, LIVE_GROUPS, GroupState, PilotState

MOST = 10  # rows of a panel
OVER = (PilotState.PUBLISHED, PilotState.ARCHIVED, *ENDED)
PATIENCE = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pilot of one's own with what it waits for."""

    standing: Standing
    next: NextStep | None

    @property
    def pilot(self) -> Pilot:
        return self.standing.pilot


def pilots_of_teacher(actor: Actor) -> list[Waiting]:
    """Pilots in which this teacher has a group, one's own turn first. Three queries."""
    groups = Group.objects.filter(
        Q(teacher=actor.user_id), school=actor.organisation_id, state__in=LIVE_GROUPS
    )
    return _waiting(Pilot.objects.filter(pk__in=groups.values("pilot")), actor)


def pilots_of_company(actor: Actor) -> list[Waiting]:
    """The company's pilots that are not over, one's own turn first. Three queries."""
    return _waiting(Pilot.objects.filter(solution__company=actor.organisation_id), actor)


def _waiting(pilots: QuerySet[Pilot], actor: Actor) -> list[Waiting]:
    newest = (
        pilots.exclude(state__in=OVER).select_related("solution").order_by("-posted_at", "-pk")
    )
    rows = [Waiting(s, next_step(s, actor)) for s in standings_of(list(newest[:MOST]))]
    return sorted(rows, key=lambda row: not (row.next and row.next.is_ones_own))


def groups_to_decide(actor: Actor) -> QuerySet[Group]:
    """Groups of the principal's school that wait for a yes or no, the oldest first. One query."""
    return (
        Group.objects.filter(
            school=actor.organisation_id,
            state=GroupState.JOINED,
            pilot__state__in=BEFORE_THE_PLAN,
        )
        .select_related("pilot__solution__company")
        .order_by("joined_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def solutions_to_offer(actor: Actor) -> QuerySet[Solution]:
    """The company's published solutions. One query."""
    own = Solution.objects.published().filter(company=actor.organisation_id)
    return own.order_by("pk").fetch_mode(FETCH_RAISE)


def count_by_state() -> dict[str, int]:
    """How many pilots stand in each state, in the order of the states. One query."""
    found = dict(Pilot.objects.values_list("state").annotate(Count("pk")))
    return {state: found[state] for state in PilotState if state in found}


def overdue(now: dt.datetime, today: dt.date) -> QuerySet[Pilot]:
    """Pilots that have stood still for more than 14 days, the longest first. One query.

    A trial that runs stands still from its last day on; one that is planned, from its first.
    """
    still = Pilot.objects.filter(state_since__lt=now - PATIENCE).exclude(state__in=OVER)
    running = Q(state=PilotState.RUNNING, ends__gte=today)
    planned = Q(state=PilotState.PREREGISTERED, starts__gte=today)
    late = still.exclude(running | planned).select_related("solution")
    return late.order_by("state_since", "pk").fetch_mode(FETCH_RAISE)
