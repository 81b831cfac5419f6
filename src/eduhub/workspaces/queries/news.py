"""What is new in a workspace since a moment, for the letter of one reader."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from eduhub.workspaces.models import Decision, DocumentVersion, Message, Signed, Task, Workspace
from eduhub.workspaces.states import TaskState


@dataclass
class News:
    """What has happened in one workspace since the beginning of the window.

    Attributes:
        due: open tasks that are to be done by tomorrow.
    """

    workspace: Workspace
    messages: list[Message] = field(default_factory=list)
    files: list[DocumentVersion] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    due: list[Task] = field(default_factory=list)

    def __bool__(self) -> bool:
        new = self.messages or self.files or self.tasks or self.decisions or self.due
        return bool(new) or self.has_closed

    @property
    def has_closed(self) -> bool:
        return self.workspace.closed_at is not None

    def for_reader(self, reader: int, roles: set[tuple[int, str]], since: dt.datetime) -> "News":
        """Only what others did since then, and one's own tasks that are due."""

        def new[S: Signed](rows: Iterable[S]) -> list[S]:
            return [row for row in rows if row.at > since and row.person_id != reader]

        closed = self.workspace.closed_at
        told = self.workspace if closed and closed > since else _without_end(self.workspace)
        return News(
            told,
            new(self.messages),
            new(self.files),
            new(self.tasks),
            new(self.decisions),
            [task for task in self.due if _is_of(task, reader, roles)],
        )


def _without_end(workspace: Workspace) -> Workspace:
    """The same, for a reader who has heard of its end already."""
    return Workspace(pk=workspace.pk, kind=workspace.kind, key=workspace.key)


def _is_of(task: Task, reader: int, roles: set[tuple[int, str]]) -> bool:
    if task.owner_id is not None:
        return task.owner_id == reader
    return (task.for_organisation_id or 0, task.for_role) in roles


def news_since(since: dt.datetime, today: dt.date) -> list[News]:
    """Of every workspace in which something has happened, or is due tomorrow. Six queries."""
    tomorrow = today + dt.timedelta(days=1)
    messages = list(
        Message.objects.filter(at__gt=since, deleted_at=None)
        .select_related("organisation")
        .order_by("at", "pk")
    )
    files = list(
        DocumentVersion.objects.filter(at__gt=since, document__removed_at=None)
        .select_related("document", "organisation")
        .order_by("at", "pk")
    )
    tasks = list(Task.objects.open().filter(at__gt=since).order_by("at", "pk"))
    decisions = list(Decision.objects.filter(at__gt=since).order_by("at", "pk"))
    due = list(Task.objects.filter(due=tomorrow, state=TaskState.OPEN, workspace__closed_at=None))
    stirred = {message.workspace_id for message in messages}
    stirred |= {version.document.workspace_id for version in files}
    stirred |= {task.workspace_id for task in (*tasks, *due)}
    stirred |= {decision.workspace_id for decision in decisions}
    spaces = Workspace.objects.filter(pk__in=stirred) | Workspace.objects.filter(
        closed_at__gt=since
    )
    found = {space.pk: News(space) for space in spaces.order_by("pk")}
    for message in messages:
        found[message.workspace_id].messages.append(message)
    for version in files:
        found[version.document.workspace_id].files.append(version)
    for task in tasks:
        found[task.workspace_id].tasks.append(task)
    for decision in decisions:
        found[decision.workspace_id].decisions.append(decision)
    for task in due:
        found[task.workspace_id].due.append(task)
    return list(found.values())
