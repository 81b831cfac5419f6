from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import require
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest
from eduhub.pilots import queries, services
from eduhub.pilots.forms import EditForm, OfferForm, ReasonForm, initial_of, tell
from eduhub.pilots.rules import PILOT_RULES, SOLUTION_RULES
from eduhub.pilots.views.answering import ask, back_to, overtaken, typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HubRequest) -> HttpResponse:
    require(request.actor, "offer", None, SOLUTION_RULES)
    solutions = queries.solutions_to_offer(request.actor)
    initial = {"key": uuid4(), "solution": request.GET.get("solution", ""), "places": 12}
    form = OfferForm(typed(request), initial=initial, solutions=solutions)
    if form.is_valid():
        try:
            pilot = services.post_pilot(
                form.cleaned_data["solution"].pk,
                form.terms(),
                by=request.actor,
                now=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(
                request, pilot.pk, _("The pilot is on the register. Teachers can join.")
            )
    return ask(request, "pilots/offer.html", form, {"solutions": solutions})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pilot_id: int) -> HttpResponse:
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "edit", standing, PILOT_RULES)
    form = EditForm(typed(request), initial=initial_of(standing.pilot))
    found = None
    if form.is_valid():
        try:
            pilot = services.edit_pilot(
                pilot_id,
                form.terms(),
                seen=form.cleaned_data["seen"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            standing = queries.find_standing(pilot_id, request.actor)
            found = overtaken(form, initial_of(standing.pilot))
        else:
            return back_to(request, pilot.pk, _("The offer is changed."))
    return ask(request, "pilots/edit.html", form, {"pilot": standing.pilot}, found=found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HubRequest, pilot_id: int) -> HttpResponse:
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "withdraw", standing, PILOT_RULES)
    form = ReasonForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.withdraw_pilot(pilot_id, reason, by=request.actor, now=timezone.now())
        return back_to(request, pilot_id, _("The offer is withdrawn. Those who joined are told."))
    return ask(request, "pilots/withdraw.html", form, {"pilot": standing.pilot})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HubRequest, pilot_id: int) -> HttpResponse:
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "stop", standing, PILOT_RULES)
    form = ReasonForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.stop(pilot_id, reason, by=request.actor, now=timezone.now())
        return back_to(request, pilot_id, _("The pilot is stopped. Everybody in it is told."))
    return ask(request, "pilots/stop.html", form, {"standing": standing, "pilot": standing.pilot})
