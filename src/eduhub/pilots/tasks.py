from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.kit.post import on
from eduhub.pilots.notices import (
    GroupDecided,
    GroupJoined,
    PilotAgreed,
    PilotMoved,
    StatementWritten,
)
from eduhub.pilots.services import letters, workspace
from eduhub.pilots.states import STATES_OF, Phase


@on(GroupJoined)
@app.task
def ask_the_principals(group_id: int) -> None:
    letters.ask_the_principals(group_id, now=timezone.now())


@on(GroupDecided)
@app.task
def tell_the_teacher(group_id: int) -> None:
    letters.tell_the_teacher(group_id, now=timezone.now())


@on(StatementWritten)
@app.task
def ask_the_other_side(statement_id: int) -> None:
    letters.ask_the_other_side(statement_id, now=timezone.now())


@on(PilotAgreed)
@app.task
def tell_all_that_it_is_agreed(pilot_id: int) -> None:
    letters.tell_all_that_it_is_agreed(pilot_id, now=timezone.now())


@on(PilotMoved)
@app.task
def tell_all_that_it_has_ended(pilot_id: int, state: str) -> None:
    if state in STATES_OF[Phase.ENDED]:
        letters.tell_all_that_it_has_ended(pilot_id, now=timezone.now())


@on(GroupDecided)
@app.task
def open_workspace(group_id: int) -> None:
    workspace.open_for_group(group_id, now=timezone.now())


@on(PilotMoved)
@app.task
def close_workspace(pilot_id: int, state: str) -> None:
    workspace.close_with(pilot_id, state, now=timezone.now())
