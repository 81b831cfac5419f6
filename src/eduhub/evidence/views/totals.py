"""Results come in: typed by teachers, or read from files that are never kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.engines.evidence import ClassMoments, Use, count_may_be_shown
from eduhub.evidence import services
from eduhub.evidence.forms import FiguresForm, FileForm, TrialFileForm
from eduhub.evidence.models import Totals, Trial, TrialClass
from eduhub.evidence.queries import trials
from eduhub.evidence.queries.next_steps import classes_given, is_late
from eduhub.evidence.rules import CLASS_RULES, TRIAL_RULES, ClassOfTrial, runs
from eduhub.evidence.services.trials import plan_in
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page, typed


@login_required
@require_safe
def data(request: HubRequest, pilot_id: int) -> HttpResponse:
    """For those who run the trial: whose results are in, and the button that closes the data."""
    trial = trials.find_trial(pilot_id, request.actor)
    if not trial.is_frozen or not runs(request.actor, trial):
        raise NotFound("not_found", _("There is no such thing here."))
    compares, tries = trial.classes_by_arm
    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "rows": [
            (one, trial.counted_of(one), trial.host_of(one), bool(trial.hosts_for(one)))
            for one in trial.classes
        ],
        "anew": {totals.of_class_id for totals in trial.taken_out},
        "is_public": trial.is_public,
        "asks_anew": trial.asks_anew,
        "given": classes_given(trial),
        "whole": next((t for t in trial.counted if t.of_class_id is None), None),
        "compares": compares,
        "tries": tries,
        "late": is_late(trial, timezone.now()),
        "may_send": may(request.actor, "give_trial", trial, TRIAL_RULES),
        "may_close": may(request.actor, "close", trial, TRIAL_RULES),
    }
    return page(request, "evidence/data.html", context)


@login_required
@require_http_methods(ASKED)
def class_totals(request: HubRequest, pilot_id: int, group_id: int) -> HttpResponse:
    """A teacher types the totals of a class, or goes on to send a file."""
    trial, one = _class_to_give(request, pilot_id, group_id)
    form = FiguresForm(typed(request), plan=plan_in(trial))

    def give() -> Totals:
        figures = form.figures()
        return services.give_totals(
            pilot_id, group_id, figures, by=request.actor, now=timezone.now()
        )

    return _give(request, trial, form, give, "evidence/class_totals.html", one=one)


@login_required
@require_http_methods(ASKED)
def class_file(request: HubRequest, pilot_id: int, group_id: int) -> HttpResponse:
    """A teacher sends the rows of a class, or the sums that the browser made; sums are kept."""
    trial, one = _class_to_give(request, pilot_id, group_id)
    form = FileForm(typed(request), request.FILES or None, plan=plan_in(trial))

    def give() -> Totals:
        by, now = request.actor, timezone.now()
        if form.sums:
            return services.give_class_sums(pilot_id, group_id, form.sums, by=by, now=now)
        sheet, columns = form.sheet(), form.columns()
        return services.give_class(pilot_id, group_id, sheet, columns, by=by, now=now)

    return _give(request, trial, form, give, "evidence/class_file.html", one=one)


@login_required
@require_http_methods(ASKED)
def trial_file(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Those who run the trial send all its rows in one file; only sums by class are kept."""
    trial = trials.find_trial(pilot_id, request.actor)
    if not trial.is_frozen:
        raise NotFound("not_found", _("There is no such thing here."))
    require(request.actor, "give_trial", trial, TRIAL_RULES)
    form = TrialFileForm(typed(request), request.FILES or None, plan=plan_in(trial))

    def give() -> Totals:
        by, now = request.actor, timezone.now()
        if form.sums:
            return services.give_trial_sums(pilot_id, form.sums, by=by, now=now)
        return services.give_trial(pilot_id, form.sheet(), form.columns(), by=by, now=now)

    return _give(request, trial, form, give, "evidence/trial_file.html")


def _class_to_give(request: HubRequest, pilot_id: int, group_id: int) -> tuple[Trial, TrialClass]:
    trial = trials.find_trial(pilot_id, request.actor)
    one = services.class_in(trial, group_id, request.actor)
    require(request.actor, "give", ClassOfTrial(trial, one), CLASS_RULES)
    return trial, one


def _give(
    request: HubRequest,
    trial: Trial,
    form: FiguresForm | FileForm,
    give: Callable[[], Totals],
    template: str,
    *,
    one: TrialClass | None = None,
) -> HttpResponse:
    """Show the form; once it is whole, let the service propose sums and show those."""

    def act() -> HttpResponse:
        return redirect("evidence:proposal", trial.pilot.pk, give().pk)

    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "statement": trial.statement,
        "one": one,
        "counted": trial.counted_of(one) if one else None,
        "guests": [each.group.label for each in trial.with_guests(one)[1:]] if one else [],
        "hosts": bool(one and trial.hosts_for(one) and not trial.with_guests(one)[1:]),
        "reducing": _for_browser(form, trial, one) if isinstance(form, FileForm) else None,
    }
    return answer(request, form, act, template, context)


def _for_browser(form: FileForm, trial: Trial, one: TrialClass | None) -> dict[str, Any]:
    """The rules by which the page's script adds the file up."""
    return services.rules_for_browser(
        plan_in(trial),
        columns=form.names_of_columns,
        fewest=int(services.FEWEST),
        label=one.group.label if one else "",
        arm=int(one.arm) if one else None,
    )


@dataclass(frozen=True, slots=True)
class CellShown:
    """Sums of one class on one side, as the giver checks them; None is not shown."""

    label: str
    tries: bool
    pupils: int | None
    mean: float | None
    sd: float | None
    baseline_mean: float | None
    reached: int | None = None
    minutes: float | None = None
    days: float | None = None


def _cell_shown(cell: ClassMoments, use: Use | None) -> CellShown:
    may_show = count_may_be_shown(cell.pupils)
    square = cell.cross_products[0][0]
    spread = (
        (square / (cell.pupils - 1)) ** 0.5 if square is not None and cell.pupils > 1 else None
    )
    return CellShown(
        label=cell.label,
        tries=cell.arm == 1,
        pupils=cell.pupils if may_show else None,
        mean=cell.means[0] if may_show else None,
        sd=spread if may_show else None,
        baseline_mean=cell.means[1] if may_show and len(cell.means) > 1 else None,
        reached=use.reached if use and may_show else None,
        minutes=use.minutes if use and may_show else None,
        days=use.days if use and may_show else None,
    )


@login_required
@require_safe
def proposal(request: HubRequest, pilot_id: int, totals_id: int) -> HttpResponse:
    """The sums of what was given, for a second look; only the giver sees them."""
    trial, totals = services.given(pilot_id, totals_id, request.actor)
    uses: list[Use] | list[None] = totals.use or [None] * len(totals.cells)
    cells = [_cell_shown(cell, use) for cell, use in zip(totals.moments, uses, strict=True)]
    one = next((one for one in trial.classes if one.pk == totals.of_class_id), None)
    context = {
        "trial": trial,
        "plan": trial.plan,
        "pilot": trial.pilot,
        "statement": trial.statement,
        "totals": totals,
        "cells": cells,
        "tells_minutes": any(use and use.minutes is not None for use in uses),
        "tells_days": any(use and use.days is not None for use in uses),
        "hides": any(cell.pupils is None for cell in cells),
        "one": one,
        "again_url": _again(totals),
    }
    return page(request, "evidence/proposal.html", context)


def _again(totals: Totals) -> str:
    return "evidence:trial_file" if totals.of_class_id is None else "evidence:class_totals"


@login_required
@require_POST
def confirm(request: HubRequest, pilot_id: int, totals_id: int) -> HttpResponse:
    totals = services.confirm(pilot_id, totals_id, by=request.actor, now=timezone.now())
    messages.success(request, _("These results count. Thank you."))
    if totals.of_class_id is None:
        return redirect("evidence:data", pilot_id)
    return redirect("pilots:pilot", pilot_id)


@login_required
@require_POST
def drop(request: HubRequest, pilot_id: int, totals_id: int) -> HttpResponse:
    services.drop(pilot_id, totals_id, by=request.actor, now=timezone.now())
    messages.success(request, _("Thrown away. Nothing of it was kept."))
    return redirect("pilots:pilot", pilot_id)


@login_required
@require_POST
def close(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.close_data(pilot_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The data are closed. The analysis runs now."))
    return redirect("evidence:report", pilot_id)
