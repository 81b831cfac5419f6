"""The teachers' time is noted week by week, and cover for it is asked for the school unit."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.states import Role
from eduhub.pilots.models import CoverRequest, Group, Pilot, TeacherMinutes
from eduhub.pilots.models.time import monday_of
from eduhub.pilots.notices import CoverMoved, MinutesOverrun
from eduhub.pilots.queries.time import times_of
from eduhub.pilots.rules import MOVE
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.time import COVER_RULES, TIME_RULES, SchoolInPilot
from eduhub.pilots.services.checks import hold_against_model, reason_given
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states import ENDED
from eduhub.pilots.states.time import COVER_MOVES, CoverState

MOST_MINUTES = 3000


@transaction.atomic
def note_minutes(
    group_id: int, week: dt.date, minutes: int, *, by: Actor, now: dt.datetime
) -> TeacherMinutes:
    """Note how many minutes one week took; noted again, the later number stands.

    At 120 per cent of what was promised so far, company, principal and hub are told, once.

    Args:
        week: any of its days.
    """
    group = find(Group.objects.visible_to(by), pk=group_id)
    standing = lock(group.pilot_id, by)
    group = next((g for g in standing.groups if g.pk == group_id), group)
    require(by, "note", GroupInPilot(standing, group), TIME_RULES)
    monday = _checked(week, minutes, standing.pilot, today=timezone.localdate(now))
    told = {"minutes": minutes, "noted_at": now, "noted_by_id": by.user_id}
    row, _new = TeacherMinutes.objects.update_or_create(group=group, week=monday, defaults=told)
    record(
        by,
        "pilot.minutes_noted",
        standing.pilot,
        now=now,
        group=group.pk,
        week=monday.isoformat(),
        minutes=minutes,
    )
    if times_of([group])[group.pk].is_over:
        with once(f"pilots.minutes_over:{group.pk}") as first:
            if first:
                record(by, "pilot.minutes_alarm", standing.pilot, now=now, group=group.pk)
                post(MinutesOverrun(group_id=group.pk))
    return row


def _checked(week: dt.date, minutes: int, pilot: Pilot, *, today: dt.date) -> dt.date:
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": _("Write a number from 0 to 3000.")})
    monday = monday_of(week)
    if monday > today:
        raise Invalid({"week": _("Choose a week that has begun.")})
    if monday < monday_of(timezone.localdate(pilot.posted_at)):
        raise Invalid({"week": _("Choose a week after the pilot was offered.")})
    return monday


@dataclass(frozen=True, slots=True)
class CoverAsked:
    """What a school asks for.

    Attributes:
        amount: euros, to the school unit.
        reason: what the time is for.
    """

    hours: Decimal
    amount: Decimal
    reason: str


@transaction.atomic
def ask_for_cover(
    pilot_id: int, asked: CoverAsked, *, by: Actor, now: dt.datetime
) -> CoverRequest:
    """Ask for money for substitute teachers, for the school that one acts for.

    What the principal asks for is approved with it. The same request while it waits is one.
    """
    standing = lock(pilot_id, by)
    require(by, "ask", SchoolInPilot(standing, by.organisation_id), COVER_RULES)
    assert by.organisation_id is not None
    told: dict[str, Any] = {"hours": asked.hours, "amount": asked.amount}
    told["reason"] = reason_given(asked.reason)
    waiting = CoverRequest.objects.visible_to(by).filter(
        pilot=standing.pilot, state__in=(CoverState.ASKED, CoverState.APPROVED), **told
    )
    if (there := waiting.filter(school=by.organisation_id).first()) is not None:
        return there
    cover = CoverRequest(pilot=standing.pilot, school_id=by.organisation_id, **told)
    cover.asked_at, cover.asked_by_id = now, by.user_id
    hold_against_model(cover, ("hours", "amount", "reason"))
    if by.holds(Role.PRINCIPAL):
        cover.state = CoverState.APPROVED
        cover.approved_at, cover.approved_by_id = now, by.user_id
    cover.save()
    record(by, "pilot.cover_asked", standing.pilot, now=now, cover=cover.pk)
    post(CoverMoved(cover_id=cover.pk, state=cover.state))
    return cover


@transaction.atomic
def approve_cover(
    cover_id: int, is_approved: bool, reason: str, *, by: Actor, now: dt.datetime
) -> CoverRequest:
    """The principal says whether the school asks for it; a no has a reason."""
    cover = _lock(cover_id, by)
    require(by, "approve", cover, COVER_RULES)
    cover.approved_at, cover.approved_by_id = now, by.user_id
    state = CoverState.APPROVED if is_approved else CoverState.DECLINED
    grounds = "" if is_approved else reason_given(reason)
    return _move(cover, state, grounds, by=by, now=now)


@transaction.atomic
def decide_cover(
    cover_id: int, is_granted: bool, reason: str, *, by: Actor, now: dt.datetime
) -> CoverRequest:
    """The hub, or the education provider, grants or declines; a no has a reason."""
    cover = _lock(cover_id, by)
    require(by, "decide", cover, COVER_RULES)
    cover.decided_at, cover.decided_by_id = now, by.user_id
    state = CoverState.GRANTED if is_granted else CoverState.DECLINED
    grounds = "" if is_granted else reason_given(reason)
    return _move(cover, state, grounds, by=by, now=now)


@transaction.atomic
def take_cover_back(cover_id: int, *, by: Actor, now: dt.datetime) -> CoverRequest:
    cover = _lock(cover_id, by)
    require(by, "take_back", cover, COVER_RULES)
    return _move(cover, CoverState.WITHDRAWN, "", by=by, now=now)


def _lock(cover_id: int, by: Actor) -> CoverRequest:
    visible = CoverRequest.objects.visible_to(by).select_related("school", "pilot")
    return find(visible.select_for_update(of=("self",)), pk=cover_id)


def _move(
    cover: CoverRequest, state: CoverState, grounds: str, *, by: Actor, now: dt.datetime
) -> CoverRequest:
    if state not in COVER_MOVES[cover.state] or cover.pilot.state in ENDED:
        raise NotNow("move", str(MOVE), state=cover.state)
    cover.state, cover.grounds = state, grounds
    cover.save()
    record(by, f"pilot.cover_{state.value}", cover.pilot, now=now, cover=cover.pk)
    post(CoverMoved(cover_id=cover.pk, state=state.value))
    return cover
