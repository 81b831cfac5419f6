"""Soft-landing partners and missions: who goes, and the agenda that they share."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.queries.markets import markets
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.calendars import calendar_text
from eduhub.kit.http import HubRequest, page, typed
from eduhub.people.states import STAFF
from eduhub.programmes.forms.missions import (
    AskForm,
    MeetingForm,
    MissionForm,
    PartnerForm,
    SeatForm,
    meeting_initial,
    mission_initial,
    partner_initial,
)
from eduhub.programmes.models import Meeting
from eduhub.programmes.queries import missions as queries
from eduhub.programmes.rules.missions import MEETING_RULES, MISSION_RULES, Asking
from eduhub.programmes.services import missions as services
from eduhub.programmes.states.abroad import MissionState

MEETING = "programmes/missions/meeting.html"


@require_safe
def partners(request: HubRequest) -> HttpResponse:
    """The public list, market by market."""
    context = {
        "partners": list(queries.partners(request.actor)),
        "may_keep": may(request.actor, "keep", None, MISSION_RULES),
    }
    return page(request, "programmes/missions/partners.html", context)


@login_required
@require_http_methods(ASKED)
def new_partner(request: HubRequest) -> HttpResponse:
    return _partner(request, None)


@login_required
@require_http_methods(ASKED)
def edit_partner(request: HubRequest, pk: int) -> HttpResponse:
    return _partner(request, pk)


def _partner(request: HubRequest, pk: int | None) -> HttpResponse:
    actor = request.actor
    require(actor, "keep", None, MISSION_RULES)
    found = queries.find_partner(actor, pk) if pk else None
    form = PartnerForm(typed(request), initial=partner_initial(found), markets=markets(actor))

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.keep_partner(
            form.fields_told(), pk, key=told["key"], seen=told["seen"], by=actor,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is saved."))
        return redirect("programmes:partners")

    def anew() -> dict[str, Any]:
        return partner_initial(queries.find_partner(actor, pk or 0))

    context = {"partner": found}
    return answer(request, form, keep, "programmes/missions/partner.html", context, anew=anew)


@require_safe
def missions(request: HubRequest) -> HttpResponse:
    """Those to come and those that were."""
    today = timezone.localdate()
    found = list(queries.missions(request.actor))
    context = {
        "coming": [one for one in found if one.ends_on >= today][::-1],
        "over": [one for one in found if one.ends_on < today],
        "may_keep": may(request.actor, "keep", None, MISSION_RULES),
    }
    return page(request, "programmes/missions/list.html", context)


@require_safe
def mission(request: HubRequest, pk: int) -> HttpResponse:
    """What it is; for a company how it stands; for those who go, and the hub, the agenda."""
    actor, now = request.actor, timezone.now()
    asking = queries.look_at(pk, actor, now)
    found, is_staff = asking.mission, bool(actor.roles & STAFF)
    sees = may(actor, "see_agenda", asking, MISSION_RULES)
    travellers = list(queries.travellers_of(found)) if is_staff else []
    going = list(queries.companies_going(found)) if sees else []
    context = {
        "mission": found,
        "is_open": found.is_open(now),
        "own": asking.own,
        "may_ask": may(actor, "ask", asking, MISSION_RULES),
        "may_withdraw": may(actor, "withdraw", asking, MISSION_RULES),
        "may_keep": may(actor, "keep", None, MISSION_RULES),
        "sees": sees,
        "may_add": may(actor, "add_meeting", asking, MISSION_RULES),
        "days": queries.agenda_of(actor, found, is_staff=is_staff) if sees else [],
        "going": going,
        "travellers": travellers,
        "is_cancelled": found.state == MissionState.CANCELLED,
    }
    return page(request, "programmes/missions/mission.html", context)


@login_required
@require_http_methods(ASKED)
def new_mission(request: HubRequest) -> HttpResponse:
    return _mission(request, None)


@login_required
@require_http_methods(ASKED)
def edit_mission(request: HubRequest, pk: int) -> HttpResponse:
    return _mission(request, pk)


def _mission(request: HubRequest, pk: int | None) -> HttpResponse:
    actor = request.actor
    require(actor, "keep", None, MISSION_RULES)
    found = queries.look_at(pk, actor, timezone.now()).mission if pk else None
    form = MissionForm(typed(request), initial=mission_initial(found), markets=markets(actor))

    def keep() -> HttpResponse:
        told = form.cleaned_data
        kept = services.keep_mission(
            form.fields_told(), pk, key=told["key"], seen=told["seen"], by=actor,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is saved."))
        return redirect("programmes:mission", kept.pk)

    def anew() -> dict[str, Any]:
        return mission_initial(queries.look_at(pk or 0, actor, timezone.now()).mission)

    context = {"mission": found}
    return answer(request, form, keep, "programmes/missions/edit.html", context, anew=anew)


@login_required
@require_http_methods(ASKED)
def ask(request: HubRequest, pk: int) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    asking = queries.look_at(pk, actor, now)
    require(actor, "ask", asking, MISSION_RULES)
    form = AskForm(typed(request))

    def send() -> HttpResponse:
        services.ask_along(pk, form.cleaned_data["words"], by=actor, now=now)
        messages.success(request, _("The hub knows. You get a letter when it has decided."))
        return redirect("programmes:mission", pk)

    context = {"mission": asking.mission}
    return answer(request, form, send, "programmes/missions/ask.html", context)


@login_required
@require_POST
def withdraw(request: HubRequest, pk: int) -> HttpResponse:
    services.withdraw_from(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("You stay at home this time. Your own meetings are gone."))
    return redirect("programmes:mission", pk)


@login_required
@require_http_methods(ASKED)
def decide(request: HubRequest, pk: int) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    require(actor, "keep", None, MISSION_RULES)
    found = queries.traveller_to_decide(actor, pk)
    require(actor, "decide", Asking(found.mission, now, found), MISSION_RULES)
    form = SeatForm(typed(request), initial={"grounds": found.grounds, "seat": found.seat})

    def give() -> HttpResponse:
        told = form.cleaned_data
        services.decide_traveller(pk, told["seat"], told["grounds"], by=actor, now=now)
        messages.success(request, _("Your decision is noted. The company gets a letter."))
        return redirect("programmes:mission", found.mission_id)

    context = {"traveller": found, "mission": found.mission}
    return answer(request, form, give, "programmes/missions/decide.html", context)


@login_required
@require_http_methods(ASKED)
def new_meeting(request: HubRequest, pk: int) -> HttpResponse:
    actor = request.actor
    asking = queries.look_at(pk, actor, timezone.now())
    require(actor, "add_meeting", asking, MISSION_RULES)
    form = _form(request, asking, None)

    def add() -> HttpResponse:
        key = form.cleaned_data["key"]
        services.add_meeting(pk, form.fields_told(), key=key, by=actor, now=timezone.now())
        messages.success(request, _("It is on the agenda."))
        return redirect("programmes:mission", pk)

    return answer(request, form, add, MEETING, {"mission": asking.mission})


def _form(request: HubRequest, asking: Asking, meeting: Meeting | None) -> MeetingForm:
    found = asking.mission
    rows = queries.partners(request.actor).filter(market=found.market_id)
    return MeetingForm(
        typed(request),
        initial=meeting_initial(meeting, found),
        partners=rows,
        going=queries.companies_going(found),
        is_own=asking.goes if meeting is None else meeting.organisation_id is not None,
    )


@login_required
@require_http_methods(ASKED)
def edit_meeting(request: HubRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = queries.find_meeting(actor, pk)
    require(actor, "write", found, MEETING_RULES)
    asking = queries.look_at(found.mission_id, actor, timezone.now())
    form = _form(request, asking, found)

    def keep() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.keep_meeting(pk, form.fields_told(), seen=seen, by=actor, now=timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("programmes:mission", found.mission_id)

    def anew() -> dict[str, Any]:
        return meeting_initial(queries.find_meeting(actor, pk), asking.mission)

    context = {"mission": asking.mission, "meeting": found}
    return answer(request, form, keep, MEETING, context, anew=anew)


@login_required
@require_POST
def remove_meeting(request: HubRequest, pk: int) -> HttpResponse:
    left = services.remove_meeting(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is off the agenda."))
    return redirect("programmes:mission", left)


@login_required
@require_safe
def agenda_file(request: HubRequest, pk: int) -> HttpResponse:
    """The agenda as this person sees it, for a calendar program."""
    actor = request.actor
    asking = queries.look_at(pk, actor, timezone.now())
    require(actor, "see_agenda", asking, MISSION_RULES)
    rows = queries.meetings_of(actor, asking.mission)
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    entries = queries.entries_of(asking.mission, rows, host, settings.PUBLIC_URL)
    text = calendar_text(entries, name=str(asking.mission.title))
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mission-{pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
