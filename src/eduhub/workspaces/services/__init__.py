from eduhub.workspaces.services.documents import add_document, remove_document, renew_document
from eduhub.workspaces.services.messages import delete_message, edit_message, write_message
from eduhub.workspaces.services.spaces import (
    choose,
    choose_letters,
    close_workspace,
    open_workspace,
)
from eduhub.workspaces.services.work import (
    Errand,
    Resolved,
    add_task,
    edit_task,
    move_task,
    note_decision,
)

__all__ = [
    "Errand",
    "Resolved",
    "add_document",
    "add_task",
    "choose",
    "choose_letters",
    "close_workspace",
    "delete_message",
    "edit_message",
    "edit_task",
    "move_task",
    "note_decision",
    "open_workspace",
    "remove_document",
    "renew_document",
    "write_message",
]
