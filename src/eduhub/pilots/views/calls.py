"""The ways in: three of them, challenge calls with tenders and their choice, the company day."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.judged import Place
from eduhub.kit.panels import panels_at
from eduhub.pilots.forms.calls import (
    CallEditForm,
    ComingForm,
    MarkForm,
    NewCallForm,
    TenderEditForm,
    TenderForm,
    initial_of_call,
)
from eduhub.pilots.models import Challenge
from eduhub.pilots.queries import calls as queries
from eduhub.pilots.rules import SOLUTION_RULES
from eduhub.pilots.rules.calls import CALL_RULES, TENDER_RULES
from eduhub.pilots.services import calls as services
from eduhub.pilots.services.judged import JUDGED
from eduhub.pilots.states.calls import CallKind, TenderState
from eduhub.pilots.states.needs import ChallengeState
from eduhub.pilots.views.answering import ask, overtaken


@require_safe
def ways(request: HubRequest) -> HttpResponse:
    """How companies and schools come in: at any time, by a challenge, in the container."""
    now = timezone.now()
    context = {
        "calls": list(queries.calls(request.actor)[:20]),
        "now": now,
        "figures": queries.mobile_figures(),
        "may_offer": may(request.actor, "offer", None, SOLUTION_RULES),
        "may_make": may(request.actor, "make", None, CALL_RULES),
    }
    return page(request, "pilots/calls/ways.html", context)


@require_safe
def call(request: HubRequest, call_id: int) -> HttpResponse:
    one, actor, now = queries.find_call(call_id, request.actor), request.actor, timezone.now()
    asked = queries.call_now(one, now)
    tenders = queries.tenders(one, actor)
    context = {
        "call": one,
        "window": asked.window,
        "tenders": tenders,
        "unmarked": sum(t.state == TenderState.SENT and not t.marked for t in tenders),
        "may_withdraw": _that_may("withdraw", tenders, request),
        "may_edit": _that_may("edit", tenders, request),
        "may_mark": _that_may("mark", tenders, request),
        "day": queries.day_of(one) if one.day_at else None,
        "invitation": queries.invitation_of(one, actor),
        "panels": _panels_of(one, asked, tenders, request),
        "slots": queries.seen_slots(_slots_of(one), actor),
        "may": {action: may(actor, action, asked, CALL_RULES) for action in CALL_RULES},
    }
    return page(request, "pilots/calls/call.html", context)


def _panels_of(one: Any, asked: Any, tenders: list[Any], request: HubRequest) -> list[str]:
    """What a jury has to do with the call; nothing for those who see no tender."""
    if not tenders:
        return []
    may_judge = bool(may(request.actor, "decide", asked, CALL_RULES))
    return panels_at("judged.call", request, Place(JUDGED, one.pk, may_judge))


def _slots_of(one: Any) -> list[Any]:
    if one.kind != CallKind.MOBILE:
        return []
    return list(one.slots.select_related("school").order_by("starts"))


def _that_may(action: str, tenders: list[Any], request: HubRequest) -> set[int]:
    now = timezone.now()
    return {
        t.pk
        for t in tenders
        if may(request.actor, action, queries.tender_now(t, now), TENDER_RULES)
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request: HubRequest) -> HttpResponse:
    require(request.actor, "make", None, CALL_RULES)
    named = request.GET.get("challenge", "")
    initial = {"key": uuid4(), "challenge": named, "kind": CallKind.CHALLENGE}
    form = NewCallForm(typed(request), initial=initial, challenges=_open_challenges())
    if form.is_valid():
        key, now = form.cleaned_data["key"], timezone.now()
        try:
            made = services.make_call(form.written(), by=request.actor, now=now, key=key)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(
                request, made.pk, _("The call is written. Publish it when it is right.")
            )
    return ask(request, "pilots/calls/form.html", form, {})


def _open_challenges() -> Any:
    takes = (ChallengeState.DRAFT, ChallengeState.PUBLISHED)
    return Challenge.objects.filter(state__in=takes).order_by("-pk")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_call(request: HubRequest, call_id: int) -> HttpResponse:
    one = queries.find_call(call_id, request.actor)
    require(request.actor, "edit", queries.call_now(one, timezone.now()), CALL_RULES)
    form = CallEditForm(
        typed(request), initial=initial_of_call(one), challenges=Challenge.objects.order_by("-pk")
    )
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.edit_call(call_id, form.written(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            one = queries.find_call(call_id, request.actor)
            found = overtaken(form, initial_of_call(one))
        else:
            return _back_to(request, call_id, _("The call is changed."))
    return ask(request, "pilots/calls/form.html", form, {"call": one}, found=found)


@login_required
@require_POST
def publish_call(request: HubRequest, call_id: int) -> HttpResponse:
    services.publish_call(call_id, by=request.actor, now=timezone.now())
    return _back_to(request, call_id, _("The call is published."))


@login_required
@require_POST
def cancel_call(request: HubRequest, call_id: int) -> HttpResponse:
    services.cancel_call(call_id, by=request.actor, now=timezone.now())
    return _back_to(request, call_id, _("The call is cancelled."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tender(request: HubRequest, call_id: int) -> HttpResponse:
    one = queries.find_call(call_id, request.actor)
    require(request.actor, "tender", queries.call_now(one, timezone.now()), CALL_RULES)
    solutions = queries.solutions_to_tender(one, request.actor)
    form = TenderForm(typed(request), solutions=solutions)
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.send_tender(
                call_id,
                told["solution"].pk,
                told["words"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            words = _("Your tender is with the hub. You can change it until the call closes.")
            return _back_to(request, call_id, words)
    return ask(request, "pilots/calls/tender.html", form, {"call": one, "solutions": solutions})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_tender(request: HubRequest, tender_id: int) -> HttpResponse:
    one = queries.find_tender(tender_id, request.actor)
    require(request.actor, "edit", queries.tender_now(one, timezone.now()), TENDER_RULES)
    form = TenderEditForm(typed(request), initial={"words": one.words, "seen": one.version})
    found = None
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            services.edit_tender(
                tender_id, told["words"], seen=told["seen"], by=request.actor, now=now
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            one = queries.find_tender(tender_id, request.actor)
            found = overtaken(form, {"words": one.words, "seen": one.version})
        else:
            return _back_to(request, one.call_id, _("The tender is changed."))
    context = {"call": one.call, "tender": one}
    return ask(request, "pilots/calls/tender.html", form, context, found=found)


@login_required
@require_POST
def withdraw_tender(request: HubRequest, tender_id: int) -> HttpResponse:
    one = services.withdraw_tender(tender_id, by=request.actor, now=timezone.now())
    return _back_to(request, one.call_id, _("The tender is withdrawn."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark_tender(request: HubRequest, tender_id: int) -> HttpResponse:
    one = queries.find_tender(tender_id, request.actor)
    require(request.actor, "mark", queries.tender_now(one, timezone.now()), TENDER_RULES)
    form = MarkForm(typed(request), initial={"choice": one.marked, "reason": one.reason})
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.mark_tender(
                tender_id,
                chosen=told["choice"] == TenderState.CHOSEN,
                reason=told["reason"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(request, one.call_id, _("The choice is noted. Nobody is told yet."))
    return ask(request, "pilots/calls/mark.html", form, {"tender": one, "call": one.call})


@login_required
@require_POST
def decide_call(request: HubRequest, call_id: int) -> HttpResponse:
    services.decide_call(call_id, by=request.actor, now=timezone.now())
    return _back_to(request, call_id, _("All companies are told what was chosen and why."))


@login_required
@require_POST
def invite_to_day(request: HubRequest, call_id: int) -> HttpResponse:
    new = services.invite_to_day(call_id, by=request.actor, now=timezone.now())
    words = _("%(count)s teachers are asked to the company day.") % {"count": new}
    return _back_to(request, call_id, words)


@login_required
@require_POST
def answer_invitation(request: HubRequest, call_id: int) -> HttpResponse:
    form = ComingForm(request.POST)
    if not form.is_valid():
        raise NotNow("answer", _("Say whether you come."))
    comes = form.cleaned_data["answer"] == "yes"
    services.answer_invitation(call_id, comes=comes, by=request.actor, now=timezone.now())
    return _back_to(request, call_id, _("Your answer is noted."))


def _back_to(request: HubRequest, call_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("pilots:call", call_id)
