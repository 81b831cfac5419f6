"""The pages of one solution and of one company."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import TextChoices
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries import pages, structured
from eduhub.catalogue.queries.topics import topics
from eduhub.catalogue.rules.solutions import COMPANY_RULES, SOLUTION_RULES
from eduhub.catalogue.states import HighRiskUse, Login
from eduhub.catalogue.views.directory import cards_of
from eduhub.kit.access import Actor, may
from eduhub.kit.errors import NotFound
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page
from eduhub.kit.panels import panels_at


@require_safe
def solution(request: HubRequest, pk: int) -> HttpResponse:
    shown = pages.solution_to_show(request.actor, pk)
    context = solution_context(shown, request.actor) | {
        "panels": panels_at("catalogue.solution", request, shown),
        "side_panels": panels_at("catalogue.solution.side", request, shown),
        "may_change": bool(may(request.actor, "change", shown, SOLUTION_RULES)),
    }
    return page(request, "catalogue/solution.html", context)


def solution_context(shown: Solution, actor: Actor) -> dict[str, Any]:
    """What a solution's page and its preview show alike."""
    known = topics()
    setup = pages.setup_of(actor)
    sheet = pages.sheet_of(shown)
    today = timezone.localdate()
    claims = [(claim, claim.is_stale(today)) for claim in shown.claims.all()] if shown.pk else []
    return {
        "solution": shown,
        "company": shown.company,
        "profile": pages.profile_of(shown.company),
        "topic_rows": pages.topic_rows(shown, known),
        "claims": claims,
        "sheet": sheet,
        "logins": _labels(Login, sheet.logins if sheet else None),
        "high_risk_uses": _labels(HighRiskUse, sheet.high_risk_uses if sheet else None),
        "setup": setup,
        "fit": pages.fit_for(shown, setup, known) if setup else None,
        "picture_url": picture_url(shown),
        "structured": structured.product(shown, picture_url(shown)),
    }


def _labels(choices: type[TextChoices], chosen: Sequence[str] | None) -> str:
    return ", ".join(str(choices(one).label) for one in chosen or ())


def picture_url(solution: Solution) -> str:
    if solution.picture_id is None or solution.pk is None:
        return ""
    return reverse("catalogue:picture", args=[solution.pk, solution.picture_id])


@require_safe
def picture(request: HubRequest, pk: int, file: uuid.UUID) -> FileResponse:
    """The picture of a solution that the reader may see; a new picture has a new address."""
    shown = pages.solution_to_show(request.actor, pk)
    if shown.picture is None or shown.picture_id != file:
        raise NotFound("not_found", "")
    return serve(shown.picture, public=shown.is_published)


@require_safe
def company(request: HubRequest, pk: int) -> HttpResponse:
    shown = pages.company_to_show(request.actor, pk)
    offered = list(pages.solutions_of(request.actor, shown))
    context = {
        "company": shown,
        "profile": pages.profile_of(shown),
        "id_is_right": pages.business_id_is_right(shown),
        "cards": cards_of(offered, topics()),
        "panels": panels_at("catalogue.company", request, shown),
        "may_change": bool(may(request.actor, "change", shown, COMPANY_RULES)),
        "structured": structured.organisation(shown, pages.profile_of(shown)),
    }
    return page(request, "catalogue/company.html", context)
