"""Who fits a request, what each has taken, and whose turn it is."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from eduhub.advice.models import Adviser, Case, Session, Signpost
from eduhub.bookings.states import BookingState
from eduhub.engines.rota import Balance, Turn, balance, loads
from eduhub.engines.timetable import midnight

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
WINDOW = dt.timedelta(weeks=8)  # over which loads are compared
AHEAD = dt.timedelta(weeks=2)  # for which most is booked; what is booked later counts as well
COUNTED = (BookingState.BOOKED, BookingState.CAME, BookingState.MISSED)  # took the adviser's time


def advisers_for(case: Case) -> QuerySet[Adviser]:
    """The one whom the request has already; else all who fit it. One query."""
    if case.adviser_id is not None:
        return Adviser.objects.at_work().filter(pk=case.adviser_id).order_by("pk")
    return Adviser.objects.fitting(case.field, case.stage, case.language).order_by("pk")


def fields_covered(stage: str, language: str) -> set[str]:
    """Topics in which somebody fits. One query."""
    fits = Adviser.objects.at_work().filter(
        stages__contains=[stage], languages__contains=[language]
    )
    return {topic for topics in fits.values_list("topics", flat=True) for topic in topics}


def signs_for(stage: str) -> list[Signpost]:
    """Those shown for a stage, in the order they were put up. One query."""
    return list(Signpost.objects.filter(is_shown=True, stages__contains=[stage]).order_by("pk"))


def week_of(moment: dt.datetime) -> dt.date:
    """Its Monday, by the clock on the wall."""
    day = timezone.localdate(moment)
    return day - day.weekday() * DAY


def taken_by_week(
    advisers: Collection[int], monday: dt.date, weeks: int = 1, *, without: int | None = None
) -> Counter[tuple[int, dt.date]]:
    """How many sessions each has in each of those weeks, by adviser and Monday. One query.

    Args:
        without: a booking that is not counted, since it is about to be moved.
    """
    zone = timezone.get_current_timezone()
    begins, ends = midnight(monday, zone), midnight(monday + weeks * WEEK, zone)
    rows = Session.objects.filter(
        adviser__in=advisers,
        booking__state__in=COUNTED,
        booking__during__startswith__gte=begins,
        booking__during__startswith__lt=ends,
    )
    if without is not None:
        rows = rows.exclude(booking=without)
    found = rows.values_list("adviser", "booking__during")
    return Counter((key, week_of(during.lower)) for key, during in found)


def sessions_since(advisers: Collection[int], now: dt.datetime) -> Counter[int]:
    """How many sessions each has had in the window, and has ahead. One query."""
    rows = Session.objects.filter(
        adviser__in=advisers,
        booking__state__in=COUNTED,
        booking__during__startswith__gte=now - WINDOW,
    )
    return Counter(dict(rows.values_list("adviser").annotate(n=Count("pk")).order_by()))


def turns(advisers: Sequence[Adviser], monday: dt.date, now: dt.datetime) -> list[Turn]:
    """As the engine of turns wants them, with what is left of each cap in that week. Two queries."""
    keys = [one.pk for one in advisers]
    taken, week = sessions_since(keys, now), taken_by_week(keys, monday)
    today = timezone.localdate(now)
    return [
        Turn(
            one.pk,
            one.share / 100,
            taken[one.pk],
            min(max((today + AHEAD - one.since) / (WINDOW + AHEAD), 0.0), 1.0),
            max(one.weekly_cap - week[one.pk, monday], 0),
        )
        for one in advisers
    ]


@dataclass(frozen=True, slots=True)
class Burden:
    """An adviser with what they carry: sessions in the window and ahead, by full load."""

    adviser: Adviser
    taken: int
    load: float
    this_week: int


def burdens(now: dt.datetime) -> tuple[list[Burden], Balance | None]:
    """Of all advisers; the balance is of those at work. Three queries."""
    rows = list(Adviser.objects.select_related("person", "unit").order_by("-is_active", "pk"))
    team = turns(rows, week_of(now), now)
    carried = loads(team)
    by_key = {one.key: one for one in team}
    told = [
        Burden(
            one,
            by_key[one.pk].taken,
            carried[one.pk],
            one.weekly_cap - (by_key[one.pk].left or 0),
        )
        for one in rows
    ]
    working = {one.pk for one in rows if one.is_active and one.person and one.person.is_active}
    return told, balance([one for one in team if one.key in working])
