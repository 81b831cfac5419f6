"""The privacy dossier: the public's summary, the company's form, the official's desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.catalogue.forms.dossiers import (
    DossierForm,
    ReviewForm,
    ScreeningForm,
    initial_of_dossier,
    initial_of_screening,
)
from eduhub.catalogue.models import Dossier, Solution
from eduhub.catalogue.queries import dossiers as queries
from eduhub.catalogue.queries.pages import solution_to_show
from eduhub.catalogue.rules.dossiers import DOSSIER_RULES
from eduhub.catalogue.services import dossiers as services
from eduhub.catalogue.views.editing import add_refusal
from eduhub.kit.access import Actor, may, require
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.files import serve_pdf
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.leaflets import Leaflet, pdf_of
from eduhub.kit.panels import panel

FEW = 5


@panel("catalogue.solution", order=40)
def dossier_panel(request: HubRequest, solution: Solution) -> str:
    """What data it touches, as an education provider has accepted it; its own people's way in."""
    if solution.pk is None:
        return ""
    shown = queries.accepted_version(solution.pk)
    verdict = may(request.actor, "publish", solution, DOSSIER_RULES)
    newest = queries.latest_of(solution.pk) if request.actor.is_signed_in else None
    follows = newest is not None and _follows(request.actor, newest, solution)
    if shown is None and not verdict and not follows:
        return ""
    context = {
        "solution": solution,
        "shown": shown,
        "facts": [f for f in queries.facts_of(shown) if f.is_public][:FEW] if shown else [],
        "newest": newest if follows else None,
        "may_publish": bool(verdict),
    }
    return render_to_string("catalogue/dossier/panel.html", context, request)


def _follows(actor: Actor, dossier: Dossier, solution: Solution) -> bool:
    dossier.solution = solution
    return bool(may(actor, "read", dossier, DOSSIER_RULES))


@panel("site.home", order=16)
def dossiers_to_review(request: HubRequest, actor: Actor) -> str:
    rows = list(queries.dossiers_to_review(actor)[:FEW])
    return render_to_string("catalogue/dossier/home.html", {"rows": rows}, request) if rows else ""


@require_safe
def dossier(request: HubRequest, pk: int) -> HttpResponse:
    """The newest version for those who may read it whole; for all others the accepted one."""
    solution = solution_to_show(request.actor, pk)
    newest = queries.latest_of(pk)
    if newest is not None and _follows(request.actor, newest, solution):
        return _whole(request, solution, newest)
    shown = queries.accepted_version(pk)
    if shown is None:
        raise NotFound("not_found", _("There is no such thing here."))
    context = {
        "solution": solution,
        "dossier": shown,
        "facts": [fact for fact in queries.facts_of(shown) if fact.is_public],
        "reviews": queries.reviews_standing(shown),
    }
    return page(request, "catalogue/dossier/dossier.html", context)


@login_required
@require_safe
def version(request: HubRequest, pk: int, number: int) -> HttpResponse:
    found = queries.dossier_to_show(request.actor, pk, number)
    return _whole(request, found.solution, found)


def _whole(request: HubRequest, solution: Solution, found: Dossier) -> HttpResponse:
    versions = list(queries.versions_of(request.actor, solution.pk))
    before = next((one for one in versions if one.version == found.version - 1), None)
    is_newest = versions[0].version == found.version
    context = {
        "solution": solution,
        "dossier": found,
        "facts": queries.facts_of(found),
        "reviews": queries.reviews_standing(found),
        "versions": versions,
        "changes": queries.changes_between(before, found) if before else [],
        "is_whole": True,
        "is_newest": is_newest,
        "may_publish": may(request.actor, "publish", solution, DOSSIER_RULES),
        "may_review": is_newest and may(request.actor, "review", found, DOSSIER_RULES),
        "may_assess": may(request.actor, "assess", found, DOSSIER_RULES),
        "screening": queries.screening_of(found, request.actor.organisation_id),
    }
    return page(request, "catalogue/dossier/dossier.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    """The next version: begun from the one that stands, published when it is sent."""
    solution = solution_to_show(request.actor, pk)
    require(request.actor, "publish", solution, DOSSIER_RULES)
    standing = queries.latest_of(pk)
    context: dict[str, Any] = {"solution": solution, "standing": standing}
    if request.method != "POST":
        context["form"] = DossierForm(initial=initial_of_dossier(standing))
        return page(request, "catalogue/dossier/edit.html", context)
    form, status = DossierForm(request.POST), 422
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.publish(pk, form.written(), seen=seen, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        except Stale:
            initial = initial_of_dossier(queries.latest_of(pk))
            context |= {"conflict": True, "differences": differences(form, initial)}
            see_anew(form, initial["seen"])
            status = 409
        else:
            messages.success(request, _("Published. Officials are asked to read it."))
            return redirect("catalogue:dossier", pk)
    return page(request, "catalogue/dossier/edit.html", context | {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HubRequest, pk: int, number: int) -> HttpResponse:
    actor, found = request.actor, queries.dossier_to_show(request.actor, pk, number)
    require(actor, "review", found, DOSSIER_RULES)
    form = ReviewForm(typed(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.review(
                found.pk, told["verdict"], told["reason"], by=actor, now=timezone.now()
            )
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your decision is noted. The company gets a letter."))
            return redirect("catalogue:dossier", pk)
    context = {
        "solution": found.solution,
        "dossier": found,
        "form": form,
        "facts": queries.facts_of(found),
        "screening": queries.screening_of(found, actor.organisation_id),
    }
    status = 422 if form.errors else 200
    return page(request, "catalogue/dossier/review.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: HubRequest, pk: int, number: int) -> HttpResponse:
    actor, found = request.actor, queries.dossier_to_show(request.actor, pk, number)
    require(actor, "screen", found, DOSSIER_RULES)
    before = queries.screening_of(found, actor.organisation_id)
    initial = initial_of_screening(before, found)
    form = ScreeningForm(typed(request), initial=initial)
    if form.is_valid():
        try:
            services.screen(found.pk, form.answers(), by=actor, now=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your answers are noted."))
            return redirect("catalogue:dossier_assessment", pk, number)
    context = {"solution": found.solution, "dossier": found, "form": form, "before": before}
    status = 422 if form.errors else 200
    return page(request, "catalogue/dossier/screening.html", context, status=status)


def _draft(request: HubRequest, pk: int, number: int) -> tuple[Dossier, Leaflet]:
    found = queries.dossier_to_show(request.actor, pk, number)
    require(request.actor, "assess", found, DOSSIER_RULES)
    answers = queries.screening_of(found, request.actor.organisation_id)
    return found, queries.assessment(found, answers, (get_language() or "fi")[:2])


@login_required
@require_safe
def assessment(request: HubRequest, pk: int, number: int) -> HttpResponse:
    found, draft = _draft(request, pk, number)
    context = {
        "solution": found.solution,
        "dossier": found,
        "leaflet": draft,
        "may_screen": may(request.actor, "screen", found, DOSSIER_RULES),
    }
    return page(request, "catalogue/dossier/assessment.html", context)


@login_required
@require_safe
def assessment_pdf(request: HubRequest, pk: int, number: int) -> HttpResponse:
    found, draft = _draft(request, pk, number)
    name = slugify(f"dpia {found.solution_id} {found.version}")
    return serve_pdf(pdf_of(draft), name=f"{name}-{draft.language}.pdf")
