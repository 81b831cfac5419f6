"""A pilot's workspace: when it opens and closes, and the rules that are lent to it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from eduhub.kit.access import Actor, machine
from eduhub.kit.identifiers import holds_code, why_refused
from eduhub.people.models import Membership
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.rules import COMPANY_ROLES
from eduhub.pilots.states import OVER, GroupState, Lane
from eduhub.workspaces.models import Lent, Member, lend
from eduhub.workspaces.services import close_workspace, open_workspace

KIND = "pilot"


def open_for_group(group_id: int, *, now: dt.datetime) -> None:
    """With the first group that a principal accepts, unless the pilot has ended meanwhile."""
    group = Group.objects.select_related("pilot").filter(pk=group_id).first()
    if group is None or group.state != GroupState.ACCEPTED or group.pilot.state in OVER:
        return
    open_workspace(KIND, group.pilot_id, by=machine("pilots"), now=now)


def close_with(pilot_id: int, state: str, *, now: dt.datetime) -> None:
    """When the pilot has ended: published, withdrawn or stopped."""
    if state in OVER:
        close_workspace(KIND, pilot_id, by=machine("pilots"), now=now)


def seen_by(actor: Actor) -> QuerySet[Pilot, Any]:
    """The hub's staff, the company's people, the principals and teachers of accepted groups."""
    pilots = Pilot.objects.order_by()
    if actor.roles & STAFF:
        return pilots.values("pk")
    own = Q(pk__in=[])
    if actor.roles & set(COMPANY_ROLES):
        own |= Q(solution__company=actor.organisation_id)
    accepted = Group.objects.taking_part().filter(school=actor.organisation_id)
    if actor.holds(Role.PRINCIPAL):
        own |= Q(pk__in=accepted.values("pilot"))
    if actor.holds(Role.TEACHER):  # any teacher of the school, once the group's own is erased
        led = accepted.filter(Q(teacher=actor.user_id) | Q(teacher=None))
        own |= Q(pk__in=led.values("pilot"))
    return pilots.filter(own).values("pk")


def may_write(actor: Actor, pilot_id: int) -> bool:
    return seen_by(actor).filter(pk=pilot_id).exists()


def members(pilot_ids: Collection[int], today: dt.date) -> Mapping[int, list[Member]]:
    """The same people, one by one. Three queries."""
    found: dict[int, list[Member]] = defaultdict(list)
    pilots = Pilot.objects.filter(pk__in=pilot_ids)
    company_of = dict(pilots.values_list("pk", "solution__company"))
    groups = list(
        Group.objects.taking_part()
        .filter(pilot__in=company_of)
        .values_list("pilot", "school", "teacher")
    )
    places = {*company_of.values(), *(school for _pilot, school, _teacher in groups)}
    held = Membership.objects.held_on(today).filter(
        Q(organisation__in=places) | Q(role__in=STAFF), user__is_active=True
    )
    by_place: dict[int, list[Member]] = defaultdict(list)
    staff: list[Member] = []
    for told in held.values_list("organisation", "role", F("user")):
        member = Member(*told)
        (staff if member.role in STAFF else by_place[member.organisation_id]).append(member)
    for pilot_id, company in company_of.items():
        found[pilot_id] = [m for m in by_place[company] if m.role in COMPANY_ROLES] + staff
    for pilot_id, school, teacher in groups:
        found[pilot_id] += [m for m in by_place[school] if _speaks_for(m, teacher)]
    return found


def _speaks_for(member: Member, teacher: int | None) -> bool:
    if member.role == Role.PRINCIPAL:
        return True
    return member.role == Role.TEACHER and teacher in (None, member.user_id)


def names(pilot_ids: Collection[int]) -> dict[int, str]:
    pilots = Pilot.objects.filter(pk__in=pilot_ids).select_related("solution")
    told = pilots.only("starts", "solution__name")
    return {pilot.pk: f"{pilot.solution.name}, {pilot.number}" for pilot in told}


def _why_refused(pilot_id: int, words: str) -> str:
    """In co-development, and before the lane is known, nobody is named at all; elsewhere addresses of grown-ups may be."""
    why = why_refused(words)
    if not why or holds_code(words):
        return why
    return "" if Pilot.objects.filter(pk=pilot_id, lane__in=(Lane.B, Lane.C)).exists() else why


lend(
    Lent(
        kind=KIND,
        names=names,
        address=lambda pilot_id: reverse("pilots:pilot", args=[pilot_id]),
        seen_by=seen_by,
        may_write=may_write,
        members=members,
        why_refused=_why_refused,
    )
)
