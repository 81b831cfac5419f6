"""A plan from its first draft to the start of the pilot, with the lot."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.evidence import services
from eduhub.evidence.forms import PlanForm, SeenForm, initial_of_plan
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import trials, versions
from eduhub.evidence.queries.logic import outcome_named
from eduhub.evidence.queries.measures import shown
from eduhub.evidence.rules import FEWEST_CLASSES, TRIAL_RULES, has_part, is_staff
from eduhub.kit.access import Actor, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page, typed

FEWEST_FOR_AN_ANSWER = 4  # classes on each side, below which it is always "cannot tell"


@require_safe
def plan(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The plan as it stands: a draft for those who have a part, frozen for everybody."""
    trial = _shown(pilot_id, request.actor)
    return page(request, "evidence/plan.html", _plan_context(trial, request.actor))


def _plan_context(trial: Trial, actor: Actor) -> dict[str, Any]:
    groups = len(trial.groups)
    measure = trial.plan.library_measure if trial.plan else None
    return {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "statement": trial.statement,
        "has_part": has_part(actor, trial),
        "may_write": may(actor, "write", trial, TRIAL_RULES),
        "may_freeze": may(actor, "freeze", trial, TRIAL_RULES),
        "may_draw": may(actor, "draw", trial, TRIAL_RULES),
        "may_start": may(actor, "start", trial, TRIAL_RULES),
        "may_amend": may(actor, "amend", trial, TRIAL_RULES),
        "history": versions.history_of(trial.plan) if trial.plan else [],
        "is_small": not trial.comes_in_one_file and groups < 2 * FEWEST_FOR_AN_ANSWER,
        "fewest": 2 * FEWEST_FOR_AN_ANSWER,
        "prospects_url": _prospects_url(trial),
        "measured_with": shown(measure) if measure else None,
        "tested_outcome": outcome_named(trial.plan.logic_model, trial.plan.tested_outcome)
        if trial.plan and trial.plan.logic_model
        else None,
        "is_own_measure": measure is not None and measure.is_made_by(trial.company_id),
    }


def _prospects_url(trial: Trial) -> str:
    """The design wizard, filled in with the groups of the pilot."""
    sizes = [group.pupils for group in trial.groups]
    if not sizes:
        return reverse("evidence:prospects")
    asked: dict[str, object] = {
        "classes": len(sizes),
        "pupils": max(round(sum(sizes) / len(sizes)), 2),
        "effect": "0.3",
        "outcome": "skill",
    }
    if trial.plan and trial.plan.has_baseline:
        asked["pretest"] = "on"
    if trial.plan and trial.plan.library_measure_id:
        asked["measure"] = trial.plan.library_measure_id
    return f"{reverse('evidence:prospects')}?{urlencode(asked)}"


def _shown(pilot_id: int, actor: Actor) -> Trial:
    """The trial, if its plan is public or the actor has a part in it; NotFound otherwise."""
    trial = trials.find_trial(pilot_id, actor)
    if not trial.is_frozen and not has_part(actor, trial):
        raise NotFound("not_found", _("There is no such thing here."))
    return trial


@login_required
@require_http_methods(ASKED)
def plan_write(request: HubRequest, pilot_id: int) -> HttpResponse:
    trial = _shown(pilot_id, request.actor)
    require(request.actor, "write", trial, TRIAL_RULES)
    form = PlanForm(
        typed(request),
        initial=initial_of_plan(trial.plan),
        trial=trial,
        names_researchers=is_staff(request.actor),
    )

    def act() -> HttpResponse:
        seen, draft = form.cleaned_data["seen"], form.draft()
        services.write_plan(pilot_id, draft, seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("The plan is saved. It is not frozen yet."))
        return redirect("evidence:plan", pilot_id)

    def anew() -> dict[str, Any]:
        return initial_of_plan(trials.find_trial(pilot_id, request.actor).plan)

    context = {"trial": trial, "pilot": trial.pilot, "statement": trial.statement}
    return answer(request, form, act, "evidence/plan_form.html", context, anew=anew)


@login_required
@require_POST
def freeze(request: HubRequest, pilot_id: int) -> HttpResponse:
    form = SeenForm(request.POST)
    if not form.is_valid():
        return redirect("evidence:plan", pilot_id)
    try:
        services.freeze(
            pilot_id, seen=form.cleaned_data["seen"], by=request.actor, now=timezone.now()
        )
    except Invalid as refusal:
        trial = trials.find_trial(pilot_id, request.actor)
        context = _plan_context(trial, request.actor) | {"refusal": refusal}
        return page(request, "evidence/plan.html", context, status=422)
    messages.success(request, _("The plan is frozen. Its fingerprint is public."))
    return redirect("evidence:plan", pilot_id)


@require_safe
def plan_file(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The frozen plan, byte for byte what its fingerprint was taken of."""
    trial = trials.find_trial(pilot_id, request.actor)
    if trial.plan is None or not trial.plan.is_frozen:
        raise NotFound("not_found", _("There is no such thing here."))
    response = HttpResponse(trial.plan.content.encode(), content_type="application/json")
    name = f"plan-{trial.pilot.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def lot(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The lot of a frozen plan: the commitment before it, nonce and arms after it."""
    trial = trials.find_trial(pilot_id, request.actor)
    if trial.lot is None or trial.plan is None:
        raise NotFound("not_found", _("There is no such thing here."))
    drawn = None
    if trial.lot.drawn_at:
        drawn = services.drawn_again(trial.plan.frozen, bytes.fromhex(trial.lot.nonce))
    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "lot": trial.lot,
        "drawn": drawn,
        "own": {one.code: one.group for one in trial.classes_of(request.actor)},
        "may_draw": may(request.actor, "draw", trial, TRIAL_RULES),
        "may_start": may(request.actor, "start", trial, TRIAL_RULES),
        "fewest": FEWEST_CLASSES,
    }
    return page(request, "evidence/lot.html", context)


@login_required
@require_POST
def draw(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.draw_lot(pilot_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The lot is drawn. Anybody can draw it again and compare."))
    return redirect("evidence:lot", pilot_id)


@login_required
@require_POST
def start(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.start(pilot_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The pilot runs. The teachers get a letter each."))
    return redirect("pilots:pilot", pilot_id)
