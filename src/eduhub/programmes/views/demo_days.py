"""Demo days: the public page, the desk, a company's yes, and interests behind their links."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotNow, TooMany
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.limits import allow, caller
from eduhub.programmes import queries
from eduhub.programmes.forms.demo_days import (
    AskToPitchForm,
    DemoDayForm,
    InterestForm,
    PitchForm,
    demo_day_initial,
    pitch_initial,
)
from eduhub.programmes.queries import demo_days as found_by
from eduhub.programmes.rules import is_staff
from eduhub.programmes.rules.demo_days import DEMO_DAY_RULES, PITCH_RULES, PitchAt, lacks
from eduhub.programmes.services import demo_days as services

FORM = "programmes/demo_days/edit.html"
MOST_TRIES, AN_HOUR = 60, 3600


@require_safe
def demo_days(request: HubRequest) -> HttpResponse:
    now = timezone.now()
    rows = list(found_by.demo_days_to_list(request.actor))
    context = {
        "coming": [one for one in rows if one.ends_at > now][::-1],
        "past": [one for one in rows if one.ends_at <= now],
        "is_staff": is_staff(request.actor),
    }
    return page(request, "programmes/demo_days/list.html", context)


@require_safe
def demo_day(request: HubRequest, pk: int) -> HttpResponse:
    """The order of the day with those who agreed; the hub's people see the others beside."""
    day, now = found_by.find_demo_day(pk, request.actor), timezone.now()
    pitches = list(day.pitches.all())
    shown = [one for one in pitches if one.is_agreed]
    context = {
        "day": day,
        "pitches": shown,
        "takes_interest": day.is_shown and now < day.closes_at,
        "is_staff": is_staff(request.actor),
        "all_pitches": pitches if is_staff(request.actor) else [],
        "lacks": lacks(day, len(shown)) if is_staff(request.actor) and not day.is_shown else [],
        "form": AskToPitchForm(*found_by.companies_to_ask(day))
        if is_staff(request.actor)
        else None,
    }
    return page(request, "programmes/demo_days/day.html", context)


@login_required
@require_http_methods(ASKED)
def new_demo_day(request: HubRequest) -> HttpResponse:
    return _edit(request, None)


@login_required
@require_http_methods(ASKED)
def edit_demo_day(request: HubRequest, pk: int) -> HttpResponse:
    return _edit(request, pk)


def _edit(request: HubRequest, pk: int | None) -> HttpResponse:
    require(request.actor, "manage", None, DEMO_DAY_RULES)
    day = found_by.find_demo_day(pk, request.actor) if pk else None
    known = queries.programmes(request.actor)
    form = DemoDayForm(typed(request), initial=demo_day_initial(day), programmes=known)

    def keep() -> HttpResponse:
        told = form.cleaned_data
        made = services.keep_demo_day(
            form.fields_told(),
            pk,
            key=told["key"],
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:demo_day", made.pk)

    def anew() -> dict[str, Any]:
        return demo_day_initial(found_by.find_demo_day(pk or 0, request.actor))

    return answer(request, form, keep, FORM, {"day": day}, anew=anew)


@login_required
@require_POST
def ask_to_pitch(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, DEMO_DAY_RULES)
    day = found_by.find_demo_day(pk, request.actor)
    form = AskToPitchForm(*found_by.companies_to_ask(day), data=request.POST)
    if form.is_valid():
        services.ask_to_pitch(
            pk, form.cleaned_data["organisation"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("They are asked, and get letters."))
    else:
        messages.error(request, _("Choose a company first."))
    return redirect("programmes:demo_day", day.pk)


@login_required
@require_POST
def publish_demo_day(request: HubRequest, pk: int) -> HttpResponse:
    try:
        services.publish_demo_day(pk, by=request.actor, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Everybody sees it now."))
    return redirect("programmes:demo_day", pk)


@login_required
@require_POST
def move_pitch(request: HubRequest, pk: int) -> HttpResponse:
    up = "up" in request.POST
    pitch = services.move_pitch(pk, up=up, by=request.actor, now=timezone.now())
    return redirect("programmes:demo_day", pitch.demo_day_id)


@login_required
@require_http_methods(ASKED)
def pitch(request: HubRequest, pk: int) -> HttpResponse:
    """A company's yes or no and its words; below, who is interested."""
    found = found_by.find_pitch(pk, request.actor)
    may_decide = may(request.actor, "decide", PitchAt(found, timezone.now()), PITCH_RULES)
    if request.method == "POST":
        require(request.actor, "decide", PitchAt(found, timezone.now()), PITCH_RULES)
    form = PitchForm(typed(request), initial=pitch_initial(found))

    def decide() -> HttpResponse:
        told = form.cleaned_data
        services.decide_pitch(
            pk,
            told["agreed"],
            told["words"],
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:pitch", pk)

    def anew() -> dict[str, Any]:
        return pitch_initial(found_by.find_pitch(pk, request.actor))

    context = {
        "pitch": found,
        "may_decide": may_decide,
        "interests": found_by.interests_in(found, request.actor),
        "is_staff": is_staff(request.actor),
    }
    return answer(request, form, decide, "programmes/demo_days/pitch.html", context, anew=anew)


# Interests


@require_http_methods(ASKED)
def interest(request: HubRequest, pk: int) -> HttpResponse:
    """Signed in or not; whoever is not confirms by the link of a letter."""
    found = found_by.pitch_to_like(pk, request.actor)
    require(request.actor, "take_interest", PitchAt(found, timezone.now()), PITCH_RULES)
    signed_in = request.actor.is_signed_in
    name = str(getattr(request.user, "name", "")) if signed_in else ""
    form = InterestForm(typed(request), initial={"name": name}, signed_in=signed_in)

    def say() -> HttpResponse:
        try:
            services.say_interest(
                pk,
                form.fields_told(caller(request)),
                by=request.actor,
                now=timezone.now(),
            )
        except TooMany as refusal:
            form.add_error(None, refusal.message)
            context = {"pitch": found, "form": form}
            template = "programmes/demo_days/interest.html"
            return page(request, template, context, status=refusal.status)
        if signed_in:
            messages.success(
                request, _("The company has your message. A letter tells how to take it back.")
            )
        else:
            messages.success(
                request,
                _(
                    "A letter is on its way: press its link within two days, or the company gets nothing."
                ),
            )
        return redirect("programmes:demo_day", found.demo_day_id)

    return answer(request, form, say, "programmes/demo_days/interest.html", {"pitch": found})


@never_cache
@require_http_methods(ASKED)
def interest_link(request: HubRequest, token: str) -> HttpResponse:
    """Reading it changes nothing: mail scanners follow links. Two buttons: send it, take it back."""
    found = found_by.interest_by(token)
    if request.method == "POST":
        allow("programmes.interest_link", caller(request), most=MOST_TRIES, seconds=AN_HOUR)
        now = timezone.now()
        if "withdraw" in request.POST:
            found = services.withdraw_interest(token, now=now)
        elif "confirm" in request.POST:
            found = services.confirm_interest(token, now=now)
    context = {"interest": found, "pitch": found.pitch}
    return page(request, "programmes/demo_days/link.html", context)
