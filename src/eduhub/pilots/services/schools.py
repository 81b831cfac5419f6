"""In which market a school is: its groups join the pilots that are run there, and no others."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Market
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots.models import SchoolAbroad
from eduhub.pilots.queries.schools import pilots_elsewhere
from eduhub.pilots.rules.jurisdictions import SCHOOL_RULES

SHOWN = 5  # pilots that are named in a refusal


@transaction.atomic
def place_school(
    school_id: int, market_id: int | None, *, seen: int, by: Actor, now: dt.datetime
) -> SchoolAbroad | None:
    """Note that a school is in another market, or at home again; the answer is None at home.

    Args:
        market_id: None for home; the home market is home too.
        seen: the market's number that the person had before them; 0 for home.

    Raises:
        Invalid: the school has groups in pilots that are run elsewhere and are not over.
    """
    rows = Organisation.objects.approved().filter(kind=Kind.SCHOOL)
    school = find(rows.select_for_update(of=("self",)), pk=school_id)
    require(by, "place", school, SCHOOL_RULES)
    there = SchoolAbroad.objects.filter(school=school).first()
    require_seen(there.market_id if there else 0, seen)
    market = None if market_id is None else _abroad(market_id, by)
    if (market and market.pk) == (there and there.market_id):
        return there
    _refuse_in_pilots(school, market)
    if market is None:
        SchoolAbroad.objects.filter(school=school).delete()
        made = None
    else:
        told = {"market": market, "noted_at": now, "noted_by_id": by.user_id}
        made, _new = SchoolAbroad.objects.update_or_create(school=school, defaults=told)
    record(by, "school.placed", school, now=now, market=market.code if market else "")
    return made


def _abroad(market_id: int, by: Actor) -> Market | None:
    market = find(Market.objects.visible_to(by), pk=market_id)
    return None if market.code == settings.HOME_MARKET else market


def _refuse_in_pilots(school: Organisation, market: Market | None) -> None:
    found = pilots_elsewhere(school.pk, market.pk if market else None)
    if found:
        words = _(
            "Groups of this school are in pilots that are run elsewhere: %(pilots)s. First they"
            " leave them, or the pilots come to their end."
        )
        numbers = ", ".join(pilot.number for pilot in found[:SHOWN])
        raise Invalid({"market": words % {"pilots": numbers}})


def hold_schools(school_ids: Iterable[int | None]) -> None:
    """Hold the schools in their market until the transaction ends, against place_school alone.

    Any number of groups may be joining at once; a lock that two of them could not share would
    let a round that is published and a teacher who joins wait for each other.
    """
    wanted = sorted({pk for pk in school_ids if pk is not None})
    table = connection.ops.quote_name(Organisation._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [wanted]
        )
