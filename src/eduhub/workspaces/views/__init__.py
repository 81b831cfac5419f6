"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.workspaces.views import panels
from eduhub.workspaces.views.files import document, download, files, remove_document
from eduhub.workspaces.views.own import letters, members, own, stop
from eduhub.workspaces.views.thread import delete_message, edit_message, message, talk
from eduhub.workspaces.views.work import decisions, edit_task, move_task, tasks

__all__ = [
    "decisions",
    "delete_message",
    "document",
    "download",
    "edit_message",
    "edit_task",
    "files",
    "letters",
    "members",
    "message",
    "move_task",
    "own",
    "panels",
    "remove_document",
    "stop",
    "talk",
    "tasks",
]
