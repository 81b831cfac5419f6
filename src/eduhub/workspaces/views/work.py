from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.kit.access import require
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.paging import page_of
from eduhub.workspaces import queries, services
from eduhub.workspaces.forms import DecisionForm, EditTaskForm, TaskForm
from eduhub.workspaces.models import Decision, Member, Task, Workspace
from eduhub.workspaces.rules import DECISION_RULES, TASK_RULES
from eduhub.workspaces.states import TaskState
from eduhub.workspaces.views.room import around, draw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HubRequest, pk: int) -> HttpResponse:
    workspace = queries.find_workspace(pk, request.actor)
    today = timezone.localdate()
    faces = queries.faces_of(workspace, request.actor, today)
    form = TaskForm(typed(request), owners=queries.owners_to_choose(faces))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_task(
                pk,
                form.errand(),
                key=form.cleaned_data["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The task is there."))
            return redirect("workspaces:tasks", pk)
    found = page_of(queries.tasks(workspace), request)
    context = {
        "page": found,
        "rows": queries.as_seen(found.rows, request.actor, faces, today),
    }
    shown = around(request, workspace, "tasks") | context
    return draw(request, "workspaces/tasks.html", form, shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request: HubRequest, pk: int, task_id: int) -> HttpResponse:
    workspace = queries.find_workspace(pk, request.actor)
    task = queries.find_task(workspace, task_id)
    require(request.actor, "edit", task, TASK_RULES)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    owners = queries.owners_to_choose(faces)
    standing = _standing(task)
    if standing["owner"] and standing["owner"] not in dict(owners):  # known by no name here
        owners.append((standing["owner"], _("As until now")))
    form = EditTaskForm(typed(request), owners=owners, initial=standing)
    context: dict[str, Any] = {"task": task}
    stale = False
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.edit_task(
                pk, task_id, form.errand(), seen=seen, by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            stale, newer = True, queries.find_task(workspace, task_id)
            context["differences"] = differences(form, _standing(newer))
            see_anew(form, newer.version)
        else:
            messages.success(request, _("The task is changed."))
            return redirect("workspaces:tasks", pk)
    shown = around(request, workspace, "tasks") | context
    return draw(request, "workspaces/task.html", form, shown, stale=stale)


def _standing(task: Task) -> dict[str, Any]:
    owner = ""
    if task.for_organisation_id:
        owner = f"role:{task.for_organisation_id}:{task.for_role}"
    if task.owner_id and task.for_organisation_id:
        owner = queries.code_of(Member(task.for_organisation_id, task.for_role, task.owner_id))
    return {"what": task.what, "due": task.due, "owner": owner, "seen": task.version}


@login_required
@require_POST
def move_task(request: HubRequest, pk: int, task_id: int) -> HttpResponse:
    to = request.POST.get("to", "")
    if to not in TaskState.values:
        raise NotFound("not_found", _("There is no such thing here."))
    try:
        services.move_task(pk, task_id, to, by=request.actor, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Noted."))
    return redirect("workspaces:tasks", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HubRequest, pk: int) -> HttpResponse:
    """The log, with a form for the next; ?instead_of= names one that it takes the place of."""
    workspace = queries.find_workspace(pk, request.actor)
    today = timezone.localdate()
    old = _replaced(request, workspace)
    form = DecisionForm(typed(request), initial={"decided_on": today, "replaces": old and old.pk})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.note_decision(
                pk,
                form.resolved(),
                replaces=told["replaces"],
                key=told["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The decision is written down."))
            return redirect("workspaces:decisions", pk)
    faces = queries.faces_of(workspace, request.actor, today)
    found = page_of(queries.decisions(workspace), request)
    context = {
        "page": found,
        "rows": queries.as_log(found.rows, workspace, request.actor, faces),
        "old": old,
    }
    shown = around(request, workspace, "decisions") | context
    return draw(request, "workspaces/decisions.html", form, shown)


def _replaced(request: HubRequest, workspace: Workspace) -> Decision | None:
    asked = request.GET.get("instead_of", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 15):
        return None
    old = queries.find_decision(workspace, int(asked))
    require(request.actor, "replace", old, DECISION_RULES)
    return old
