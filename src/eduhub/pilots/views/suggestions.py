"""The co-development log: its own page, a panel on the pilot's page, what waits on homes."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.panels import panel
from eduhub.people.states import Role
from eduhub.pilots import queries
from eduhub.pilots.forms.suggestions import AnswerSuggestionForm, SuggestForm
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries import suggestions as log
from eduhub.pilots.rules.suggestions import SUGGESTION_RULES
from eduhub.pilots.services import suggestions as services
from eduhub.pilots.views.answering import ask, back_to, overtaken

FEW = 3  # of the log on the pilot's page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The whole log, and for a teacher the form to write into it."""
    actor = request.actor
    standing = queries.find_standing(pilot_id, actor)
    if not queries.is_inside(standing, actor):
        raise NotFound("not_found", _("There is no such thing here."))
    may_suggest = may(actor, "suggest", standing, SUGGESTION_RULES)
    form = SuggestForm(typed(request), initial={"key": uuid4()})
    if request.method == "POST" and not form.is_valid():
        require(actor, "suggest", standing, SUGGESTION_RULES)
    elif form.is_valid():
        key, now = form.cleaned_data["key"], timezone.now()
        try:
            services.suggest(pilot_id, form.told(), key=key, by=actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, pilot_id, _("The company is told, and you hear its answer."))
    rows = log.log_of(standing, actor)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "rows": rows,
        "figures": log.figures_of(rows),
        "may_suggest": may_suggest,
    }
    return ask(request, "pilots/log/log.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HubRequest, suggestion_id: int) -> HttpResponse:
    """One suggestion with its answer; for the company the form to answer it."""
    actor, found = request.actor, None
    thing = log.find_suggestion(suggestion_id, actor)
    row, pilot = thing.suggestion, thing.standing.pilot
    allowed = may(actor, "answer", thing, SUGGESTION_RULES)
    standing = {"answer": row.answer, "why": row.why, "seen": row.version}
    form = AnswerSuggestionForm(typed(request), initial=standing)
    if request.method == "POST":
        if not form.is_valid():
            require(actor, "answer", thing, SUGGESTION_RULES)
        else:
            try:
                services.answer_suggestion(
                    suggestion_id, **form.cleaned_data, by=actor, now=timezone.now()
                )
            except Invalid as refusal:
                tell(form, refusal)
            except Stale:
                found = overtaken(form, standing)
            else:
                return back_to(request, pilot.pk, _("The teacher is told what you do about it."))
    context = {
        "standing": thing.standing,
        "pilot": pilot,
        "row": row,
        "may_answer": allowed,
        "may_take_back": may(actor, "take_back", thing, SUGGESTION_RULES),
    }
    return ask(request, "pilots/log/suggestion.html", form, context, found=found)


@login_required
@require_POST
def suggestion_take_back(request: HubRequest, suggestion_id: int) -> HttpResponse:
    row = services.take_suggestion_back(suggestion_id, by=request.actor, now=timezone.now())
    return redirect("pilots:suggestions", row.pilot_id)


@panel("pilots.pilot", order=8)
def log_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    """The latest of the log with its figures, for those who have a part in the pilot."""
    actor = request.actor
    standing = queries.find_standing(pilot.pk, actor)
    if not queries.is_inside(standing, actor):
        return ""
    rows = log.log_of(standing, actor)
    may_suggest = may(actor, "suggest", standing, SUGGESTION_RULES)
    if not rows and not may_suggest:
        return ""
    context = {
        "pilot": pilot,
        "rows": rows[:FEW],
        "figures": log.figures_of(rows),
        "may_suggest": may_suggest,
    }
    return render_to_string("pilots/log/panel.html", context, request)


@panel("site.home", order=7)
def suggestions_that_wait(request: HubRequest, thing: object) -> str:
    """For a company: how many suggestions wait for its answer, the oldest of them."""
    waiting = log.suggestions_that_wait(request.actor)
    rows = list(waiting[: log.MOST + 1])
    if not rows:
        return ""
    count = len(rows) if len(rows) <= log.MOST else waiting.count()
    context = {"rows": rows[: log.MOST], "count": count}
    return render_to_string("pilots/log/home.html", context, request)


@panel("site.home", order=15)
def answers_to_a_teacher(request: HubRequest, thing: object) -> str:
    """What companies answered this teacher in the last two weeks."""
    if not request.actor.holds(Role.TEACHER):
        return ""
    rows = list(log.answers_for(request.actor, timezone.now()))
    return render_to_string("pilots/log/answers.html", {"rows": rows}, request) if rows else ""
