"""Markets: read by everybody, kept by the hub's people."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.catalogue.forms.markets import MarketForm, initial_of_market
from eduhub.catalogue.queries import markets as queries
from eduhub.catalogue.rules.markets import MARKET_RULES
from eduhub.catalogue.services import markets as services
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.panels import panels_at


@require_safe
def markets(request: HubRequest) -> HttpResponse:
    """Each with its ages, its currency, and the day on which it was checked."""
    today = timezone.localdate()
    context = {
        "markets": [(facts, facts.is_old(today)) for facts in queries.markets(request.actor)],
        "home": settings.HOME_MARKET,
        "may_keep": may(request.actor, "keep", None, MARKET_RULES),
        "panels": panels_at("catalogue.markets", request, None),
    }
    return page(request, "catalogue/market/list.html", context)


@require_safe
def market(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.market_to_show(request.actor, pk)
    context = {
        "facts": found,
        "is_old": found.is_old(timezone.localdate()),
        "is_home": found.market.code == settings.HOME_MARKET,
        "versions": list(queries.versions_of(request.actor, pk)),
        "may_keep": may(request.actor, "keep", None, MARKET_RULES),
        "panels": panels_at("catalogue.market", request, found.market),
    }
    return page(request, "catalogue/market/market.html", context)


@login_required
@require_http_methods(ASKED)
def new(request: HubRequest) -> HttpResponse:
    return _keep(request, None)


@login_required
@require_http_methods(ASKED)
def edit(request: HubRequest, pk: int) -> HttpResponse:
    return _keep(request, pk)


def _keep(request: HubRequest, pk: int | None) -> HttpResponse:
    require(request.actor, "keep", None, MARKET_RULES)
    found = queries.market_to_show(request.actor, pk) if pk else None
    form = MarketForm(typed(request), initial=initial_of_market(found))

    def keep() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        kept = services.keep_market(
            form.told(), pk, seen=seen, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is saved."))
        return redirect("catalogue:market", kept.pk)

    def anew() -> dict[str, Any]:
        return initial_of_market(queries.market_to_show(request.actor, pk or 0))

    return answer(request, form, keep, "catalogue/market/edit.html", {"facts": found}, anew=anew)
