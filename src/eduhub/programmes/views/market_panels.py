"""What this room hangs on the pages of the markets: the ways on, and who helps there."""

from django.template.loader import render_to_string

from eduhub.catalogue.models import Market
from eduhub.kit.access import may
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.programmes.queries import missions as queries
from eduhub.programmes.rules.abroad import READINESS_RULES

FEW = 5


@panel("catalogue.markets", order=10)
def ways_abroad(request: HubRequest, nothing: None) -> str:
    """To the matrix, for those who see one; to partners and missions, for everybody."""
    context = {"may_look": may(request.actor, "look", None, READINESS_RULES)}
    return render_to_string("programmes/abroad/ways.html", context, request)


@panel("catalogue.market", order=10)
def in_this_market(request: HubRequest, market: Market) -> str:
    """Partners there, and missions to it."""
    actor = request.actor
    context = {
        "partners": list(queries.partners(actor).filter(market=market)[:FEW]),
        "missions": list(queries.missions(actor).filter(market=market)[:FEW]),
        "may_look": may(actor, "look", None, READINESS_RULES),
    }
    return render_to_string("programmes/abroad/market.html", context, request)
