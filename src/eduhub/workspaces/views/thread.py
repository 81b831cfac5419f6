from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import require
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import HubError, Invalid, Stale
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panels_at
from eduhub.workspaces import queries, services
from eduhub.workspaces.forms import EditMessageForm, MessageForm
from eduhub.workspaces.models import Message, Workspace
from eduhub.workspaces.rules import MESSAGE_RULES
from eduhub.workspaces.views.room import around, draw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HubRequest, pk: int) -> HttpResponse:
    """The thread, with a form below its head: for a new message, or an answer to ?to=."""
    workspace = queries.find_workspace(pk, request.actor)
    asked = request.GET.get("to", "")
    answered = _answered(request, workspace, asked) if asked else None
    form = MessageForm(typed(request), initial={"answers": answered and answered.pk})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            written = services.write_message(
                pk,
                told["text"],
                answers=told["answers"],
                key=told["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Your message is there."))
            return redirect("workspaces:message", pk, written.pk)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    found = page_of(queries.thread(workspace), request, size=20)
    context = {
        "page": found,
        "talks": queries.as_talks(found.rows, workspace, request.actor, faces),
        "panels": [one for one in panels_at("workspaces.workspace", request, workspace) if one],
        "answered": answered,
        "answered_who": faces.who(answered) if answered else None,
    }
    return draw(
        request, "workspaces/thread.html", form, around(request, workspace, "workspace") | context
    )


def _answered(request: HubRequest, workspace: Workspace, asked: str) -> Message | None:
    """The message that an answer is written to, if it can be answered."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 15):
        return None
    message = queries.find_message(workspace, int(asked))
    require(request.actor, "answer", message, MESSAGE_RULES)
    return message


@login_required
@require_safe
def message(request: HubRequest, pk: int, message_id: int) -> HttpResponse:
    """One message with how it read before; also where one lands after writing it."""
    workspace = queries.find_workspace(pk, request.actor)
    found = queries.find_message(workspace, message_id)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    first = queries.find_message(workspace, found.answers_id) if found.answers_id else found
    context = {
        "talk": queries.as_talks([first], workspace, request.actor, faces)[0],
        "chosen": found,
        "who": faces.who(found),
        "wordings": list(queries.wordings(found)),
    }
    return draw(
        request, "workspaces/message.html", None, around(request, workspace, "workspace") | context
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_message(request: HubRequest, pk: int, message_id: int) -> HttpResponse:
    workspace, found = _found(request, pk, message_id, "edit")
    form = EditMessageForm(typed(request), initial=_standing(found))
    context: dict[str, Any] = {"message": found}
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_message(
                pk,
                message_id,
                form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            stale, standing = True, queries.find_message(workspace, message_id)
            context["differences"] = differences(form, _standing(standing))
            see_anew(form, standing.version)
        else:
            messages.success(request, _("Your message is changed. The earlier words can be read."))
            return redirect("workspaces:message", pk, message_id)
    shown = around(request, workspace, "workspace") | context
    return draw(request, "workspaces/message_edit.html", form, shown, stale=stale)


def _standing(found: Message) -> dict[str, Any]:
    return {"text": found.text, "seen": found.version}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_message(request: HubRequest, pk: int, message_id: int) -> HttpResponse:
    workspace, found = _found(request, pk, message_id, "delete")
    if request.method == "POST":
        try:
            services.delete_message(pk, message_id, by=request.actor, now=timezone.now())
        except HubError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The message is deleted. A mark stays in its place."))
        return redirect("workspaces:workspace", pk)
    context = around(request, workspace, "workspace") | {"message": found}
    return draw(request, "workspaces/message_delete.html", None, context)


def _found(
    request: HubRequest, pk: int, message_id: int, action: str
) -> tuple[Workspace, Message]:
    workspace = queries.find_workspace(pk, request.actor)
    found = queries.find_message(workspace, message_id)
    require(request.actor, action, found, MESSAGE_RULES)
    return workspace, found
