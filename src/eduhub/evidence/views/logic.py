"""Why a solution should help: its logic model, who writes it, who reads it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.models import Solution
from eduhub.evidence.forms import SeenForm
from eduhub.evidence.forms.logic import (
    LogicForm,
    LogicReviewForm,
    initial_of_logic,
    initial_of_logic_review,
)
from eduhub.evidence.queries import logic as queries
from eduhub.evidence.rules import LOGIC_RULES, Reading, is_staff
from eduhub.evidence.services import logic as services
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.panels import panel


@require_safe
def model(request: HubRequest, solution_id: int) -> HttpResponse:
    """What is published, for everybody; the draft, for those who write it."""
    return _page(request, solution_id)


def _page(request: HubRequest, solution_id: int, refusal: Invalid | None = None) -> HttpResponse:
    solution = queries.find_solution(solution_id, request.actor)
    case = queries.case_of(solution, request.actor)
    published = queries.published_of(solution)
    standing = queries.standing_in(solution, published)
    may_write = may(request.actor, "write", case, LOGIC_RULES)
    if standing is None and not may_write:
        raise NotFound("not_found", _("There is no such thing here."))
    reading = Reading(standing.model, case.is_insider) if standing else None
    context = {
        "solution": solution,
        "published": published,
        "standing": standing,
        "shown": queries.shown(standing.model.frozen) if standing else None,
        "tier": queries.tier_words(standing) if standing else "",
        "answers": queries.answers_of(standing.review) if standing and standing.review else [],
        "draft": case.draft if may_write else None,
        "drafted": _drafted(case) if may_write else None,
        "may_write": may_write,
        "may_review": reading is not None and may(request.actor, "review", reading, LOGIC_RULES),
        "refusal": refusal,
    }
    return page(request, "evidence/logic/model.html", context, status=422 if refusal else 200)


def _drafted(case: queries.LogicCase) -> queries.LogicShown | None:
    return queries.shown(services.content_of(case.draft)) if case.draft else None


@login_required
@require_http_methods(ASKED)
def write(request: HubRequest, solution_id: int) -> HttpResponse:
    solution = queries.find_solution(solution_id, request.actor)
    case = queries.case_of(solution, request.actor)
    require(request.actor, "write", case, LOGIC_RULES)
    before = next(iter(queries.published_of(solution)), None)
    form = LogicForm(typed(request), initial=initial_of_logic(case.draft, before))

    def act() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.write_logic(
            solution_id, form.told(), seen=seen, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The draft is saved. Only those who write it see it."))
        return redirect("logic:model", solution_id)

    def standing() -> dict[str, Any]:
        return initial_of_logic(queries.case_of(solution, request.actor).draft)

    context = {"solution": solution, "is_anew": case.draft is None and before is not None}
    return answer(request, form, act, "evidence/logic/form.html", context, anew=standing)


@login_required
@require_POST
def publish(request: HubRequest, solution_id: int) -> HttpResponse:
    form = SeenForm(request.POST)
    solution = queries.find_solution(solution_id, request.actor)
    require(request.actor, "publish", queries.case_of(solution, request.actor), LOGIC_RULES)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.publish_logic(solution_id, seen=seen, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            return _page(request, solution_id, refusal)
        messages.success(request, _("The logic model is published. Its fingerprint is public."))
    return redirect("logic:model", solution_id)


@login_required
@require_http_methods(ASKED)
def review(request: HubRequest, pk: int) -> HttpResponse:
    """Somebody outside the company reads it and says what holds."""
    found = queries.published_model(pk, request.actor)
    insider = queries.is_of_company(found.solution, request.actor)
    require(request.actor, "review", Reading(found, insider), LOGIC_RULES)
    latest = queries.latest_review(found)
    form = LogicReviewForm(typed(request), initial=initial_of_logic_review(latest))

    def act() -> HttpResponse:
        services.review_logic(
            pk,
            form.criteria,
            form.cleaned_data["grounds"],
            seen=form.cleaned_data["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Your review is public."))
        return redirect("logic:model", found.solution_id)

    def standing() -> dict[str, Any]:
        later = queries.latest_review(found)
        return initial_of_logic_review(later) | {"grounds": later.grounds if later else ""}

    context = {
        "solution": found.solution,
        "latest": latest,
        "shown": queries.shown(found.frozen),
    }
    return answer(request, form, act, "evidence/logic/review.html", context, anew=standing)


@require_safe
def model_file(request: HubRequest, pk: int) -> HttpResponse:
    """A published version, byte for byte what its fingerprint was taken of."""
    found = queries.published_model(pk, request.actor)
    response = HttpResponse(found.content.encode(), content_type="application/json")
    name = f"logic-model-{found.solution_id}-{found.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@panel("catalogue.solution", order=15)
def logic_of_solution(request: HubRequest, solution: Solution) -> str:
    """Why it should help; for the company also the door to write it."""
    if not solution.pk:
        return ""
    standing = queries.standing_of(solution)
    own = request.actor.organisation_id == solution.company_id
    if standing is None and not own:
        return ""
    context = {
        "solution": solution,
        "standing": standing,
        "shown": queries.shown(standing.model.frozen) if standing else None,
        "tier": queries.tier_words(standing) if standing else "",
        "own": own,
    }
    return render_to_string("evidence/panels/logic.html", context, request)


@panel("site.home", order=8)
def logic_of_staff(request: HubRequest, thing: object) -> str:
    """Published logic models that nobody outside has read."""
    found = queries.unreviewed() if is_staff(request.actor) else []
    if not found:
        return ""
    return render_to_string("evidence/panels/home_logic.html", {"found": found}, request)
