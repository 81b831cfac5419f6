"""Whether a unit can be had for a time at all, whoever has it: one reason at a time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from eduhub.bookings.models import Site, SpecialDay, Unit
from eduhub.bookings.rules.spoken import Refusal
from eduhub.bookings.states import UnitKind, Why
from eduhub.engines.timetable import Hours, public_holidays, windows
from eduhub.kit.access import Actor
from eduhub.people.states import ROLES_OF, STAFF

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)

type Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Times:
    """A unit with all that is told of when it can be had."""

    unit: Unit
    hours: Hours
    specials: Sequence[SpecialDay] = ()
    sites: Sequence[Site] = ()

    def open_on(self, day: dt.date) -> list[Span]:
        """Of the container only where it stands somewhere."""
        if self.unit.kind == UnitKind.CONTAINER and self.site_on(day) is None:
            return []
        return windows(self.hours, day, timezone.get_current_timezone())

    def site_on(self, day: dt.date) -> Site | None:
        return next((one for one in self.sites if one.first <= day <= one.last), None)


def why_not(
    times: Times,
    during: Span,
    people: int,
    *,
    by: Actor | None,
    now: dt.datetime,
) -> Refusal | None:
    """The first reason against it, if any; whether somebody has it already is not looked at.

    by: who asks; None for a school group without an account. Staff are held to opening hours
    and places only.
    """
    is_staff = by is not None and bool(by.roles & (STAFF | {"machine"}))
    checks = [_hours, _sites] if is_staff else [_audience, _length, _notice, _hours, _sites]
    if people > times.unit.size:
        return Refusal(Why.TOO_MANY, {"size": times.unit.size})
    for check in checks:
        if found := check(times, during, by, now):
            return found
    return None


def why_closed(times: Times, during: Span, *, by: Actor) -> Refusal | None:
    """Whether it is open, and where they may have it, then."""
    begins = during[0]
    return _hours(times, during, by, begins) or _sites(times, during, by, begins)


def is_for(unit: Unit, actor: Actor) -> bool:
    """Whether the unit is open to the kind of organisation that the actor acts for."""
    if not unit.open_to or actor.roles & STAFF:
        return True
    return any(set(ROLES_OF[kind]) & actor.roles for kind in unit.open_to)


def _audience(times: Times, during: Span, by: Actor | None, now: dt.datetime) -> Refusal | None:
    if by is None or is_for(times.unit, by):
        return None
    return Refusal(Why.NOT_FOR_YOU)


def _length(times: Times, during: Span, by: Actor | None, now: dt.datetime) -> Refusal | None:
    minutes = (during[1] - during[0]) / MINUTE
    if minutes < times.unit.least_minutes:
        return Refusal(Why.TOO_SHORT, {"least": times.unit.least_minutes})
    if minutes > times.unit.most_minutes:
        return Refusal(Why.TOO_LONG, {"most": times.unit.most_minutes})
    return None


def _notice(times: Times, during: Span, by: Actor | None, now: dt.datetime) -> Refusal | None:
    first = now + times.unit.lead_hours * dt.timedelta(hours=1)
    if during[0] < first:
        return Refusal(Why.TOO_SOON, {"from": first.replace(second=0, microsecond=0).isoformat()})
    last = timezone.localdate(now) + times.unit.ahead_days * DAY
    if timezone.localdate(during[0]) > last:
        return Refusal(Why.TOO_FAR, {"until": last.isoformat()})
    return None


def _hours(times: Times, during: Span, by: Actor | None, now: dt.datetime) -> Refusal | None:
    """Within one opening; where it may be kept over night, only its begin and end."""
    begins, ends = during
    first, last = timezone.localdate(begins), timezone.localdate(ends - MINUTE)
    if times.unit.over_night:
        opened = windows(times.hours, first, timezone.get_current_timezone())
        closing = windows(times.hours, last, timezone.get_current_timezone())
        if not any(o <= begins < c for o, c in opened):
            return _closed(times, first, opened)
        return None if any(o < ends <= c for o, c in closing) else _closed(times, last, closing)
    opened = windows(times.hours, first, timezone.get_current_timezone())
    if first != last:  # through midnight only where two openings meet there
        opened = _meeting(times, first, last)
    if any(o <= begins and ends <= c for o, c in opened):
        return None
    return _closed(times, first, opened)


def _meeting(times: Times, first: dt.date, last: dt.date) -> list[Span]:
    joined: list[Span] = []
    day = first
    while day <= last:
        for o, c in windows(times.hours, day, timezone.get_current_timezone()):
            if joined and joined[-1][1] == o:
                joined[-1] = (joined[-1][0], c)
            else:
                joined.append((o, c))
        day += DAY
    return joined


def _closed(times: Times, day: dt.date, opened: list[Span]) -> Refusal:
    special = next((one for one in times.specials if one.first <= day <= one.last), None)
    facts: dict[str, object] = {"open": [[o.isoformat(), c.isoformat()] for o, c in opened]}
    if special and special.opens is None:
        told = special.why
        facts["words"] = {"fi": told.fi, "sv": told.sv, "en": told.en}
    elif special is None and not opened and not times.hours.on_holidays:
        facts["holiday"] = public_holidays(day.year).get(day, "")
    return Refusal(Why.CLOSED, facts)


def _sites(times: Times, during: Span, by: Actor | None, now: dt.datetime) -> Refusal | None:
    """The container stays at one site the whole time, and some sites are for their host."""
    if times.unit.kind != UnitKind.CONTAINER:
        return None
    first, last = timezone.localdate(during[0]), timezone.localdate(during[1] - MINUTE)
    site = times.site_on(first)
    if site is None or last > site.last:
        return Refusal(Why.AWAY)
    is_staff = by is not None and bool(by.roles & STAFF)
    if site.host_id is None or is_staff or (by and by.organisation_id == site.host_id):
        return None
    host = site.host
    named = {"fi": host.name.fi, "sv": host.name.sv, "en": host.name.en} if host else {}
    return Refusal(Why.AWAY, {"host": named})
