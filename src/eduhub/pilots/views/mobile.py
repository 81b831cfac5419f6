"""The mobile testbed: where the container stands, workshops, head counts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots.forms.calls import HeadCountForm, SlotForm, WorkshopDecideForm, WorkshopForm
from eduhub.pilots.queries import calls as queries
from eduhub.pilots.queries import solutions_to_offer
from eduhub.pilots.rules.calls import CALL_RULES, WORKSHOP_RULES
from eduhub.pilots.services import mobile as services
from eduhub.pilots.views.answering import ask


@require_safe
def mobile(request: HubRequest) -> HttpResponse:
    now, actor = timezone.now(), request.actor
    seen = queries.slots(actor)
    workshops = [one for row in seen for one in row.workshops]
    context = {
        "figures": queries.mobile_figures(),
        "slots": seen,
        "may_ask": {
            row.slot.pk
            for row in seen
            if may(actor, "ask_workshop", queries.call_now(row.slot.call, now), CALL_RULES)
            and row.slot.ends >= timezone.localdate(now)
        },
        "may_decide": {w.pk for w in workshops if may(actor, "decide", w, WORKSHOP_RULES)},
        "may_count": {
            w.pk
            for w in workshops
            if may(actor, "count", w, WORKSHOP_RULES) and w.held_on <= timezone.localdate(now)
        },
        "may_cancel": {w.pk for w in workshops if may(actor, "cancel", w, WORKSHOP_RULES)},
    }
    return page(request, "pilots/mobile/mobile.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_slot(request: HubRequest, call_id: int) -> HttpResponse:
    call = queries.find_call(call_id, request.actor)
    require(request.actor, "add_slot", queries.call_now(call, timezone.now()), CALL_RULES)
    schools = Organisation.objects.visible_to(request.actor).filter(kind=Kind.SCHOOL)
    form = SlotForm(typed(request), schools=schools.order_by("pk"))
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.add_slot(
                call_id,
                told["school"].pk,
                told["place"],
                starts=told["starts"],
                ends=told["ends"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, _("The container has a place."))
    return ask(request, "pilots/mobile/slot.html", form, {"call": call})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_workshop(request: HubRequest, slot_id: int) -> HttpResponse:
    slot = queries.find_slot(slot_id)
    require(request.actor, "ask_workshop", queries.call_now(slot.call, timezone.now()), CALL_RULES)
    solutions = solutions_to_offer(request.actor)
    form = WorkshopForm(typed(request), solutions=solutions, initial={"held_on": slot.starts})
    if form.is_valid():
        chosen, now = form.cleaned_data["solution"].pk, timezone.now()
        try:
            services.ask_for_workshop(slot_id, chosen, form.written(), by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, _("The hub is asked. You hear by letter."))
    context = {"slot": slot, "solutions": solutions}
    return ask(request, "pilots/mobile/ask.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_workshop(request: HubRequest, workshop_id: int) -> HttpResponse:
    workshop = queries.find_workshop(workshop_id, request.actor)
    require(request.actor, "decide", workshop, WORKSHOP_RULES)
    form = WorkshopDecideForm(typed(request))
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            if told["answer"] == "yes":
                services.plan_workshop(workshop_id, by=request.actor, now=now)
            else:
                services.decline_workshop(workshop_id, told["reason"], by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, _("The company is told."))
    return ask(request, "pilots/mobile/decide.html", form, {"workshop": workshop})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count_heads(request: HubRequest, workshop_id: int) -> HttpResponse:
    workshop = queries.find_workshop(workshop_id, request.actor)
    require(request.actor, "count", workshop, WORKSHOP_RULES)
    named = ("groups", "learners", "minutes")
    initial = {name: getattr(workshop, name) for name in named}
    form = HeadCountForm(typed(request), initial=initial)
    if form.is_valid():
        now = timezone.now()
        try:
            services.count_heads(workshop_id, form.written(), by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, _("Counted. The public figures are up to date."))
    return ask(request, "pilots/mobile/count.html", form, {"workshop": workshop})


@login_required
@require_POST
def cancel_workshop(request: HubRequest, workshop_id: int) -> HttpResponse:
    services.cancel_workshop(workshop_id, by=request.actor, now=timezone.now())
    return _back(request, _("The workshop is cancelled."))


def _back(request: HubRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("pilots:mobile")
