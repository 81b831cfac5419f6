from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.asks import queries, services
from eduhub.asks.forms import AskForm, CloseForm, EditAskForm, TakeDownForm, initial_of
from eduhub.asks.models import Ask
from eduhub.asks.rules import ASK_RULES
from eduhub.kit.access import require
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.formats import day, reader
from eduhub.kit.http import HubRequest, page, typed

ASKED = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(ASKED)
def new(request: HubRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    form = AskForm(typed(request), initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        try:
            posted = services.post_ask(
                form.told(reader()),
                key=form.cleaned_data["key"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, _("It is there until %(day)s.") % {"day": day(posted.lapses_on)}
            )
            return redirect("asks:ask", posted.pk)
    return _form(request, "asks/new.html", {"form": form})


@login_required
@require_http_methods(ASKED)
def edit(request: HubRequest, pk: int) -> HttpResponse:
    ask = _find(request, pk, "edit")
    form = EditAskForm(typed(request), initial=initial_of(ask))
    context: dict[str, Any] = {"ask": ask, "form": form}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.edit_ask(
                pk, form.told(ask.language), seen=seen, by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            newer = queries.find_ask(pk, request.actor)
            context |= {"stale": True, "differences": differences(form, initial_of(newer))}
            see_anew(form, newer.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect("asks:ask", pk)
    return _form(request, "asks/edit.html", context)


@login_required
@require_http_methods(ASKED)
def close(request: HubRequest, pk: int) -> HttpResponse:
    ask = _find(request, pk, "close")
    form = CloseForm(typed(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.close_ask(
                pk, told["outcome"], told["grounds"], by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("It is closed. Thank you for telling how it went."))
            return redirect("asks:ask", pk)
    return _form(request, "asks/close.html", {"form": form, "ask": ask})


@login_required
@require_POST
def renew(request: HubRequest, pk: int) -> HttpResponse:
    ask = services.renew_ask(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is there until %(day)s.") % {"day": day(ask.lapses_on)})
    return redirect("asks:ask", pk)


@login_required
@require_http_methods(ASKED)
def take_down(request: HubRequest, pk: int) -> HttpResponse:
    ask = _find(request, pk, "take_down")
    form = TakeDownForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.take_down(
                pk, form.cleaned_data["reason"], by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("It is taken down, and whoever posted it is told why."))
            return redirect("asks:list")
    return _form(request, "asks/take_down.html", {"form": form, "ask": ask})


def _find(request: HubRequest, pk: int, action: str) -> Ask:
    ask = queries.find_ask(pk, request.actor)
    require(request.actor, action, ask, ASK_RULES)
    return ask


def _form(request: HubRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    errors = context["form"].errors
    status = 409 if context.get("stale") else 422 if errors else 200
    return page(request, template, context, status=status)
