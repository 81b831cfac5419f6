"""What is in a workspace: the thread, files, tasks, decisions, as one reader sees them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Case, F, Prefetch, QuerySet, When

from eduhub.kit.access import Actor, find, may
from eduhub.kit.models import StoredFile
from eduhub.people.states import Role
from eduhub.workspaces.models import (
    Decision,
    Document,
    DocumentVersion,
    Message,
    Task,
    Wording,
    Workspace,
)
from eduhub.workspaces.queries.faces import Faces, Who
from eduhub.workspaces.rules import DECISION_RULES, MESSAGE_RULES
from eduhub.workspaces.states import TaskState


@dataclass(frozen=True, slots=True)
class Line:
    """A message as one reader sees it."""

    message: Message
    who: Who
    may_edit: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A message that began a talk, and the answers to it in their order."""

    first: Line
    answers: tuple[Line, ...]
    may_answer: bool


def thread(workspace: Workspace) -> QuerySet[Message]:
    """Messages that began a talk, the latest stirred first, with their answers. Two queries."""
    answers = Message.objects.select_related("organisation").order_by("at", "pk")
    return (
        Message.objects.filter(workspace=workspace, answers=None)
        .select_related("organisation")
        .prefetch_related(Prefetch("replies", answers))
        .order_by("-stirred_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def as_talks(
    messages: Sequence[Message], workspace: Workspace, actor: Actor, faces: Faces
) -> list[Talk]:
    writes = bool(may(actor, "answer", Message(workspace=workspace), MESSAGE_RULES))

    def line(message: Message) -> Line:
        message.workspace = workspace
        own = writes and not message.is_deleted
        return Line(
            message,
            faces.who(message),
            own and bool(may(actor, "edit", message, MESSAGE_RULES)),
            own and bool(may(actor, "delete", message, MESSAGE_RULES)),
        )

    return [
        Talk(
            line(first),
            tuple(line(answer) for answer in first.replies.all()),
            writes and not first.is_deleted,
        )
        for first in messages
    ]


def find_message(workspace: Workspace, pk: int) -> Message:
    found = find(Message.objects.select_related("organisation").filter(workspace=workspace), pk=pk)
    found.workspace = workspace
    return found


def wordings(message: Message) -> QuerySet[Wording]:
    """How it read before, the latest first. One query."""
    return Wording.objects.filter(message=message).order_by("-version")


def documents(workspace: Workspace) -> QuerySet[DocumentVersion]:
    """The newest version of each file that is there, by name. One query."""
    return (
        DocumentVersion.objects.filter(
            document__workspace=workspace,
            document__removed_at=None,
            number=F("document__latest"),
        )
        .select_related("document", "file", "organisation")
        .order_by("document__name", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def removed_documents(workspace: Workspace) -> QuerySet[Document]:
    """Files that were taken away: the mark that they leave. One query."""
    gone = Document.objects.filter(workspace=workspace, removed_at__isnull=False)
    return gone.order_by("-removed_at", "pk").fetch_mode(FETCH_RAISE)


def find_document(workspace: Workspace, pk: int) -> Document:
    found = find(Document.objects.filter(workspace=workspace), pk=pk)
    found.workspace = workspace
    return found


def versions(document: Document) -> QuerySet[DocumentVersion]:
    """The newest first. One query."""
    return (
        DocumentVersion.objects.filter(document=document)
        .select_related("file", "organisation")
        .order_by("-number")
        .fetch_mode(FETCH_RAISE)
    )


def find_file(workspace: Workspace, pk: int, number: int) -> StoredFile:
    """The bytes of one version, unless it was taken away."""
    there = DocumentVersion.objects.filter(document__workspace=workspace, document=pk)
    return find(StoredFile.objects.filter(pk__in=there.filter(number=number).values("file")))


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A task as one reader sees it; owner "" is anybody."""

    task: Task
    owner: str
    is_yours: bool
    is_late: bool


def tasks(workspace: Workspace) -> QuerySet[Task]:
    """Open ones first by their day, those without a day after them, then what is over."""
    is_over = Case(When(state=TaskState.OPEN, then=0), default=1)
    return (
        Task.objects.filter(workspace=workspace)
        .select_related("for_organisation")
        .order_by(is_over, F("due").asc(nulls_last=True), "-state_since", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def as_seen(rows: Sequence[Task], actor: Actor, faces: Faces, today: dt.date) -> list[TaskSeen]:
    def owner(task: Task) -> str:
        if task.for_organisation is None:
            return ""
        name = faces.names.get(task.owner_id or 0, "")
        place = str(task.for_organisation.name)
        return Who(str(Role(task.for_role).label), place, name).label

    def is_yours(task: Task) -> bool:
        if task.owner_id is not None:
            return task.owner_id == actor.user_id
        return bool(task.for_role) and actor.holds_at(task.for_role, task.for_organisation_id)

    return [TaskSeen(t, owner(t), is_yours(t), t.is_late(today)) for t in rows]


def find_task(workspace: Workspace, pk: int) -> Task:
    found = find(Task.objects.filter(workspace=workspace), pk=pk)
    found.workspace = workspace
    return found


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """A line of the log, with the newer one that took its place."""

    decision: Decision
    who: Who
    replaced_by: Decision | None
    may_replace: bool


def decisions(workspace: Workspace) -> QuerySet[Decision]:
    """The latest first. One query."""
    return (
        Decision.objects.filter(workspace=workspace)
        .select_related("organisation", "replaces", "replaced_by")
        .order_by("-decided_on", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def as_log(
    rows: Sequence[Decision], workspace: Workspace, actor: Actor, faces: Faces
) -> list[DecisionSeen]:
    seen = []
    for decision in rows:
        decision.workspace = workspace
        newer = getattr(decision, "replaced_by", None)
        may_replace = newer is None and bool(may(actor, "replace", decision, DECISION_RULES))
        seen.append(DecisionSeen(decision, faces.who(decision), newer, may_replace))
    return seen


def find_decision(workspace: Workspace, pk: int) -> Decision:
    rows = Decision.objects.filter(workspace=workspace).select_related("replaced_by")
    found = find(rows, pk=pk)
    found.workspace = workspace
    return found
