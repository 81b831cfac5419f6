"""What the pages of seasons show: rounds, one's own wishes, the hub's board, two proposals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from eduhub.bookings.models import (
    Season,
    SeasonApplication,
    SeasonDecision,
    SeasonResult,
    SeasonVersion,
    SeasonWish,
    Unit,
    WishUnit,
)
from eduhub.bookings.queries.season_problem import (
    minutes_of,
    number_in,
    slot_of,
    time_of,
    unit_key,
    wish_key,
)
from eduhub.bookings.queries.season_words import Told, Where
from eduhub.bookings.states import HOLDING, SeasonState, UnitKind
from eduhub.engines import seasons as engine
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import Text
from eduhub.people.states import Kind


def seasons(actor: Actor) -> QuerySet[Season]:
    """Those that this reader may see, the newest first."""
    return Season.objects.visible_to(actor).order_by("-first", "-pk")


def taking_wishes(actor: Actor, now: dt.datetime) -> QuerySet[Season]:
    rows = seasons(actor).filter(state=SeasonState.OPEN, opens_at__lte=now, closes_at__gt=now)
    return rows.order_by("closes_at", "pk")


def to_prepare(actor: Actor, now: dt.datetime) -> QuerySet[Season]:
    """Whose window is over and that nobody has published yet."""
    return seasons(actor).filter(state=SeasonState.OPEN, closes_at__lte=now)


def find_season(pk: int, actor: Actor) -> Season:
    return find(Season.objects.visible_to(actor), pk=pk)


def units_in(season: Season) -> list[Unit]:
    return list(Unit.objects.filter(seasons__season=season).order_by("pk"))


def find_wish(pk: int, actor: Actor) -> SeasonWish:
    rows = SeasonWish.objects.visible_to(actor).select_related("application__season")
    return find(rows.prefetch_related("units"), pk=pk)


def application_of(season: Season, actor: Actor) -> SeasonApplication | None:
    if actor.organisation_id is None:
        return None
    return season.applications.filter(organisation=actor.organisation_id).first()


# What became of wishes


@dataclass(frozen=True, slots=True)
class Outcome:
    """A wish with what became of it, if that is known.

    Attributes:
        places: the units that were named.
        booked, left_out: days of the series; None while it is not made.
        words: of whoever placed it by hand.
    """

    wish: SeasonWish
    places: list[Unit]
    where: Where | None = None
    told: Told | None = None
    series_id: int | None = None
    booked: int | None = None
    left_out: int | None = None
    words: str = ""

    @property
    def asked(self) -> str:
        """When it would like to come."""
        return str(asked_words(self.wish))


def asked_words(wish: SeasonWish) -> "Asked":
    return Asked(wish.weekday, minutes_of(wish.earliest), minutes_of(wish.latest), wish.minutes)


@dataclass(frozen=True, slots=True)
class Asked:
    """The weekday and hours of a wish; where it may begin later, from when until when at most."""

    weekday: int
    earliest: int
    latest: int
    minutes: int

    def __str__(self) -> str:
        span = self.latest - self.earliest + self.minutes
        return Where("", self.weekday, self.earliest, span).when

    @property
    def is_wide(self) -> bool:
        return self.latest > self.earliest


def outcomes_of(application: SeasonApplication) -> list[Outcome]:
    """The standing wishes of an application in their rank. Four queries."""
    wishes = list(
        application.wishes.standing()
        .select_related("person", "result__unit", "result__series")
        .prefetch_related(_with_units())
        .order_by("rank")
    )
    results = [wish.result for wish in wishes if hasattr(wish, "result")]
    units = _named_in(results)
    counts = _days_of(results)
    return [_outcome(wish, units, counts) for wish in wishes]


def _with_units() -> "Prefetch[str, QuerySet[WishUnit], str]":
    return Prefetch("units", WishUnit.objects.select_related("unit").order_by("pk"))


def _named_in(results: Iterable[SeasonResult]) -> dict[str, Text]:
    """The names of units that changes speak of. One query."""
    keys = {
        number_in(change["slot"]["place"])
        for one in results
        if (change := one.facts.get("change")) is not None
    }
    return {unit_key(unit.pk): unit.name for unit in Unit.objects.filter(pk__in=keys)}


def _days_of(results: Iterable[SeasonResult]) -> Mapping[int, tuple[int, int]]:
    """How many days each series has, and how many it lacks. One query."""
    keys = [one.pk for one in results if one.series_id is not None]
    rows = SeasonResult.objects.filter(pk__in=keys).annotate(
        booked=Count(
            "series__bookings", filter=Q(series__bookings__state__in=HOLDING), distinct=True
        ),
        lacks=Count("series__refused", distinct=True),
    )
    return {row.pk: (row.booked, row.lacks) for row in rows}


def _outcome(
    wish: SeasonWish, units: Mapping[str, Text], counts: Mapping[int, tuple[int, int]]
) -> Outcome:
    places = [one.unit for one in wish.units.all()]
    result: SeasonResult | None = getattr(wish, "result", None)
    if result is None:
        return Outcome(wish, places)
    if result.unit is None or result.begins is None or result.weekday is None:
        told = Told(result.reason, result.facts, units, result.words)
        return Outcome(wish, places, told=told)
    where = Where(result.unit.name, result.weekday, minutes_of(result.begins), wish.minutes)
    booked, lacks = counts.get(result.pk, (None, None))
    return Outcome(
        wish,
        places,
        where,
        series_id=result.series_id,
        booked=booked,
        left_out=lacks,
        words=result.words,
    )


# The hub's board


@dataclass(frozen=True, slots=True)
class Line:
    """A wish on the board: what the proposal gives it, or why not; what was decided by hand."""

    wish: SeasonWish
    organisation: Text
    asked: str
    where: Where | None = None
    days: tuple[int, int] | None = None  # that can be had, of all
    told: Told | None = None
    decision: SeasonDecision | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A proposal in words; conflict: the wishes whose decisions meet."""

    by_unit: list[tuple[Text, list[Line]]]
    left: list[Line]
    conflict: list[Line]
    points: int = 0
    bound: int = 0
    first_wishes: tuple[int, int] = (0, 0)  # met, of all
    shortfalls: tuple[tuple[str, int], ...] = ()

    @property
    def served(self) -> int:
        return sum(len(lines) for _unit, lines in self.by_unit)


def wishes_in(season: Season) -> list[SeasonWish]:
    """All that stand, by organisation and rank. Two queries."""
    rows = SeasonWish.objects.standing().filter(application__season=season)
    return list(
        rows.select_related("application__organisation")
        .prefetch_related(_with_units())
        .order_by("application", "rank")
    )


def decisions_in(season: Season) -> dict[int, SeasonDecision]:
    """By wish. One query."""
    rows = SeasonDecision.objects.filter(
        wish__application__season=season, undone_at=None
    ).select_related("unit", "wish")
    return {row.wish_id: row for row in rows.order_by("pk")}


def versions_of(season: Season) -> list[SeasonVersion]:
    """The newest first, without their long texts. One query."""
    return list(season.versions.defer("problem", "answer").order_by("-number"))


def find_version(season: Season, number: int) -> SeasonVersion:
    return find(season.versions.all(), number=number)


def lines_of(season: Season) -> list[Line]:
    """Wishes without a proposal."""
    return [_line(wish) for wish in wishes_in(season)]


def _line(wish: SeasonWish, decision: SeasonDecision | None = None) -> Line:
    name = wish.application.organisation.name
    return Line(wish, name, str(asked_words(wish)), decision=decision)


def board_of(season: Season, version: SeasonVersion) -> Board:
    """A proposal that was worked out. Five queries."""
    answer = engine.answer_from_text(version.answer)
    units = {unit_key(unit.pk): unit.name for unit in units_in(season)}
    decisions = decisions_in(season)
    wishes = {wish_key(wish.pk): wish for wish in wishes_in(season)}
    if answer.proposal is None:
        meet = answer.contradiction.wishes if answer.contradiction else ()
        lines = [_line(wishes[key], decisions.get(wishes[key].pk)) for key in meet]
        return Board([], [], lines)
    placed: dict[str, list[Line]] = defaultdict(list)
    for grant in sorted(answer.proposal.grants, key=lambda one: one.slot):
        if (wish := wishes.get(grant.wish)) is not None:
            slot = grant.slot
            placed[slot.place].append(
                Line(
                    wish,
                    wish.application.organisation.name,
                    str(asked_words(wish)),
                    Where(units[slot.place], slot.weekday, slot.begins, slot.minutes),
                    (grant.days, grant.of_days),
                    decision=decisions.get(wish.pk),
                )
            )
    left = [
        _left(wishes[one.wish], one, units, decisions)
        for one in answer.refusals
        if one.wish in wishes
    ]
    first = [wish for wish in wishes.values() if wish.rank == 1]
    met = answer.proposal.slots
    return Board(
        by_unit=[(units[key], placed[key]) for key in units if key in placed],
        left=left,
        conflict=[],
        points=answer.proposal.points,
        bound=answer.proposal.bound,
        first_wishes=(sum(wish_key(one.pk) in met for one in first), len(first)),
        shortfalls=tuple(
            (str(Kind(one.kind).label), one.missing) for one in answer.proposal.shortfalls
        ),
    )


def _left(
    wish: SeasonWish,
    refusal: engine.Refusal,
    units: Mapping[str, Text],
    decisions: Mapping[int, SeasonDecision],
) -> Line:
    decision = decisions.get(wish.pk)
    words = decision.reason if decision else ""
    told = Told(refusal.reason.value, engine.refusal_content(refusal), units, words)
    return Line(
        wish,
        wish.application.organisation.name,
        str(asked_words(wish)),
        told=told,
        decision=decision,
    )


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A wish that gets something else than before; effect: gains, moves or loses."""

    wish: SeasonWish
    before: Where | None
    after: Where | None
    effect: str


def compared(season: Season, old: SeasonVersion, new: SeasonVersion) -> list[MovedLine]:
    """Two proposals that were worked out and contradict nothing. Three queries."""
    units = {unit_key(unit.pk): unit.name for unit in units_in(season)}
    wishes = {wish_key(wish.pk): wish for wish in wishes_in(season)}
    first, second = (engine.answer_from_text(one.answer).proposal for one in (old, new))
    if first is None or second is None:
        return []

    def seen(slot: engine.Slot | None) -> Where | None:
        if slot is None:
            return None
        named = units.get(slot.place, Text())
        return Where(named, slot.weekday, slot.begins, slot.minutes)

    return [
        MovedLine(wishes[one.wish], seen(one.before), seen(one.after), one.effect.value)
        for one in engine.compare(first, second)
        if one.wish in wishes
    ]


def where_placed(decision: SeasonDecision) -> Where | None:
    if decision.unit is None:
        return None
    slot = slot_of(decision)
    return Where(decision.unit.name, slot.weekday, slot.begins, slot.minutes)


@dataclass(frozen=True, slots=True)
class Placing:
    """A decision that stands, in words."""

    row: SeasonDecision
    organisation: Text
    where: Where | None


def placings_in(season: Season) -> list[Placing]:
    """What was decided by hand. One query."""
    rows = SeasonDecision.objects.filter(
        wish__application__season=season, undone_at=None
    ).select_related("unit", "wish__application__organisation")
    return [
        Placing(row, row.wish.application.organisation.name, where_placed(row))
        for row in rows.order_by("pk")
    ]


def place_of(season: Season, wish: SeasonWish) -> tuple[int | None, dt.time]:
    """Where the latest proposal puts a wish, else its first unit, and when it begins."""
    version = season.versions.exclude(served=None).order_by("-number").first()
    answer = engine.answer_from_text(version.answer) if version else None
    slot = answer.proposal.slots.get(wish_key(wish.pk)) if answer and answer.proposal else None
    if slot is not None:
        return number_in(slot.place), time_of(slot.begins)
    first = next(iter(wish.units.all()), None)
    return first.unit_id if first else None, wish.earliest


def still_to_book(season: Season) -> int:
    """Wishes that were met and whose bookings the worker has not made yet. One query."""
    rows = SeasonResult.objects.filter(wish__application__season=season, booked_at=None)
    return rows.filter(unit__isnull=False).count()


def units_to_share() -> list[Unit]:
    """What can be shared out by hours of the week. One query."""
    rows = Unit.objects.shown().exclude(kind=UnitKind.CONTAINER).exclude(over_night=True)
    return list(rows.order_by("pk"))
