"""Interviews: the hub's desk of panels, the applicant's choice of a time, the juror's list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.programmes import queries
from eduhub.programmes.forms.interviews import PanelForm, PanelHoursForm, SlotForm
from eduhub.programmes.queries import interviews, rounds
from eduhub.programmes.rules.interviews import INTERVIEW_RULES
from eduhub.programmes.services import interviews as services
from eduhub.programmes.views.cohorts import today


def _require_desk(request: HubRequest) -> None:
    require(request.actor, "manage", None, INTERVIEW_RULES)


@login_required
@require_http_methods(ASKED)
def desk(request: HubRequest, pk: int) -> HttpResponse:
    """The panels of a call, who is heard when and who has not chosen; one more panel."""
    _require_desk(request)
    call = rounds.find_call(pk)
    form = PanelForm(typed(request), jurors=interviews.jurors_to_choose(call))

    def make() -> HttpResponse:
        told = form.cleaned_data
        services.make_panel(
            pk, told["name"], form.chosen(), told["minutes"], told["place"], key=told["key"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("The panel is there. Open its hours next."))
        return redirect("programmes:interviews", pk)

    context = {
        "call": call,
        "panels": interviews.panels_of(call),
        "interviews": interviews.interviews_in(call),
        "waiting": interviews.waiting(call),
    }
    return answer(request, form, make, "programmes/interviews/desk.html", context)


@login_required
@require_http_methods(ASKED)
def hours(request: HubRequest, pk: int) -> HttpResponse:
    _require_desk(request)
    panel = interviews.find_panel(pk)
    form = PanelHoursForm(typed(request))

    def open_them() -> HttpResponse:
        told = form.cleaned_data
        services.open_hours(
            pk, told["day"], told["opens"], told["closes"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The hours are open."))
        return redirect("programmes:interviews", panel.call_id)

    weekly, days = interviews.hours_of(panel, today())
    context = {"panel": panel, "call": panel.call, "weekly": weekly, "open_days": days}
    return answer(request, form, open_them, "programmes/interviews/hours.html", context)


@login_required
@require_POST
def offer_times(request: HubRequest, pk: int) -> HttpResponse:
    count = services.offer_times(pk, by=request.actor, now=timezone.now())
    said = ngettext("%(n)s applicant gets a letter.", "%(n)s applicants get a letter.", count)
    messages.success(request, said % {"n": count})
    return redirect("programmes:interviews", pk)


@login_required
@require_http_methods(ASKED)
def choose(request: HubRequest, pk: int) -> HttpResponse:
    """An applicant's free times, and the one that is chosen."""
    at = queries.look_at(pk, request.actor, timezone.now())
    require(request.actor, "choose", at, INTERVIEW_RULES)
    own = interviews.own_interview(at.application)
    form = SlotForm(typed(request), slots=interviews.slots_for(at.application, at.now))

    def take() -> HttpResponse:
        told = form.cleaned_data
        services.choose_time(
            pk, told["slot"], key=told["key"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("Your interview is booked. A letter comes by mail."))
        return redirect("programmes:choose_interview", pk)

    context = {
        "application": at.application,
        "call": at.application.call,
        "own": own,
        "may_change": own is None or own.booking.begins > at.now,
    }
    return answer(request, form, take, "programmes/interviews/choose.html", context)


@login_required
@require_POST
def cancel(request: HubRequest, pk: int) -> HttpResponse:
    services.cancel_interview(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The time is given back. You can choose another."))
    return redirect("programmes:choose_interview", pk)


@login_required
@require_safe
def mine(request: HubRequest) -> HttpResponse:
    """The interviews of the panels on which one sits."""
    context = {"interviews": interviews.heard_by(request.actor, timezone.now())}
    return page(request, "programmes/interviews/mine.html", context)
