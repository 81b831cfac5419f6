"""A workspace, the list of one's own, and what of it stands on other pages."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Greatest

from eduhub.kit.access import Actor, find
from eduhub.workspaces.models import Message, Reader, Task, Wish, Workspace, lent
from eduhub.workspaces.states import TaskState

MOST = 200  # workspaces that one list names


def find_workspace(pk: int, actor: Actor) -> Workspace:
    """The workspace, if this person may see it. One query and the room's."""
    return find(Workspace.objects.visible_to(actor), pk=pk)


def workspace_of(kind: str, key: int) -> QuerySet[Workspace]:
    """The workspace of a thing, as a query of one row or none."""
    return Workspace.objects.filter(kind=kind, key=key)


@dataclass(frozen=True, slots=True)
class Listed:
    """A workspace in a list."""

    workspace: Workspace
    name: str
    stirred_at: dt.datetime | None
    open_tasks: int


def workspaces_to_list(actor: Actor) -> list[Listed]:
    """One's own, open ones first, the latest stir first. One query and one a kind."""
    rows = (
        Workspace.objects.visible_to(actor)
        .annotate(
            stirred=Max("messages__stirred_at"),
            tasks_open=Count("tasks", filter=Q(tasks__state=TaskState.OPEN), distinct=True),
            newest=Greatest("opened_at", Max("messages__stirred_at")),
        )
        .order_by("-newest", "pk")
    )
    found: list[Any] = list(rows[:MOST])
    names = names_of(found)
    listed = [Listed(one, names[one.pk], one.stirred, one.tasks_open) for one in found]
    return sorted(listed, key=lambda row: not row.workspace.is_open)


def names_of(workspaces: Sequence[Workspace]) -> dict[int, str]:
    """What their things are called, by the workspace's key."""
    keys: dict[str, list[int]] = defaultdict(list)
    for workspace in workspaces:
        keys[workspace.kind].append(workspace.key)
    names = {kind: lent()[kind].names(asked) for kind, asked in keys.items()}
    return {one.pk: names[one.kind].get(one.key, "") for one in workspaces}


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task of one's own with the workspace that it is in."""

    task: Task
    name: str
    is_late: bool


def tasks_of(actor: Actor, today: dt.date, most: int) -> list[OwnTask]:
    """Open tasks of this person in open workspaces, the earliest day first."""
    seen = Workspace.objects.visible_to(actor).open()
    rows = Task.objects.open().of(actor).filter(workspace__in=seen)
    tasks = list(rows.select_related("workspace").order_by("due", "pk")[:most])
    names = names_of([task.workspace for task in tasks])
    return [OwnTask(task, names[task.workspace_id], task.is_late(today)) for task in tasks]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a thing's own page shows of its workspace."""

    workspace: Workspace
    latest: Message | None
    messages: int
    files: int
    open_tasks: int
    decisions: int


def glance(kind: str, key: int, actor: Actor) -> Glance | None:
    """None if the thing has no workspace, or none that this person may see. Two queries."""
    visible = workspace_of(kind, key) & Workspace.objects.visible_to(actor)
    counted = visible.annotate(
        of_messages=Count("messages", filter=Q(messages__deleted_at=None), distinct=True),
        of_files=Count("documents", filter=Q(documents__removed_at=None), distinct=True),
        of_tasks=Count("tasks", filter=Q(tasks__state=TaskState.OPEN), distinct=True),
        of_decisions=Count("decisions", distinct=True),
    ).first()
    if counted is None:
        return None
    latest = Message.objects.filter(workspace=counted, deleted_at=None).order_by("-at", "-pk")
    return Glance(
        counted,
        latest.select_related("organisation").first(),
        counted.of_messages,
        counted.of_files,
        counted.of_tasks,
        counted.of_decisions,
    )


def wish_of(workspace: Workspace, actor: Actor) -> Wish:
    """What this person has chosen here, or what holds until they choose. One query."""
    chosen = Wish.objects.filter(workspace=workspace, user_id=actor.user_id or 0).first()
    return chosen or Wish(workspace=workspace, user_id=actor.user_id or 0)


def gets_letters(actor: Actor) -> bool:
    """Whether this person gets the daily letter at all. One query."""
    return not Reader.objects.filter(user_id=actor.user_id or 0, by_mail=False).exists()
