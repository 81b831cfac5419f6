"""The technical fit sheet of a solution, and what a school asks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.catalogue.forms.fit import FitForm, SetupForm, fit_initial, setup_initial
from eduhub.catalogue.queries import pages
from eduhub.catalogue.queries.topics import topics
from eduhub.catalogue.rules.setups import SETUP_RULES
from eduhub.catalogue.rules.solutions import SOLUTION_RULES
from eduhub.catalogue.services import fit as services
from eduhub.catalogue.views.editing import add_refusal
from eduhub.kit.access import may, require
from eduhub.kit.editing import EditForm, differences, see_anew
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HubRequest, pk: int) -> HttpResponse:
    """The company answers what schools' technical people ask; every question may stay open."""
    solution = pages.solution_to_show(request.actor, pk)
    require(request.actor, "change", solution, SOLUTION_RULES)
    context: dict[str, Any] = {"solution": solution}
    if request.method != "POST":
        context["form"] = FitForm(initial=fit_initial(pages.sheet_of(solution)))
        return page(request, "catalogue/edit_fit.html", context)
    form, status = FitForm(request.POST), 422
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.answer(pk, form.written(), by=request.actor, seen=seen, now=timezone.now())
        except Stale:
            standing = pages.sheet_of(pages.solution_to_show(request.actor, pk))
            context |= _conflict(form, fit_initial(standing))
            status = 409
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("catalogue:solution_edit", pk)
    return page(request, "catalogue/edit_fit.html", context | {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HubRequest, pk: int) -> HttpResponse:
    """What the school has and asks; its teachers read it, its principal decides it."""
    school = pages.school_to_show(request.actor, pk)
    require(request.actor, "see", school, SETUP_RULES)
    verdict = may(request.actor, "change", school, SETUP_RULES)
    known, standing = topics(), pages.setup_at(school)
    context: dict[str, Any] = {"school": school, "verdict": verdict}
    if request.method != "POST":
        context["form"] = SetupForm(initial=setup_initial(standing), topics=known)
        return page(request, "catalogue/edit_setup.html", context)
    form, status = SetupForm(request.POST, topics=known), 422
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.set_up(pk, form.written(), by=request.actor, seen=seen, now=timezone.now())
        except Stale:
            context |= _conflict(form, setup_initial(pages.setup_at(school)))
            status = 409
        else:
            messages.info(request, _("Saved. Solutions are held against this from now on."))
            return redirect("catalogue:setup", pk)
    return page(request, "catalogue/edit_setup.html", context | {"form": form}, status=status)


def _conflict(form: EditForm, standing: dict[str, Any]) -> dict[str, Any]:
    found = differences(form, standing)
    see_anew(form, standing["seen"])
    return {"conflict": True, "differences": found}
