"""The hub's desk of key figures: what is asked, how often, of whom, and what came of it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.sheets import csv_of
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.programmes import queries
from eduhub.programmes.forms.figures import (
    KeyFigureForm,
    LinkForm,
    PlanForm,
    RoundForm,
    StayForm,
    key_figure_initial,
    plan_initial,
    stay_initial,
)
from eduhub.programmes.models import KeyFigure, Programme, Stay
from eduhub.programmes.queries import figures, results
from eduhub.programmes.rules.figures import FIGURE_RULES, AskAt
from eduhub.programmes.schemas import round_out
from eduhub.programmes.services import figure_letters, stays
from eduhub.programmes.services import figures as services
from eduhub.programmes.states.figures import FIXED

STAY = "programmes/figures/stay.html"
KEY_FIGURE = "programmes/figures/key_figure.html"


@login_required
@require_safe
def desk(request: HubRequest, pk: int) -> HttpResponse:
    """Everything about one programme's key figures: rounds, what is asked, of whom."""
    require(request.actor, "manage", None, FIGURE_RULES)
    programme = queries.find_programme(pk, request.actor)
    now, today = timezone.now(), timezone.localdate()
    context = {
        "programme": programme,
        "plan": figures.plan_of(programme),
        "rounds": figures.rounds_of(programme),
        "fixed": [
            (code.label, unit.label, span.label) for code, (unit, span, _h) in FIXED.items()
        ],
        "own": figures.figures_of(programme),
        "stays": [
            (one, one.state(now, today), one.tone(now, today))
            for one in figures.stays_of(programme)
        ],
    }
    return page(request, "programmes/figures/desk.html", context)


@login_required
@require_http_methods(ASKED)
def new_key_figure(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    return _key_figure(request, queries.find_programme(pk, request.actor), None)


@login_required
@require_http_methods(ASKED)
def edit_key_figure(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    found = figures.find_key_figure(pk)
    return _key_figure(request, found.programme, found)


def _key_figure(
    request: HubRequest, programme: Programme, found: KeyFigure | None
) -> HttpResponse:
    form = KeyFigureForm(typed(request), initial=key_figure_initial(found))
    pk = found.pk if found else None

    def keep() -> HttpResponse:
        services.keep_figure(
            form.fields_told(),
            pk,
            programme_id=programme.pk,
            key=form.cleaned_data["key"],
            seen=form.cleaned_data["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        return _saved(request, programme)

    def anew() -> dict[str, Any]:
        return key_figure_initial(figures.find_key_figure(pk or 0))

    context = {"programme": programme, "figure": found}
    return answer(request, form, keep, KEY_FIGURE, context, anew=anew)


def _saved(request: HubRequest, programme: Programme) -> HttpResponse:
    messages.success(request, _("It is saved."))
    return redirect("programmes:figures_desk", programme.pk)


@login_required
@require_http_methods(ASKED)
def plan(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    programme = queries.find_programme(pk, request.actor)
    form = PlanForm(typed(request), initial=plan_initial(figures.plan_of(programme)))

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.keep_plan(
            pk,
            told["rhythm"],
            told["wait_days"],
            told["answer_days"],
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        return _saved(request, programme)

    def anew() -> dict[str, Any]:
        return plan_initial(figures.plan_of(programme))

    context = {"programme": programme}
    return answer(request, form, keep, "programmes/figures/plan.html", context, anew=anew)


@login_required
@require_http_methods(ASKED)
def new_figure_round(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    programme = queries.find_programme(pk, request.actor)
    form = RoundForm(typed(request))

    def ask() -> HttpResponse:
        told = form.cleaned_data
        made = services.open_round(
            pk, told["first"], told["last"], told["due_at"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("They are asked, and get letters."))
        return redirect("programmes:figure_round", made.pk)

    context = {"programme": programme}
    return answer(request, form, ask, "programmes/figures/ask_all.html", context)


@login_required
@require_http_methods(ASKED)
def new_stay(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    return _stay(request, queries.find_programme(pk, request.actor), None)


@login_required
@require_http_methods(ASKED)
def edit_stay(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    found = figures.find_stay(pk, request.actor)
    return _stay(request, found.programme, found)


def _stay(request: HubRequest, programme: Programme, found: Stay | None) -> HttpResponse:
    known = Organisation.objects.approved().filter(kind=Kind.COMPANY).order_by("pk")
    form = StayForm(
        typed(request),
        initial=stay_initial(found),
        organisations=[found.organisation] if found else known,
    )
    pk = found.pk if found else None

    def keep() -> HttpResponse:
        stays.keep_stay(
            form.fields_told(),
            pk,
            programme_id=programme.pk,
            key=form.cleaned_data["key"],
            seen=form.cleaned_data["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        return _saved(request, programme)

    def anew() -> dict[str, Any]:
        return stay_initial(figures.find_stay(pk or 0, request.actor))

    context = {"programme": programme, "stay": found}
    return answer(request, form, keep, STAY, context, anew=anew)


@login_required
@require_safe
def figure_round(request: HubRequest, pk: int) -> HttpResponse:
    """Each figure with who answered it, why it is missing, and between what it must lie."""
    require(request.actor, "manage", None, FIGURE_RULES)
    whole = results.whole_of(figures.find_figure_round(pk))
    context = {
        "round": whole.round,
        "whole": whole,
        "is_open": timezone.now() < whole.round.ends_at,
    }
    return page(request, "programmes/figures/round.html", context)


@login_required
@require_safe
def figure_round_csv(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    whole = results.whole_of(figures.find_figure_round(pk))
    body = csv_of(*results.columns_and_rows(whole))
    return _file(body, "text/csv; charset=utf-8", f"figures-{pk}.csv")


@login_required
@require_safe
def figure_round_json(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, FIGURE_RULES)
    whole = results.whole_of(figures.find_figure_round(pk))
    told = round_out(whole).model_dump(mode="json")
    body = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return _file(body, "application/json", f"figures-{pk}.json")


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=headers)


@login_required
@require_http_methods(ASKED)
def send_figure_link(request: HubRequest, pk: int) -> HttpResponse:
    """A link to an address that the hub's people know, when no lead could be written to."""
    found = figures.find_ask(pk, request.actor)
    require(request.actor, "send", AskAt(found, timezone.now()), FIGURE_RULES)
    form = LinkForm(typed(request))

    def send() -> HttpResponse:
        told = form.cleaned_data
        figure_letters.send_link(
            pk, told["email"], told["language"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The letter with the link is on its way."))
        return redirect("programmes:figure_ask", pk)

    context = {"ask": found, "round": found.round}
    return answer(request, form, send, "programmes/figures/link.html", context)


@login_required
@require_POST
def revoke_figure_links(request: HubRequest, pk: int) -> HttpResponse:
    services.revoke_links(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The links open nothing any more."))
    return redirect("programmes:figure_ask", pk)
