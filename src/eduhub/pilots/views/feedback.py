"""Feedback: a teacher opens it by a code; whoever has the code answers, without an account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.codes import drawn
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.limits import allow, caller
from eduhub.kit.panels import panel
from eduhub.pilots import queries
from eduhub.pilots.forms.feedback import CodeForm, FeedbackAnswers, OpenFeedbackForm
from eduhub.pilots.models import FeedbackSession, Pilot
from eduhub.pilots.queries import feedback as seen
from eduhub.pilots.rules.feedback import FEEDBACK_RULES
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.services import feedback as services
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.running import FeedbackForm
from eduhub.pilots.views.answering import ask

A_WHILE = 600  # seconds
MOST_ASKED = 900  # forms and answers in that time: whole schools come from one address
MOST_WRONG = 60  # codes that open nothing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_open(request: HubRequest, group_id: int) -> HttpResponse:
    """A teacher opens feedback for a group, and reads what earlier ones said."""
    actor, now = request.actor, timezone.now()
    standing, group = queries.find_group(group_id, actor)
    if group.school_id != actor.organisation_id:
        raise NotFound("not_found", _("There is no such thing here."))
    allowed = may(actor, "open", GroupInPilot(standing, group), FEEDBACK_RULES)
    form = OpenFeedbackForm(typed(request))
    if request.method == "POST" and not form.is_valid():
        require(actor, "open", GroupInPilot(standing, group), FEEDBACK_RULES)
    elif form.is_valid():
        told = form.cleaned_data
        try:
            session = services.open_feedback(
                group_id, told["audience"], told["hours"], by=actor, now=now
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return redirect("pilots:feedback_session", session.pk)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "group": group,
        "sessions": seen.sessions_of(group, now),
        "may_open": allowed,
    }
    return ask(request, "pilots/feedback/open.html", form, context)


@login_required
@require_safe
def feedback_session(request: HubRequest, session_id: int) -> HttpResponse:
    """The code and its picture, large enough for the wall of a classroom."""
    thing = seen.find_session(session_id, request.actor)
    session = thing.session
    address = settings.PUBLIC_URL + reverse("pilots:feedback", args=[session.code])
    context = {
        "pilot": thing.group.standing.pilot,
        "group": thing.group.group,
        "session": session,
        "is_open": session.is_open(timezone.now()),
        "address": address,
        "short_address": settings.PUBLIC_URL + reverse("pilots:feedback_code"),
        "qr": drawn(address),
        "may_close": may(request.actor, "close", thing, FEEDBACK_RULES),
    }
    response = page(request, "pilots/feedback/session.html", context)
    add_never_cache_headers(response)
    return response


@login_required
@require_POST
def feedback_close(request: HubRequest, session_id: int) -> HttpResponse:
    session = services.close_feedback(session_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The code is closed. What was answered is counted now."))
    return redirect("pilots:feedback_open", session.group_id)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_code(request: HubRequest) -> HttpResponse:
    """Where one types a code that one has read from the wall."""
    form = CodeForm(typed(request))
    if form.is_valid():
        try:
            session = _open_session(request, form.cleaned_data["code"])
        except NotFound as refusal:
            form.add_error("code", refusal.message)
        else:
            return redirect("pilots:feedback", session.code)
    return ask(request, "pilots/feedback/code.html", form, {})


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HubRequest, code: str) -> HttpResponse:
    """The form: pictures for the small ones, words for others, statements for teachers."""
    session = _open_session(request, code)
    form = FeedbackAnswers(
        typed(request), form=session.form, initial={"token": services.new_token(session)}
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            first = services.give_feedback(
                session.code, told["token"], form.given(), now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            name = "pilots:feedback_thanks" if first else "pilots:feedback_again"
            return redirect(name)
    context = {
        "session": session,
        "solution": session.group.pilot.solution.name,
        "by_pictures": session.form == FeedbackForm.SMALL,
        "for_teachers": session.form == FeedbackForm.TEACHER,
    }
    response = ask(request, "pilots/feedback/form.html", form, context)
    add_never_cache_headers(response)
    return response


def _open_session(request: HubRequest, code: str) -> FeedbackSession:
    allow("feedback", caller(request), most=MOST_ASKED, seconds=A_WHILE)
    try:
        return services.open_session(code, now=timezone.now())
    except NotFound:
        allow("feedback_wrong", caller(request), most=MOST_WRONG, seconds=A_WHILE)
        raise


@require_safe
def feedback_thanks(request: HubRequest, again: bool = False) -> HttpResponse:
    """Thanks; or, when the same form came twice, that it counted once."""
    return page(request, "pilots/feedback/thanks.html", {"again": again})


@login_required
@require_safe
def feedback_results(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Sums over the pilot for all who have a part in it; words not for the company."""
    actor = request.actor
    standing = queries.find_standing(pilot_id, actor)
    if not queries.is_inside(standing, actor):
        raise NotFound("not_found", _("There is no such thing here."))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "told": seen.feedback_of(standing, actor, timezone.now()),
    }
    return page(request, "pilots/feedback/results.html", context)


@panel("pilots.pilot", order=9)
def feedback_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    """For a group's teacher the way to ask for feedback, for all inside the way to what it says."""
    actor = request.actor
    standing = queries.find_standing(pilot.pk, actor)
    if not queries.is_inside(standing, actor) or standing.is_before_the_plan:
        return ""
    own = [
        group
        for group in standing.accepted
        if may(actor, "open", GroupInPilot(standing, group), FEEDBACK_RULES)
    ]
    if not own and pilot.state == PilotState.PREREGISTERED:
        return ""
    context = {"pilot": pilot, "own": own}
    return render_to_string("pilots/feedback/panel.html", context, request)
