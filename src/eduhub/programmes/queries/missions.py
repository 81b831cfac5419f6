"""Partners, missions, who goes, and the agenda in the order of its days."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.urls import reverse

from eduhub.kit.access import Actor, find
from eduhub.kit.calendars import Entry
from eduhub.kit.lang import in_reading_order
from eduhub.programmes.models import Meeting, Mission, Partner, Traveller
from eduhub.programmes.rules.missions import Asking
from eduhub.programmes.states.abroad import MissionState, Seat


def look_at(mission_id: int, by: Actor, now: dt.datetime, *, lock: bool = False) -> Asking:
    """A mission that this person sees, and what their own company has asked. Two queries."""
    rows = Mission.objects.visible_to(by).select_related("market")
    mission = find(rows.select_for_update(of=("self",)) if lock else rows, pk=mission_id)
    own = None
    if by.organisation_id is not None:
        own = mission.travellers.filter(organisation=by.organisation_id).first()
    return Asking(mission, now, own)


def partners(actor: Actor) -> QuerySet[Partner]:
    """Market by market. One query."""
    rows = Partner.objects.visible_to(actor).select_related("market")
    order = (in_reading_order("market__name"), "name", "pk")
    return rows.order_by(*order).fetch_mode(FETCH_RAISE)


def find_partner(actor: Actor, pk: int) -> Partner:
    return find(Partner.objects.visible_to(actor).select_related("market"), pk=pk)


def missions(actor: Actor) -> QuerySet[Mission]:
    """The last to begin first, with how many go: the hub alone is shown it. One query."""
    rows = Mission.objects.visible_to(actor).select_related("market")
    going = Count("travellers", filter=Q(travellers__seat=Seat.GOING))
    return rows.annotate(going=going).order_by("-begins_on", "-pk").fetch_mode(FETCH_RAISE)


def travellers_of(mission: Mission) -> QuerySet[Traveller]:
    """Who has asked, in that order. One query."""
    rows = mission.travellers.select_related("organisation")
    return rows.order_by("asked_at", "pk").fetch_mode(FETCH_RAISE)


def companies_going(mission: Mission) -> QuerySet[Traveller]:
    return travellers_of(mission).filter(seat=Seat.GOING)


def traveller_to_decide(actor: Actor, pk: int) -> Traveller:
    rows = Traveller.objects.select_related("mission", "organisation")
    return find(rows.filter(mission__in=Mission.objects.visible_to(actor).values("pk")), pk=pk)


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting with its hours by the clocks there, and whether this reader may change it."""

    meeting: Meeting
    begins: dt.time
    ends: dt.time
    may_write: bool

    @property
    def hours(self) -> str:
        """As all three languages write a span."""
        both = (self.begins, self.ends)
        return "–".join(f"{one.hour}.{one.minute:02}" for one in both)


def meetings_of(actor: Actor, mission: Mission) -> list[Meeting]:
    """What of the agenda this person sees, with who attends. Two queries."""
    rows = Meeting.objects.visible_to(actor).filter(mission=mission)
    rows = rows.select_related("organisation", "partner").prefetch_related("companies")
    return list(rows.order_by("begins_at", "ends_at", "pk").fetch_mode(FETCH_RAISE))


def agenda_of(
    actor: Actor, mission: Mission, *, is_staff: bool
) -> list[tuple[dt.date, list[Line]]]:
    """By day, by the clocks there. Two queries."""
    days: dict[dt.date, list[Line]] = defaultdict(list)
    for one in meetings_of(actor, mission):
        begins, ends = (at.astimezone(mission.clock) for at in (one.begins_at, one.ends_at))
        own = (
            is_staff
            if one.organisation_id is None
            else (one.organisation_id == actor.organisation_id)
        )
        days[begins.date()].append(Line(one, begins.time(), ends.time(), own))
    return sorted(days.items())


def find_meeting(actor: Actor, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(actor).select_related("mission__market", "organisation")
    return find(rows.prefetch_related("companies"), pk=pk)


def entries_of(mission: Mission, meetings: list[Meeting], host: str, site: str) -> list[Entry]:
    """For calendar programs, in UTC: the hub does not know the rules of clocks elsewhere."""
    cancelled = mission.state == MissionState.CANCELLED
    return [
        Entry(
            uid=f"mission-{mission.pk}-{one.pk}@{host}",
            begins=one.begins_at,
            ends=one.ends_at,
            title=one.title,
            changed=one.changed_at,
            sequence=one.version - 1,
            state="CANCELLED" if cancelled else "CONFIRMED",
            place=one.place or mission.place,
            url=f"{site}{reverse('programmes:mission', args=[mission.pk])}",
            in_utc=True,
        )
        for one in meetings
    ]
