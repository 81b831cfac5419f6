"""Which panels may hear an applicant, when they are free, who is heard when."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, QuerySet, Value
from django.utils import timezone

from eduhub.bookings.models import SpecialDay, WeeklyHours
from eduhub.bookings.queries import days_as_span, free_between, taken_between, times_of
from eduhub.bookings.states import HOLDING
from eduhub.kit.access import Actor, find
from eduhub.people.models import User
from eduhub.programmes.models import (
    Application,
    Call,
    Interview,
    InterviewPanel,
    Juror,
    PanelSeat,
    no_conflict,
)
from eduhub.programmes.states import ApplicationState, Selection

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
DAYS = 42  # in which times are offered
MOST = 200  # times on one page


def panels_of(call: Call) -> list[InterviewPanel]:
    """With their jurors. Two queries."""
    seats = PanelSeat.objects.select_related("juror__person").order_by("pk")
    rows = InterviewPanel.objects.filter(call=call).select_related("unit")
    rows = rows.prefetch_related(Prefetch("seats", seats))
    return list(rows.order_by("pk").fetch_mode(FETCH_RAISE))


def find_panel(pk: int) -> InterviewPanel:
    return find(InterviewPanel.objects.select_related("unit", "call__programme"), pk=pk)


def hours_of(panel: InterviewPanel, today: dt.date) -> tuple[list[WeeklyHours], list[SpecialDay]]:
    """When the panel hears applicants: each week, and on days to come. Two queries."""
    weekly = panel.unit.weekly_hours.order_by("weekday", "opens", "pk").fetch_mode(FETCH_RAISE)
    days = panel.unit.special_days.filter(last__gte=today).order_by("first", "opens", "pk")
    return list(weekly), list(days.fetch_mode(FETCH_RAISE))


def jurors_to_choose(call: Call) -> list[Juror]:
    rows = Juror.objects.filter(call=call, left_at=None, person__isnull=False)
    return list(rows.select_related("person").order_by("pk"))


def shortlisted(call_id: int) -> QuerySet[Application]:
    """Who is to be heard: let through, and not withdrawn."""
    rows = Application.objects.filter(call=call_id, selection=Selection.SHORTLISTED)
    return rows.exclude(state=ApplicationState.WITHDRAWN).order_by("pk")


def in_conflict(application: Application, panel: InterviewPanel) -> bool:
    """Whether a juror of the panel stands apart from the applicant. One query a juror."""
    people = [one.juror for one in panel.seats.all() if one.juror.sits]
    return any(not _is_clear(application, juror, juror.person) for juror in people)


def _is_clear(application: Application, juror: Juror, person: User | None) -> bool:
    if person is None:
        return True
    clear = no_conflict("pk", Value(juror.pk), Value(person.pk), Value(person.email))
    return Application.objects.filter(clear, pk=application.pk).exists()


def panels_for(application: Application) -> list[InterviewPanel]:
    """Those with somebody on them and without a conflict of interest."""
    panels = panels_of(application.call)
    return [
        one
        for one in panels
        if any(seat.juror.sits for seat in one.seats.all()) and not in_conflict(application, one)
    ]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    begins: dt.datetime
    panel_id: int

    @property
    def code(self) -> str:
        return f"{self.panel_id}@{self.begins.astimezone(dt.UTC):%Y%m%dT%H%M}"


def slots_for(application: Application, now: dt.datetime) -> list[Slot]:
    """Free times of panels that may hear this applicant; of equal ones the first panel's."""
    panels = panels_for(application)
    if not panels:
        return []
    units = [one.unit for one in panels]
    first = timezone.localdate(now)
    begins, ends = days_as_span(first, DAYS)
    gaps = free_between(
        times_of(units),
        taken_between(units, begins - DAY, ends + DAY),
        first,
        DAYS,
        minutes=min(unit.least_minutes for unit in units),
        not_before=now + min(unit.lead_hours for unit in units) * HOUR,
    )
    found: dict[dt.datetime, Slot] = {}
    for panel in panels:
        for moment in _beginnings(panel, gaps[panel.unit_id]):
            found.setdefault(moment, Slot(moment, panel.pk))
    return sorted(found.values())[:MOST]


def _beginnings(
    panel: InterviewPanel, gaps: Sequence[tuple[dt.datetime, dt.datetime]]
) -> Iterator[dt.datetime]:
    """On the clock's own step, one interview after the other."""
    length, step = panel.unit.least_minutes * MINUTE, panel.unit.step_minutes
    for begins, ends in gaps:
        local = timezone.localtime(begins)
        late = (local.hour * 60 + local.minute) % step or 0
        moment = begins + (step - late if late else 0) * MINUTE
        while moment + length <= ends:
            yield moment
            moment += length


def own_interview(application: Application) -> Interview | None:
    """The one that stands, also when it is over. One query."""
    rows = Interview.objects.filter(application=application, booking__state__in=HOLDING)
    return rows.select_related("booking__unit", "panel").order_by("-pk").first()


def interviews_in(call: Call) -> list[Interview]:
    """In order of time. One query."""
    rows = Interview.objects.filter(application__call=call, booking__state__in=HOLDING)
    rows = rows.select_related("application__organisation", "panel", "booking__unit")
    return list(rows.order_by("booking__during", "pk").fetch_mode(FETCH_RAISE))


def waiting(call: Call) -> list[Application]:
    """Who is to be heard and has chosen no time. One query."""
    heard = Interview.objects.filter(booking__state__in=HOLDING).values("application")
    rows = shortlisted(call.pk).exclude(pk__in=heard).select_related("organisation")
    return list(rows.fetch_mode(FETCH_RAISE))


def heard_by(actor: Actor, now: dt.datetime) -> list[Interview]:
    """A juror's interviews to come, without those that a conflict takes away. Two queries."""
    person = User.objects.filter(pk=actor.user_id or 0).first()
    if person is None:
        return []
    clear = no_conflict("application", Value(0), Value(person.pk), Value(person.email))
    seats = PanelSeat.objects.filter(juror__person=person, juror__left_at=None)
    rows = Interview.objects.filter(
        clear,
        panel__in=seats.values("panel"),
        booking__state__in=HOLDING,
        booking__during__endswith__gt=now,
    )
    rows = rows.select_related("application__organisation", "panel", "booking__unit")
    return list(rows.order_by("booking__during", "pk").fetch_mode(FETCH_RAISE))
