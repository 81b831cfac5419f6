"""Markets, lists of readiness and missions."""

import datetime as dt
from itertools import count
from typing import Any

from eduhub.catalogue.models import Market, MarketFacts, Solution
from eduhub.catalogue.services.markets import MarketTold, keep_market
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes.models import Readiness, ReadyItem
from eduhub.programmes.services.abroad import begin_readiness
from tests.makers import NOW, make_actor, make_solution

_numbers = count(1)


def told(**fields: Any) -> MarketTold:
    """Of a market whose law was checked this summer."""
    number = next(_numbers)
    fields.setdefault("code", f"m{number}")
    fields.setdefault("name", Text(fi=f"Maa {number}", sv=f"Land {number}", en=f"Land {number}"))
    fields.setdefault("checked_on", dt.date(2026, 6, 1))
    return MarketTold(**fields)


def make_market(**fields: Any) -> Market:
    now = fields.pop("now", NOW)
    return keep_market(told(**fields), None, seen=0, by=make_actor(Role.HUB_STAFF), now=now)


def facts_of(market: Market) -> MarketFacts:
    return MarketFacts.objects.standing().get(market=market)


def make_readiness(
    solution: Solution | None = None, market: Market | None = None, **rest: Any
) -> Readiness:
    """Begun by the company's lead."""
    of = solution or make_solution()
    lead = rest.pop("by", None) or make_actor(Role.COMPANY_LEAD, of.company)
    where = market or make_market()
    return begin_readiness(of.pk, where.pk, by=lead, now=rest.pop("now", NOW))


def item_of(readiness: Readiness, template: str = "priced") -> ReadyItem:
    return readiness.items.get(template=template)
