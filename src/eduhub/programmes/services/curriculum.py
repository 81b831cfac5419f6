"""What a cohort does: the theme of each week, sessions, who was there."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.programmes.models import Attendance, CohortSession, Theme
from eduhub.programmes.rules.cohorts import COHORT_RULES
from eduhub.programmes.services.cohorts import hold_cohort


@dataclass(frozen=True, slots=True)
class SessionFields:
    """The moments are aware; a place, a link or both."""

    title: Text
    begins: dt.datetime
    ends: dt.datetime
    place: str
    link: str


@transaction.atomic
def write_theme(
    cohort_id: int, week: int, title: Text, words: Text, *, by: Actor, now: dt.datetime
) -> Theme:
    """What the week is about, for the first time or anew."""
    cohort = hold_cohort(cohort_id, by)
    if not 1 <= week <= cohort.weeks:
        raise Invalid({"": _("The cohort has no such week.")})
    theme, _is_new = Theme.objects.update_or_create(
        cohort=cohort, week=week, defaults={"title": title, "words": words}
    )
    record(by, "cohort.theme", cohort, now=now, week=week)
    return theme


@transaction.atomic
def add_session(
    cohort_id: int, fields: SessionFields, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> CohortSession:
    """The same key again is the same session."""
    cohort = hold_cohort(cohort_id, by)
    if there := CohortSession.objects.filter(key=key).first():
        return there
    _refuse(fields)
    made = CohortSession.objects.create(cohort=cohort, key=key, **_plain(fields))
    record(by, "cohort.session_added", made, now=now)
    return made


@transaction.atomic
def change_session(
    pk: int, fields: SessionFields, *, seen: int, by: Actor, now: dt.datetime
) -> CohortSession:
    session = _hold(pk, by)
    require_version(session, seen)
    _refuse(fields)
    for name, value in _plain(fields).items():
        setattr(session, name, value)
    session.version += 1
    session.save()
    record(by, "cohort.session_changed", session, now=now)
    return session


@transaction.atomic
def call_off(pk: int, *, by: Actor, now: dt.datetime) -> int:
    """A session that nobody was noted at is taken away; the number of its cohort."""
    session = _hold(pk, by)
    if session.attendances.exists():
        raise NotNow("held", _("It was held: who was there is noted."))
    record(by, "cohort.session_called_off", session, now=now)
    session.delete()
    return session.cohort_id


@transaction.atomic
def note_attendance(
    pk: int, seat_ids: Collection[int], *, by: Actor, now: dt.datetime
) -> CohortSession:
    """Which companies were there; whoever is not named was not."""
    session = _hold(pk, by)
    if session.begins > now:
        raise NotNow("to_come", _("The session has not begun yet."))
    seats = set(session.cohort.seats.filter(pk__in=seat_ids).values_list("pk", flat=True))
    session.attendances.exclude(seat__in=seats).delete()
    there = set(session.attendances.values_list("seat", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=session, seat_id=pk) for pk in sorted(seats - there)
    )
    record(by, "cohort.attendance", session, now=now, companies=len(seats))
    return session


def _plain(fields: SessionFields) -> dict[str, object]:
    return {name: getattr(fields, name) for name in fields.__slots__}


def _refuse(fields: SessionFields) -> None:
    wrong = {}
    if fields.ends <= fields.begins:
        wrong["ends"] = _("It must end after it begins.")
    if fields.link and not fields.link.startswith("https://"):
        wrong["link"] = _("Write an address that begins with https.")
    if not fields.place and not fields.link:
        wrong["place"] = _("Say where it is held, or give its link.")
    if wrong:
        raise Invalid(wrong)


def _hold(pk: int, by: Actor) -> CohortSession:
    require(by, "manage", None, COHORT_RULES)
    rows = CohortSession.objects.select_related("cohort").select_for_update(of=("self",))
    return find(rows, pk=pk)
