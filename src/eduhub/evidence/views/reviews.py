"""A reader of a trial says what no number tells of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.evidence import services
from eduhub.evidence.forms import ReviewForm
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import trials
from eduhub.evidence.queries.ratings import latest_review
from eduhub.evidence.rules import TRIAL_RULES, has_part
from eduhub.kit.access import require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.http import HubRequest, page, typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The hub, the schools' education provider and the plan's researchers review a trial."""
    trial = trials.find_trial(pilot_id, request.actor)
    is_public = trial.result is not None and trial.result.published_at is not None
    if not (is_public or has_part(request.actor, trial)):
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "review", trial, TRIAL_RULES)
    latest = latest_review(trial.plan)
    form = ReviewForm(typed(request), trial=trial, latest=latest)
    if form.is_valid():
        reading, seen = form.reading(), form.cleaned_data["seen"]
        try:
            services.review(pilot_id, reading, seen=seen, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        except Stale as late:
            form, latest = _with_later(request, trial), latest_review(trial.plan)
            form.add_error(None, str(late))
        else:
            messages.success(request, _("Your review is kept. The ratings are worked out anew."))
            return redirect("evidence:report", pilot_id)
    context = {"form": form, "trial": trial, "pilot": trial.pilot, "latest": latest}
    status = 422 if form.errors else 200
    return page(request, "evidence/review.html", context, status=status)


def _with_later(request: HubRequest, trial: Trial) -> ReviewForm:
    """What was typed, now with the later review in view; sent again, it takes its place."""
    latest = latest_review(trial.plan)
    sent = request.POST.copy()
    sent["seen"] = str(latest.version if latest else 0)
    return ReviewForm(sent, trial=trial, latest=latest)
