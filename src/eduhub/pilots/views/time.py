"""Teachers note their time in a press; schools ask for cover; everybody sees the sums."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF, Role
from eduhub.pilots import queries, services
from eduhub.pilots.forms.time import AnyWeekForm, CoverForm, DecideCoverForm, MinutesForm
from eduhub.pilots.models import Pilot
from eduhub.pilots.models.time import monday_of
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.time import COVER_RULES, TIME_RULES, SchoolInPilot
from eduhub.pilots.states.time import CoverState
from eduhub.pilots.views.answering import ask, back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HubRequest, group_id: int) -> HttpResponse:
    """This week in one press, any other week by its date, and what was noted so far."""
    actor = request.actor
    standing, group = queries.find_group(group_id, actor)
    require(actor, "note", GroupInPilot(standing, group), TIME_RULES)
    today = timezone.localdate()
    form = AnyWeekForm(typed(request), initial={"week": today})
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            services.note_minutes(group_id, told["week"], told["minutes"], by=actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _noted(told["minutes"]))
            return redirect("pilots:minutes", group_id)
    weeks, monday = queries.weeks_of(group), monday_of(today)
    noted = next((one.minutes for one in weeks if one.week == monday), None)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "group": group,
        "weeks": weeks,
        "row": queries.this_week(group, monday, noted),
        "time": queries.times_of([group])[group.pk],
    }
    return ask(request, "pilots/time/minutes.html", form, context)


@login_required
@require_POST
def minutes_now(request: HubRequest, group_id: int) -> HttpResponse:
    """One press on the home page."""
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return redirect("pilots:minutes", group_id)
    told = form.cleaned_data
    services.note_minutes(
        group_id, told["week"], told["minutes"], by=request.actor, now=timezone.now()
    )
    messages.success(request, _noted(told["minutes"]))
    return redirect("home")


def _noted(number: int) -> str:
    return _("Noted: %(minutes)s minutes.") % {"minutes": number}


@login_required
@require_safe
def time_by_school(request: HubRequest) -> HttpResponse:
    """Promised and used time of one's school, of an official's schools, for the hub of all."""
    context = {"schools": queries.time_by_school(request.actor)}
    return page(request, "pilots/time/schools.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cover_ask(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "ask", SchoolInPilot(standing, actor.organisation_id), COVER_RULES)
    form = CoverForm(typed(request))
    if form.is_valid():
        asked = services.CoverAsked(**form.cleaned_data)
        try:
            cover = services.ask_for_cover(pilot_id, asked, by=actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            waits = cover.state == CoverState.ASKED
            words = _("Your principal is asked now.") if waits else _("The request is made.")
            return back_to(request, pilot_id, words)
    context = {"standing": standing, "pilot": standing.pilot}
    return ask(request, "pilots/time/cover_ask.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HubRequest, cover_id: int) -> HttpResponse:
    """One request: read, approved by the principal, decided by whoever pays."""
    actor = request.actor
    standing, found = queries.find_cover(cover_id, actor)
    waits_for_principal = found.state == CoverState.ASKED
    decide = services.approve_cover if waits_for_principal else services.decide_cover
    action = "approve" if waits_for_principal else "decide"
    allowed = may(actor, action, found, COVER_RULES)
    form = DecideCoverForm(typed(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            decide(cover_id, told["answer"] == "yes", told["reason"], by=actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, found.pilot_id, _("Your decision is noted."))
    elif form.is_bound:  # a form that is whole is judged by the service
        require(actor, action, found, COVER_RULES)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "cover": found,
        "may_decide": allowed,
        "may_take_back": may(actor, "take_back", found, COVER_RULES),
    }
    return ask(request, "pilots/time/cover.html", form, context)


@login_required
@require_POST
def cover_take_back(request: HubRequest, cover_id: int) -> HttpResponse:
    taken = services.take_cover_back(cover_id, by=request.actor, now=timezone.now())
    return back_to(request, taken.pilot_id, _("The request is taken back."))


@panel("pilots.pilot", order=20)
def time_of_pilot(request: HubRequest, pilot: Pilot) -> str:
    """The pilot's sum of time, and the requests for cover, for those who may see them."""
    actor = request.actor
    standing = queries.find_standing(pilot.pk, actor)
    if not queries.is_inside(standing, actor):
        return ""
    context = {
        "pilot": pilot,
        "time": queries.pilot_time(standing, actor),
        "covers": list(queries.covers_of(standing, actor)),
        "may_ask": may(actor, "ask", SchoolInPilot(standing, actor.organisation_id), COVER_RULES),
        "own": {
            group.pk
            for group in standing.accepted
            if may(actor, "note", GroupInPilot(standing, group), TIME_RULES)
        },
    }
    if not (context["time"] or context["covers"] or context["may_ask"]):
        return ""
    return render_to_string("pilots/time/panel.html", context, request)


@panel("site.home", order=2)
def weeks_to_note(request: HubRequest, thing: object) -> str:
    """For a teacher whose group is in a pilot that runs: this week's minutes in one press."""
    if not request.actor.holds(Role.TEACHER):
        return ""
    rows = queries.weeks_to_note(request.actor, timezone.localdate())
    return render_to_string("pilots/time/home.html", {"rows": rows}, request) if rows else ""


@panel("site.home", order=6)
def covers_that_wait(request: HubRequest, thing: object) -> str:
    rows = queries.covers_that_wait(request.actor)
    return render_to_string("pilots/time/covers.html", {"rows": rows}, request) if rows else ""


@panel("site.home", order=14)
def time_of_schools(request: HubRequest, thing: object) -> str:
    """For principals, officials and the hub: the sums, and a mark where they are exceeded."""
    actor = request.actor
    if not (actor.roles & STAFF or actor.holds(Role.PRINCIPAL) or _is_official(request)):
        return ""
    schools = queries.time_by_school(actor)
    if not schools:
        return ""
    over = [school for school in schools if school.total.is_over]
    context = {"schools": len(schools), "over": over[:10]}
    return render_to_string("pilots/time/sums.html", context, request)


def _is_official(request: HubRequest) -> bool:
    return request.actor.holds(Role.PROVIDER_OFFICIAL)
