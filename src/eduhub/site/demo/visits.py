"""The demo's visits: groups that came, groups that come, a queue, and the workshop log."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Unit, Visit, VisitTime
from eduhub.bookings.queries import token_of
from eduhub.bookings.services import Counts, Enrolment, Size, TimeAsked, VisitWords
from eduhub.bookings.states import GroupState
from eduhub.catalogue.models import Solution
from eduhub.catalogue.states import SolutionState
from eduhub.engines.timetable import at_wall
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import NotNow
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.visits_words import NEEDS, REASON, SCHOOLS, VISITS, WORDS, Told

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
KEYS = uuid.UUID("8f2f5d0c-57b0-4a08-8d0e-2b6a4b6f3e21")  # the same keys in every city
WEEKS = range(-2, 8)  # of visits, seen from the city's first day
MANY = (4, 2, 0, 5, 1)  # groups that enrol, week after week


def make_visits(cast: Cast, now: dt.datetime) -> None:
    first = timezone.localdate(now)
    monday = first - first.weekday() * DAY
    for place, told in enumerate(VISITS):
        visit = _visit(cast, told, now)
        for week in WEEKS:
            for hour in told.hours:
                day = monday + week * WEEK + (place + 1) * DAY
                _held(cast, visit, told, _at(day, hour), now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _at(day: dt.date, hour: int) -> dt.datetime:
    found = at_wall(day, dt.time(hour), timezone.get_current_timezone())
    assert found is not None  # the clock jumps at night
    return found


def _visit(cast: Cast, told: Told, now: dt.datetime) -> Visit:
    """Of the one-click company, with its first solution; or of the hub."""
    company = cast.places["company"] if told.by_company else None
    shown = Solution.objects.filter(company=company, state=SolutionState.PUBLISHED)
    solution = shown.order_by("pk").first() if company else None
    words = VisitWords(
        unit_id=Unit.objects.get(name__fi=told.unit).pk,
        state="shown",
        title=told.title,
        about=told.about,
        grades=told.grades,
        languages=told.languages,
        least_pupils=told.sizes[0],
        most_pupils=told.sizes[1],
        groups_at_once=told.groups,
        host_id=company.pk if company else None,
        product=solution.pk if solution else None,
    )
    return services.make_visit(words, key=_key(told.key), by=cast.staff, now=now - 4 * WEEK)


def _held(cast: Cast, visit: Visit, told: Told, begins: dt.datetime, now: dt.datetime) -> None:
    """One time with its groups; nothing where somebody else has the unit."""
    before = min(now, begins - 2 * WEEK)
    ends = begins + dt.timedelta(minutes=told.minutes)
    places = min(told.sizes[1] * told.groups, visit.unit.size)
    asked = TimeAsked(begins=begins, ends=ends, places=places)
    key = _key(told.key, begins)
    try:
        time = services.add_time(visit.pk, asked, key=key, by=cast.staff, now=before)
    except NotNow:
        return
    week = (begins - now).days // 7
    for number in range(MANY[week % len(MANY)]):
        _enrol(cast, visit, time, number, before + number * DAY)
    if time.ends <= now:
        _over(cast, visit, time)


def _enrol(cast: Cast, visit: Visit, time: VisitTime, number: int, at: dt.datetime) -> None:
    """The first two or three have a place, the others queue; the last has not confirmed."""
    place = (time.pk + number) % len(SCHOOLS)
    is_known = number % 2 == 0
    school = cast.schools[(time.pk + number) % len(cast.schools)]
    size = Size(
        pupils=visit.least_pupils
        + (3 * number + time.pk) % (visit.most_pupils - visit.least_pupils),
        adults=1 + number % 2,
        needs=NEEDS[place],
        words=WORDS[place],
    )
    language = visit.languages[(time.pk + number) % len(visit.languages)]
    asked = Enrolment(
        size=size,
        grade=visit.grades[number % len(visit.grades)],
        language=language,
        name=f"Opettaja {time.pk}-{number + 1} (demo)",
        email=f"group-{time.pk}-{number + 1}@demo.example",
        reads=language,
        caller=f"demo-{time.pk}-{number}",
        key=_key("group", time.key, number),
        school_id=school.pk if is_known else None,
        school_name="" if is_known else SCHOOLS[place],
    )
    group = services.enrol(time.pk, asked, by=VISITOR, now=at)
    if number < 3:
        services.confirm(token_of(group), now=at + dt.timedelta(hours=1))


def _over(cast: Cast, visit: Visit, time: VisitTime) -> None:
    """Who came was counted, and the workshop logged; one line was put right."""
    by = cast.staff
    services.lapse_groups(now=time.begins)
    came = 0
    groups = list(time.enrolled.filter(state=GroupState.BOOKED).order_by("pk"))
    for group in groups:
        came += group.pupils - 1
        services.note_came(group.pk, group.pupils - 1, group.adults, by=by, now=time.begins)
    if not groups:
        return
    counts = Counts(groups=len(groups), learners=came, minutes=time.minutes)
    key = _key("line", time.key)
    line = services.log_workshop(time.pk, visit.product, counts, key=key, by=by, now=time.ends)
    if time.pk % 5 == 0 and came > 5:
        fewer = Counts(groups=1, learners=came - 4, minutes=time.minutes)
        newer = _key("correction", time.key)
        services.correct_line(line.pk, fewer, REASON, key=newer, by=by, now=time.ends + DAY)
