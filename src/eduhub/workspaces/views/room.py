"""What every page of a workspace shows around its own matter."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from eduhub.kit.access import may
from eduhub.kit.http import HubRequest, page
from eduhub.workspaces.models import Workspace
from eduhub.workspaces.rules import WORKSPACE_RULES


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


def around(request: HubRequest, workspace: Workspace, here: str) -> dict[str, Any]:
    """Name and address of the thing, the tabs, and whether this reader writes here.

    Args:
        here: name of the tab that is open.
    """
    doors = (
        ("workspace", _("Messages")),
        ("files", _("Files")),
        ("tasks", _("Tasks")),
        ("decisions", _("Decisions")),
        ("members", _("Members")),
    )
    return {
        "workspace": workspace,
        "thing_name": workspace.name,
        "thing_url": workspace.thing_url,
        "tabs": [
            Tab(label, reverse(f"workspaces:{door}", args=[workspace.pk]), door == here)
            for door, label in doors
        ],
        "may_write": may(request.actor, "write", workspace, WORKSPACE_RULES),
    }


def draw(
    request: HubRequest,
    template: str,
    form: BaseForm | None,
    context: dict[str, Any],
    *,
    stale: bool = False,
) -> HttpResponse:
    """The page: 200 when its form is fresh, 422 with errors, 409 when somebody was faster."""
    status = 409 if stale else 422 if form is not None and form.errors else 200
    return page(request, template, {"form": form, "stale": stale} | context, status=status)
