"""The demo's spaces and kits: a few weeks of bookings, series with days refused, a waiting list."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Unit
from eduhub.bookings.services import Asked, Open, Otherwise, Repeat, Share, UnitWords
from eduhub.engines.timetable import at_wall
from eduhub.kit.access import Actor
from eduhub.kit.errors import HubError
from eduhub.kit.sheets import Sheet
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, Role
from eduhub.site.demo.bookings_words import (
    CLOSED,
    COMPANY_TITLES,
    PUPILS_FROM,
    SERIES,
    SHARE,
    TITLES,
    UNITS,
)
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.seasons import make_seasons

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
KEYS = uuid.UUID("4b1f7a52-93a8-4d31-8f6b-5a2f0e6c9d10")  # the same keys in every city
WEEKS = 8  # with single bookings
LAST = dt.date(2027, 3, 31)  # of the series
COUNTED_ON = dt.date(2026, 9, 20)  # the pupils
HOLIDAYS = (dt.date(2026, 12, 23), dt.date(2027, 1, 6))
WHERE = ("studio", "lab", "quiet", "south", "container")


def make_bookings(cast: Cast, now: dt.datetime) -> None:
    units = _units(cast, now)
    first = timezone.localdate(now)
    monday = first - first.weekday() * DAY
    _sites(cast, units["container"], monday, now)
    _series(cast, units, monday, now)
    for week in range(-1, WEEKS):
        _week(cast, units, monday + week * WEEK, week, now)
    _loans(cast, units, monday, now)
    _queue(cast, units, monday, now)
    _pupils(cast, now)
    make_seasons(cast, units, now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    found = at_wall(day, dt.time(hour, minute), timezone.get_current_timezone())
    assert found is not None  # the clock jumps at night
    return found


def _units(cast: Cast, now: dt.datetime) -> dict[str, Unit]:
    by, made = cast.staff, {}
    for told in UNITS:
        words = UnitWords(
            kind=told.kind,
            state="shown",
            name=told.name,
            size=told.size,
            about=told.about,
            place=told.place,
            **told.rest,
        )
        unit = services.make_unit(words, key=_key("unit", told.key), by=by, now=now)
        for weekday in range(5):
            hours = Open(weekday, dt.time(told.hours[0]), dt.time(told.hours[1]))
            services.open_weekly(unit.pk, hours, by=by, now=now)
        made[told.key] = unit
    for half in ("north", "south"):
        services.join_part(made["hall"].pk, made[half].pk, by=by, now=now)
    services.set_special(None, Otherwise(*HOLIDAYS, why=CLOSED), by=by, now=now)
    share = Share(words=SHARE, most_minutes=12 * 60, period="month")
    services.share_out(made["lab"].pk, share, by=by, now=now)
    return made


def _sites(cast: Cast, container: Unit, monday: dt.date, now: dt.datetime) -> None:
    """Two weeks at each school; between two sites it is on the move for a weekend."""
    for place in range(10):
        school = cast.schools[3 * place]
        first = monday + (2 * place - 1) * WEEK
        days = (first, first + 11 * DAY)
        services.place_at(container.pk, school.name, days, by=cast.staff, now=now)


def _series(cast: Cast, units: dict[str, Unit], monday: dt.date, now: dt.datetime) -> None:
    """The one-click teacher's lacks a day that another school has, and the holidays."""
    other = cast.teacher(cast.schools[7])
    taken = _at(monday + 3 * WEEK + DAY, 9)
    asked = Asked(
        begins=taken, ends=taken + dt.timedelta(hours=2), title=TITLES[2], accepts_terms=True
    )
    _book(units["lab"], asked, other, now)
    for place, (key, weekday, hour, minutes, title) in enumerate(SERIES):
        begins = _at(monday + weekday * DAY, hour)
        ends = begins + dt.timedelta(minutes=minutes)
        asked = Asked(begins=begins, ends=ends, title=title, people=12, accepts_terms=True)
        if key == "quiet":
            asked = Asked(begins=begins, ends=ends, title=title, people=2)
        services.book_series(
            units[key].pk,
            asked,
            Repeat(last=LAST, weekdays=frozenset({weekday})),
            skips_clashes=True,
            key=_key("series", key),
            by=cast.teacher(cast.schools[4 * place]),
            now=now - DAY,
        )


def _book(unit: Unit, asked: Asked, by: Actor, now: dt.datetime) -> int | None:
    """The booking's number; none where the plan of the demo meets itself."""
    try:
        key = _key(unit.key, asked.begins, by.name)
        return services.book(unit.pk, asked, key=key, by=by, now=now).pk
    except HubError:
        return None


def _week(
    cast: Cast, units: dict[str, Unit], monday: dt.date, week: int, now: dt.datetime
) -> None:
    """Two or three a day, by schools and companies; what is over was checked in to, or missed."""
    for number in range(12):
        day = monday + (number % 5) * DAY
        unit = units[WHERE[(number * 3 + week) % len(WHERE)]]
        begins = _at(day, 8 + (number * 5 + week * 2) % 8)
        people = 5 if unit.size < 10 else 10 + number
        is_company = number % 4 == 3
        titles = COMPANY_TITLES if is_company else TITLES
        asked = Asked(
            begins=begins,
            ends=begins + dt.timedelta(minutes=60 + 30 * (number % 3)),
            title=titles[(number + week) % len(titles)],
            people=min(people, unit.size),
            accepts_terms=True,
        )
        by = _somebody(cast, is_company, number + week)
        booked = _book(unit, asked, by, min(now, begins - 2 * WEEK) if week < 0 else now - DAY)
        if booked and week < 0:
            _is_over(booked, number, cast.staff, asked.begins)


def _somebody(cast: Cast, is_company: bool, number: int) -> Actor:
    if is_company:
        place = cast.places[("company", "company_2")[number % 2]]
        return cast.at(Role.COMPANY_LEAD, place.pk)
    return cast.teacher(cast.schools[number % len(cast.schools)])


def _is_over(booking_id: int, number: int, by: Actor, at: dt.datetime) -> None:
    if number == 7:
        services.miss(booking_id, by=by, now=at + dt.timedelta(minutes=20))
    else:
        services.check_in(booking_id, by=by, now=at)


def _loans(cast: Cast, units: dict[str, Unit], monday: dt.date, now: dt.datetime) -> None:
    """Kits for some days; one waits for the hub's word; a company's stand."""
    for week in range(WEEKS):
        begins = _at(monday + week * WEEK + DAY, 9)
        ends = _at(monday + week * WEEK + (3 + week % 2) * DAY, 15)
        asked = Asked(begins=begins, ends=ends, title=TITLES[week % len(TITLES)], people=20)
        _book(units["robots"], asked, cast.teacher(cast.schools[week]), now)
    for place, school in enumerate(cast.schools[:2]):
        day = dt.date(2027, 2, 1) + place * WEEK
        asked = Asked(begins=_at(day, 9), ends=_at(day + 2 * DAY, 15), title=TITLES[6], people=10)
        _book(units["vr"], asked, cast.teacher(school), now)
    company = cast.at(Role.COMPANY_LEAD, cast.places["company"].pk)
    for week in (1, 4):
        day = monday + week * WEEK
        asked = Asked(begins=_at(day, 8), ends=_at(day + 4 * DAY, 16), title=COMPANY_TITLES[1])
        _book(units["stand"], asked, company, now)


def _queue(cast: Cast, units: dict[str, Unit], monday: dt.date, now: dt.datetime) -> None:
    """Two wait for a day in the hall that a third has."""
    day = dt.date(2027, 2, 5)
    asked = Asked(begins=_at(day, 9), ends=_at(day, 12), title=TITLES[6], people=60)
    _book(units["hall"], asked, cast.teacher(cast.schools[9]), now)
    for place in (0, 5):
        by = cast.teacher(cast.schools[place])
        key = _key("wait", place)
        services.wait_for(units["hall"].pk, asked, key=key, by=by, now=now + place * DAY / 10)


def _pupils(cast: Cast, now: dt.datetime) -> None:
    """Every school's pupils, every fourth school a Swedish one; and a few who have no school."""
    schools = Organisation.objects.filter(kind=Kind.SCHOOL).order_by("pk")
    rows = [
        (
            one.school_number or "",
            one.district,
            "en" if n == 9 else ("fi", "fi", "sv", "fi")[n % 4],
            str(120 + 37 * n % 400),
        )
        for n, one in enumerate(schools)
    ]
    rows.append(("", schools[0].district, "other", "4"))
    columns = ("school number", "district", "language", "pupils")
    sheet = Sheet(columns, tuple(rows), tuple(range(2, len(rows) + 2)))
    services.count_pupils(
        sheet, PUPILS_FROM, COUNTED_ON, key=_key("pupils"), by=cast.staff, now=now
    )
