"""The pilot's own steps: every change of state goes through step()."""

import datetime as dt

from django.db import transaction

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Pilot, Standing
from eduhub.pilots.notices import PilotAgreed, PilotMoved
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.rules import MOVE, PILOT_RULES
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.states import BY_THE_ROOM_ABOVE, MOVES, PilotState


def lock(pilot_id: int, by: Actor) -> Standing:
    """The pilot as it stands, held until the transaction ends.

    Groups and statement are read after the row is held: read together with it they would be
    as old as the wait for it.
    """
    visible = Pilot.objects.visible_to(by).select_related("solution")
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
    """Agreed exactly while the company and all accepted groups agree to the latest statement."""
    standing = standing_of(pilot)
    if standing.everybody_agrees and pilot.state == PilotState.POSTED:
        step(pilot, PilotState.AGREED, by=by, now=now, why="all_agree")
        post(PilotAgreed(pilot_id=pilot.pk))
    elif not standing.everybody_agrees and pilot.state == PilotState.AGREED:
        step(pilot, PilotState.POSTED, by=by, now=now, why=why)
    return standing


@transaction.atomic
def move(pilot_id: int, to_state: str, *, by: Actor, now: dt.datetime, why: str) -> Pilot:
    """A step that the plan, the lot, the data or the result leads to; that room asks who may.

    Args:
        why: a code for the ledger, such as "plan_frozen".

    Raises:
        NotNow: the pilot is not at the stage from which this step leads.
        ValueError: the step is one that this room takes by itself.
    """
    if to_state not in BY_THE_ROOM_ABOVE:
        raise ValueError(f"{to_state} is not for the room above to decide")
    pilot = lock(pilot_id, by).pilot
    step(pilot, to_state, by=by, now=now, why=why)
    return pilot


@transaction.atomic
def withdraw_pilot(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """The offer is taken back before any plan is frozen; those who joined are told why."""
    standing = lock(pilot_id, by)
    require(by, "withdraw", standing, PILOT_RULES)
    return _end(standing.pilot, PilotState.WITHDRAWN, reason, by=by, now=now)


@transaction.atomic
def stop(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """Either side ends a pilot that has begun, before its data are closed."""
    standing = lock(pilot_id, by)
    require(by, "stop", standing, PILOT_RULES)
    return _end(standing.pilot, PilotState.ABORTED, reason, by=by, now=now)


def _end(pilot: Pilot, to: PilotState, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    pilot.grounds = reason_given(reason)
    pilot.save(update_fields=["grounds"])
    step(pilot, to, by=by, now=now, why=to.value)
    return pilot
