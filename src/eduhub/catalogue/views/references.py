from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.forms.references import ReferenceForm
from eduhub.catalogue.models import Reference, Solution
from eduhub.catalogue.queries import references as queries
from eduhub.catalogue.queries.stands import solution_to_set_up
from eduhub.catalogue.rules.references import REFERENCE_RULES
from eduhub.catalogue.services import references
from eduhub.catalogue.states import ReferenceState
from eduhub.kit.access import Actor, find, may, require
from eduhub.kit.errors import NotFound, NotNow, TooMany
from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panel
from eduhub.people.states import Role

DECISIONS = (ReferenceState.CONFIRMED, ReferenceState.DECLINED, ReferenceState.REVOKED)


@panel("catalogue.solution", order=30)
def references_panel(request: HubRequest, solution: Solution) -> str:
    """Schools that use the solution: confirmed by their principals, or marked as unconfirmed."""
    rows = list(queries.references_to_show(solution.pk))
    may_name = may(request.actor, "name", solution, REFERENCE_RULES)
    if not rows and not may_name:
        return ""
    now = timezone.now()
    context = {
        "solution": solution,
        "rows": [(row, row.is_old(now)) for row in rows],
        "may_name": may_name,
    }
    return render_to_string("catalogue/reference/panel.html", context, request)


@panel("site.home", order=15)
def waiting_panel(request: HubRequest, actor: Actor) -> str:
    """What waits for a principal: companies that say the school uses their solution."""
    if not queries.references_for_principal(actor).exists():
        return ""
    waiting = list(queries.waiting_for(actor)[:5])
    return render_to_string("catalogue/reference/waiting.html", {"waiting": waiting}, request)


@login_required
@require_safe
def reference_list(request: HubRequest) -> HttpResponse:
    """The principal's own: what companies say of the school, and what the school said to it."""
    if not request.actor.holds(Role.PRINCIPAL):
        raise NotFound("not_found", _("There is no such thing here."))
    rows = list(queries.references_for_principal(request.actor))
    return page(request, "catalogue/reference/list.html", {"rows": rows})


@login_required
@require_safe
def reference(request: HubRequest, pk: int) -> HttpResponse:
    one = find(queries.reference_to_show(request.actor), pk=pk)
    moves = (*DECISIONS, ReferenceState.WITHDRAWN)
    context = {
        "reference": one,
        "old": one.is_old(timezone.now()),
        "may": {str(to): may(request.actor, to, one, REFERENCE_RULES) for to in moves},
        "is_school": request.actor.organisation_id == one.school_id,
        "is_company": request.actor.organisation_id == one.solution.company_id,
    }
    return page(request, "catalogue/reference/reference.html", context)


@login_required
@require_POST
def decide(request: HubRequest, pk: int) -> HttpResponse:
    to = request.POST.get("to", "")
    if to not in DECISIONS:
        raise NotFound("not_found", _("There is no such thing here."))
    done = references.decide(pk, to=ReferenceState(to), by=request.actor, now=timezone.now())
    messages.success(request, _said(done))
    return redirect("catalogue:reference", pk)


def _said(reference: Reference) -> str:
    return {
        ReferenceState.CONFIRMED: _(
            "Confirmed. It shows on the solution's page with today's date."
        ),
        ReferenceState.DECLINED: _("Declined. It does not show to anybody any more."),
        ReferenceState.REVOKED: _("Revoked. It does not show to anybody any more."),
    }[ReferenceState(reference.state)]


@login_required
@require_POST
def withdraw(request: HubRequest, pk: int) -> HttpResponse:
    done = references.withdraw(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The reference is withdrawn."))
    return redirect("catalogue:solution_references", done.solution_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def solution_references(request: HubRequest, pk: int) -> HttpResponse:
    """The company's own page: look for a school, name it, see what the schools said."""
    solution = solution_to_set_up(request.actor, pk)
    require(request.actor, "name", solution, REFERENCE_RULES)
    if request.method != "POST":
        return _company_page(request, solution, ReferenceForm(initial=_chosen(request)))
    form = ReferenceForm(request.POST)
    if not form.is_valid():
        return _company_page(request, solution, form, status=422)
    school_id = form.cleaned_data["school"]
    try:
        references.name_school(pk, school_id, form.words, by=request.actor, now=timezone.now())
    except (NotNow, TooMany) as refusal:
        form.add_error(None, refusal.message)
        return _company_page(request, solution, form, status=refusal.status)
    messages.success(request, _("The school is named. Its principal has got a letter."))
    return redirect("catalogue:solution_references", pk)


def _chosen(request: HubRequest) -> dict[str, Any]:
    school = request.GET.get("school", "")
    return {"school": int(school)} if school.isascii() and school.isdigit() else {}


def _company_page(
    request: HubRequest, solution: Solution, form: ReferenceForm, status: int = 200
) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:100]
    value = str(form["school"].value() or "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    context = {
        "solution": solution,
        "form": form,
        "asked": asked,
        "schools": list(queries.schools_named(asked)) if asked else [],
        "chosen": queries.school_chosen(number) if number else None,
        "rows": list(queries.references_of(request.actor, solution.pk)),
    }
    return page(request, "catalogue/reference/company.html", context, status=status)
