"""What this room hangs on a person's home."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.workspaces import queries

FEW = 5


@panel("site.home", order=6)
def own_tasks(request: HubRequest, actor: Actor) -> str:
    """The tasks that wait for this person, the earliest first."""
    rows = queries.tasks_of(actor, timezone.localdate(), FEW)
    if not rows:
        return ""
    return render_to_string("workspaces/panels/tasks.html", {"rows": rows}, request)


@panel("site.home", order=16)
def own_workspaces(request: HubRequest, actor: Actor) -> str:
    """The workspaces in which most has happened of late."""
    rows = [row for row in queries.workspaces_to_list(actor) if row.workspace.is_open]
    if not rows:
        return ""
    context = {"rows": rows[:FEW], "count": len(rows)}
    return render_to_string("workspaces/panels/own.html", context, request)
