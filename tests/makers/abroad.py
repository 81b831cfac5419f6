"""Markets, lists of readiness and missions."""

import datetime as dt
import uuid
from itertools import count
from typing import Any

from eduhub.catalogue.models import Market, MarketFacts, Solution
from eduhub.catalogue.services.markets import MarketTold, keep_market
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes.models import (
    Meeting,
    Mission,
    Partner,
    Readiness,
    ReadyItem,
    Traveller,
)
from eduhub.programmes.services.abroad import begin_readiness
from eduhub.programmes.services.missions import (
    MeetingFields,
    MissionFields,
    PartnerFields,
    add_meeting,
    ask_along,
    decide_traveller,
    keep_mission,
    keep_partner,
)
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


def make_mission(**fields: Any) -> Mission:
    """To Tallinn's clocks, announced, with two places."""
    now = fields.pop("now", NOW)
    market = fields.pop("market", None) or make_market()
    words = Text(fi="Matka", sv="Resa", en="Journey")
    told_of = {
        "title": words,
        "words": words,
        "place": "Somewhere",
        "zone": "Europe/London",
        "begins_on": now.date() + dt.timedelta(days=30),
        "ends_on": now.date() + dt.timedelta(days=32),
        "places": 2,
        "apply_until": now + dt.timedelta(days=14),
        "state": "announced",
    } | fields
    made = MissionFields(market_id=market.pk, **told_of)
    by = make_actor(Role.HUB_STAFF)
    return keep_mission(made, None, key=uuid.uuid4(), seen=0, by=by, now=now)


def make_partner(market: Market | None = None, **fields: Any) -> Partner:
    told_of = {"name": "Harbour", "place": "Somewhere", "offers": Text(en="Desks")} | fields
    made = PartnerFields(market_id=(market or make_market()).pk, **told_of)
    by = make_actor(Role.HUB_STAFF)
    return keep_partner(made, None, key=uuid.uuid4(), seen=0, by=by, now=NOW)


def make_traveller(mission: Mission, lead: Actor, seat: str = "going", **rest: Any) -> Traveller:
    """A company that has asked, and has been answered unless the seat is "asked"."""
    now = rest.pop("now", NOW)
    asked = ask_along(mission.pk, "To meet buyers.", by=lead, now=now)
    if seat == "asked":
        return asked
    grounds = "" if seat == "going" else "Too few places."
    return decide_traveller(asked.pk, seat, grounds, by=make_actor(Role.HUB_STAFF), now=now)


def meeting_fields(mission: Mission, **fields: Any) -> MeetingFields:
    """From nine to ten on the first day, by the clocks there."""
    told_of = {
        "title": "A school",
        "day": mission.begins_on,
        "begins": dt.time(9),
        "ends": dt.time(10),
    } | fields
    return MeetingFields(**told_of)


def make_meeting(mission: Mission, by: Actor | None = None, **fields: Any) -> Meeting:
    """Of the hub, for all who go, unless a company adds it."""
    told_of = meeting_fields(mission, **fields)
    whose = by or make_actor(Role.HUB_STAFF)
    return add_meeting(mission.pk, told_of, key=uuid.uuid4(), by=whose, now=NOW)
