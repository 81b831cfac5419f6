"""A season as the engine's problem: places, applicants and wishes by number, no name in it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from eduhub.bookings.models import Season, SeasonApplication, SeasonDecision, SeasonWish, Unit
from eduhub.bookings.queries.times import (
    Taken,
    days_as_span,
    inside,
    taken_between,
    times_of,
)
from eduhub.bookings.rules import Times
from eduhub.bookings.states import Placing
from eduhub.engines import seasons as engine

DAY = dt.timedelta(days=1)
WHOLE = 1440  # minutes of a day by the clock, whatever the clock does

type Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """What a season is made of, read at one moment; wishes that were withdrawn are not in it."""

    units: list[Unit]
    applications: list[SeasonApplication]
    wishes: list[SeasonWish]
    decisions: list[SeasonDecision]


def wish_key(wish_id: int) -> str:
    return f"w{wish_id}"


def unit_key(unit_id: int) -> str:
    return f"u{unit_id}"


def number_in(key: str) -> int:
    """The number of the wish or the unit that a key of the problem stands for."""
    return int(key[1:])


def minutes_of(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def time_of(minutes: int) -> dt.time:
    return dt.time(*divmod(minutes, 60))


def sides_of(season: Season) -> Sides:
    """Five queries, however many wishes there are."""
    wishes = SeasonWish.objects.standing().filter(application__season=season)
    decisions = SeasonDecision.objects.filter(
        wish__application__season=season, wish__rank__isnull=False, undone_at=None
    )
    return Sides(
        units=list(Unit.objects.filter(seasons__season=season).order_by("pk")),
        applications=list(season.applications.select_related("organisation").order_by("pk")),
        wishes=list(wishes.prefetch_related("units").order_by("pk")),
        decisions=list(decisions.select_related("wish").order_by("pk")),
    )


def days_in(season: Season, today: dt.date) -> list[dt.date]:
    """The days of the season that are still to come, without its breaks. One query."""
    breaks = list(season.breaks.all())
    first = max(season.first, today + DAY)
    days = (first + n * DAY for n in range((season.last - first).days + 1))
    return [day for day in days if not any(one.first <= day <= one.last for one in breaks)]


def problem_of(season: Season, sides: Sides, today: dt.date) -> engine.Problem:
    """Raises ValueError where the season is beyond what the engine takes. Seven queries."""
    places = _places(season, sides.units, today)
    there = {place.id for place in places}
    asking = {wish.application_id for wish in sides.wishes}
    return engine.Problem(
        places=places,
        applicants=tuple(
            engine.Applicant(
                id=f"a{one.pk}",
                kind=one.organisation.kind,
                most_minutes=season.most_minutes,
                at_most=one.needs,
            )
            for one in sides.applications
            if one.pk in asking
        ),
        wishes=tuple(_wish(wish, there) for wish in sides.wishes),
        locks=tuple(
            engine.Lock(wish_key(one.wish_id), slot_of(one), one.reason)
            for one in sides.decisions
            if one.kind == Placing.PLACE and unit_key(one.unit_id or 0) in there
        ),
        forbids=tuple(
            engine.Forbid(wish_key(one.wish_id), one.reason)
            for one in sides.decisions
            if one.kind == Placing.REFUSE
        ),
        floor=season.floor,
        seed=season.seed,
    )


def slot_of(decision: SeasonDecision) -> engine.Slot:
    """Where a decision puts its wish; of one that refuses there is none (ValueError)."""
    if decision.unit_id is None or decision.weekday is None or decision.begins is None:
        raise ValueError("it is not placed")
    return engine.Slot(
        unit_key(decision.unit_id),
        decision.weekday,
        minutes_of(decision.begins),
        decision.wish.minutes,
    )


def asks_the_same(one: engine.Problem, other: engine.Problem) -> bool:
    """Whether wishes, limits and decisions are equal; what is taken may differ by now."""
    told = ("applicants", "wishes", "locks", "forbids", "floor", "seed")
    rows = ([sorted(map(repr, _rows(getattr(p, name)))) for name in told] for p in (one, other))
    first, second = rows
    places = [{place.id for place in p.places} for p in (one, other)]
    return first == second and places[0] == places[1]


def _rows(value: object) -> Iterable[object]:
    return value if isinstance(value, tuple) else (value,)


def _wish(wish: SeasonWish, there: set[str]) -> engine.Wish:
    named = [unit_key(one.unit_id) for one in sorted(wish.units.all(), key=lambda one: one.pk)]
    return engine.Wish(
        id=wish_key(wish.pk),
        applicant=f"a{wish.application_id}",
        rank=wish.rank or 1,
        places=tuple(key for key in named if key in there),
        weekday=wish.weekday,
        earliest=minutes_of(wish.earliest),
        latest=minutes_of(wish.latest),
        minutes=wish.minutes,
        people=wish.people,
        equipment=frozenset(wish.equipment),
    )


def _places(season: Season, units: Sequence[Unit], today: dt.date) -> tuple[engine.Place, ...]:
    days = days_in(season, today)
    if not days:
        taken: dict[int, list[Taken]] = {unit.pk: [] for unit in units}
    else:
        begins, ends = days_as_span(days[0], (days[-1] - days[0]).days + 1)
        taken = taken_between(units, begins, ends)
    times, reach = times_of(units), inside([unit.pk for unit in units])
    return tuple(
        engine.Place(
            id=unit_key(unit.pk),
            reach=frozenset(unit_key(key) for key in reach[unit.pk]),
            size=unit.size,
            days=_days(times[unit.pk], taken[unit.pk], days),
            equipment=frozenset(unit.equipment),
            kinds=frozenset(unit.open_to),
            before=unit.buffer_before,
            after=unit.buffer_after,
            least=unit.least_minutes,
            most=unit.most_minutes,
            step=unit.step_minutes,
        )
        for unit in units
    )


def _days(times: Times, taken: Sequence[Taken], days: Sequence[dt.date]) -> tuple[engine.Day, ...]:
    """Days of one weekday that are open and taken at the same minutes are told as one."""
    by_day = _by_day(taken)
    counts: Counter[tuple[int, Stretches, Stretches]] = Counter()
    for day in days:
        opened = tuple(_on_the_wall(span, day) for span in times.open_on(day))
        counts[day.weekday(), opened, by_day.get(day, ())] += 1
    return tuple(
        engine.Day(weekday, count, opened, held)
        for (weekday, opened, held), count in sorted(counts.items())
    )


def _by_day(taken: Sequence[Taken]) -> Mapping[dt.date, Stretches]:
    found: dict[dt.date, Stretches] = {}
    for one in taken:
        day, last = timezone.localdate(one.begins), timezone.localdate(one.ends)
        while day <= last:
            begins, ends = _on_the_wall((one.begins, one.ends), day)
            if begins < ends:
                found[day] = (*found.get(day, ()), (begins, ends))
            day += DAY
    return found


def _on_the_wall(span: tuple[dt.datetime, dt.datetime], day: dt.date) -> tuple[int, int]:
    """From which until which minute of the day, as the clock on the wall shows it."""
    begins, ends = (_minute(moment, day) for moment in span)
    return max(begins, 0), min(ends, WHOLE)


def _minute(moment: dt.datetime, day: dt.date) -> int:
    local = timezone.localtime(moment)
    return (local.date() - day).days * WHOLE + local.hour * 60 + local.minute
