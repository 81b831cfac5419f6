import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.advice import queries, services
from eduhub.advice.forms import (
    CancelForm,
    LinkForm,
    MoveForm,
    NeedForm,
    OutcomeForm,
    RouteForm,
    TimeForm,
    route_of,
)
from eduhub.advice.models import Case, Session
from eduhub.advice.rules import CASE_RULES, REFERRAL_RULES, SESSION_RULES, At
from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.formats import reader
from eduhub.kit.http import HubRequest, page, typed

DAYS = queries.DAYS * dt.timedelta(days=1)
FAR = dt.timedelta(days=366)


@login_required
@require_http_methods(ASKED)
def new(request: HubRequest) -> HttpResponse:
    require(request.actor, "ask", None, CASE_RULES)
    form = NeedForm(typed(request), initial={"language": reader()})

    def ask() -> HttpResponse:
        key = form.cleaned_data["key"]
        case = services.ask(form.need(), key=key, by=request.actor, now=timezone.now())
        messages.success(request, _("Your request is in. Here is where it leads."))
        return redirect("advice:case", case.pk)

    return answer(request, form, ask, "advice/new.html", {})


@login_required
@require_http_methods(ASKED)
def book(request: HubRequest, pk: int) -> HttpResponse:
    """Free times of those who fit; a press on one books it."""
    case = queries.find_case(pk, request.actor)
    require(request.actor, "book", case, CASE_RULES)
    form = TimeForm(typed(request))

    def take() -> HttpResponse:
        told = form.cleaned_data
        services.book_session(
            pk, told["begins"], key=told["key"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is booked. You get a letter with the time."))
        return redirect("advice:case", pk)

    return answer(request, form, take, "advice/times.html", _times(request, case))


def _times(request: HubRequest, case: Case) -> dict[str, Any]:
    """Two weeks of free times by day, and the way to the two weeks before and after."""
    today, now = timezone.localdate(), timezone.now()
    first = _day(request.GET.get("from", ""), today)
    moments = queries.free_times(case, first, now)
    days = [(day, list(found)) for day, found in groupby(moments, timezone.localdate)]
    return {
        "case": case,
        "days": days,
        "first": first,
        "last": first + DAYS - dt.timedelta(days=1),
        "before": max(first - DAYS, today) if first > today else None,
        "after": first + DAYS,
    }


def _day(told: str, today: dt.date) -> dt.date:
    """The day that was asked for, from today on; nonsense is today."""
    try:
        day = parse_date(told) or today
    except ValueError:
        day = today
    return min(max(day, today), today + FAR)


def _find(request: HubRequest, pk: int, action: str) -> Session:
    session = queries.find_session(pk, request.actor)
    require(request.actor, action, At(session, timezone.now()), SESSION_RULES)
    return session


@login_required
@require_http_methods(ASKED)
def move(request: HubRequest, pk: int) -> HttpResponse:
    session = _find(request, pk, "move")
    case = session.case
    form = MoveForm(typed(request), initial={"seen": session.booking.version})

    def shift() -> HttpResponse:
        told = form.cleaned_data
        services.move_session(
            pk, told["begins"], seen=told["seen"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is moved. Both sides get a letter."))
        return redirect("advice:case", case.pk)

    def anew() -> dict[str, Any]:
        return {"seen": queries.find_session(pk, request.actor).booking.version}

    context = _times(request, case) | {"session": session}
    return answer(request, form, shift, "advice/times.html", context, anew=anew)


@login_required
@require_http_methods(ASKED)
def cancel(request: HubRequest, pk: int) -> HttpResponse:
    session = _find(request, pk, "cancel")
    form = CancelForm(typed(request))

    def give_up() -> HttpResponse:
        grounds = form.cleaned_data["grounds"]
        services.cancel_session(pk, grounds, by=request.actor, now=timezone.now())
        messages.success(request, _("It is cancelled, and the time is free for others."))
        return redirect("advice:case", session.case_id)

    return answer(request, form, give_up, "advice/cancel.html", {"session": session})


@login_required
@require_http_methods(ASKED)
def link(request: HubRequest, pk: int) -> HttpResponse:
    session = _find(request, pk, "link")
    form = LinkForm(typed(request), initial={"video_link": session.video_link})

    def keep() -> HttpResponse:
        told = form.cleaned_data["video_link"]
        services.set_link(pk, told, by=request.actor, now=timezone.now())
        messages.success(request, _("It is changed."))
        return redirect("advice:case", session.case_id)

    return answer(request, form, keep, "advice/link.html", {"session": session})


@login_required
@require_http_methods(ASKED)
def lead(request: HubRequest, pk: int) -> HttpResponse:
    """The hub leads it elsewhere and says why."""
    case = queries.find_case(pk, request.actor)
    require(request.actor, "reroute", case, CASE_RULES)
    signs = list(queries.signposts())
    form = RouteForm(typed(request), initial=route_of(case), signs=signs)

    def reroute() -> HttpResponse:
        told = form.cleaned_data
        services.reroute(
            pk,
            form.led(),
            told["reason"],
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("It is led there. Whoever asked is told by mail."))
        return redirect("advice:case", pk)

    def anew() -> dict[str, Any]:
        return route_of(queries.find_case(pk, request.actor))

    return answer(request, form, reroute, "advice/lead.html", {"case": case}, anew=anew)


@login_required
@require_POST
def close(request: HubRequest, pk: int) -> HttpResponse:
    services.close(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is closed. What was agreed stays to be read."))
    return redirect("advice:case", pk)


@login_required
@require_http_methods(ASKED)
def referral(request: HubRequest, pk: int) -> HttpResponse:
    """What the agency would be told, and the two answers to that."""
    found = queries.find_referral(pk, request.actor)
    require(request.actor, "answer", found, REFERRAL_RULES)
    if request.method == "POST":
        is_agreed = "agree" in request.POST
        services.answer_referral(pk, is_agreed, by=request.actor, now=timezone.now())
        said = _("It is passed on.") if is_agreed else _("Nothing is passed on.")
        messages.success(request, said)
        return redirect("advice:case", found.case_id)
    return page(request, "advice/referral.html", {"referral": found})


@require_http_methods(ASKED)
def outcome(request: HubRequest, token: str) -> HttpResponse:
    """By the link of a letter, without signing in."""
    followup = services.find_followup(token)
    initial = {"outcome": followup.outcome, "words": followup.words}
    form = OutcomeForm(typed(request), initial=initial)

    def told() -> HttpResponse:
        said = form.cleaned_data
        services.tell_outcome(
            token, said["outcome"], said["words"], by=request.actor, now=timezone.now()
        )
        return page(request, "advice/thanks.html", {"followup": followup})

    return answer(request, form, told, "advice/outcome.html", {"followup": followup})
