"""A pilot abroad is the same pilot, run by the rules of another market."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import MarketFacts
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.pilots.models import EthicsStatement, Pilot
from eduhub.pilots.rules.jurisdictions import JURISDICTION_RULES
from eduhub.pilots.services.checks import names_nobody
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states.privacy import HOME_AGE

LONGEST_NUMBER = 60  # characters


@transaction.atomic
def place_pilot(
    pilot_id: int, market_id: int | None, *, seen: int, by: Actor, now: dt.datetime
) -> Pilot:
    """Run it by the rules of a market as they stand now, or by those of home.

    The version of the market's facts is kept: what is found out later changes no pilot. A
    statement of the former market's ethics body goes.

    Args:
        market_id: None for home; the home market is home too.
        seen: the pilot's version that the person had before them.
    """
    standing = lock(pilot_id, by)
    pilot = standing.pilot
    require(by, "place", standing, JURISDICTION_RULES)
    require_version(pilot, seen)
    facts = None if market_id is None else _facts(market_id, by)
    if (facts.pk if facts else None) == pilot.jurisdiction_id:
        return pilot
    if pilot.seats.exists():
        raise Invalid(
            {"market": _("Seats of pupils stand in it. First their teachers remove them.")}
        )
    EthicsStatement.objects.filter(pilot=pilot).delete()
    pilot.jurisdiction = facts
    pilot.pupil_age = facts.answers_alone_from if facts else HOME_AGE
    pilot.version += 1
    pilot.save(update_fields=["jurisdiction", "pupil_age", "version"])
    told = {"market": facts.market.code, "facts": facts.version} if facts else {"market": ""}
    record(by, "pilot.placed", pilot, now=now, age=pilot.pupil_age, **told)
    return pilot


def _facts(market_id: int, by: Actor) -> MarketFacts | None:
    rows = MarketFacts.objects.standing().visible_to(by).select_related("market")
    facts = find(rows, market=market_id)
    if facts.market.code == settings.HOME_MARKET:
        return None
    if not facts.is_checked:
        message = _("Nobody has checked the law of this market yet: %(market)s. Check it first.")
        raise Invalid({"market": message % {"market": facts.market.name}})
    return facts


@transaction.atomic
def note_ethics(
    pilot_id: int, number: str, given_on: dt.date, *, by: Actor, now: dt.datetime
) -> EthicsStatement:
    """What the ethics body of that market has said; noted anew, it takes the former's place."""
    standing = lock(pilot_id, by)
    require(by, "note_ethics", standing, JURISDICTION_RULES)
    words = number.strip()
    if not words:
        raise Invalid({"number": _("Write the number of the statement.")})
    if given_on > timezone.localdate(now):
        raise Invalid({"given_on": _("That day is yet to come.")})
    names_nobody({"number": words})
    there = EthicsStatement.objects.filter(pilot=standing.pilot).first()
    if there is not None and (there.number, there.given_on) == (words, given_on):
        return there
    told = {"number": words, "given_on": given_on, "noted_at": now, "noted_by_id": by.user_id}
    made, _new = EthicsStatement.objects.update_or_create(pilot=standing.pilot, defaults=told)
    record(by, "pilot.ethics_noted", standing.pilot, now=now, given_on=given_on.isoformat())
    return made
