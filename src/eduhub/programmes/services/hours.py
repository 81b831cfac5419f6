"""The ledger of mentor hours: lines are written once, and never go over the cap."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.identifiers import holds_code
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import (
    LONGEST_SESSION,
    Cohort,
    HourConfirmation,
    HourLine,
    Pair,
    PrivateNote,
    Seat,
    SessionNote,
)
from eduhub.programmes.notices import HoursLogged
from eduhub.programmes.queries.mentors import find_line, find_pair
from eduhub.programmes.rules.cohorts import HOUR_RULES, PAIR_RULES
from eduhub.programmes.services.texts import kept

LONGEST_NOTE, LONGEST_REASON = 4_000, 300


@dataclass(frozen=True, slots=True)
class Held:
    """A session as the mentor tells it; the shared note is read by the company and the hub."""

    held_on: dt.date
    minutes: int
    note: str = ""
    private: str = ""


@transaction.atomic
def log_hours(
    pair_id: int, told: Held, *, key: uuid.UUID, by: Actor, now: dt.datetime, today: dt.date
) -> HourLine:
    """One line a session; the same key again is the same line.

    Raises:
        NotNow: the company or the cohort has used its hours; the words say how much is left.
    """
    pair = find_pair(pair_id, by)
    require(by, "log", pair, PAIR_RULES)
    if there := HourLine.objects.filter(key=key, pair=pair).first():
        return there
    _refuse(told, pair, today, least=1)
    _count(pair.seat_id, told.minutes)
    line = HourLine.objects.create(
        pair=pair, held_on=told.held_on, minutes=told.minutes, logged_at=now,
        logged_by_id=by.user_id, key=key,
    )  # fmt: skip
    _keep_notes(line, told, by, now)
    record(by, "mentoring.logged", line, now=now, minutes=told.minutes)
    post(HoursLogged(line_id=line.pk))
    return line


@transaction.atomic
def correct_hours(
    line_id: int,
    held_on: dt.date,
    minutes: int,
    reason: str,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
    today: dt.date,
) -> HourLine:
    """A line in place of another, which stays readable; no minutes: it was not held after all."""
    line = find_line(line_id, by)
    if there := HourLine.objects.filter(key=key, corrects=line).first():
        return there
    _hold_counts(line.pair.seat_id)  # whoever corrects at the same time waits here
    line = find_line(line_id, by)
    require(by, "correct", line, HOUR_RULES)
    _refuse(Held(held_on, minutes), line.pair, today, least=0)
    said = kept("reason", reason, LONGEST_REASON)
    _count(line.pair.seat_id, minutes - line.minutes)
    newer = HourLine.objects.create(
        pair=line.pair, held_on=held_on, minutes=minutes, corrects=line, reason=said,
        logged_at=now, logged_by_id=by.user_id, key=key,
    )  # fmt: skip
    record(by, "mentoring.corrected", newer, now=now, minutes=minutes, corrects=line.pk)
    post(HoursLogged(line_id=newer.pk))
    return newer


@transaction.atomic
def confirm_hours(line_id: int, *, by: Actor, now: dt.datetime) -> HourConfirmation:
    """The company says that it was so; a second time is the first."""
    line = find_line(line_id, by)
    _hold_counts(line.pair.seat_id)
    line = find_line(line_id, by)
    require(by, "confirm", line, HOUR_RULES)
    confirmation, is_new = HourConfirmation.objects.get_or_create(
        line=line, defaults={"confirmed_at": now, "confirmed_by_id": by.user_id}
    )
    if is_new:
        record(by, "mentoring.confirmed", line, now=now)
    return confirmation


def _refuse(told: Held, pair: Pair, today: dt.date, *, least: int) -> None:
    wrong = {}
    if not least <= told.minutes <= LONGEST_SESSION:
        span = {"least": least, "most": LONGEST_SESSION}
        wrong["minutes"] = _("Write from %(least)s to %(most)s minutes.") % span
    if told.held_on > today:
        wrong["held_on"] = _("A session is logged once it was held.")
    elif told.held_on < pair.seat.cohort.starts:
        wrong["held_on"] = _("That is before the cohort began.")
    for name in ("note", "private"):
        words = getattr(told, name)
        if len(words) > LONGEST_NOTE:
            shorter = _("Write it shorter, in at most %(most)s characters.")
            wrong[name] = shorter % {"most": LONGEST_NOTE}
        elif holds_code(words):
            wrong[name] = _("Leave out the personal identity code.")
    if wrong:
        raise Invalid(wrong)


def _hold_counts(seat_id: int) -> tuple[Cohort, Seat]:
    """Both counters, always the cohort's first, until the end of the transaction."""
    seat = Seat.objects.only("cohort").get(pk=seat_id)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=seat.cohort_id)
    return cohort, Seat.objects.select_for_update(no_key=True).get(pk=seat_id)


def _count(seat_id: int, minutes: int) -> None:
    """Add to what is used, or say how much is left. The database keeps the caps, too."""
    cohort, seat = _hold_counts(seat_id)
    left = min(seat.minutes_left, cohort.minutes_cap - cohort.minutes_used)
    if minutes > left:
        said = _("Only %(left)s minutes are left of the mentor hours. Talk to the hub.")
        raise NotNow("cap", said % {"left": max(0, left)}, left=left)
    seat.minutes_used += minutes
    cohort.minutes_used += minutes
    seat.save(update_fields=["minutes_used"])
    cohort.save(update_fields=["minutes_used"])


def _keep_notes(line: HourLine, told: Held, by: Actor, now: dt.datetime) -> None:
    if words := told.note.strip():
        SessionNote.objects.create(line=line, words=words, written_at=now)
    words = told.private.strip()
    if words and by.user_id is not None:
        PrivateNote.objects.create(line=line, author_id=by.user_id, words=words, written_at=now)
