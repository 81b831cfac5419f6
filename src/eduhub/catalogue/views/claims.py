"""What a company says of its solution: add, change, remove."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.catalogue.forms.solutions import ClaimForm, claim_initial
from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries import pages
from eduhub.catalogue.rules.solutions import SOLUTION_RULES
from eduhub.catalogue.services import claims as services
from eduhub.catalogue.views.editing import add_refusal
from eduhub.kit.access import find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HubRequest, pk: int) -> HttpResponse:
    solution = _own(request, pk)
    if request.method != "POST":
        form = ClaimForm(initial={"idempotency_key": uuid.uuid4()})
        return _form_page(request, solution, form, is_new=True)
    form = ClaimForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        try:
            services.add(pk, form.written(), by=request.actor, key=key, now=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. The claim stands on the solution's page."))
            return redirect("catalogue:solution_edit", pk)
    return _form_page(request, solution, form, is_new=True, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HubRequest, pk: int, claim_id: int) -> HttpResponse:
    solution = _own(request, pk)
    claim = find(solution.claims.all(), pk=claim_id)
    if request.method != "POST":
        return _form_page(request, solution, ClaimForm(initial=claim_initial(claim)))
    form = ClaimForm(request.POST)
    if form.is_valid():
        try:
            services.change(pk, claim_id, form.written(), by=request.actor, now=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("catalogue:solution_edit", pk)
    return _form_page(request, solution, form, status=422)


@login_required
@require_POST
def remove(request: HubRequest, pk: int, claim_id: int) -> HttpResponse:
    services.remove(pk, claim_id, by=request.actor, now=timezone.now())
    messages.info(request, _("The claim is gone."))
    return redirect("catalogue:solution_edit", pk)


def _own(request: HubRequest, pk: int) -> Solution:
    solution = pages.solution_to_show(request.actor, pk)
    require(request.actor, "change", solution, SOLUTION_RULES)
    return solution


def _form_page(
    request: HubRequest,
    solution: Solution,
    form: ClaimForm,
    *,
    is_new: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"solution": solution, "form": form, "is_new": is_new}
    return page(request, "catalogue/edit_claim.html", context, status=status)
