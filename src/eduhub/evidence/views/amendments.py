"""A frozen plan is changed, in what may still change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.evidence import services
from eduhub.evidence.forms import AmendForm, initial_of_terms
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import trials, versions
from eduhub.evidence.rules import OF_THE_MEASURE, TRIAL_RULES, why_fixed
from eduhub.evidence.services.trials import plan_in
from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Fixed:
    """Something of the plan that stays, and why."""

    name: str
    value: Text | str
    why: str


@login_required
@require_http_methods(ASKED)
def amend(request: HubRequest, pilot_id: int) -> HttpResponse:
    """A form of what may still change, beside what may not and why."""
    trial = trials.find_trial(pilot_id, request.actor)
    if not trial.is_frozen:
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "amend", trial, TRIAL_RULES)
    form = _form_of(request, trial)

    def act() -> HttpResponse:
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        by, now = request.actor, timezone.now()
        version = services.amend(pilot_id, form.whole(), reason, seen=seen, by=by, now=now)
        words = _("Version %(n)s of the plan is public. Everybody in the pilot is told.")
        messages.success(request, words % {"n": version.number})
        return redirect("evidence:plan", pilot_id)

    def anew() -> dict[str, Any]:
        by_now = trials.find_trial(pilot_id, request.actor)
        return initial_of_terms(services.terms_of(by_now), plan_in(by_now).number)

    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "fixed": list(_fixed_in(trial)),
    }
    return answer(request, form, act, "evidence/amend.html", context, anew=anew)


def _form_of(request: HubRequest, trial: Trial) -> AmendForm:
    standing = services.terms_of(trial)
    return AmendForm(
        typed(request),
        initial=initial_of_terms(standing, plan_in(trial).number),
        standing=standing,
        fixed=[name for name in OF_THE_MEASURE if why_fixed(trial, name)],
    )


def _fixed_in(trial: Trial) -> Iterator[Fixed]:
    """The classes always; what is measured once a result has come in."""
    plan = plan_in(trial)
    words = ngettext("%(count)s class", "%(count)s classes", len(trial.classes))
    classes = words % {"count": len(trial.classes)}
    why = _("Fixed when the plan was frozen: the sides of the classes rest on it.")
    yield Fixed(_("Classes on the two sides"), str(plan.get_design_display()), why)
    if trial.classes:
        yield Fixed(_("Classes"), classes, why)
    yield Fixed(_("Results"), str(plan.get_source_display()), why)
    reason = why_fixed(trial, "measure")
    if reason:
        for name, value in versions.measure_of(plan):
            yield Fixed(name, value, reason)


@require_safe
def plan_version(request: HubRequest, pilot_id: int, number: int) -> HttpResponse:
    """One version of the plan, byte for byte what its fingerprint was taken of."""
    trial = trials.find_trial(pilot_id, request.actor)
    if trial.plan is None or not trial.is_frozen:
        raise NotFound("not_found", _("There is no such thing here."))
    text = versions.text_of_version(trial.plan, number)
    response = HttpResponse(text.encode(), content_type="application/json")
    name = f"plan-{trial.pilot.number}-{number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
