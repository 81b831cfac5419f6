import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from eduhub.bookings import queries
from eduhub.bookings.forms import SearchForm
from eduhub.bookings.models import Booking
from eduhub.bookings.queries import Wanted
from eduhub.bookings.rules import BOOKING_RULES, UNIT_RULES, At, is_staff
from eduhub.kit.access import may
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
FAR = dt.timedelta(days=1000)
DEEDS = ("change", "cancel", "decide", "take", "check_in", "miss")
MOST_ROWS = 40


@require_safe
def units(request: HubRequest) -> HttpResponse:
    """What can be booked, and when it is free: a week's table, on a phone day by day."""
    form = SearchForm(_asked(request))
    told = form.cleaned_data if form.is_valid() else {}
    wanted = _wanted(told)
    found = page_of(queries.units_to_list(request.actor, wanted), request, size=MOST_ROWS)
    now, actor = timezone.now(), request.actor
    rows = queries.week_of(found.rows, wanted, actor, now)
    first_free = None
    if wanted.only_free and not rows:
        every = list(queries.units_to_list(actor, wanted))
        first_free = queries.first_free(every, wanted, actor, now)
    context = {
        "form": form,
        "wanted": wanted,
        "found": found,
        "rows": rows,
        "first_free": first_free,
        "is_staff": is_staff(request.actor),
        **_week(request, wanted, told),
    }
    status = 422 if form.errors else 200
    return page(request, "bookings/units.html", context, part="week", status=status)


def _asked(request: HubRequest) -> QueryDict:
    """What was asked for; an hour in this week where nothing was said."""
    told = request.GET.copy()
    told.setdefault("minutes", "60")
    told.setdefault("day", timezone.localdate().isoformat())
    return told


def _wanted(told: dict[str, Any]) -> Wanted:
    day = told.get("day") or timezone.localdate()
    day = min(max(day, timezone.localdate() - FAR), timezone.localdate() + FAR)
    return Wanted(
        first=day - day.weekday() * DAY,
        kind=told.get("kind") or "",
        minutes=int(told.get("minutes") or 60),
        people=told.get("people") or 0,
        equipment=tuple(told.get("equipment") or ()),
        only_free=bool(told.get("free")),
    )


def _week(request: HubRequest, wanted: Wanted, told: dict[str, Any]) -> dict[str, Any]:
    """Which days there are, which one a phone shows, and the links to the weeks beside it."""
    days = [wanted.first + n * DAY for n in range(wanted.days)]
    shown = told.get("day") or timezone.localdate()
    return {
        "days": days,
        "shown_day": shown if shown in days else days[0],
        "links": {day: _address(request, day) for day in days},
        "before": _address(request, wanted.first - WEEK),
        "after": _address(request, wanted.first + WEEK),
        "week_number": wanted.first.isocalendar().week,
        "week_before": (wanted.first - WEEK).isocalendar().week,
        "week_after": (wanted.first + WEEK).isocalendar().week,
    }


def _address(request: HubRequest, day: dt.date) -> str:
    query = request.GET.copy()
    query["day"] = day.isoformat()
    query.pop("page", None)
    return f"?{query.urlencode()}"


@require_safe
def unit(request: HubRequest, pk: int) -> HttpResponse:
    """One unit: what it is, when it is open, its week, its rules."""
    actor, now = request.actor, timezone.now()
    found = queries.unit_to_arrange(pk, actor)
    form = SearchForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    wanted = _wanted(told)
    rows = queries.week_of([found], wanted, actor, now)
    context = {
        "unit": found,
        "row": rows[0] if rows else None,
        "wanted": wanted,
        "may_book": may(actor, "book", found, UNIT_RULES),
        "is_staff": is_staff(actor),
        "today": timezone.localdate(),
        **_week(request, wanted, told),
    }
    return page(request, "bookings/unit.html", context, part="week")


@login_required
@require_safe
def mine(request: HubRequest) -> HttpResponse:
    """One's own bookings and one's organisation's, what one waits for, what was offered."""
    actor, now = request.actor, timezone.now()
    context = {
        "coming": queries.coming_of(actor, now),
        "offers": list(queries.offers_to(actor, now)),
        "waits": list(queries.waits_of(actor)),
        "page": page_of(queries.past_of(actor, now), request, size=20),
    }
    return page(request, "bookings/mine.html", context)


@login_required
@require_safe
def booking(request: HubRequest, pk: int) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    found = queries.find_booking(pk, actor)
    context = {
        "booking": found,
        "tied": queries.tied_to(found),
        "ways": ways(request, found, now),
    }
    return page(request, "bookings/booking.html", context)


def ways(request: HubRequest, booking: Booking, now: dt.datetime) -> dict[str, Any]:
    """Verdicts by deed."""
    return {deed: may(request.actor, deed, At(booking, now), BOOKING_RULES) for deed in DEEDS}


@login_required
@require_safe
def series(request: HubRequest, pk: int) -> HttpResponse:
    """All days of a series: those it has, and those it lacks with the reason for each."""
    found = queries.find_series(pk, request.actor)
    context = {
        "series": found,
        "bookings": list(queries.bookings_in(found)),
        "left_out": queries.left_out(found),
        "weekdays": [int(day) for day in found.weekdays],
    }
    return page(request, "bookings/series.html", context)


@login_required
@require_safe
def here(request: HubRequest, door: str) -> HttpResponse:
    """Whoever reads the code at the door: their bookings about now, each with its button."""
    now = timezone.now()
    found, bookings = queries.at_the_door(door, request.actor, now)
    rows = [(one, may(request.actor, "check_in", At(one, now), BOOKING_RULES)) for one in bookings]
    return page(request, "bookings/here.html", {"unit": found, "rows": rows})
