"""One's own workspaces, what one has chosen in them, and the way out of the letters."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.workspaces import queries, services
from eduhub.workspaces.forms import WishForm
from eduhub.workspaces.rules import WORKSPACE_RULES
from eduhub.workspaces.services.digest import user_of
from eduhub.workspaces.views.room import around, draw


@login_required
@require_safe
def own(request: HubRequest) -> HttpResponse:
    rows = queries.workspaces_to_list(request.actor)
    context = {
        "open": [row for row in rows if row.workspace.is_open],
        "closed": [row for row in rows if not row.workspace.is_open],
        "gets_letters": queries.gets_letters(request.actor),
    }
    return page(request, "workspaces/list.html", context)


@login_required
@require_POST
def letters(request: HubRequest) -> HttpResponse:
    """Switch the daily letter on or off."""
    user_id = request.actor.user_id
    if user_id is None:
        raise NotFound("not_found", _("There is no such thing here."))
    wanted = request.POST.get("by_mail") == "on"
    services.choose_letters(by_mail=wanted, user_id=user_id, by=request.actor, now=timezone.now())
    on, off = _("You get the daily letter."), _("You get no more letters from workspaces.")
    messages.success(request, on if wanted else off)
    return redirect("workspaces:list")


@csrf_exempt  # RFC 8058: the mail program posts here by itself; the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HubRequest, token: str) -> HttpResponse:
    """Works without signing in. Reading it changes nothing: mail scanners follow links."""
    user_id, gone = user_of(token), request.method == "POST"
    if gone:
        services.choose_letters(
            by_mail=False, user_id=user_id, by=request.actor, now=timezone.now()
        )
    return page(request, "workspaces/stop.html", {"gone": gone})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HubRequest, pk: int) -> HttpResponse:
    """Who belongs to it, and what this member has chosen."""
    workspace = queries.find_workspace(pk, request.actor)
    wish = queries.wish_of(workspace, request.actor)
    form = WishForm(
        typed(request), initial={"by_mail": wish.by_mail, "shows_name": wish.shows_name}
    )
    if request.method == "POST" and form.is_valid():
        services.choose(
            pk,
            by_mail=form.cleaned_data["by_mail"],
            shows_name=form.cleaned_data["shows_name"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Noted."))
        return redirect("workspaces:members", pk)
    faces = queries.faces_of(workspace, request.actor, timezone.localdate())
    context = {
        "rows": [faces.member(member) for member in faces.members],
        "may_choose": may(request.actor, "choose", workspace, WORKSPACE_RULES),
        "gets_letters": queries.gets_letters(request.actor),
    }
    return draw(
        request, "workspaces/members.html", form, around(request, workspace, "members") | context
    )
