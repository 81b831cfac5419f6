"""By whose rules a pilot is run."""

from django.conf import settings

from eduhub.catalogue.models import MarketFacts
from eduhub.catalogue.queries.markets import markets
from eduhub.kit.access import Actor
from eduhub.pilots.models import EthicsStatement, Pilot


def jurisdiction_of(pilot: Pilot) -> MarketFacts | None:
    """The market's facts as they were when they were chosen; None, and no query, at home."""
    if pilot.jurisdiction_id is None:
        return None
    return MarketFacts.objects.select_related("market").get(pk=pilot.jurisdiction_id)


def ethics_statement_of(pilot: Pilot) -> EthicsStatement | None:
    return EthicsStatement.objects.filter(pilot=pilot).first()


def markets_abroad(actor: Actor) -> list[MarketFacts]:
    """All that this person may see but the one at home."""
    return [one for one in markets(actor) if one.market.code != settings.HOME_MARKET]
