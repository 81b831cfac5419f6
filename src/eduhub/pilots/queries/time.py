"""The ledger of the teachers' time: promised and used, by group, pilot and school."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Max, Q, QuerySet, Sum

from eduhub.kit.access import Actor, find
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import CoverRequest, Group, Pilot, Standing, TeacherMinutes
from eduhub.pilots.models.time import monday_of
from eduhub.pilots.queries.standings import find_standing
from eduhub.pilots.rules.time import TAKES_TIME, decides_cover
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.time import CoverState

ALARM = 120  # per cent of the time promised so far
MOST = 20  # rows of a panel
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Time:
    """Minutes of one group, or summed over several.

    Attributes:
        promised: for the whole pilot.
        so_far: of that, for the weeks up to the last one noted.
        used: all that was noted.
        over: how many groups have reached 120 per cent of what was promised so far.
    """

    promised: int = 0
    so_far: int = 0
    used: int = 0
    over: int = 0

    @property
    def is_over(self) -> bool:
        return self.over > 0

    @property
    def share(self) -> float | None:
        """Used of what was promised so far."""
        return self.used / self.so_far if self.so_far else None


def time_of(pilot: Pilot, used: int, last: dt.date | None) -> Time:
    """One group's time.

    Args:
        used: minutes noted in all.
        last: Monday of the latest week that was noted. Weeks before the pilot's first count as
            used and promise nothing more; at least one week is promised.
    """
    promised = pilot.minutes_a_week * pilot.weeks
    if last is None:
        return Time(promised=promised)
    begun = (last - monday_of(pilot.starts)).days // 7 + 1
    so_far = pilot.minutes_a_week * min(max(begun, 1), pilot.weeks)
    return Time(promised, so_far, used, int(100 * used >= ALARM * so_far))


def summed(times: Iterable[Time]) -> Time:
    rows = list(times)
    return Time(
        promised=sum(t.promised for t in rows),
        so_far=sum(t.so_far for t in rows),
        used=sum(t.used for t in rows),
        over=sum(t.over for t in rows),
    )


def times_of(groups: Sequence[Group]) -> dict[int, Time]:
    """The time of each group, by its id; groups come with their pilots. One query."""
    noted = TeacherMinutes.objects.filter(group__in=[group.pk for group in groups])
    sums = noted.values_list("group").annotate(Sum("minutes"), Max("week"))
    found = {group_id: (used, last) for group_id, used, last in sums}
    return {g.pk: time_of(g.pilot, *found.get(g.pk, (0, None))) for g in groups}


@dataclass(frozen=True, slots=True)
class GroupTime:
    group: Group
    time: Time


@dataclass(frozen=True, slots=True)
class PilotTime:
    """What one reader may see of a pilot's time: the sum, and the own groups by themselves."""

    total: Time
    groups: list[GroupTime]


def pilot_time(standing: Standing, actor: Actor) -> PilotTime | None:
    """Company, schools, provider and hub see the sum; a school its groups, the hub all."""
    if standing.pilot.state not in TAKES_TIME or not standing.accepted:
        return None
    times = times_of(standing.accepted)
    staff, own = bool(actor.roles & STAFF), actor.organisation_id
    rows = [
        GroupTime(group, times[group.pk])
        for group in standing.accepted
        if staff or group.school_id == own
    ]
    return PilotTime(summed(times.values()), rows)


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """A school's time over its pilots, each with its sum."""

    school: Organisation
    total: Time
    pilots: list[tuple[Pilot, Time]]


def time_by_school(actor: Actor) -> list[SchoolTime]:
    """One's own school; an official's schools; for the hub all. Two queries."""
    groups = Group.objects.taking_part().filter(pilot__state__in=TAKES_TIME)
    if not actor.roles & STAFF:
        mine = Q(school=actor.organisation_id)
        if actor.holds(Role.PROVIDER_OFFICIAL):
            mine = Q(school__provider=actor.organisation_id)
        groups = groups.filter(mine)
    told = groups.select_related("school", "pilot__solution").order_by("school", "pilot", "pk")
    rows = list(told.fetch_mode(FETCH_RAISE))
    times = times_of(rows)
    by_school: dict[Organisation, dict[Pilot, list[Time]]] = defaultdict(lambda: defaultdict(list))
    for group in rows:
        by_school[group.school][group.pilot].append(times[group.pk])
    found = []
    for school, pilots in by_school.items():
        sums = [(pilot, summed(of_it)) for pilot, of_it in pilots.items()]
        found.append(SchoolTime(school, summed(time for _pilot, time in sums), sums))
    return found


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """A teacher's group with this week's note, and minutes that can be noted in one press."""

    group: Group
    week: dt.date
    minutes: int | None
    choices: tuple[int, ...]


def weeks_to_note(actor: Actor, today: dt.date) -> list[ThisWeek]:
    """The teacher's groups in pilots that run, those without a note first. Two queries."""
    groups = Group.objects.taking_part().filter(
        Q(teacher=actor.user_id),
        school=actor.organisation_id,
        pilot__state__in=(PilotState.RUNNING, PilotState.PAUSED),
    )
    rows = list(groups.select_related("pilot__solution").order_by("pk")[:MOST])
    week = monday_of(today)
    noted = TeacherMinutes.objects.filter(group__in=[group.pk for group in rows], week=week)
    minutes = dict(noted.values_list("group", "minutes"))
    found = [this_week(group, week, minutes.get(group.pk)) for group in rows]
    return sorted(found, key=lambda row: row.minutes is not None)


def this_week(group: Group, week: dt.date, minutes: int | None) -> ThisWeek:
    asked = group.pilot.minutes_a_week
    usual = {0, *(5 * round(asked * share / 5) for share in (0.5, 1, 1.5))}
    return ThisWeek(group, week, minutes, tuple(sorted(usual)))


def weeks_of(group: Group) -> list[TeacherMinutes]:
    """The weeks that were noted, the latest first. One query."""
    return list(TeacherMinutes.objects.filter(group=group).order_by("-week"))


def find_cover(cover_id: int, actor: Actor) -> tuple[Standing, CoverRequest]:
    """A request that this person may see, with its pilot as it stands."""
    visible = CoverRequest.objects.visible_to(actor).select_related("school")
    cover = find(visible, pk=cover_id)
    return find_standing(cover.pilot_id, actor), cover


def covers_of(standing: Standing, actor: Actor) -> QuerySet[CoverRequest]:
    """The requests in a pilot that this person may see, the latest first. One query."""
    visible = CoverRequest.objects.visible_to(actor).filter(pilot=standing.pilot)
    return visible.select_related("school").order_by("-pk").fetch_mode(FETCH_RAISE)


def covers_that_wait(actor: Actor) -> list[CoverRequest]:
    """Requests that wait for this person's yes or no, the oldest first. One query."""
    visible = CoverRequest.objects.visible_to(actor)
    if actor.holds(Role.PRINCIPAL):
        waiting = visible.filter(state=CoverState.ASKED)
    elif actor.roles & STAFF or actor.holds(Role.PROVIDER_OFFICIAL):
        waiting = visible.filter(state=CoverState.APPROVED)
    else:
        return []
    told = waiting.select_related("school", "pilot__solution").order_by("pk")[:MOST]
    rows = list(told.fetch_mode(FETCH_RAISE))
    return [c for c in rows if actor.holds(Role.PRINCIPAL) or decides_cover(actor, c)]
