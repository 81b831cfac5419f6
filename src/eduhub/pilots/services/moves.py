"""The pilot's own steps: every change of state goes through step()."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Pilot, Standing
from eduhub.pilots.notices import PilotAgreed, PilotMoved
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.rules import GATES, MOVE, PERMIT_DAY, PILOT_RULES
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.services.papers import make_missing
from eduhub.pilots.states import (
    BEFORE_THE_PLAN,
    BY_THE_ROOM_ABOVE,
    MOVES,
    NEEDS_EVERY_GATE,
    STAGE_OF,
    PilotState,
)


def lock(pilot_id: int, by: Actor) -> Standing:
    """The pilot as it stands, held until the transaction ends.

    Groups and statement are read after the row is held: read together with it they would be
    as old as the wait for it.
    """
    visible = Pilot.objects.visible_to(by).select_related("solution__company")
    return standing_of(find(visible.select_for_update(of=("self",)), pk=pilot_id))


def step(pilot: Pilot, to_state: str, *, by: Actor, now: dt.datetime, why: str) -> None:
    """Move a pilot whose row is held, tell it, and write it down.

    Args:
        why: a code for the ledger, such as "all_agree"; never the words of a person.
    """
    if to_state not in MOVES[pilot.state]:
        raise NotNow("move", str(MOVE), state=pilot.state, to=str(to_state))
    before, pilot.state, pilot.state_since = pilot.state, PilotState(to_state), now
    pilot.save(update_fields=["state", "state_since"])
    record(by, "pilot.moved", pilot, now=now, before=before, to=pilot.state.value, why=why)
    post(PilotMoved(pilot_id=pilot.pk, state=pilot.state.value))


def settle(pilot: Pilot, *, by: Actor, now: dt.datetime, why: str) -> Standing:
    """Let a pilot whose row is held stand where its gates say.

    Before the plan it goes on to the last gate that is open, step by step, or back to the one
    before a gate that has closed. A trial that runs is paused while a gate is closed.

    Args:
        why: what has changed, as a code for the ledger.
    """
    standing = standing_of(pilot)
    if pilot.state in BEFORE_THE_PLAN:
        _walk(standing, by=by, now=now, why=why)
        make_missing(standing, by=by, now=now)
    elif pilot.state == PilotState.RUNNING and not standing.gates_hold:
        step(pilot, PilotState.PAUSED, by=by, now=now, why=why)
    elif pilot.state == PilotState.PAUSED:
        make_missing(standing, by=by, now=now)
        if standing.gates_hold and _permit_covers(standing, now):
            step(pilot, PilotState.RUNNING, by=by, now=now, why=why)
    return standing


def _walk(standing: Standing, *, by: Actor, now: dt.datetime, why: str) -> None:
    pilot, stages = standing.pilot, standing.stages
    if pilot.state not in stages:
        earlier = (s for s in reversed(stages) if STAGE_OF[s] < STAGE_OF[pilot.state])
        step(pilot, next(earlier), by=by, now=now, why=why)
    for state in stages[stages.index(PilotState(pilot.state)) + 1 :]:
        step(pilot, state, by=by, now=now, why=why)
        if state == PilotState.AGREED:
            post(PilotAgreed(pilot_id=pilot.pk))


@transaction.atomic
def move(pilot_id: int, to_state: str, *, by: Actor, now: dt.datetime, why: str) -> Pilot:
    """A step that the plan, the lot, the data or the result leads to; that room asks who may.

    Args:
        why: a code for the ledger, such as "plan_frozen".

    Raises:
        NotNow: the pilot is not at the stage from which this step leads, or a gate is closed.
        ValueError: the step is one that this room takes by itself.
    """
    if to_state not in BY_THE_ROOM_ABOVE:
        raise ValueError(f"{to_state} is not for the room above to decide")
    standing = lock(pilot_id, by)
    pilot = standing.pilot
    if to_state in NEEDS_EVERY_GATE and to_state in MOVES[pilot.state]:
        if not standing.gates_hold:
            raise NotNow("gates", str(GATES), state=pilot.state)
        if to_state == PilotState.RUNNING and not _permit_covers(standing, now):
            raise NotNow("permit", str(PERMIT_DAY), state=pilot.state)
    step(pilot, to_state, by=by, now=now, why=why)
    return pilot


def _permit_covers(standing: Standing, now: dt.datetime) -> bool:
    permit = standing.gates.permit
    return permit is None or permit.covers(timezone.localdate(now))


@transaction.atomic
def withdraw_pilot(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """The offer is taken back before any plan is frozen; those who joined are told why."""
    standing = lock(pilot_id, by)
    require(by, "withdraw", standing, PILOT_RULES)
    return end(standing.pilot, PilotState.WITHDRAWN, reason, by=by, now=now)


@transaction.atomic
def stop(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """Either side ends a pilot that has begun, before its data are closed."""
    standing = lock(pilot_id, by)
    require(by, "stop", standing, PILOT_RULES)
    return end(standing.pilot, PilotState.ABORTED, reason, by=by, now=now)


def end(pilot: Pilot, to: PilotState, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """Out, for good and with a reason, as a rule has permitted."""
    pilot.grounds = reason_given(reason)
    pilot.save(update_fields=["grounds"])
    step(pilot, to, by=by, now=now, why=to.value)
    return pilot
