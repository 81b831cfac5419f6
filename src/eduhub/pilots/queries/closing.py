"""How pilots ended: decisions that other municipalities can use."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet

from eduhub.kit.access import Actor, find
from eduhub.people.queries import district_name
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import ClosingDecision, Group, LeftOut, Pilot, SchoolListing, Standing
from eduhub.pilots.queries.public import public_name
from eduhub.pilots.queries.standings import find_standing
from eduhub.pilots.rules.closing import DecisionInPilot
from eduhub.pilots.states.closing import MAY_BE_CLOSED

RECENT = dt.timedelta(days=180)  # how long a decision is asked for on homes
MOST = 20


@dataclass(frozen=True, slots=True)
class ClosingAsked:
    """What a reader of the decisions asks for; "" asks for all."""

    decision: str = ""
    lane: str = ""
    subject: str = ""
    procurement: bool = False  # only those whose next procurement is still to come


@dataclass(frozen=True, slots=True)
class Closed:
    """A decision with the name by which this reader may know who decided."""

    row: ClosingDecision
    who: str

    @property
    def pilot(self) -> Pilot:
        return self.row.pilot


def closings(asked: ClosingAsked, today: dt.date) -> QuerySet[ClosingDecision]:
    """All public decisions, the latest first. One query."""
    rows = ClosingDecision.objects.public()
    if asked.decision:
        rows = rows.filter(decision=asked.decision)
    if asked.lane:
        rows = rows.filter(pilot__lane=asked.lane)
    if asked.subject:
        rows = rows.filter(pilot__solution__codes__contains=[asked.subject])
    if asked.procurement:
        rows = rows.filter(next_procurement__gte=today)
    return _told(rows).order_by("-decided_at", "-pk")


def _told(rows: QuerySet[ClosingDecision]) -> QuerySet[ClosingDecision]:
    told = rows.select_related("organisation__listing", "pilot__solution__company")
    named = told.annotate(district_name=district_name("organisation__district"))
    return named.fetch_mode(FETCH_RAISE)


def closed(row: ClosingDecision, actor: Actor | None = None) -> Closed:
    """The hub and the place itself read its name; others as the register names it."""
    place = row.organisation
    inside = actor is not None and (
        actor.roles & STAFF
        or actor.organisation_id == place.pk
        or (actor.holds(Role.PROVIDER_OFFICIAL) and actor.organisation_id == place.provider_id)
    )
    if inside:
        return Closed(row, str(place.name))
    return Closed(row, public_name(place, row.district_name))  # type: ignore[attr-defined]


def closings_of(pilot: Pilot, actor: Actor) -> list[Closed]:
    """What this person may see of a pilot's ending. One query."""
    rows = _told(ClosingDecision.objects.visible_to(actor).filter(pilot=pilot))
    return [closed(row, actor) for row in rows.order_by("decided_at", "pk")]


def own_closing(standing: Standing, actor: Actor) -> ClosingDecision | None:
    """What one's own school or provider has decided, if it has."""
    rows = ClosingDecision.objects.filter(pilot=standing.pilot, organisation=actor.organisation_id)
    return rows.first()


def find_closing(decision_id: int, actor: Actor) -> tuple[DecisionInPilot, Closed]:
    """A decision that this person may see, with its pilot as it stands."""
    row = find(_told(ClosingDecision.objects.visible_to(actor)), pk=decision_id)
    return DecisionInPilot(find_standing(row.pilot_id, actor), row), closed(row, actor)


def pilots_to_close(actor: Actor, now: dt.datetime) -> list[Pilot]:
    """Pilots for whose end this principal's school, or official's provider, has no word yet."""
    groups = Group.objects.taking_part().filter(pilot=OuterRef("pk"))
    if actor.holds(Role.PRINCIPAL):
        ours = Q(Exists(groups.filter(school=actor.organisation_id)))
    elif actor.holds(Role.PROVIDER_OFFICIAL):
        ours = Q(Exists(groups.filter(school__provider=actor.organisation_id)))
    else:
        return []
    decided = ClosingDecision.objects.filter(
        pilot=OuterRef("pk"), organisation=actor.organisation_id
    )
    waiting = Pilot.objects.filter(
        ours, ~Exists(decided), state__in=MAY_BE_CLOSED, state_since__gt=now - RECENT
    )
    told = waiting.select_related("solution").order_by("state_since", "pk")
    return list(told.fetch_mode(FETCH_RAISE)[:MOST])


def decisions_to_answer(actor: Actor, now: dt.datetime) -> list[ClosingDecision]:
    """For a company: decisions of the last months that it has not answered; it need not."""
    rows = ClosingDecision.objects.filter(
        pilot__solution__company=actor.organisation_id, answer="", changed_at__gt=now - RECENT
    )
    return list(_told(rows).order_by("decided_at", "pk")[:MOST])


def listing_of(actor: Actor) -> SchoolListing | None:
    return SchoolListing.objects.filter(school=actor.organisation_id).first()


def left_out(pilot: Pilot) -> LeftOut | None:
    return LeftOut.objects.filter(pilot=pilot).first()
