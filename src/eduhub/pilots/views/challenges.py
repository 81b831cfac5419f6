"""Challenges: merged from needs by the hub's people, read by everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.queries.topics import topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.lang import Text
from eduhub.kit.paging import page_of
from eduhub.pilots.forms.needs import (
    ChallengeEditForm,
    ChallengeForm,
    OutcomeForm,
    initial_of_challenge,
)
from eduhub.pilots.models import Need
from eduhub.pilots.queries import calls as calls_queries
from eduhub.pilots.queries import needs as queries
from eduhub.pilots.rules.calls import CALL_RULES
from eduhub.pilots.rules.needs import CHALLENGE_RULES
from eduhub.pilots.services import challenges as services
from eduhub.pilots.views.answering import ask, overtaken

MOST = 100  # needs that are merged at once


@require_safe
def challenges(request: HubRequest) -> HttpResponse:
    rows = page_of(queries.challenges(request.actor), request, size=20)
    return page(request, "pilots/needs/challenges.html", {"page": rows})


@require_safe
def challenge(request: HubRequest, challenge_id: int) -> HttpResponse:
    one, actor, known = (
        queries.find_challenge(challenge_id, request.actor),
        request.actor,
        topics(),
    )
    context = {
        "challenge": one,
        "needs": queries.needs_of(one, actor),
        "calls": calls_queries.calls_of(one, actor),
        "now": timezone.now(),
        "subjects": known.names(one.codes, TopicKind.SUBJECT),
        "ages": known.names(one.ages, TopicKind.AGE),
        "may": {action: may(actor, action, one, CHALLENGE_RULES) for action in CHALLENGE_RULES},
        "may_call": may(actor, "make", None, CALL_RULES),
    }
    return page(request, "pilots/needs/challenge.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HubRequest) -> HttpResponse:
    """The chosen needs stand in the address; the form makes one challenge of them."""
    require(request.actor, "merge", None, CHALLENGE_RULES)
    ids = _chosen(request.GET)
    needs = queries.needs_to_merge(ids)
    if not needs and request.method != "POST":
        messages.info(request, _("Choose at least one need from the board."))
        return redirect("pilots:needs")
    form = ChallengeForm(typed(request), initial=_first(needs), topics=topics())
    if form.is_valid():
        now = timezone.now()
        try:
            made = services.merge_needs(ids, form.written(), by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            words = _("The challenge is written. Publish it, and the teachers hear of it.")
            return _back_to(request, made.pk, words)
    context = {
        "needs": needs,
        "query": request.GET.urlencode(),
        "others": queries.open_challenges_to_add_to(),
    }
    return ask(request, "pilots/needs/merge.html", form, context)


def _chosen(told: QueryDict) -> list[int]:
    named = [one for one in told.getlist("need") if one.isascii() and one.isdigit()]
    return [int(one) for one in named if len(one) < 10][:MOST]


def _first(needs: list[Need]) -> dict[str, object]:
    """A start from what the teachers wrote: the first title, and all subjects and ages."""
    if not needs:
        return {}
    return {
        "title": needs[0].title,
        "question": needs[0].words if len(needs) == 1 else Text(),
        "codes": sorted({code for need in needs for code in need.codes}),
        "ages": sorted({code for need in needs for code in need.ages}),
    }


@login_required
@require_POST
def add_needs(request: HubRequest) -> HttpResponse:
    require(request.actor, "merge", None, CHALLENGE_RULES)
    named = request.POST.get("challenge", "")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else 0
    try:
        one = services.add_needs(
            number, _chosen(request.POST), by=request.actor, now=timezone.now()
        )
    except Invalid as refusal:
        messages.error(request, " ".join(refusal.fields.values()))
        return redirect("pilots:needs")
    return _back_to(request, one.pk, _("The needs are in the challenge."))


@login_required
@require_POST
def take_need_out(request: HubRequest, challenge_id: int, need_id: int) -> HttpResponse:
    services.take_need_out(challenge_id, need_id, by=request.actor, now=timezone.now())
    return _back_to(request, challenge_id, _("The need is open again."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_challenge(request: HubRequest, challenge_id: int) -> HttpResponse:
    one = queries.find_challenge(challenge_id, request.actor)
    require(request.actor, "edit", one, CHALLENGE_RULES)
    form = ChallengeEditForm(typed(request), initial=initial_of_challenge(one), topics=topics())
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.edit_challenge(
                challenge_id, form.written(), seen=seen, by=request.actor, now=now
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            one = queries.find_challenge(challenge_id, request.actor)
            found = overtaken(form, initial_of_challenge(one))
        else:
            return _back_to(request, challenge_id, _("The challenge is changed."))
    return ask(request, "pilots/needs/edit_challenge.html", form, {"challenge": one}, found=found)


@login_required
@require_POST
def publish_challenge(request: HubRequest, challenge_id: int) -> HttpResponse:
    services.publish_challenge(challenge_id, by=request.actor, now=timezone.now())
    words = _("The challenge is published. The teachers hear where their need went.")
    return _back_to(request, challenge_id, words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_challenge(request: HubRequest, challenge_id: int) -> HttpResponse:
    one = queries.find_challenge(challenge_id, request.actor)
    require(request.actor, "close", one, CHALLENGE_RULES)
    form = OutcomeForm(typed(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.close_challenge(
                challenge_id,
                told["outcome"],
                answered=told["end"] == "answered",
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(request, challenge_id, _("The challenge is closed."))
    return ask(request, "pilots/needs/close_challenge.html", form, {"challenge": one})


def _back_to(request: HubRequest, challenge_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("pilots:challenge", challenge_id)
