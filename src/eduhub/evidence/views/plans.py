"""A plan from its first draft to the start of the pilot, with the lot."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import ChoiceField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.evidence import services
from eduhub.evidence.forms import PlanForm, SeenForm, initial_of_plan, standing_of_plan, tell
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import trials
from eduhub.evidence.queries.logic import outcome_named
from eduhub.evidence.queries.measures import shown
from eduhub.evidence.rules import FEWEST_CLASSES, TRIAL_RULES, has_part, is_staff
from eduhub.kit.access import Actor, may, require
from eduhub.kit.editing import Difference, differences
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.http import HubRequest, page

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
@require_http_methods(["GET", "HEAD", "POST"])
def plan_write(request: HubRequest, pilot_id: int) -> HttpResponse:
    trial = _shown(pilot_id, request.actor)
    require(request.actor, "write", trial, TRIAL_RULES)
    form = PlanForm(
        request.POST or None,
        initial=initial_of_plan(trial.plan),
        trial=trial,
        names_researchers=is_staff(request.actor),
    )
    found = None
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.write_plan(
                pilot_id, form.draft(), seen=seen, by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            trial = trials.find_trial(pilot_id, request.actor)
            found = _overtaken(form, standing_of_plan(trial.plan))
        else:
            messages.success(request, _("The plan is saved. It is not frozen yet."))
            return redirect("evidence:plan", pilot_id)
    context = {"form": form, "trial": trial, "pilot": trial.pilot, "differences": found}
    context |= {"statement": trial.statement}
    status = 409 if found is not None else 422 if form.errors else 200
    return page(request, "evidence/plan_form.html", context, status=status)


def _overtaken(form: PlanForm, standing: Mapping[str, Any]) -> list[Difference]:
    """What others have saved meanwhile; sent once more, the form goes over it knowingly."""
    found = differences(form, standing)
    data = cast(QueryDict, form.data).copy()
    data["seen"] = str(standing["seen"])
    form.data = data
    words: dict[str, str] = {}
    for field in form.fields.values():
        if isinstance(field, ChoiceField):
            choices = cast(Iterable[tuple[str, str]], field.choices)
            words |= {str(code): str(label) for code, label in choices}
    return [
        replace(d, typed=words.get(d.typed, d.typed), standing=words.get(d.standing, d.standing))
        for d in found
    ]


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
