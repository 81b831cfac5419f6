"""A class that is too small to be counted by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.evidence import services
from eduhub.evidence.forms.joining import JoinForm
from eduhub.evidence.queries import trials
from eduhub.evidence.rules import CLASS_RULES, ClassOfTrial, runs
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed


@login_required
@require_http_methods(ASKED)
def together(request: HubRequest, pilot_id: int, group_id: int) -> HttpResponse:
    """Choose the class with which a small one is counted; or see with which it is."""
    trial = trials.find_trial(pilot_id, request.actor)
    one = services.class_to_join(trial, group_id, request.actor)
    thing, host = ClassOfTrial(trial, one), trial.host_of(one)
    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "statement": trial.statement,
        "one": one,
        "host": host,
        "may_part": may(request.actor, "part", thing, CLASS_RULES),
    }
    if host is not None and request.method != "POST":
        return page(request, "evidence/class_together.html", context)
    require(request.actor, "join", thing, CLASS_RULES)
    form = JoinForm(typed(request), trial=trial, one=one)

    def act() -> HttpResponse:
        host_id, pupils = form.cleaned_data["host"], form.cleaned_data["pupils"]
        services.join_classes(
            pilot_id, group_id, host_id, pupils=pupils, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The two are counted together. Now their totals are given."))
        return _back(request, pilot_id)

    return answer(request, form, act, "evidence/class_together.html", context)


@login_required
@require_POST
def apart(request: HubRequest, pilot_id: int, group_id: int) -> HttpResponse:
    services.part_classes(pilot_id, group_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The class is counted by itself again."))
    return _back(request, pilot_id)


def _back(request: HubRequest, pilot_id: int) -> HttpResponse:
    trial = trials.find_trial(pilot_id, request.actor)
    door = "evidence:data" if runs(request.actor, trial) else "pilots:pilot"
    return redirect(door, pilot_id)
