"""Who may do what, and when: every action by every kind of person, in every state."""

import pytest
from django.db import transaction

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import HubError, NotAllowed, NotFound
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.pilots import services
from eduhub.pilots.models import Group
from eduhub.pilots.states import (
    BEFORE_THE_PLAN,
    GROUP_MOVES,
    LIVE_GROUPS,
    MOVES,
    GroupState,
    PilotState,
)
from tests.makers import NOW
from tests.makers.pilots import PEOPLE, make_definition, make_pilot_in, make_terms, put

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]

ACTIONS = {
    "post": lambda c, by: services.post_pilot(c.pilot.solution_id, make_terms(), by=by, now=NOW),
    "edit": lambda c, by: services.edit_pilot(
        c.pilot.pk, make_terms(places=9), seen=c.pilot.version, by=by, now=NOW
    ),
    "withdraw": lambda c, by: services.withdraw_pilot(c.pilot.pk, "Why.", by=by, now=NOW),
    "join": lambda c, by: services.join(c.pilot.pk, label="9Z", grade=9, pupils=9, by=by, now=NOW),
    "accept": lambda c, by: services.accept_group(c.group.pk, by=by, now=NOW),
    "decline": lambda c, by: services.decline_group(c.group.pk, "Why.", by=by, now=NOW),
    "leave": lambda c, by: services.leave(c.group.pk, by=by, now=NOW),
    "write": lambda c, by: services.write_statement(
        c.pilot.pk, make_definition(unit=Text(en="tasks")), seen=1, by=by, now=NOW
    ),
    "agree": lambda c, by: services.agree_to_statement(c.pilot.pk, version=1, by=by, now=NOW),
    "stop": lambda c, by: services.stop(c.pilot.pk, "Why.", by=by, now=NOW),
}
TEACHERS = {"teacher", "colleague", "other_teacher"}
MAY = {  # who succeeds while the pilot looks for groups
    "post": {"lead", "member"},
    "edit": {"lead", "member"},
    "withdraw": {"lead", "member", "staff"},
    "join": TEACHERS,
    "accept": {"principal"},
    "decline": {"principal"},
    "leave": {"teacher", "principal"},
    "write": {"lead", "member", "teacher"},
    "agree": {"lead", "teacher"},
    "stop": {"lead", "principal", "staff"},
}
STRANGERS = {"other_lead", "other_teacher", "other_principal", "visitor"}
STRANGERS |= {"official", "other_official"}
HIDDEN = {  # from whom the group itself is hidden
    "accept": STRANGERS,
    "decline": STRANGERS,
    "leave": STRANGERS,
}
EARLY = set(BEFORE_THE_PLAN)
WHEN = {  # states of the pilot in which somebody succeeds
    "post": set(PilotState),
    "edit": EARLY,
    "withdraw": EARLY,
    "join": EARLY,
    "accept": EARLY,
    "decline": EARLY,
    "leave": EARLY,
    "write": EARLY,
    "agree": EARLY,
    "stop": {PilotState.PREREGISTERED, PilotState.RUNNING, PilotState.PAUSED},
}


OF_THE_GATES = {PilotState.PAUSED}  # no deed of this file leads there: test_gates does


def needs_waiting_group(action):
    return action in ("accept", "decline", "edit")


def outcome(cast, action, by):
    """What came of it, and nothing of it stays: the kind of refusal, or None."""
    try:
        with transaction.atomic():
            ACTIONS[action](cast, by)
            transaction.set_rollback(True)
    except HubError as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_is_for_its_own_people(action):
    group = GroupState.JOINED if needs_waiting_group(action) else GroupState.ACCEPTED
    state = PilotState.RUNNING if action == "stop" else PilotState.POSTED
    cast = make_pilot_in(state, group)

    found = {who: outcome(cast, action, cast.actor(who)) for who in PEOPLE}
    found["visitor"] = outcome(cast, action, VISITOR)

    hidden = HIDDEN.get(action, set())
    wanted = {who: NotFound if who in hidden else NotAllowed for who in found}
    assert found == wanted | dict.fromkeys(MAY[action])


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_has_its_time(action):
    group = GroupState.JOINED if needs_waiting_group(action) else GroupState.ACCEPTED
    cast, found = make_pilot_in(PilotState.POSTED, group), set()
    for state in PilotState:
        put(cast, state, group)
        if any(outcome(cast, action, cast.actor(who)) is None for who in MAY[action]):
            found.add(state)

    assert found == WHEN[action]


def attempt(cast, deed, by):
    """The group's state after it and every step of the pilot, if it succeeds; nothing stays."""
    told = LedgerEntry.objects.filter(verb="pilot.moved", thing=f"pilots.Pilot:{cast.pilot.pk}")
    already = told.count()
    try:
        with transaction.atomic():
            deed(cast, by)
            facts = [line.facts for line in told.order_by("pk")[already:]]
            group = Group.objects.get(pk=cast.group.pk)
            transaction.set_rollback(True)
    except (HubError, ValueError):
        return None
    return group.state, tuple((one["before"], one["to"]) for one in facts)


def mover(to):
    return lambda cast, by: services.move(cast.pilot.pk, to, by=by, now=NOW, why="test")


@pytest.mark.parametrize("state", PilotState)
def test_whatever_is_tried_only_the_moves_of_the_table_happen(state):
    cast, steps = make_pilot_in(state), set()
    early = LIVE_GROUPS if state in BEFORE_THE_PLAN else (GroupState.ACCEPTED,)
    for group_state in GroupState if state == PilotState.POSTED else early:
        put(cast, state, group_state)
        actors = [cast.actor(who) for who in ("lead", "teacher", "principal", "staff")]
        tries = [(deed, actor) for deed in ACTIONS.values() for actor in actors]
        tries += [(mover(to), actors[-1]) for to in PilotState]

        ends = {attempt(cast, deed, actor) for deed, actor in tries} - {None}

        assert {group for group, _steps in ends} <= GROUP_MOVES[group_state] | {group_state}
        steps |= {step for _group, walked in ends for step in walked}

    assert all(to in MOVES[before] for before, to in steps)
    found = {to for before, to in steps if before == state}
    assert state in BEFORE_THE_PLAN or found | OF_THE_GATES >= MOVES[state]
