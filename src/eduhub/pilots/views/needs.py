"""The need board: read, post on a phone, "we too", withdraw, renew, answer."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.queries.topics import topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.access import may, require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, drop_draft, typed_in
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.pilots.forms import ReasonForm
from eduhub.pilots.forms.needs import (
    AnswerForm,
    BoardForm,
    NeedEditForm,
    NeedForm,
    first_facts,
    initial_of_need,
)
from eduhub.pilots.models import NeedAsked
from eduhub.pilots.queries import needs as queries
from eduhub.pilots.rules.needs import CHALLENGE_RULES, NEED_RULES
from eduhub.pilots.services import needs as services
from eduhub.pilots.states.needs import ON_THE_BOARD, NeedState
from eduhub.pilots.views.answering import ask, overtaken

DRAFT = "pilots.need"


@require_safe
def board(request: HubRequest) -> HttpResponse:
    form = BoardForm(request.GET)
    form.is_valid()
    told = form.cleaned_data
    asked = queries.BoardAsked(
        state=told.get("state", ""),
        subject=told.get("subject", ""),
        own=bool(told.get("own")) and request.actor.organisation_id is not None,
    )
    context = {
        "asked": asked,
        "states": [choice for choice in NeedState.choices if choice[0] in ON_THE_BOARD],
        "page": page_of(queries.board(request.actor, asked), request, size=20),
        "subjects": topics().of_kind(TopicKind.SUBJECT),
        "may_post": may(request.actor, "post", None, NEED_RULES),
        "may_merge": may(request.actor, "merge", None, CHALLENGE_RULES),
    }
    return page(request, "pilots/needs/board.html", context, part="rows")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_need(request: HubRequest) -> HttpResponse:
    require(request.actor, "post", None, NEED_RULES)
    known, draft = topics(), draft_of(request.actor, DRAFT)
    initial: dict[str, Any] = first_facts(uuid4())
    if draft is not None:
        initial |= as_initial(NeedForm(typed_in(draft), topics=known))
    form = NeedForm(typed(request), initial=initial, topics=known)
    if form.is_valid():
        now, key = timezone.now(), form.cleaned_data["key"]
        try:
            need = services.post_need(form.written(), by=request.actor, now=now, key=key)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            drop_draft(request.actor, DRAFT)
            words = _("Your need is on the board. You hear what becomes of it.")
            return _back_to(request, need.pk, words)
    context = {"draft": draft, "draft_url": reverse("pilots:need_draft")}
    return ask(request, "pilots/needs/new.html", form, context)


@login_required
@require_POST
def need_draft(request: HubRequest) -> HttpResponse:
    require(request.actor, "post", None, NEED_RULES)
    back = reverse("pilots:new_need")
    return answer_draft(request, DRAFT, "", back=back, now=timezone.now())


@require_safe
def need(request: HubRequest, need_id: int) -> HttpResponse:
    asked = queries.find_need(need_id, request.actor)
    known = topics()
    one = asked.need
    context = {
        "need": one,
        "asked": asked,
        "subjects": known.names(one.codes, TopicKind.SUBJECT),
        "ages": known.names(one.ages, TopicKind.AGE),
        "taught_in": known.names([one.language], TopicKind.LANGUAGE),
        "is_own": request.actor.is_signed_in and one.is_of(request.actor),
        "challenge": _challenge_seen(asked, request),
        "may": {action: may(request.actor, action, asked, NEED_RULES) for action in NEED_RULES},
    }
    return page(request, "pilots/needs/need.html", context)


def _challenge_seen(asked: NeedAsked, request: HubRequest) -> object:
    """The need's challenge, unless it is a draft that this person may not read."""
    challenge = asked.need.challenge
    if challenge is None:
        return None
    return queries.challenges(request.actor).filter(pk=challenge.pk).first()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_need(request: HubRequest, need_id: int) -> HttpResponse:
    asked = queries.find_need(need_id, request.actor)
    require(request.actor, "edit", asked, NEED_RULES)
    form = NeedEditForm(typed(request), initial=initial_of_need(asked.need), topics=topics())
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.edit_need(need_id, form.written(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            asked = queries.find_need(need_id, request.actor)
            found = overtaken(form, initial_of_need(asked.need))
        else:
            return _back_to(request, need_id, _("The need is changed."))
    return ask(request, "pilots/needs/edit.html", form, {"need": asked.need}, found=found)


@login_required
@require_POST
def say_too(request: HubRequest, need_id: int) -> HttpResponse:
    """One click; the same button takes it back."""
    if "back" in request.POST:
        services.take_too_back(need_id, by=request.actor, now=timezone.now())
        return _back_to(request, need_id, _("Your “we too” is taken back."))
    services.say_too(need_id, by=request.actor, now=timezone.now())
    return _back_to(request, need_id, _("You need it too. You hear what becomes of it."))


@login_required
@require_POST
def renew_need(request: HubRequest, need_id: int) -> HttpResponse:
    services.renew_need(need_id, by=request.actor, now=timezone.now())
    return _back_to(request, need_id, _("The need is open for another year."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_need(request: HubRequest, need_id: int) -> HttpResponse:
    asked = queries.find_need(need_id, request.actor)
    require(request.actor, "withdraw", asked, NEED_RULES)
    form = ReasonForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.withdraw_need(need_id, reason, by=request.actor, now=timezone.now())
        messages.success(request, _("The need is off the board."))
        return redirect("pilots:needs")
    context = {"need": asked.need, "is_own": asked.need.is_of(request.actor)}
    return ask(request, "pilots/needs/withdraw.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_need(request: HubRequest, need_id: int) -> HttpResponse:
    asked = queries.find_need(need_id, request.actor)
    require(request.actor, "answer", asked, NEED_RULES)
    form = AnswerForm(typed(request))
    if form.is_valid():
        answer, now = form.cleaned_data["answer"], timezone.now()
        try:
            services.answer_need(need_id, answer, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back_to(request, need_id, _("The need is answered. Those who need it hear."))
    return ask(request, "pilots/needs/answer.html", form, {"need": asked.need})


def _back_to(request: HubRequest, need_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("pilots:need", need_id)
