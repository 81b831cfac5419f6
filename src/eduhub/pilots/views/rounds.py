"""Rounds of matching: opened, read, decided on by hand, compared, published."""

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
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.http import HubRequest, page, restores, typed
from eduhub.kit.paging import page_of
from eduhub.pilots.forms import ReasonForm
from eduhub.pilots.forms.rounds import (
    DecisionForm,
    LimitsEditForm,
    PublishForm,
    RoundForm,
    first_limits,
    initial_of_limits,
)
from eduhub.pilots.models import Round, RoundVersion
from eduhub.pilots.queries import rounds as queries
from eduhub.pilots.queries.round_costs import compared
from eduhub.pilots.queries.round_words import Names, held_words, limit_words
from eduhub.pilots.rules.rounds import ROUND_RULES
from eduhub.pilots.services import round_decisions, round_publish
from eduhub.pilots.services import rounds as services
from eduhub.pilots.views.answering import ask, overtaken


@login_required
@require_safe
def rounds(request: HubRequest) -> HttpResponse:
    require(request.actor, "open", None, ROUND_RULES)
    context = {"page": page_of(queries.rounds(request.actor), request, size=20)}
    return page(request, "pilots/rounds/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HubRequest) -> HttpResponse:
    require(request.actor, "open", None, ROUND_RULES)
    initial = first_limits() | {"key": uuid4(), "call": request.GET.get("call", "")}
    form = RoundForm(typed(request), initial=initial, calls=queries.calls_to_match())
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            one = services.open_round(
                told["call"].pk, form.limits(), by=request.actor, now=now, key=told["key"]
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(request, one.pk, _("The round is open."))
    return ask(request, "pilots/rounds/form.html", form, {})


@login_required
@require_safe
def round_page(request: HubRequest, round_id: int) -> HttpResponse:
    """The latest proposal, or the one that is asked for."""
    one, actor = queries.find_round(round_id, request.actor), request.actor
    versions = queries.versions_of(one)
    number = _number(request.GET.get("version"), versions[0].number if versions else 0)
    version = queries.find_version(one, number)
    if "HX-Request" in request.headers and not (version.is_solved or restores(request)):
        return HttpResponse(status=204)  # nothing to show yet: the page stays as it is
    context: dict[str, Any] = {
        "round": one,
        "versions": versions,
        "version": version,
        "is_latest": version.pk == versions[0].pk,
        "decisions": queries.decisions_seen(one),
        "may": {action: may(actor, action, one, ROUND_RULES) for action in ROUND_RULES},
    } | _proposal(version)
    return page(request, "pilots/rounds/round.html", context, part="now")


def _proposal(version: RoundVersion) -> dict[str, Any]:
    """What was worked out, in words; nothing while it is not."""
    if not version.is_solved:
        return {}
    names = queries.names_in(version)
    if version.contradicts:
        held = queries.conflict_in(version)
        return {"conflict": [held_words(one, names) for one in held]}
    return {"proposal": queries.proposal_seen(version, names)}


def _number(asked: str | None, otherwise: int) -> int:
    return int(asked) if asked and asked.isdecimal() and len(asked) < 6 else otherwise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_limits(request: HubRequest, round_id: int) -> HttpResponse:
    one = queries.find_round(round_id, request.actor)
    require(request.actor, "change", one, ROUND_RULES)
    form = LimitsEditForm(typed(request), initial=initial_of_limits(one))
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.change_limits(round_id, form.limits(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            one = queries.find_round(round_id, request.actor)
            found = overtaken(form, initial_of_limits(one))
        else:
            return _back_to(request, round_id, _("The limits are changed."))
    return ask(request, "pilots/rounds/form.html", form, {"round": one}, found=found)


@login_required
@require_POST
def work_out(request: HubRequest, round_id: int) -> HttpResponse:
    before = queries.versions_of(queries.find_round(round_id, request.actor))
    version = services.work_out_anew(round_id, by=request.actor, now=timezone.now())
    if not version.is_solved:
        return _back_to(request, round_id, _("The proposal is being worked out."))
    if before and before[0].pk == version.pk:
        return _back_to(request, round_id, _("Nothing has changed: this is the same proposal."))
    return _back_to(request, round_id, _("The round is worked out anew."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HubRequest, round_id: int) -> HttpResponse:
    """A decision by hand: first what it costs whom, then whether it is meant."""
    one = queries.find_round(round_id, request.actor)
    require(request.actor, "change", one, ROUND_RULES)
    names = queries.names_in(queries.find_version(one, queries.versions_of(one)[0].number))
    initial = {name: request.GET.get(name, "") for name in ("kind", "group", "offer")}
    form = DecisionForm(typed(request), initial=initial | {"seen": one.version}, names=names)
    context: dict[str, Any] = {"round": one}
    if form.is_valid():
        try:
            if request.POST.get("confirm") == _meant(form):
                return _decided(request, one, form)
            context |= _cost(request, one, form, names)
            overtaken(form, {"seen": one.version})  # the cost is that of the round as it is now
        except Invalid as refusal:
            tell(form, refusal)
        except NotNow as refusal:
            form.add_error(None, refusal.message)
        except Stale:
            overtaken(form, {"seen": queries.find_round(round_id, request.actor).version})
            words = _("Somebody else has changed the round meanwhile. Look at the cost again.")
            form.add_error(None, words)
    if "waits" in context and "HX-Request" in request.headers:
        return HttpResponse(status=204)  # nothing to show yet: the page stays as it is
    return ask(request, "pilots/rounds/decide.html", form, context)


def _meant(form: DecisionForm) -> str:
    """What the person saw the cost of; with another choice they see the cost of that first."""
    return " ".join(form.cleaned_data[name] for name in ("kind", "group", "offer"))


def _decided(request: HubRequest, one: Round, form: DecisionForm) -> HttpResponse:
    round_decisions.decide(
        one.pk,
        form.decision(),
        seen=form.cleaned_data["seen"],
        by=request.actor,
        now=timezone.now(),
    )
    return _back_to(request, one.pk, _("Decided. The round is worked out anew."))


def _cost(request: HubRequest, one: Round, form: DecisionForm, names: Names) -> dict[str, Any]:
    """What the decision would do, in words; only that it is waited for, in a large round."""
    told, now = form.decision(), timezone.now()
    cost = round_decisions.cost(one.pk, told, by=request.actor, now=now)
    if cost is None:
        return {"waits": True}
    return {
        "cost": cost,
        "meant": _meant(form),
        "reliefs": [limit_words(relief, {}, names) for relief in cost["reliefs"]],
        "conflict": [held_words(held, names) for held in cost["conflict"]],
        "comparison": cost["comparison"] and queries.comparison_seen(cost["comparison"], names),
    }


@login_required
@require_POST
def undo(request: HubRequest, decision_id: int) -> HttpResponse:
    row = round_decisions.undo(decision_id, by=request.actor, now=timezone.now())
    return _back_to(
        request, row.round_id, _("The decision is gone; the round is worked out anew.")
    )


@login_required
@require_safe
def compare(request: HubRequest, round_id: int) -> HttpResponse:
    """Two proposals of the round side by side; the latest two unless told."""
    one = queries.find_round(round_id, request.actor)
    solved = [v.number for v in queries.versions_of(one) if v.solved_at and not v.contradicts]
    if len(solved) < 2:
        raise NotFound("versions", _("There are no two proposals to compare yet."))
    new = queries.find_version(one, _chosen(request.GET.get("new"), solved, solved[0]))
    old = queries.find_version(one, _chosen(request.GET.get("old"), solved, solved[1]))
    names = queries.names_in(new).also(queries.names_in(old))
    context = {
        "round": one,
        "old": old,
        "new": new,
        "numbers": solved,
        "comparison": queries.seen_comparison(compared(old, new), names),
    }
    return page(request, "pilots/rounds/compare.html", context)


def _chosen(asked: str | None, numbers: list[int], otherwise: int) -> int:
    number = _number(asked, otherwise)
    return number if number in numbers else otherwise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HubRequest, round_id: int) -> HttpResponse:
    one = queries.find_round(round_id, request.actor)
    require(request.actor, "publish", one, ROUND_RULES)
    version = queries.versions_of(one)[0]
    form = PublishForm(typed(request), initial={"seen": version.number})
    if form.is_valid():
        told = form.cleaned_data
        try:
            round_publish.publish_round(
                round_id, told["reason"], seen=told["seen"], by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        except NotNow as refusal:  # the reason that was typed is kept
            form.add_error(None, refusal.message)
            context = {"round": one, "version": version, "form": form}
            return page(request, "pilots/rounds/publish.html", context, status=409)
        else:
            words = _("The round is published. Teachers and companies hear of their own.")
            return _back_to(request, round_id, words)
    context = {"round": one, "version": version}
    return ask(request, "pilots/rounds/publish.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HubRequest, round_id: int) -> HttpResponse:
    one = queries.find_round(round_id, request.actor)
    require(request.actor, "cancel", one, ROUND_RULES)
    form = ReasonForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.cancel_round(round_id, reason, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(request, round_id, _("The round is cancelled. Nobody is matched."))
    return ask(request, "pilots/rounds/cancel.html", form, {"round": one})


@login_required
@require_safe
def problem(request: HubRequest, round_id: int, number: int) -> HttpResponse:
    """The problem of a proposal as a file, to be worked out again by `eduhub match`."""
    version = queries.find_version(queries.find_round(round_id, request.actor), number)
    answer = HttpResponse(version.problem, content_type="application/json")
    name = f"round-{round_id}-{number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _back_to(request: HubRequest, round_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("pilots:round", round_id)
