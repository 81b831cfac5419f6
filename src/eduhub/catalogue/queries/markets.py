"""What is known of the markets."""

from django.db.models import FETCH_RAISE, QuerySet

from eduhub.catalogue.models import MarketFacts
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order


def markets(actor: Actor) -> QuerySet[MarketFacts]:
    """What stands of each that this person sees, in reading order. One query."""
    rows = MarketFacts.objects.standing().visible_to(actor).select_related("market")
    return rows.order_by(in_reading_order("market__name"), "pk").fetch_mode(FETCH_RAISE)


def market_to_show(actor: Actor, pk: int) -> MarketFacts:
    """What stands of one. One query."""
    return find(markets(actor), market=pk)


def versions_of(actor: Actor, pk: int) -> QuerySet[MarketFacts]:
    """All that was ever known of one, the newest first. One query."""
    rows = MarketFacts.objects.visible_to(actor).filter(market=pk).select_related("market")
    return rows.order_by("-version").fetch_mode(FETCH_RAISE)
