from eduhub.workspaces.models.documents import Document, DocumentVersion
from eduhub.workspaces.models.lent import Lent, Member, lend, lent
from eduhub.workspaces.models.messages import LONGEST, Message, Wording
from eduhub.workspaces.models.spaces import Reader, Signed, Wish, Workspace, WorkspaceQuerySet
from eduhub.workspaces.models.work import Decision, Task, TaskQuerySet

__all__ = [
    "LONGEST",
    "Decision",
    "Document",
    "DocumentVersion",
    "Lent",
    "Member",
    "Message",
    "Reader",
    "Signed",
    "Task",
    "TaskQuerySet",
    "Wish",
    "Wording",
    "Workspace",
    "WorkspaceQuerySet",
    "lend",
    "lent",
]
