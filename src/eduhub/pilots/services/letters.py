"""Letters that a pilot gives reason for: each is written once, however often its job runs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import Role
from eduhub.pilots.models import Group, Pilot, Standing, SuccessStatement
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.states import GroupState, PilotState, Side

type Reader = tuple[str, str]  # address and language

PRINCIPALS = frozenset({str(Role.PRINCIPAL)})
COMPANY_PEOPLE = frozenset({str(Role.COMPANY_LEAD), str(Role.COMPANY_MEMBER)})


def ask_the_principals(group_id: int, *, now: dt.datetime) -> None:
    """A group of their school has joined and waits for their yes."""
    group = _group(group_id)
    if group is None or group.state != GroupState.JOINED:
        return
    with once(f"pilots.group_joined:{group_id}") as first:
        if first:
            principals = to_tell(group.school_id, PRINCIPALS, timezone.localdate(now))
            tell(principals, "group_joined", {"group": group, "pilot": group.pilot}, now=now)


def tell_the_teacher(group_id: int, *, now: dt.datetime) -> None:
    """The principal has said yes or no."""
    group = _group(group_id)
    if group is None:
        return
    with once(f"pilots.group_decided:{group_id}") as first:
        if first:
            kind = "group_declined" if group.state == GroupState.DECLINED else "group_accepted"
            tell(teachers_of([group]), kind, {"group": group, "pilot": group.pilot}, now=now)


def ask_the_other_side(statement_id: int, *, now: dt.datetime) -> None:
    """A success statement was proposed; whoever has not agreed to it yet is asked."""
    statements = SuccessStatement.objects.select_related("pilot__solution__company")
    statement = statements.filter(pk=statement_id).first()
    if statement is None:
        return
    standing = standing_of(statement.pilot)
    if standing.statement != statement:  # a newer one has been written; that one is asked about
        return
    readers = teachers_of(g for g in standing.accepted if not standing.agrees(g))
    if not standing.company_agrees:
        readers |= _company(standing, now)
    with once(f"pilots.statement_written:{statement_id}") as first:
        if first:
            by_company = statement.side == Side.COMPANY
            context = {"statement": statement, "pilot": statement.pilot, "by_company": by_company}
            tell(readers, "statement_written", context, now=now)


def tell_all_that_it_is_agreed(pilot_id: int, *, now: dt.datetime) -> None:
    """Company, teachers, principals and the hub, unless it has been opened again meanwhile."""
    pilot = _pilot(pilot_id)
    if pilot is None or pilot.state not in (PilotState.AGREED, PilotState.INFORMED):
        return
    with once(f"pilots.agreed:{pilot_id}:{pilot.state_since.isoformat()}") as first:
        if first:
            standing = standing_of(pilot)
            readers = everybody(standing, now) | set(staff_to_tell(timezone.localdate(now)))
            tell(readers, "agreed", {"pilot": pilot}, now=now)


def tell_all_that_it_has_ended(pilot_id: int, *, now: dt.datetime) -> None:
    """Withdrawn or stopped: company, teachers and principals are told why."""
    pilot = _pilot(pilot_id)
    if pilot is None:
        return
    with once(f"pilots.ended:{pilot_id}") as first:
        if first:
            tell(everybody(standing_of(pilot), now), "ended", {"pilot": pilot}, now=now)


def _group(group_id: int) -> Group | None:
    groups = Group.objects.select_related("school", "teacher", "pilot__solution__company")
    return groups.filter(pk=group_id).first()


def _pilot(pilot_id: int) -> Pilot | None:
    return Pilot.objects.select_related("solution__company").filter(pk=pilot_id).first()


def teachers_of(groups: Iterable[Group]) -> set[Reader]:
    """Whom a letter to the teachers of these groups reaches."""
    teachers = (group.teacher for group in groups)
    return {(t.email, t.language) for t in teachers if t is not None and t.is_active}


def _company(standing: Standing, now: dt.datetime) -> set[Reader]:
    return set(to_tell(standing.company_id, COMPANY_PEOPLE, timezone.localdate(now)))


def everybody(standing: Standing, now: dt.datetime) -> set[Reader]:
    readers = _company(standing, now) | teachers_of(standing.groups)
    for school_id in {group.school_id for group in standing.groups}:
        readers |= set(to_tell(school_id, PRINCIPALS, timezone.localdate(now)))
    return readers


def tell(
    readers: Iterable[Reader], kind: str, context: dict[str, Any], *, now: dt.datetime
) -> None:
    for address, language in sorted(readers):
        write(address, f"pilots/{kind}", context, language=language, now=now)
