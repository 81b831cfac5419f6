"""How a pilot ends: decisions, the company's answer, and the list that others can use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panel
from eduhub.pilots import queries
from eduhub.pilots.forms.closing import AnswerClosingForm, ClosingForm, initial_of_closing
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries import closing as ends
from eduhub.pilots.rules import COMPANY_ROLES
from eduhub.pilots.rules.closing import CLOSING_RULES
from eduhub.pilots.services import closing as services
from eduhub.pilots.states import Lane
from eduhub.pilots.states.closing import MAY_BE_CLOSED, Closing
from eduhub.pilots.views.answering import ask, back_to, overtaken


def closing_asked(request: HubRequest) -> ends.ClosingAsked:
    """What the address asks for; nonsense asks for all."""
    decision, lane = request.GET.get("decision", ""), request.GET.get("lane", "")
    return ends.ClosingAsked(
        decision=decision if decision in Closing.values else "",
        lane=lane if lane in Lane.values else "",
        subject=request.GET.get("subject", "")[:40],
        procurement="procurement" in request.GET,
    )


@require_safe
def closings(request: HubRequest) -> HttpResponse:
    """Every public decision, to be filtered, with its file and its feed."""
    asked = closing_asked(request)
    found = page_of(ends.closings(asked, timezone.localdate()), request, size=30)
    context = {
        "asked": asked,
        "page": found,
        "rows": [ends.closed(row) for row in found.rows],
        "decisions": Closing.choices,
        "lanes": Lane.choices,
        "subjects": queries.subjects_on_the_register(request.actor),
        "query": request.GET.urlencode(),
    }
    return page(request, "pilots/closing/list.html", context, part="rows")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HubRequest, pilot_id: int) -> HttpResponse:
    """A school or a provider decides, or decides anew."""
    actor, found = request.actor, None
    standing = queries.find_standing(pilot_id, actor)
    require(actor, "decide", standing, CLOSING_RULES)
    row = ends.own_closing(standing, actor)
    form = ClosingForm(typed(request), initial=initial_of_closing(row))
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.decide_closing(pilot_id, form.verdict(), seen=seen, by=actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            row = ends.own_closing(standing, actor)
            found = overtaken(form, initial_of_closing(row))
        else:
            return back_to(request, pilot_id, _("Your decision is written down."))
    context = {"standing": standing, "pilot": standing.pilot, "row": row}
    return ask(request, "pilots/closing/close.html", form, context, found=found)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HubRequest, decision_id: int) -> HttpResponse:
    """One decision with the company's answer; for the company the form to write it."""
    actor = request.actor
    thing, told = ends.find_closing(decision_id, actor)
    allowed = may(actor, "answer", thing, CLOSING_RULES)
    form = AnswerClosingForm(typed(request), initial={"seen": thing.decision.version})
    found = None
    if request.method == "POST" and not form.is_valid():
        require(actor, "answer", thing, CLOSING_RULES)
    elif form.is_valid():
        data = form.cleaned_data
        try:
            services.answer_closing(
                decision_id, data["answer"], seen=data["seen"], by=actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            found = overtaken(form, {"seen": thing.decision.version})
        else:
            messages.success(request, _("Your answer stands beside the decision."))
            return redirect("pilots:closing", decision_id)
    context = {
        "standing": thing.standing,
        "pilot": thing.standing.pilot,
        "told": told,
        "row": told.row,
        "may_answer": allowed,
    }
    return ask(request, "pilots/closing/closing.html", form, context, found=found)


@panel("pilots.pilot", order=6)
def closing_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    """How it ended for whom; for those who decide, the way to do it."""
    if pilot.state not in MAY_BE_CLOSED:
        return ""
    actor = request.actor
    standing = queries.find_standing(pilot.pk, actor)
    rows = ends.closings_of(pilot, actor)
    may_decide = may(actor, "decide", standing, CLOSING_RULES)
    if not rows and not may_decide:
        return ""
    own = any(told.row.organisation_id == actor.organisation_id for told in rows)
    context = {"pilot": pilot, "rows": rows, "may_decide": may_decide, "own": own}
    return render_to_string("pilots/closing/panel.html", context, request)


@panel("site.home", order=8)
def pilots_to_close(request: HubRequest, thing: object) -> str:
    """For principals and officials: data are closed, and their word is missing."""
    rows = ends.pilots_to_close(request.actor, timezone.now())
    return render_to_string("pilots/closing/home.html", {"rows": rows}, request) if rows else ""


@panel("site.home", order=16)
def decisions_to_answer(request: HubRequest, thing: object) -> str:
    """For a company: what was decided after its pilots, which it may answer once."""
    if not any(request.actor.holds(role) for role in COMPANY_ROLES):
        return ""
    found = ends.decisions_to_answer(request.actor, timezone.now())
    rows = [ends.closed(row, request.actor) for row in found]
    return render_to_string("pilots/closing/answers.html", {"rows": rows}, request) if rows else ""
