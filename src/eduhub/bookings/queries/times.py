"""When units are open, what is taken, what is free."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from eduhub.bookings.models import Part, Site, SpecialDay, Unit, WeeklyHours
from eduhub.bookings.rules import Times
from eduhub.engines.timetable import Hours, Special, Weekly, free_spans, midnight

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
BEGINNING = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # whole seconds are counted from here

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
    for rule in WeeklyHours.objects.filter(unit__in=units):
        since, until = rule.since or dt.date.min, rule.until or dt.date.max
        weekly[rule.unit_id].append(Weekly(rule.weekday, rule.opens, rule.closes, since, until))
    special: dict[int | None, list[SpecialDay]] = defaultdict(list)
    for one in SpecialDay.objects.filter(Q(unit=None) | Q(unit__in=units)).order_by("pk"):
        special[one.unit_id].append(one)
    sites: dict[int, list[Site]] = defaultdict(list)
    for site in Site.objects.filter(unit__in=units).select_related("host").order_by("first"):
        sites[site.unit_id].append(site)
    return {
        unit.pk: _times(unit, weekly[unit.pk], special[unit.pk] or [], special[None], sites)
        for unit in units
    }


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
        weekly=weekly,
        specials=[Special(one.first, one.last, one.opens, one.closes) for one in specials],
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


TAKEN = """
SELECT u.unit, lower(c.during), upper(c.during), c.booking_id
FROM unnest(%(units)s::bigint[]) AS u(unit)
CROSS JOIN LATERAL (
    (SELECT during, booking_id FROM bookings_claim
     WHERE unit_id = u.unit AND lower(during) <= %(begins)s
     ORDER BY lower(during) DESC LIMIT 1)
    UNION ALL
    (SELECT during, booking_id FROM bookings_claim
     WHERE unit_id = u.unit AND lower(during) > %(begins)s AND lower(during) < %(ends)s)
) AS c
WHERE upper(c.during) > %(begins)s
"""


def claims_between(
    unit_ids: Iterable[int], begins: dt.datetime, ends: dt.datetime
) -> dict[int, list[Taken]]:
    """Claims that touch the span, by unit. One query.

    Claims on one unit never overlap, so at most one of them straddles the beginning: the last
    that begins before it. That is two short walks of the b-tree for each unit.
    """
    found: dict[int, list[Taken]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, {"units": sorted(set(unit_ids)), "begins": begins, "ends": ends})
        for unit, lower, upper, booking in cursor.fetchall():
            found[unit].append(Taken(lower, upper, booking))
    return found


def taken_between(
    units: Sequence[Unit], begins: dt.datetime, ends: dt.datetime
) -> dict[int, list[Taken]]:
    """What keeps others from each unit, its parts' claims among it, in order. Two queries."""
    reach = inside([unit.pk for unit in units])
    claims = claims_between({one for found in reach.values() for one in found}, begins, ends)
    return {
        unit.pk: sorted(
            {taken for one in reach[unit.pk] for taken in claims.get(one, ())},
            key=lambda taken: (taken.begins, taken.booking_id),
        )
        for unit in units
    }


def free_between(
    times: Mapping[int, Times],
    taken: Mapping[int, list[Taken]],
    first: dt.date,
    days: int,
    *,
    minutes: int,
    not_before: dt.datetime,
) -> dict[int, list[Span]]:
    """Gaps of at least that length, in which a booking of each unit can lie. No query.

    What a unit keeps free before and after widens what is taken. Units that may be kept over
    night count from the first opening to the last closing.
    """
    keys = list(times)
    opened_of: list[int] = []
    opened: list[tuple[int, int]] = []
    cuts_of: list[int] = []
    cuts: list[tuple[int, int]] = []
    for place, key in enumerate(keys):
        unit = times[key].unit
        for begins, ends in _open(times[key], first, days):
            if ends > not_before:
                opened_of.append(place)
                opened.append((_whole(max(begins, not_before)), _whole(ends)))
        for one in taken.get(key, ()):
            cuts_of.append(place)
            before, after = unit.buffer_before * 60, unit.buffer_after * 60
            cuts.append((_whole(one.begins) - after, _whole(one.ends) + before))
    of, spans = free_spans(opened_of, opened, cuts_of, cuts, least=minutes * 60)
    found: dict[int, list[Span]] = {key: [] for key in keys}
    for place, (begins, ends) in zip(of.tolist(), spans.tolist(), strict=True):
        found[keys[place]].append((_back(begins), _back(ends)))
    return found


def _open(times: Times, first: dt.date, days: int) -> list[Span]:
    spans = [span for n in range(days) for span in times.open_on(first + n * DAY)]
    if times.unit.over_night and spans:
        return [(spans[0][0], spans[-1][1])]
    return spans


def _whole(moment: dt.datetime) -> int:
    return -((BEGINNING - moment) // SECOND)


def _back(seconds: int) -> dt.datetime:
    return BEGINNING + seconds * SECOND


def days_as_span(first: dt.date, days: int) -> Span:
    """From the first midnight to the one after the last day."""
    zone = timezone.get_current_timezone()
    return midnight(first, zone), midnight(first + days * DAY, zone)
