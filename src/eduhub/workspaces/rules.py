"""Who may do what in a workspace. The thing judged is the workspace, or what is in it with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF
from eduhub.workspaces.models import Document, Message, Workspace
from eduhub.workspaces.states import TASK_MOVES, TaskState


def _workspace(thing: Any) -> Workspace:
    return thing if isinstance(thing, Workspace) else thing.workspace


def _writes(actor: Actor, thing: Any) -> bool:
    workspace = _workspace(thing)
    return workspace.rules.may_write(actor, workspace.key)


def _wrote(actor: Actor, message: Message) -> bool:
    return actor.user_id is not None and message.person_id == actor.user_id


def _wrote_or_keeps_order(actor: Actor, message: Message) -> bool:
    return _wrote(actor, message) or bool(actor.roles & STAFF)


def _brought_or_keeps_order(actor: Actor, document: Document) -> bool:
    if actor.roles & STAFF:
        return True
    return document.versions.filter(number=1, person_id=actor.user_id).exists()


MEMBER = Rule(_writes, _("Only the members of this workspace write here."))
OPEN = Rule(
    lambda actor, thing: _workspace(thing).is_open,
    _("What this workspace was for has ended. It can be read, and stays as it is."),
    NotNow,
)
WRITER = (SIGNED_IN, MEMBER, OPEN)
HAS_WORDS = Rule(
    lambda actor, message: not message.is_deleted, _("This message has been deleted."), NotNow
)
STILL_THERE = Rule(
    lambda actor, document: document.removed_at is None,
    _("This file has been taken away."),
    NotNow,
)
NOT_REPLACED = Rule(
    lambda actor, decision: not hasattr(decision, "replaced_by"),
    _("A newer decision has taken the place of this one."),
    NotNow,
)

WORKSPACE_RULES: Rules = {"write": WRITER, "choose": (SIGNED_IN, MEMBER)}
MESSAGE_RULES: Rules = {
    "answer": (*WRITER, HAS_WORDS),
    "edit": (*WRITER, Rule(_wrote, _("Only whoever wrote it changes a message.")), HAS_WORDS),
    "delete": (
        *WRITER,
        Rule(_wrote_or_keeps_order, _("Only whoever wrote it, or the hub, deletes a message.")),
        HAS_WORDS,
    ),
}
DOCUMENT_RULES: Rules = {
    "renew": (*WRITER, STILL_THERE),
    "remove": (
        *WRITER,
        Rule(_brought_or_keeps_order, _("Only whoever brought it, or the hub, takes it away.")),
        STILL_THERE,
    ),
}
TASK_RULES: Rules = {
    "edit": (
        *WRITER,
        Rule(lambda actor, task: task.is_open, _("This task is no longer open."), NotNow),
    ),
    **{
        f"move:{state}": (
            *WRITER,
            Rule(
                lambda actor, task, to=state: to in TASK_MOVES[task.state],  # type: ignore[misc]
                _("The task has been moved by somebody else meanwhile."),
                NotNow,
            ),
        )
        for state in TaskState.values
    },
}
DECISION_RULES: Rules = {"replace": (*WRITER, NOT_REPLACED)}
