"""Visits and their times, as schools, hosts and the hub see them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from eduhub.bookings.models import SchoolGroup, Unit, Visit, VisitTime, products
from eduhub.bookings.rules import VISIT_RULES, TimeAt
from eduhub.bookings.states import GroupState
from eduhub.kit.access import VISITOR, Actor, Verdict, find, may
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Organisation
from eduhub.people.states import Kind


@dataclass(frozen=True, slots=True)
class Wish:
    """What a teacher looks for; "" where it does not matter."""

    grade: str = ""
    language: str = ""


def visits_to_list(wish: Wish, now: dt.datetime) -> QuerySet[Visit]:
    """What groups can enrol in, the nearest first, with its times to come. Two queries."""
    coming = Q(times__during__startswith__gt=now, times__cancelled_at=None)
    rows = Visit.objects.shown()
    if wish.grade:
        rows = rows.filter(grades__contains=[wish.grade])
    if wish.language:
        rows = rows.filter(languages__contains=[wish.language])
    near = rows.annotate(nearest=Min("times__during__startswith", filter=coming))
    return (
        near.filter(nearest__isnull=False)
        .select_related("unit", "host")
        .prefetch_related(Prefetch("times", times_to_come(now)))
        .order_by("nearest", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def times_to_come(now: dt.datetime) -> QuerySet[VisitTime]:
    rows = VisitTime.objects.filter(during__startswith__gt=now, cancelled_at=None)
    return rows.order_by("during", "pk")


def find_visit(pk: int, actor: Actor) -> Visit:
    """One query."""
    rows = Visit.objects.visible_to(actor).select_related("unit", "host")
    return find(rows, pk=pk)


def find_time(pk: int, actor: Actor) -> VisitTime:
    """A time of a visit that this person may see. One query."""
    rows = VisitTime.objects.filter(visit__in=Visit.objects.visible_to(actor))
    return find(rows.select_related("visit__unit", "visit__host"), pk=pk)


def find_received(pk: int, actor: Actor) -> VisitTime:
    """A time whose groups this person receives. One query."""
    rows = VisitTime.objects.filter(visit__in=Visit.objects.hosted_by(actor))
    return find(rows.select_related("visit__unit", "visit__host"), pk=pk)


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A time to come, how many pupils still fit, and whether and until when groups enrol."""

    time: VisitTime
    may_enrol: Verdict
    last_day: dt.date

    @property
    def free(self) -> int:
        """Pupils of one group more; 0 where the next one waits in the queue."""
        visit, left = self.time.visit, self.time.free_places
        return min(left, visit.most_pupils) if left >= visit.least_pupils else 0


def shown_times(visit: Visit, times: Iterable[VisitTime], now: dt.datetime) -> list[ShownTime]:
    """As everybody is told of them. No query."""
    found = []
    for time in times:
        time.visit = visit
        at = TimeAt(time, now)
        found.append(ShownTime(time, may(VISITOR, "enrol", at, VISIT_RULES), at.last_day))
    return found


def times_received(actor: Actor, now: dt.datetime, *, over: bool = False) -> QuerySet[VisitTime]:
    """Times whose groups this person receives: to come in order, or over, the latest first.

    With how many wait in the queue. One query.
    """
    rows = VisitTime.objects.filter(visit__in=Visit.objects.hosted_by(actor))
    rows = (
        rows.filter(during__endswith__lte=now) if over else rows.filter(during__endswith__gt=now)
    )
    queue = Q(enrolled__state=GroupState.WAITING, enrolled__confirmed_at__isnull=False)
    order = ("-during", "-pk") if over else ("during", "pk")
    return (
        rows.annotate(waiting=Count("enrolled", filter=queue))
        .select_related("visit__unit", "visit__host")
        .order_by(*order)
        .fetch_mode(FETCH_RAISE)
    )


def visits_of(actor: Actor) -> QuerySet[Visit]:
    """All that this person holds or manages, the newest first. One query."""
    rows = Visit.objects.hosted_by(actor).select_related("unit")
    return rows.order_by("-pk").fetch_mode(FETCH_RAISE)


def times_of_visit(visit: Visit) -> QuerySet[VisitTime]:
    """All of them, the latest first. One query."""
    return VisitTime.objects.filter(visit=visit).order_by("-during", "-pk")


# What forms offer


def schools() -> QuerySet[Organisation]:
    rows = Organisation.objects.approved().filter(kind=Kind.SCHOOL)
    return rows.order_by(in_reading_order("name"), "pk")


def hosts() -> QuerySet[Organisation]:
    rows = Organisation.objects.approved().filter(kind=Kind.COMPANY)
    return rows.order_by(in_reading_order("name"), "pk")


def units() -> QuerySet[Unit]:
    return Unit.objects.shown().order_by(in_reading_order("name"), "pk")


def product_choices(actor: Actor) -> list[tuple[int, str]]:
    """The solutions that this person may name, as the room above lends them."""
    rules = products()
    return list(rules.choices(actor).items()) if rules else []


@dataclass(frozen=True, slots=True)
class Named:
    words: str
    url: str


def product_named(key: int | None) -> Named | None:
    """The solution's name and page; None where nobody speaks for it."""
    rules = products()
    if rules is None or key is None:
        return None
    words = rules.names((key,)).get(key)
    return Named(words, rules.address(key)) if words else None


def product_names(keys: Iterable[int | None]) -> dict[int, str]:
    rules = products()
    told = sorted({key for key in keys if key is not None})
    return dict(rules.names(told)) if rules and told else {}


# What the clock asks for


def groups_to_lapse(now: dt.datetime) -> QuerySet[SchoolGroup]:
    """Who has not confirmed or answered in time, and who waits for a time that has begun."""
    late = Q(answer_by__lte=now) | Q(time__during__startswith__lte=now)
    waits = (GroupState.HELD, GroupState.OFFERED, GroupState.WAITING)
    return SchoolGroup.objects.filter(late, state__in=waits).order_by("time", "pk")


def groups_to_remind(now: dt.datetime, before: dt.timedelta) -> QuerySet[SchoolGroup]:
    """Enrolled, near, and not reminded of it yet; who enrolled just now needs no reminder."""
    today = timezone.localdate(now)
    rows = SchoolGroup.objects.filter(state=GroupState.BOOKED, reminded_at=None)
    near = rows.filter(time__during__startswith__gt=now)
    near = near.filter(time__during__startswith__lte=now + before)
    return near.exclude(booked_at__date__gte=today - dt.timedelta(days=1)).order_by("pk")
