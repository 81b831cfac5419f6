"""Another analysis of the same sums, asked for on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.evidence import services
from eduhub.evidence.forms import ExploreForm
from eduhub.evidence.queries import trials
from eduhub.evidence.queries.explorations import explored_of
from eduhub.evidence.rules import TRIAL_RULES, has_part
from eduhub.kit.access import require
from eduhub.kit.answering import answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def explore(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The hub and the plan's researchers ask for another analysis, and see all that were asked."""
    trial = trials.find_trial(pilot_id, request.actor)
    result = trial.result
    if not (trial.is_public or has_part(request.actor, trial)):
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "explore", trial, TRIAL_RULES)
    form = ExploreForm(typed(request), trial=trial)

    def act() -> HttpResponse:
        services.explore(pilot_id, form.other(), by=request.actor, now=timezone.now())
        messages.success(request, _("It is asked for. The worker works it out in a moment."))
        return redirect("evidence:explore", pilot_id)

    inside = trial.is_public or not services.is_overtaken(trial)
    context = {
        "trial": trial,
        "pilot": trial.pilot,
        "explored": explored_of(result, inside=inside) if result else [],
    }
    return answer(request, form, act, "evidence/explore.html", context)
