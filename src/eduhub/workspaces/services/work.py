"""Tasks, and the log of decisions."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.workspaces.models import Decision, Task, Workspace
from eduhub.workspaces.queries import find_decision, find_task, member_with, members_of
from eduhub.workspaces.rules import DECISION_RULES, TASK_RULES, WORKSPACE_RULES
from eduhub.workspaces.services.spaces import hold, own_key, refuse_words

FARTHEST = dt.timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done, by when and by whom.

    Attributes:
        owner: "" for anybody, "role:<organisation>:<role>", or
            "person:<organisation>:<role>:<person>".
    """

    what: str
    due: dt.date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was decided, why, and when."""

    what: str
    why: str
    decided_on: dt.date


@transaction.atomic
def add_task(
    workspace_id: int, errand: Errand, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Task:
    """A task for all to see; the same key again is the task that is there."""
    workspace = hold(workspace_id, by)
    if there := Task.objects.filter(key=own_key(key, workspace, by)).first():
        return there
    require(by, "write", workspace, WORKSPACE_RULES)
    task = Task(workspace=workspace, key=own_key(key, workspace, by), state_since=now)
    task.sign(by, now)
    _write(task, errand, now)
    task.save(force_insert=True)
    record(by, "task.added", workspace, now=now, task=task.pk)
    return task


@transaction.atomic
def edit_task(
    workspace_id: int, task_id: int, errand: Errand, *, seen: int, by: Actor, now: dt.datetime
) -> Task:
    workspace = hold(workspace_id, by)
    task = find_task(workspace, task_id)
    require(by, "edit", task, TASK_RULES)
    require_version(task, seen)
    _write(task, errand, now)
    task.version += 1
    task.save()
    record(by, "task.edited", workspace, now=now, task=task.pk)
    return task


@transaction.atomic
def move_task(workspace_id: int, task_id: int, to: str, *, by: Actor, now: dt.datetime) -> Task:
    """Done, not needed, or open again; a second click finds it done."""
    workspace = hold(workspace_id, by)
    task = find_task(workspace, task_id)
    if task.state == to:
        return task
    require(by, f"move:{to}", task, TASK_RULES)
    task.state, task.state_since, task.moved_by_id = to, now, by.user_id
    task.save(update_fields=["state", "state_since", "moved_by"])
    record(by, "task.moved", workspace, now=now, task=task.pk, to=to)
    return task


def _write(task: Task, errand: Errand, now: dt.datetime) -> None:
    what, today = " ".join(errand.what.split()), timezone.localdate(now)
    refused = {}
    if not what or len(what) > 200:
        refused["what"] = _("Say in at most 200 characters what is to be done.")
    if errand.due and errand.due != task.due and not today <= errand.due <= today + FARTHEST:
        refused["due"] = _("Choose a day from today on, at most three years ahead.")
    if not _own(task, errand.owner, today):
        refused["owner"] = _("Choose somebody who belongs to this workspace.")
    if refused:
        raise Invalid(refused)
    refuse_words(task.workspace, what=what)
    task.what, task.due = what, errand.due


def _own(task: Task, code: str, today: dt.date) -> bool:
    """Give the task to whom the code names; False if they do not belong to the workspace."""
    members = members_of(task.workspace, today)
    shared = {f"role:{m.organisation_id}:{m.role}": m for m in members}
    person = member_with(code, members)
    chosen = person or shared.get(code)
    if chosen is None and code:
        return False
    task.owner_id = person.user_id if person else None
    task.for_organisation_id = chosen.organisation_id if chosen else None
    task.for_role = chosen.role if chosen else ""
    return True


@transaction.atomic
def note_decision(
    workspace_id: int,
    resolved: Resolved,
    *,
    replaces: int | None = None,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Decision:
    """Write down what was decided. It is never changed; a newer one may take its place."""
    workspace = hold(workspace_id, by)
    rows = Decision.objects.filter(key=own_key(key, workspace, by))
    if there := rows.first():
        return there
    require(by, "write", workspace, WORKSPACE_RULES)
    old = find_decision(workspace, replaces) if replaces else None
    if old is not None:
        require(by, "replace", old, DECISION_RULES)
    decision = Decision(workspace=workspace, replaces=old, key=own_key(key, workspace, by))
    decision.sign(by, now)
    _resolve(decision, resolved, workspace, timezone.localdate(now))
    decision.save(force_insert=True)
    record(by, "decision.noted", workspace, now=now, decision=decision.pk)
    return decision


def _resolve(decision: Decision, resolved: Resolved, workspace: Workspace, today: dt.date) -> None:
    what, why = " ".join(resolved.what.split()), resolved.why.strip()
    refused = {}
    if not what or len(what) > 300:
        refused["what"] = _("Say in at most 300 characters what was decided.")
    if len(why) > 1000:
        refused["why"] = _("Write it shorter, in at most 1,000 characters.")
    if resolved.decided_on > today:
        refused["decided_on"] = _("A decision cannot be from a day that has not come yet.")
    if refused:
        raise Invalid(refused)
    refuse_words(workspace, what=what, why=why)
    decision.what, decision.why, decision.decided_on = what, why, resolved.decided_on
