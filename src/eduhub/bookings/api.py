import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query, Router
from ninja.pagination import paginate

from eduhub.bookings import queries, services
from eduhub.bookings.models import (
    Booking,
    SchoolGroup,
    Season,
    SeasonWish,
    Series,
    Unit,
    Visit,
    WorkshopLine,
)
from eduhub.bookings.queries import Wanted, Wish, WorkshopTotal
from eduhub.bookings.queries import seasons as season_queries
from eduhub.bookings.schemas import (
    BookingIn,
    BookingOut,
    FreeQuery,
    GroupIn,
    GroupOut,
    LineIn,
    LineOut,
    SeasonOut,
    SeriesIn,
    SeriesOut,
    TotalOut,
    UnitOut,
    VisitOut,
    WishIn,
    WishOut,
)
from eduhub.bookings.services import season_wishes
from eduhub.bookings.states import Grade, UnitKind
from eduhub.kit.http import HubRequest, OwnSession
from eduhub.kit.limits import caller
from eduhub.kit.paging import InPages

router = Router(tags=["units"])
visits_router = Router(tags=["visits"])


@router.get("", response=list[UnitOut])
@paginate(InPages)
def units(request: HubRequest, kind: UnitKind | None = None) -> QuerySet[Unit]:
    """What can be booked: rooms, stands, kits, the mobile container."""
    today = timezone.localdate()
    return queries.units_to_list(request.actor, Wanted(today, kind=kind.value if kind else ""))


@router.get("/free", response=list[UnitOut])
@paginate(InPages)
def free_units(request: HubRequest, asked: Query[FreeQuery]) -> QuerySet[Unit]:
    """What one could book for exactly that time, for so many people, with that equipment."""
    wanted = Wanted(
        timezone.localdate(asked.begins),
        kind=asked.kind.value if asked.kind else "",
        people=asked.people,
        equipment=tuple(one.value for one in asked.equipment),
    )
    span = (asked.begins, asked.ends)
    return queries.free_at(span, wanted, request.actor, timezone.now())


@router.post("/{unit_id}/bookings", response=BookingOut, auth=OwnSession())
def book_unit(request: HubRequest, unit_id: int, booking: BookingIn) -> Booking:
    """Book a unit, or hear why not; what the hub approves first has the state "asked"."""
    return services.book(
        unit_id, booking.asked(), key=booking.key, by=request.actor, now=timezone.now()
    )


@router.post("/{unit_id}/series", response=SeriesOut, auth=OwnSession())
def book_series(request: HubRequest, unit_id: int, series: SeriesIn) -> Series:
    """Book it again and again; with skips_clashes without the days that cannot be had."""
    return services.book_series(
        unit_id,
        series.asked(),
        series.repeat(),
        skips_clashes=series.skips_clashes,
        key=series.key,
        by=request.actor,
        now=timezone.now(),
    )


@visits_router.get("", response=list[VisitOut])
@paginate(InPages)
def visits(request: HubRequest, grade: Grade | None = None, language: str = "") -> QuerySet[Visit]:
    """What school groups can enrol in, the nearest first, with the times to come."""
    wish = Wish(grade.value if grade else "", language)
    return queries.visits_to_list(wish, timezone.now())


@visits_router.post("/times/{time_id}/groups", response=GroupOut, auth=OwnSession())
def enrol_group(request: HubRequest, time_id: int, group: GroupIn) -> SchoolGroup:
    """Take a place, or stand in the queue; a letter asks the teacher to confirm it."""
    told = group.enrolment(caller(request))
    return services.enrol(time_id, told, by=request.actor, now=timezone.now())


@visits_router.post("/times/{time_id}/log", response=LineOut, auth=OwnSession())
def log_workshop(request: HubRequest, time_id: int, line: LineIn) -> WorkshopLine:
    """Write down what was done with a solution: for whoever holds the visit."""
    return services.log_workshop(
        time_id,
        line.solution_id,
        line.counts(),
        key=line.key,
        by=request.actor,
        now=timezone.now(),
    )


@visits_router.get("/workshops", response=list[TotalOut], auth=OwnSession())
def workshop_totals(request: HubRequest, first: dt.date, last: dt.date) -> list[WorkshopTotal]:
    """Totals by solution of what one may read: staff of all, a host of its own visits."""
    return queries.totals_for(request.actor, (first, last))


@router.get("/seasons", response=list[SeasonOut])
@paginate(InPages)
def seasons(request: HubRequest) -> QuerySet[Season]:
    """Seasons whose regular times are shared out at once, the newest first."""
    return season_queries.seasons(request.actor).prefetch_related("units")


@router.get("/seasons/{season_id}", response=SeasonOut)
def season(request: HubRequest, season_id: int) -> Season:
    return season_queries.find_season(season_id, request.actor)


@router.post("/seasons/{season_id}/wishes", response=WishOut, auth=OwnSession())
def send_wish(request: HubRequest, season_id: int, wish: WishIn) -> SeasonWish:
    """One more wish of one's organisation, as long as wishes are taken."""
    return season_wishes.send_wish(
        season_id, wish.words(), key=wish.key, by=request.actor, now=timezone.now()
    )
