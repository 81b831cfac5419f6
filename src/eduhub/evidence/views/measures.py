"""The library of measures: the list, one measure, proposals and what the hub does with them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.evidence.forms import SeenForm
from eduhub.evidence.forms.measures import (
    DeclineForm,
    MeasureForm,
    MeasuresForm,
    ScoreForm,
    initial_of_measure,
)
from eduhub.evidence.queries import measures as queries
from eduhub.evidence.rules import MEASURE_RULES, is_staff
from eduhub.evidence.services import measures as services
from eduhub.evidence.services.scoring import can_be_scored, score_forms
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panel

FORM = "evidence/measures/form.html"


@require_safe
def measures(request: HubRequest) -> HttpResponse:
    """The newest version of each; who proposes sees besides what waits."""
    form = MeasuresForm(request.GET)
    asked = form.asked()
    found = page_of(queries.measures_found(asked), request)
    context = {
        "asking": form,
        "asked": asked,
        "page": found,
        "found": [queries.shown(measure) for measure in found.rows],
        "waiting": queries.unpublished(request.actor),
        "may_propose": may(request.actor, "propose", None, MEASURE_RULES),
    }
    return page(request, "evidence/measures/list.html", context, part="results")


@require_safe
def measure(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.measure_to_show(pk, request.actor)
    versions = queries.versions_of(found, request.actor)
    newest = next((one for one in versions if one.is_published), None)
    context = {
        "shown": queries.shown(found),
        "measure": found,
        "versions": versions,
        "later": newest if newest and newest.version > found.version else None,
        "may_write": may(request.actor, "write", found, MEASURE_RULES),
        "may_anew": may(request.actor, "anew", found, MEASURE_RULES)
        and versions[0].pk == found.pk,
        "may_publish": may(request.actor, "publish", found, MEASURE_RULES),
        "is_scored": can_be_scored(found),
    }
    return page(request, "evidence/measures/measure.html", context)


@require_http_methods(ASKED)
def score(request: HubRequest, pk: int) -> HttpResponse:
    """Forms that somebody typed as number, mean and standard deviation; nothing is kept."""
    found = queries.measure_to_show(pk, request.actor)
    if not can_be_scored(found):
        raise NotFound("not_found", _("There is no such thing here."))
    form = ScoreForm(typed(request))
    context: dict[str, Any] = {"measure": found, "form": form}
    template = "evidence/measures/score.html"

    def act() -> HttpResponse:
        scored = score_forms(found, form.cleaned_data["forms"])
        return page(request, template, context | {"scored": scored})

    return answer(request, form, act, template, context)


@login_required
@require_http_methods(ASKED)
def propose(request: HubRequest) -> HttpResponse:
    require(request.actor, "propose", None, MEASURE_RULES)
    form = MeasureForm(typed(request), initial=initial_of_measure(None))

    def act() -> HttpResponse:
        made = services.propose(form.told(), by=request.actor, now=timezone.now())
        return _thanks(request, made.pk)

    return answer(request, form, act, FORM, {"measure": None})


@login_required
@require_http_methods(ASKED)
def write(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.measure_to_show(pk, request.actor)
    require(request.actor, "write", found, MEASURE_RULES)
    form = MeasureForm(typed(request), initial=initial_of_measure(found))

    def act() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.rewrite(pk, form.told(), seen=seen, by=request.actor, now=timezone.now())
        return _thanks(request, pk)

    def standing() -> dict[str, Any]:
        return initial_of_measure(queries.measure_to_show(pk, request.actor))

    return answer(request, form, act, FORM, {"measure": found}, anew=standing)


@login_required
@require_http_methods(ASKED)
def anew(request: HubRequest, pk: int) -> HttpResponse:
    """A new version begins as a copy of the one that stands."""
    found = queries.measure_to_show(pk, request.actor)
    require(request.actor, "anew", found, MEASURE_RULES)
    form = MeasureForm(typed(request), initial=initial_of_measure(found))

    def act() -> HttpResponse:
        made = services.propose_anew(pk, form.told(), by=request.actor, now=timezone.now())
        return _thanks(request, made.pk)

    return answer(request, form, act, FORM, {"measure": found, "is_anew": True})


@login_required
@require_POST
def publish(request: HubRequest, pk: int) -> HttpResponse:
    form = SeenForm(request.POST)
    found = queries.measure_to_show(pk, request.actor)
    require(request.actor, "publish", found, MEASURE_RULES)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        services.publish_measure(pk, seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("The measure is published. Any plan may choose it."))
    return redirect("measures:measure", pk)


@login_required
@require_http_methods(ASKED)
def decline(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.measure_to_show(pk, request.actor)
    require(request.actor, "decline", found, MEASURE_RULES)
    form = DeclineForm(typed(request))

    def act() -> HttpResponse:
        grounds = form.cleaned_data["grounds"]
        services.decline_measure(pk, grounds, by=request.actor, now=timezone.now())
        messages.success(request, _("Who proposed it reads your words."))
        return redirect("measures:measure", pk)

    return answer(request, form, act, "evidence/measures/decline.html", {"measure": found})


def _thanks(request: HubRequest, pk: int) -> HttpResponse:
    messages.success(request, _("The proposal is saved. The hub reads it before it is published."))
    return redirect("measures:measure", pk)


@panel("site.home", order=8)
def measures_of_staff(request: HubRequest, thing: object) -> str:
    """Proposals that wait for the hub."""
    count = queries.waiting() if is_staff(request.actor) else 0
    if not count:
        return ""
    return render_to_string("evidence/panels/home_measures.html", {"count": count}, request)
