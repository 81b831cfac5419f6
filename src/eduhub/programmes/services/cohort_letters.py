"""Letters of cohorts: what is late, who mentors whom, which hours wait to be confirmed."""

import datetime as dt
from typing import Any

from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import User
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import LEADS
from eduhub.programmes.models import HourLine, Milestone, Pair, Seat
from eduhub.programmes.states.cohorts import Level

type Readers = list[tuple[str, str]]  # address and language


def tell_of_late(milestone: Milestone, level: str, *, now: dt.datetime) -> int:
    """A letter to everybody who holds this part; how many."""
    told = {
        "milestone": milestone,
        "seat": milestone.seat,
        "days": milestone.days_late(timezone.localdate(now)),
    }
    return _write(_readers(milestone, level, now), f"late_{level}", told, now)


def _readers(milestone: Milestone, level: str, now: dt.datetime) -> Readers:
    if level == Level.OWNER:
        return _one(milestone.owner) or leads_of(milestone.seat, now)
    if level == Level.MENTOR:
        return mentors_of(milestone.seat)
    return _one(milestone.seat.cohort.manager) or list(staff_to_tell(timezone.localdate(now)))


def _one(person: User | None) -> Readers:
    there = person is not None and person.is_active
    return [(person.email, person.language)] if person and there else []


def leads_of(seat: Seat, now: dt.datetime) -> Readers:
    return list(to_tell(seat.organisation_id, LEADS, timezone.localdate(now)))


def mentors_of(seat: Seat) -> Readers:
    pairs = Pair.objects.going_on().filter(seat=seat, bench__mentor__person__is_active=True)
    rows = pairs.values_list("bench__mentor__person__email", "bench__mentor__person__language")
    return list(rows)


def tell_of_pair(pair_id: int, *, now: dt.datetime) -> None:
    """The company's lead and the mentor, each of the other, unless it is over by now."""
    rows = Pair.objects.going_on().select_related(
        "seat__organisation", "seat__cohort", "bench__mentor__person"
    )
    pair = rows.filter(pk=pair_id).first()
    if pair is None:
        return
    with once(f"mentoring.pair:{pair_id}") as first:
        if first:
            told = {"pair": pair, "seat": pair.seat, "mentor": pair.bench.mentor}
            _write(leads_of(pair.seat, now), "mentor_found", told, now)
            _write(_one(pair.bench.mentor.person), "company_found", told, now)


def ask_to_confirm(line_id: int, *, now: dt.datetime) -> None:
    """Whoever leads the company; nobody where the line was corrected or confirmed meanwhile."""
    rows = HourLine.objects.standing().filter(confirmation=None, minutes__gt=0)
    found = rows.select_related("pair__seat__cohort", "pair__bench__mentor__person")
    line = found.filter(pk=line_id).first()
    if line is None:
        return
    with once(f"mentoring.hours:{line_id}") as first:
        if first:
            told = {"line": line, "seat": line.pair.seat, "mentor": line.pair.bench.mentor}
            _write(leads_of(line.pair.seat, now), "hours", told, now)


def _write(readers: Readers, kind: str, told: dict[str, Any], now: dt.datetime) -> int:
    for address, language in readers:
        write(address, f"programmes/{kind}", told, language=language, now=now)
    return len(readers)
