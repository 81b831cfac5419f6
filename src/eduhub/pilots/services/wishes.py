"""What both sides would like: teachers rank offers, companies say which groups they prefer."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.pilots.models import GroupProfile, Pilot, Preferred, Wish
from eduhub.pilots.queries.schools import market_of_school, why_elsewhere
from eduhub.pilots.rules.rounds import PREFER_RULES, WISH_RULES
from eduhub.pilots.services.checks import hold_against_topics
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states.rounds import WISHES


@transaction.atomic
def wish(
    profile_id: int,
    ranked: Sequence[int],
    never: Sequence[int],
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    """A teacher's wishes for a group, which take the place of those before.

    Args:
        ranked: offers, the dearest first.
        never: offers that the group is not to get.
    """
    visible = GroupProfile.objects.visible_to(by).select_for_update()
    profile = find(visible, pk=profile_id)
    require(by, "wish", profile, WISH_RULES)
    if len({*ranked, *never}) < len(ranked) + len(never):
        raise Invalid({"__all__": _("Name each offer once: as one wish, or as “never”.")})
    told = Pilot.objects.visible_to(by).open_for_groups().filter(pk__in=[*ranked, *never])
    open_ones = told.run_in(market_of_school(profile.school_id))
    if (away := told.exclude(pk__in=open_ones.values("pk")).first()) is not None:
        raise Invalid({"__all__": why_elsewhere(away, profile.school_id)})
    if len(ranked) > WISHES or open_ones.count() < len(ranked) + len(never):
        raise Invalid({"__all__": _("Choose from the offers that are open now.")})
    profile.wishes.all().delete()
    rows = [Wish(profile=profile, pilot_id=pk, rank=n) for n, pk in enumerate(ranked, 1)]
    rows += [Wish(profile=profile, pilot_id=pk) for pk in never]
    Wish.objects.bulk_create(rows)
    record(by, "profile.wished", profile, now=now, ranked=len(ranked), never=len(never))


@transaction.atomic
def prefer(
    pilot_id: int, ages: list[str], languages: list[str], *, by: Actor, now: dt.datetime
) -> Preferred:
    """Which groups the company would rather have; it decides nothing by itself."""
    standing = lock(pilot_id, by)
    require(by, "prefer", standing, PREFER_RULES)
    hold_against_topics({"ages": ages, "languages": languages})
    told = {"ages": ages, "languages": languages}
    row, _made = Preferred.objects.update_or_create(pilot=standing.pilot, defaults=told)
    record(by, "pilot.preferred", standing.pilot, now=now, ages=ages, languages=languages)
    return row
