"""In which market a pilot is run, and what the ethics body there has said."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.panels import panel
from eduhub.pilots import queries
from eduhub.pilots.forms.jurisdictions import EthicsForm, MarketForm, initial_of_ethics
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries.jurisdictions import (
    ethics_statement_of,
    jurisdiction_of,
    markets_abroad,
)
from eduhub.pilots.rules.jurisdictions import JURISDICTION_RULES
from eduhub.pilots.services import jurisdictions as services
from eduhub.pilots.views.answering import back_to


@panel("pilots.pilot", order=29)
def abroad_panel(request: HubRequest, pilot: Pilot) -> str:
    """By whose rules a pilot abroad is run; nothing, and no query, for one at home."""
    where = jurisdiction_of(pilot)
    if where is None:
        return ""
    standing = queries.find_standing(pilot.pk, request.actor)
    inside = queries.is_inside(standing, request.actor)
    context = {
        "pilot": pilot,
        "where": where,
        "inside": inside,
        "statement": ethics_statement_of(pilot) if inside else None,
        "may_note": may(request.actor, "note_ethics", standing, JURISDICTION_RULES),
    }
    return render_to_string("pilots/abroad/panel.html", context, request)


@login_required
@require_http_methods(ASKED)
def place(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "place", standing, JURISDICTION_RULES)
    form = MarketForm(
        typed(request), initial=_initial(standing.pilot), markets=markets_abroad(actor)
    )

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.place_pilot(
            pilot_id, told["market"], seen=told["seen"], by=actor, now=timezone.now()
        )
        return back_to(request, pilot_id, _("It is run by these rules from now on."))

    def anew() -> dict[str, Any]:
        return _initial(queries.find_standing(pilot_id, actor).pilot)

    context = {"standing": standing, "pilot": standing.pilot}
    return answer(request, form, keep, "pilots/abroad/place.html", context, anew=anew)


def _initial(pilot: Pilot) -> dict[str, Any]:
    where = jurisdiction_of(pilot)
    return {"market": where.market_id if where else "", "seen": pilot.version}


@login_required
@require_http_methods(ASKED)
def ethics(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "note_ethics", standing, JURISDICTION_RULES)
    initial = initial_of_ethics(ethics_statement_of(standing.pilot))
    form = EthicsForm(typed(request), initial=initial)

    def note() -> HttpResponse:
        services.note_ethics(pilot_id, **form.cleaned_data, by=actor, now=timezone.now())
        return back_to(request, pilot_id, _("Noted. Now the permit can follow."))

    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "where": jurisdiction_of(standing.pilot),
    }
    return answer(request, form, note, "pilots/abroad/ethics.html", context)
