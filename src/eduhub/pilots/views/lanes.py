"""The questionnaire on the lane, its decision, and the look through before it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms.lanes import (
    DecideLaneForm,
    LaneForm,
    ScreenForm,
    initial_of_answers,
    initial_of_decision,
)
from eduhub.pilots.rules.lanes import LANE_RULES
from eduhub.pilots.views.answering import ask, back_to, overtaken


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lane(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The five questions."""
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "answer", standing, LANE_RULES)
    form = LaneForm(typed(request), initial=initial_of_answers(standing))
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            row = services.answer_lane(
                pilot_id, form.answers(), seen=seen, by=request.actor, now=now
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            standing = queries.find_standing(pilot_id, request.actor)
            found = overtaken(form, initial_of_answers(standing))
        else:
            words = _("Lane %(lane)s is recommended. An official decides.")
            return back_to(request, pilot_id, words % {"lane": row.recommended})
    context = {"standing": standing, "pilot": standing.pilot}
    return ask(request, "pilots/lanes/questions.html", form, context, found=found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lane_decide(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The recommendation with its reasons, and the official's decision."""
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "decide", standing, LANE_RULES)
    gates = standing.gates
    assert gates.answers is not None
    initial = initial_of_decision(gates.answers, gates.decision)
    form = DecideLaneForm(typed(request), initial=initial, answers=gates.answers)
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.decide_lane(
                pilot_id,
                told["lane"],
                told["reason"],
                seen=told["seen"],
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            words = _("Lane %(lane)s is decided on.") % {"lane": told["lane"]}
            return back_to(request, pilot_id, words)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "answers": gates.answers,
        "may_decline": may(request.actor, "decline", standing, LANE_RULES),
    }
    return ask(request, "pilots/lanes/decide.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Whether the offer fits the testbed at all."""
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "screen", standing, LANE_RULES)
    form = ScreenForm(typed(request))
    if form.is_valid():
        now, reason = timezone.now(), form.cleaned_data["reason"]
        try:
            if form.cleaned_data["answer"] == "yes":
                services.screen_pilot(pilot_id, by=request.actor, now=now)
                words = _("Noted: the offer fits the testbed.")
            else:
                services.decline_pilot(pilot_id, reason, by=request.actor, now=now)
                words = _("The offer is declined. The company is told why.")
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, pilot_id, words)
    return ask(
        request,
        "pilots/lanes/screen.html",
        form,
        {"standing": standing, "pilot": standing.pilot},
    )
