"""A frozen plan is changed, in what may still change."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.evidence import services
from eduhub.evidence.forms import AmendForm, initial_of_terms, tell
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import trials, versions
from eduhub.evidence.rules import OF_THE_MEASURE, TRIAL_RULES, why_fixed
from eduhub.evidence.services.trials import plan_in
from eduhub.kit.access import require
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.http import HubRequest, page
from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Fixed:
    """Something of the plan that stays, and why."""

    name: str
    value: Text | str
    why: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HubRequest, pilot_id: int) -> HttpResponse:
    """A form of what may still change, beside what may not and why."""
    trial = trials.find_trial(pilot_id, request.actor)
    if not trial.is_frozen:
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "amend", trial, TRIAL_RULES)
    form = _form_of(request, trial)
    found = None
    if form.is_valid():
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        by, now = request.actor, timezone.now()
        try:
            version = services.amend(pilot_id, form.whole(), reason, seen=seen, by=by, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale as stale:
            trial = trials.find_trial(pilot_id, request.actor)
            number = int(stale.facts["standing"])
            found = differences(form, initial_of_terms(services.terms_of(trial), number))
            see_anew(form, number)
        else:
            words = _("Version %(n)s of the plan is public. Everybody in the pilot is told.")
            messages.success(request, words % {"n": version.number})
            return redirect("evidence:plan", pilot_id)
    context = {"form": form, "trial": trial, "plan": trial.plan, "pilot": trial.pilot}
    context |= {"differences": found, "fixed": list(_fixed_in(trial))}
    status = 409 if found is not None else 422 if form.errors else 200
    return page(request, "evidence/amend.html", context, status=status)


def _form_of(request: HubRequest, trial: Trial) -> AmendForm:
    standing = services.terms_of(trial)
    return AmendForm(
        request.POST or None,
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
