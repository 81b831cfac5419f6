"""When units are open, what is taken, what is free."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from eduhub.bookings.models import Part, Site, SpecialDay, Unit, WeeklyHours
from eduhub.bookings.rules import Times
from eduhub.engines.timetable import Hours, Special, Weekly, midnight

DAY = dt.timedelta(days=1)

type Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Taken:
    """What keeps others from a unit for a time: a claim on it or on a part of it."""

    begins: dt.datetime
    ends: dt.datetime
    booking_id: int


def times_of(units: Sequence[Unit]) -> dict[int, Times]:
    """The units with their hours, special days and sites, by key. Three queries."""
    weekly: dict[int, list[Weekly]] = defaultdict(list)
    these = RawSQL("SELECT unnest(%s::bigint[])", [[unit.pk for unit in units]])  # one parameter
    rules = WeeklyHours.objects.filter(unit__in=these).order_by("pk")
    for unit, *rule in rules.values_list(
        "unit_id", "weekday", "opens", "closes", "since", "until"
    ):
        weekly[unit].append(_weekly(*rule))
    special: dict[int | None, list[SpecialDay]] = defaultdict(list)
    for one in SpecialDay.objects.filter(Q(unit=None) | Q(unit__in=these)).order_by("pk"):
        special[one.unit_id].append(one)
    sites: dict[int, list[Site]] = defaultdict(list)
    for site in Site.objects.filter(unit__in=these).select_related("host").order_by("first"):
        sites[site.unit_id].append(site)
    return {
        unit.pk: _times(unit, weekly[unit.pk], special[unit.pk] or [], special[None], sites)
        for unit in units
    }


@lru_cache(maxsize=4096)
def _weekly(
    weekday: int, opens: dt.time, closes: dt.time, since: dt.date | None, until: dt.date | None
) -> Weekly:
    """A city has thousands of rules, and few that differ."""
    return Weekly(weekday, opens, closes, since or dt.date.min, until or dt.date.max)


def _times(
    unit: Unit,
    weekly: list[Weekly],
    own: list[SpecialDay],
    shared: list[SpecialDay],
    sites: Mapping[int, list[Site]],
) -> Times:
    """A unit's own special days win over those of the whole hub."""
    apart = [one for one in shared if not any(_meet(one, other) for other in own)]
    specials = [*own, *apart]
    hours = Hours(
        weekly=tuple(weekly),
        specials=tuple(Special(s.first, s.last, s.opens, s.closes) for s in specials),
        on_holidays=unit.on_holidays,
        always=unit.always_open,
    )
    return Times(unit, hours, specials, sites.get(unit.pk, []))


def _meet(one: SpecialDay, other: SpecialDay) -> bool:
    return one.first <= other.last and other.first <= one.last


def inside(unit_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Each unit with itself and all parts of it, near and far. One query.

    The table of parts is small: walls that move are few.
    """
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in Part.objects.values_list("whole", "part"):
        parts[whole].append(part)
    return {unit: _reach(unit, parts) for unit in unit_ids}


def _reach(unit: int, parts: Mapping[int, list[int]]) -> frozenset[int]:
    found, ahead = {unit}, [unit]
    while ahead:
        new = [part for part in parts.get(ahead.pop(), ()) if part not in found]
        found.update(new)
        ahead += new
    return frozenset(found)


# Claims on one unit never overlap, so at most one of them straddles the beginning: the last that
# begins before it. That is two short walks of the b-tree for each unit and each of its parts.
TOUCHING = """
WITH RECURSIVE reach(place, unit) AS (
    SELECT place, unit FROM unnest(%(units)s::bigint[]) WITH ORDINALITY AS u(unit, place)
    UNION
    SELECT reach.place, p.part_id FROM reach JOIN bookings_part p ON p.whole_id = reach.unit
)
SELECT {columns}
FROM reach CROSS JOIN LATERAL (
    (SELECT during, booking_id FROM bookings_claim
     WHERE unit_id = reach.unit AND lower(during) <= %(begins)s
     ORDER BY lower(during) DESC LIMIT 1)
    UNION ALL
    (SELECT during, booking_id FROM bookings_claim
     WHERE unit_id = reach.unit AND lower(during) > %(begins)s AND lower(during) < %(ends)s)
) AS c
WHERE upper(c.during) > %(begins)s
"""
TAKEN = TOUCHING.format(columns="reach.place, lower(c.during), upper(c.during), c.booking_id")


def taken_between(
    units: Sequence[Unit], begins: dt.datetime, ends: dt.datetime
) -> dict[int, list[Taken]]:
    """What keeps others from each unit, its parts' claims among it, in order. One query."""
    keys = [unit.pk for unit in units]
    found: list[set[Taken]] = [set() for _ in keys]
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, {"units": keys, "begins": begins, "ends": ends})
        for place, *taken in cursor.fetchall():
            found[place - 1].add(Taken(*taken))
    return {
        key: sorted(taken, key=lambda one: (one.begins, one.booking_id))
        for key, taken in zip(keys, found, strict=True)
    }


def days_as_span(first: dt.date, days: int) -> Span:
    """From the first midnight to the one after the last day."""
    zone = timezone.get_current_timezone()
    return midnight(first, zone), midnight(first + days * DAY, zone)
