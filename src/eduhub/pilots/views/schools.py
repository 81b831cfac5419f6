"""In which market each school is, for the hub's people."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.catalogue.models import Market
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panel
from eduhub.pilots.forms.schools import SchoolMarketForm, SchoolsForm, initial_of_school
from eduhub.pilots.queries import schools as queries
from eduhub.pilots.queries.jurisdictions import markets_abroad
from eduhub.pilots.rules.jurisdictions import SCHOOL_RULES
from eduhub.pilots.services import schools as services

FEW = 10  # schools on a market's page


@login_required
@require_safe
def schools(request: HubRequest) -> HttpResponse:
    """Each with its market, those abroad first."""
    require(request.actor, "list", None, SCHOOL_RULES)
    form = SchoolsForm(request.GET)
    named = form.cleaned_data["name"] if form.is_valid() else ""
    rows = page_of(queries.schools(named), request, size=50)
    context = {"form": form, "page": rows, "named": named}
    return page(request, "pilots/abroad/schools.html", context)


@login_required
@require_http_methods(ASKED)
def place_school(request: HubRequest, school_id: int) -> HttpResponse:
    actor, school = request.actor, queries.school_to_place(school_id)
    require(actor, "place", school, SCHOOL_RULES)
    form = SchoolMarketForm(
        typed(request), initial=initial_of_school(school), markets=markets_abroad(actor)
    )

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.place_school(
            school_id, told["market"], seen=told["seen"], by=actor, now=timezone.now()
        )
        messages.success(request, _("It is noted. From now on the school sees the pilots there."))
        return redirect("pilots:schools")

    def anew() -> dict[str, Any]:
        return initial_of_school(queries.school_to_place(school_id))

    return answer(
        request, form, keep, "pilots/abroad/place_school.html", {"school": school}, anew=anew
    )


@panel("catalogue.markets", order=20)
def way_to_schools(request: HubRequest, nothing: None) -> str:
    if not may(request.actor, "list", None, SCHOOL_RULES):
        return ""
    return render_to_string("pilots/abroad/schools_way.html", {}, request)


@panel("catalogue.market", order=20)
def schools_in_market(request: HubRequest, market: Market) -> str:
    """The schools that are there, for the hub's people; at home it is all the others."""
    if market.code == settings.HOME_MARKET or not may(request.actor, "list", None, SCHOOL_RULES):
        return ""
    found = list(queries.schools_of(market.pk)[: FEW + 1])
    context = {"schools": found[:FEW], "more": len(found) > FEW}
    return render_to_string("pilots/abroad/schools_there.html", context, request)
