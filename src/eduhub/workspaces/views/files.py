from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotNow, TooLarge
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, typed
from eduhub.workspaces import queries, services
from eduhub.workspaces.forms import FileForm
from eduhub.workspaces.models import DocumentVersion
from eduhub.workspaces.rules import DOCUMENT_RULES
from eduhub.workspaces.views.room import around, draw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HubRequest, pk: int) -> HttpResponse:
    workspace = queries.find_workspace(pk, request.actor)
    form = FileForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            added = services.add_document(
                pk,
                told["file"],
                told["note"],
                key=told["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except (Invalid, TooLarge, NotNow) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _said(added))
            return redirect("workspaces:files", pk)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    rows = [(version, faces.who(version)) for version in queries.documents(workspace)]
    context = {"rows": rows, "removed": queries.removed_documents(workspace)}
    return draw(
        request, "workspaces/files.html", form, around(request, workspace, "files") | context
    )


def _said(version: DocumentVersion) -> str:
    told = {"name": version.document.name, "number": version.number}
    if version.number == 1:
        return _("%(name)s is there.") % told
    return _("%(name)s is there as version %(number)s.") % told


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HubRequest, pk: int, document_id: int) -> HttpResponse:
    """All versions of a file, and a form for the next."""
    workspace = queries.find_workspace(pk, request.actor)
    found = queries.find_document(workspace, document_id)
    form = FileForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        try:
            added = services.renew_document(
                pk,
                document_id,
                told["file"],
                told["note"],
                key=told["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except (Invalid, TooLarge, NotNow) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _said(added))
            return redirect("workspaces:document", pk, document_id)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    context = {
        "document": found,
        "rows": [(version, faces.who(version)) for version in queries.versions(found)],
        "may_renew": may(request.actor, "renew", found, DOCUMENT_RULES),
        "may_remove": may(request.actor, "remove", found, DOCUMENT_RULES),
    }
    shown = around(request, workspace, "files") | context
    return draw(request, "workspaces/document.html", form, shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_document(request: HubRequest, pk: int, document_id: int) -> HttpResponse:
    workspace = queries.find_workspace(pk, request.actor)
    found = queries.find_document(workspace, document_id)
    require(request.actor, "remove", found, DOCUMENT_RULES)
    if request.method == "POST":
        services.remove_document(pk, document_id, by=request.actor, now=timezone.now())
        messages.success(request, _("The file is taken away. A mark stays in its place."))
        return redirect("workspaces:files", pk)
    context = around(request, workspace, "files") | {"document": found}
    return draw(request, "workspaces/document_remove.html", None, context)


@login_required
@require_safe
def download(request: HubRequest, pk: int, document_id: int, number: int) -> FileResponse:
    workspace = queries.find_workspace(pk, request.actor)
    file = queries.find_file(workspace, document_id, number)
    return serve(file, public=False, attachment=True)
