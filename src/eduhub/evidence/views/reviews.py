"""A reader of a trial says what no number tells of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.evidence import services
from eduhub.evidence.forms import ReviewForm, standing_of_review
from eduhub.evidence.queries import trials
from eduhub.evidence.queries.logic import read_outside
from eduhub.evidence.queries.ratings import latest_review
from eduhub.evidence.rules import TRIAL_RULES, has_part
from eduhub.kit.access import require
from eduhub.kit.answering import answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The hub, the schools' education provider and the plan's researchers review a trial."""
    trial = trials.find_trial(pilot_id, request.actor)
    if not (trial.is_public or has_part(request.actor, trial)):
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "review", trial, TRIAL_RULES)
    latest = latest_review(trial.plan)
    outside = read_outside(trial.plan) if trial.plan else None
    form = ReviewForm(typed(request), trial=trial, latest=latest, outside=outside)

    def act() -> HttpResponse:
        reading, seen = form.reading(), form.cleaned_data["seen"]
        services.review(pilot_id, reading, seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("Your review is kept. The ratings are worked out anew."))
        return redirect("evidence:report", pilot_id)

    def anew() -> dict[str, Any]:
        later = latest_review(trial.plan)
        return standing_of_review(later) | {"grounds": later.grounds if later else ""}

    context = {"trial": trial, "pilot": trial.pilot, "latest": latest}
    return answer(request, form, act, "evidence/review.html", context, anew=anew)
