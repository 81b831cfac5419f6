"""The hub's people keep what is known of the markets; each change is a version."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Market, MarketFacts
from eduhub.catalogue.rules.markets import MARKET_RULES
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTold:
    """As models.Market and models.MarketFacts; what is not known stays empty."""

    code: str
    name: Text
    is_shown: bool = True
    languages: Text = field(default_factory=Text)
    curriculum: Text = field(default_factory=Text)
    curriculum_url: str = ""
    privacy_law: Text = field(default_factory=Text)
    privacy_url: str = ""
    online_age: int | None = None
    online_age_source: str = ""
    online_age_on: dt.date | None = None
    pupil_age: int | None = None
    pupil_age_source: str = ""
    ethics_body: Text = field(default_factory=Text)
    ethics_url: str = ""
    permit: Text = field(default_factory=Text)
    procurement: Text = field(default_factory=Text)
    price_model: Text = field(default_factory=Text)
    currency: str = "EUR"
    checked_on: dt.date | None = None


OF_THE_MARKET = ("code", "name", "is_shown")
FACTS = tuple(name for name in MarketTold.__slots__ if name not in OF_THE_MARKET)


@transaction.atomic
def keep_market(
    told: MarketTold, pk: int | None, *, seen: int, by: Actor, now: dt.datetime
) -> Market:
    """A new market, or the next version of what is known of one; nothing new changes nothing.

    Args:
        seen: the version that the writer had before them; Stale if there is a later.
    """
    require(by, "keep", None, MARKET_RULES)
    _hold_together(told, timezone.localdate(now))
    if pk is None:
        return _begin(told, by, now)
    market = find(Market.objects.select_for_update(), pk=pk)
    require_version(market, seen)
    if told.code != market.code:
        raise Invalid({"code": _("The code stays: addresses and pilots are known by it.")})
    market.name, market.is_shown = told.name, told.is_shown
    standing = MarketFacts.objects.get(market=market, version=market.version)
    if any(getattr(standing, name) != getattr(told, name) for name in FACTS):
        market.version += 1
        _write(market, told, by, now)
    market.save(update_fields=["name", "is_shown", "version"])
    record(by, "market.changed", market, now=now, version=market.version)
    return market


def _begin(told: MarketTold, by: Actor, now: dt.datetime) -> Market:
    if Market.objects.filter(code=told.code).exists():
        raise Invalid({"code": _("There is a market with this code already.")})
    market = Market.objects.create(code=told.code, name=told.name, is_shown=told.is_shown)
    _write(market, told, by, now)
    record(by, "market.added", market, now=now)
    return market


def _write(market: Market, told: MarketTold, by: Actor, now: dt.datetime) -> None:
    facts: dict[str, Any] = {name: getattr(told, name) for name in FACTS}
    MarketFacts.objects.create(
        market=market, version=market.version, changed_at=now, changed_by_id=by.user_id, **facts
    )


def _hold_together(told: MarketTold, today: dt.date) -> None:
    wrong = {}
    if told.online_age is not None and not told.online_age_source.strip():
        wrong["online_age_source"] = _("Say where the age stands.")
    if told.online_age is not None and told.online_age_on is None:
        wrong["online_age_on"] = _("Say of which day the source is.")
    if told.pupil_age is not None and not told.pupil_age_source.strip():
        wrong["pupil_age_source"] = _("Say where the age stands.")
    if len(told.currency) != 3 or not (told.currency.isascii() and told.currency.isupper()):
        wrong["currency"] = _("Write its three letters, such as EUR.")
    if told.checked_on is not None and told.checked_on > today:
        wrong["checked_on"] = _("That day is yet to come.")
    if wrong:
        raise Invalid(wrong)
