"""Who has used the hub's units, beside how many pupils there are: by district and by language."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, DurationField, ExpressionWrapper, F, Sum

from eduhub.bookings.models import Booking, PupilCount, SchoolPupils
from eduhub.bookings.queries.times import DAY, days_as_span
from eduhub.bookings.states import BookingState, TeachingLanguage
from eduhub.engines.evidence.thresholds import SMALLEST_SHOWN_COUNT
from eduhub.engines.shares import Part, Share, shares
from eduhub.people.queries import lend_keys
from eduhub.people.states import Kind

HOUR = dt.timedelta(hours=1)
LEAST = int(SMALLEST_SHOWN_COUNT.value)
SERVED = (BookingState.BOOKED, BookingState.CAME)
NOT_IN_THE_TABLE = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """From the first day to the last, both counted; "" for all kinds of units."""

    since: dt.date
    until: dt.date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """What one school has used."""

    number: str
    district: str
    visits: int
    hours: float


@dataclass(frozen=True, slots=True)
class FairUse:
    """The report; count is None, and there are no rates, before somebody has brought pupils.

    Attributes:
        outside: visits of schools that are not in the table of pupils.
    """

    count: PupilCount | None
    districts: list[Share] = field(default_factory=list)
    languages: list[Share] = field(default_factory=list)
    visits: int = 0
    hours: float = 0.0
    pupils: int = 0
    outside: int = 0


def latest_count() -> PupilCount | None:
    """The table of pupils that the report goes by: that of the latest day. One query."""
    return PupilCount.objects.order_by("-counted_on", "-pk").first()


def districts_of_pupils() -> list[str]:
    """The districts that the latest table of pupils names. One query."""
    latest = PupilCount.objects.order_by("-counted_on", "-pk").values("pk")[:1]
    lines = SchoolPupils.objects.filter(count__in=latest).order_by()
    return list(lines.values_list("district", flat=True).distinct())


lend_keys(districts_of_pupils)


def fair_use(asked: Asked) -> FairUse:
    """Schools' bookings that took place or stand, beside the pupils of the latest table.

    What was cancelled, declined or missed served nobody. Three queries.
    """
    count = latest_count()
    used = _used(asked)
    lines = list(SchoolPupils.objects.filter(count=count).order_by("pk")) if count else []
    by_number = {line.school_number: line for line in lines if line.school_number}

    def district(one: Used) -> str:
        line = by_number.get(one.number)
        return line.district if line else NOT_IN_THE_TABLE

    def language(one: Used) -> str:
        line = by_number.get(one.number)
        return line.language if line else NOT_IN_THE_TABLE

    return FairUse(
        count=count,
        districts=_shares(lines, used, lambda line: line.district, district) if count else [],
        languages=_shares(lines, used, lambda line: line.language, language) if count else [],
        visits=sum(one.visits for one in used),
        hours=sum(one.hours for one in used),
        pupils=sum(line.pupils for line in lines),
        outside=sum(one.visits for one in used if one.number not in by_number),
    )


def _used(asked: Asked) -> list[Used]:
    begins, ends = days_as_span(asked.since, (asked.until - asked.since) // DAY + 1)
    rows = Booking.objects.filter(
        organisation__kind=Kind.SCHOOL,
        state__in=SERVED,
        during__startswith__gte=begins,
        during__startswith__lt=ends,
    )
    if asked.kind:
        rows = rows.filter(unit__kind=asked.kind)
    length = ExpressionWrapper(
        F("during__endswith") - F("during__startswith"), output_field=DurationField()
    )
    told = (
        rows.values_list("organisation__school_number", "organisation__district")
        .annotate(visits=Count("pk"), long=Sum(length))
        .order_by("organisation__school_number")
    )
    return [Used(number or "", where, visits, long / HOUR) for number, where, visits, long in told]


def _shares(
    lines: Iterable[SchoolPupils],
    used: Iterable[Used],
    of_line: Callable[[SchoolPupils], str],
    of_use: Callable[[Used], str],
) -> list[Share]:
    pupils: dict[str, int] = defaultdict(int)
    visits: dict[str, int] = defaultdict(int)
    hours: dict[str, float] = defaultdict(float)
    for line in lines:
        pupils[of_line(line)] += line.pupils
    for one in used:
        visits[of_use(one)] += one.visits
        hours[of_use(one)] += one.hours
    names = sorted({*pupils, *visits}, key=lambda name: (name == NOT_IN_THE_TABLE, name))
    parts = [Part(name, pupils[name], visits[name], hours[name]) for name in names]
    return shares(parts, least=LEAST)


def spoken(language: str) -> str:
    """The language of teaching in the reader's words."""
    return str(TeachingLanguage(language).label)
