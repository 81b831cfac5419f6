"""By whose rules a pilot is run."""

from eduhub.catalogue.models import MarketFacts
from eduhub.pilots.models import EthicsStatement, Pilot


def jurisdiction_of(pilot: Pilot) -> MarketFacts | None:
    """The market's facts as they were when they were chosen; None, and no query, at home."""
    if pilot.jurisdiction_id is None:
        return None
    return MarketFacts.objects.select_related("market").get(pk=pilot.jurisdiction_id)


def ethics_statement_of(pilot: Pilot) -> EthicsStatement | None:
    return EthicsStatement.objects.filter(pilot=pilot).first()
