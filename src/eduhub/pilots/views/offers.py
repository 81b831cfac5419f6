from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.catalogue.queries.topics import topics
from eduhub.kit.access import require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms import EditForm, OfferForm, ReasonForm, initial_of
from eduhub.pilots.forms.offers import LAST_STEP
from eduhub.pilots.rules import PILOT_RULES, SOLUTION_RULES
from eduhub.pilots.states.offers import DataKind
from eduhub.pilots.views.answering import ask, back_to, overtaken


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HubRequest) -> HttpResponse:
    """In steps: each sends all that was said so far, so no step needs the one before kept."""
    require(request.actor, "offer", None, SOLUTION_RULES)
    solutions = queries.solutions_to_offer(request.actor)
    known = topics()
    form = OfferForm(typed(request), initial=_first(request), solutions=solutions, topics=known)
    step = _step_after(request, form)
    if step > LAST_STEP and form.is_valid():
        told = form.cleaned_data
        try:
            pilot = services.post_pilot(
                told["solution"].pk,
                form.terms(),
                by=request.actor,
                now=timezone.now(),
                key=told["key"],
                call_id=told["call"],
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(
                request, pilot.pk, _("The pilot is on the register. Teachers can join.")
            )
    step = min(step, form.step_to_mend() or step, LAST_STEP) if step > LAST_STEP else step
    context = {"solutions": solutions, "step": step, "steps": _steps(step), "last": LAST_STEP}
    context |= {"touched": [DataKind(kind).label for kind in form.touched()]}
    return ask(request, "pilots/offer.html", form, context)


def _first(request: HubRequest) -> dict[str, Any]:
    """What a fresh form begins with; the address may name the solution and the call."""
    call = request.GET.get("call", "")
    return {
        "key": uuid4(),
        "solution": request.GET.get("solution", ""),
        "places": 12,
        "least_groups": 1,
        "call": call if call.isascii() and call.isdigit() and len(call) < 10 else None,
    }


def _step_after(request: HubRequest, form: OfferForm) -> int:
    """The step to show: the one that was sent again if it has mistakes, else the one asked for.

    One past the last: the offer is sent. A form without steps is sent whole.
    """
    sent = request.POST.get("step", "")
    if request.method != "POST":
        return 1
    if sent not in {str(number) for number in range(1, LAST_STEP + 1)}:
        return LAST_STEP + 1
    now = int(sent)
    if "back" in request.POST:
        form.forgive_after(0)
        return max(1, now - 1)
    if now == LAST_STEP:
        return LAST_STEP + 1
    if form.has_errors_until(now):
        form.forgive_after(now)
        return form.step_to_mend()
    form.forgive_after(now)
    return now + 1


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the form, for the stepper."""

    label: str
    state: str


def _steps(now: int) -> list[Step]:
    labels = (_("What"), _("For whom"), _("Time"), _("Data"), _("Check"))
    states = ("done" if n < now else "now" if n == now else "coming" for n in range(1, 6))
    return [Step(label, state) for label, state in zip(labels, states, strict=True)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pilot_id: int) -> HttpResponse:
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "edit", standing, PILOT_RULES)
    form = EditForm(typed(request), initial=initial_of(standing.pilot), topics=topics())
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
