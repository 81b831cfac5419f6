"""What the page of one pilot shows, to whom."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, QuerySet
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.formats import day
from eduhub.people.states import STAFF
from eduhub.pilots.models import Group, Standing
from eduhub.pilots.states import ENDED, GroupState, Lane, PilotState


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group as this reader may see it.

    Attributes:
        label: as the school calls it; "" for those outside school and hub.
        pupils: None for those outside school and hub, so that no small count shows.
    """

    pk: int
    school: str
    grade: str
    label: str
    pupils: int | None
    accepted: bool
    agrees: bool


def groups_seen(standing: Standing, actor: Actor) -> list[GroupSeen]:
    """School and hub see their groups whole, the company school and grade, others none."""
    staff = bool(actor.roles & STAFF)
    company = actor.organisation_id == standing.company_id
    seen = []
    for group in standing.groups:
        whole = staff or group.school_id == actor.organisation_id
        if not (whole or company):
            continue
        seen.append(
            GroupSeen(
                pk=group.pk,
                school=str(group.school.name),
                grade=group.grade_words,
                label=group.label if whole else "",
                pupils=group.pupils if whole else None,
                accepted=group.state == GroupState.ACCEPTED,
                agrees=standing.agrees(group),
            )
        )
    return seen


def is_inside(standing: Standing, actor: Actor) -> bool:
    """The company, a school with a group in it, its education provider, or the hub."""
    inside = {group.school_id for group in standing.groups} | {standing.company_id}
    own = actor.organisation_id in inside | standing.provider_ids
    return own or bool(actor.roles & STAFF)


def declined_groups(standing: Standing, actor: Actor) -> QuerySet[Group]:
    """Groups of one's own school that the principal said no to, with the grounds. One query."""
    declined = Group.objects.filter(pilot=standing.pilot, state=GroupState.DECLINED)
    own = declined.filter(school=actor.organisation_id).order_by("-decided_at")
    return own.fetch_mode(FETCH_RAISE)


@dataclass(frozen=True, slots=True)
class Step:
    """One phase for {% stepper %}; state is done, now or coming."""

    label: str
    note: str
    state: str


_REACHED = {  # the phase that a pilot is in, counted from 0
    PilotState.PREREGISTERED: 5,
    PilotState.RUNNING: 5,
    PilotState.PAUSED: 5,
    PilotState.DATA_CLOSED: 6,
    PilotState.ANALYSED: 7,
    PilotState.REVIEWED: 7,
    PilotState.DECIDED: 7,
    PilotState.REPORTED: 7,
    PilotState.EMBARGOED: 7,
    PilotState.PUBLISHED: 8,
    PilotState.ARCHIVED: 8,
}


def steps(standing: Standing, today: dt.date) -> list[Step]:
    """The way of a pilot in eight phases; none for one that has ended before its time."""
    pilot = standing.pilot
    if pilot.state in ENDED:
        return []
    reached = _REACHED.get(PilotState(pilot.state), _before_the_plan(standing))
    phases = (
        (_("Offer"), _("A company offers")),
        (_("Groups"), _("Teachers join, principals accept")),
        (_("Lane"), _lane_note(standing)),
        (_("Agreement"), _("What success is, signed by both")),
        (_("Plan"), _("Frozen before any data")),
        (_("Trial"), _trial_note(standing, today)),
        (_("Analysis"), _("What the data say, or cannot say")),
        (_("Result"), _("Published, whatever it is")),
    )
    return [
        Step(label, note, "done" if n < reached else "now" if n == reached else "coming")
        for n, (label, note) in enumerate(phases)
    ]


def _before_the_plan(standing: Standing) -> int:
    if standing.is_ready_for_the_plan:
        return 4
    if not standing.accepted:
        return 1
    papers = standing.lane_is_decided and standing.privacy_is_cleared and standing.permit_holds
    return 3 if papers else 2


def _lane_note(standing: Standing) -> str:
    if not standing.lane_is_decided:
        return _("An official decides")
    if standing.pilot.lane == Lane.A:
        return _("Lane A: no papers needed")
    return _("Lane %(letter)s: its papers first") % {"letter": standing.pilot.lane}


def _trial_note(standing: Standing, today: dt.date) -> str:
    pilot = standing.pilot
    if pilot.state == PilotState.PAUSED:
        return _("Paused since %(day)s") % {"day": day(pilot.state_since)}
    if pilot.state != PilotState.RUNNING or not pilot.starts <= today <= pilot.ends:
        return _("From %(day)s") % {"day": day(pilot.starts)}
    week = (today - pilot.starts).days // 7 + 1
    return _("Week %(week)s of %(weeks)s") % {
        "week": min(week, pilot.weeks),
        "weeks": pilot.weeks,
    }
