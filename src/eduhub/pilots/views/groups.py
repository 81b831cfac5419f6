from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms import DecideForm, JoinForm
from eduhub.pilots.models import Group, Standing
from eduhub.pilots.queries.rotation import recent_studies
from eduhub.pilots.rules import GROUP_RULES
from eduhub.pilots.rules.pilots import require_join
from eduhub.pilots.views.answering import ask, back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HubRequest, pilot_id: int) -> HttpResponse:
    standing = queries.find_standing(pilot_id, request.actor)
    form, recent = JoinForm(typed(request)), []
    if not form.is_valid():  # a form that is whole is judged by the service
        require_join(request.actor, standing)
    elif recent := _untold(form, standing, request):
        form.add_error("knows", _("This group was studied in the same subject lately. Read on."))
    else:
        try:
            services.join(pilot_id, **form.group(), by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(
                request, pilot_id, _("Your group has a place. Your principal is asked now.")
            )
    context = {"standing": standing, "pilot": standing.pilot, "recent": recent}
    return ask(request, "pilots/join.html", form, context)


def _untold(form: JoinForm, standing: Standing, request: HubRequest) -> list[Group]:
    """Recent studies of which the teacher has not been told: a warning, never a ban."""
    school = request.actor.organisation_id
    if form.knows_it or school is None:
        return []
    grade = form.cleaned_data["grade"]
    return recent_studies(standing.pilot, school, timezone.localdate(), grade=grade)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HubRequest, group_id: int) -> HttpResponse:
    standing, group = queries.find_group(group_id, request.actor)
    form = DecideForm(typed(request))
    if not form.is_valid():  # the page names the group, so it is for the principal alone
        require(request.actor, "accept", group, GROUP_RULES)
    else:
        now, reason = timezone.now(), form.cleaned_data["reason"]
        try:
            if form.cleaned_data["answer"] == "yes":
                services.accept_group(group_id, by=request.actor, now=now)
                words = _("The group takes part. Its teacher is told.")
            else:
                services.decline_group(group_id, reason, by=request.actor, now=now)
                words = _("The group does not take part. Its teacher is told why.")
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, standing.pilot.pk, words)
    recent = recent_studies(
        standing.pilot, group.school_id, timezone.localdate(), grade=group.grade
    )
    context = {"standing": standing, "pilot": standing.pilot, "group": group, "recent": recent}
    return ask(request, "pilots/decide.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HubRequest, group_id: int) -> HttpResponse:
    standing, group = queries.find_group(group_id, request.actor)
    require(request.actor, "leave", group, GROUP_RULES)
    if request.method == "POST":
        services.leave(group_id, by=request.actor, now=timezone.now())
        return back_to(request, standing.pilot.pk, _("The group has left the pilot."))
    context = {"standing": standing, "pilot": standing.pilot, "group": group}
    return page(request, "pilots/leave.html", context)
