import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import FETCH_RAISE, Count, F, Q, QuerySet, Sum

from eduhub.catalogue.models import DayCount, Exhibit, Exhibition, Solution
from eduhub.catalogue.states import CountOf, ExhibitionState, ReferenceState, Season
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.kit.models import StoredFile
from eduhub.kit.search import query_for, words_in
from eduhub.people.states import STAFF

FEWEST_SHOWN = 5  # a count below is not shown
MOST_FOUND = 20  # solutions


@dataclass(frozen=True, slots=True)
class Seasons:
    """The exhibitions that an actor may see, by where today lies against their dates."""

    now: list[Exhibition]
    coming: list[Exhibition]
    past: list[Exhibition]
    drafts: list[Exhibition]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of an exhibition; None where a count is too small to be shown."""

    visits: int | None
    stands: int | None
    demos: int | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Day:
    day: dt.date
    visits: int | None


def seasons_to_show(actor: Actor, today: dt.date) -> Seasons:
    """Every exhibition with the number of its solutions. One query."""
    shown = Count("exhibits", filter=Q(exhibits__solution__in=Solution.objects.published()))
    rows = (
        Exhibition.objects.visible_to(actor)
        .annotate(solutions=shown)
        .order_by("-opens", "-pk")
        .fetch_mode(FETCH_RAISE)
    )
    found = Seasons([], [], [], [])
    for one in rows:
        if one.state == ExhibitionState.DRAFT:
            found.drafts.append(one)
            continue
        place = {Season.NOW: found.now, Season.COMING: found.coming, Season.PAST: found.past}
        place[one.season_on(today)].append(one)
    found.coming.reverse()
    return found


def exhibition_to_show(actor: Actor, pk: int) -> Exhibition:
    return find(Exhibition.objects.visible_to(actor).fetch_mode(FETCH_RAISE), pk=pk)


def exhibits_of(exhibition: Exhibition) -> QuerySet[Exhibit]:
    """Its published solutions in order, with how many schools confirm each. One query."""
    confirmed = Q(solution__references__state=ReferenceState.CONFIRMED)
    named = Q(solution__references__state=ReferenceState.UNCONFIRMED)
    return (
        Exhibit.objects.filter(exhibition=exhibition, solution__in=Solution.objects.published())
        .select_related("solution__company", "solution__stand")
        .annotate(
            confirmed=Count("solution__references", filter=confirmed),
            unconfirmed=Count("solution__references", filter=named),
        )
        .order_by("place", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def exhibits_to_arrange(exhibition: Exhibition) -> QuerySet[Exhibit]:
    """All its solutions, also those that their companies have withdrawn since."""
    return (
        exhibition.exhibits.select_related("solution__company")
        .order_by("place", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def solutions_to_choose(exhibition: Exhibition, asked: str) -> QuerySet[Solution]:
    """Published solutions that hold all the words and are not in the exhibition yet."""
    words = words_in(asked)
    rows = Solution.objects.published().exclude(exhibits__exhibition=exhibition)
    if not words:
        return rows.none()
    rows = rows.filter(words=reduce(and_, (query_for(word, []) for word in words)))
    return rows.select_related("company").order_by(in_reading_order("name"), "pk")[:MOST_FOUND]


def picture_of_exhibition(actor: Actor, pk: int) -> tuple[StoredFile, bool]:
    """The picture, and whether everybody may see it."""
    rows = Exhibition.objects.visible_to(actor).filter(picture__isnull=False)
    exhibition = find(rows.select_related("picture"), pk=pk)
    assert exhibition.picture is not None  # as the filter says
    return exhibition.picture, exhibition.state == ExhibitionState.PUBLISHED


def figures_of(exhibition: Exhibition) -> Figures:
    """Totals over the whole season. One query."""
    sums = {
        kind: Sum("count", filter=Q(kind=kind), default=0)
        for kind in (CountOf.VISIT, CountOf.STAND, CountOf.DEMO)
    }
    told = DayCount.objects.filter(exhibition=exhibition).aggregate(
        **{str(kind): one for kind, one in sums.items()}
    )
    return Figures(
        visits=_shown(told[CountOf.VISIT]),
        stands=_shown(told[CountOf.STAND]),
        demos=_shown(told[CountOf.DEMO]),
        counted=any(told.values()),
    )


def days_of(exhibition: Exhibition) -> list[Day]:
    """Visits by day, for staff, the newest first. One query."""
    rows = DayCount.objects.filter(exhibition=exhibition, kind=CountOf.VISIT).order_by("-day")
    return [Day(row.day, _shown(row.count)) for row in rows]


def exhibitions_for_staff(actor: Actor, today: dt.date) -> QuerySet[Exhibition]:
    """What waits for staff: drafts, and what is on or coming."""
    if not actor.roles & STAFF:
        return Exhibition.objects.none()
    waiting = Q(state=ExhibitionState.DRAFT) | Q(closes__gte=today)
    return (
        Exhibition.objects.filter(waiting)
        .annotate(solutions=Count("exhibits"))
        .order_by(F("state").asc(), "opens", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def exhibitions_on(today: dt.date) -> QuerySet[Exhibition]:
    """For the front page: what is on today, the one that closes first leading."""
    return Exhibition.objects.on(today).order_by("closes", "pk").fetch_mode(FETCH_RAISE)


def exhibition_of_solution(exhibition_id: int, solution_id: int, today: dt.date) -> bool:
    """Whether the exhibition is on and shows the solution."""
    shown = Exhibition.objects.on(today).filter(exhibits__solution=solution_id)
    return shown.filter(pk=exhibition_id).exists()


def _shown(count: int) -> int | None:
    return count if count >= FEWEST_SHOWN else None
