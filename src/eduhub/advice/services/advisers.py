"""The hub's own people name advisers; an adviser says which calendar of their own counts too."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from eduhub.advice.adapters import NoCalendar, busy_at
from eduhub.advice.models import Adviser, Busy
from eduhub.advice.models.advisers import MOST_A_WEEK
from eduhub.advice.rules import CASE_RULES
from eduhub.advice.states import Stage, Topic, Trouble
from eduhub.bookings import services as bookings
from eduhub.bookings.models import Unit
from eduhub.bookings.services import Open, UnitWords
from eduhub.bookings.states import UnitKind, UnitState
from eduhub.kit import net
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import User

SESSION, STEP, AFTER = 45, 15, 15  # minutes: of a session, between beginnings, kept free after it
AHEAD = dt.timedelta(days=120)  # that a calendar is read for
OFFICE = (dt.time(9), dt.time(16))
NAME = Text(fi="Neuvoja", sv="Rådgivare", en="Adviser")
UNIT = UnitWords(
    kind=UnitKind.ADVISER,
    state=UnitState.SHOWN,
    name=NAME,
    size=10,
    buffer_after=AFTER,
    least_minutes=SESSION,
    most_minutes=SESSION,
    step_minutes=STEP,
    lead_hours=24,
    ahead_days=60,
    cancel_hours=24,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skills:
    """What an adviser does, and how much of it; the fields are those of the model."""

    topics: Sequence[str]
    stages: Sequence[str]
    languages: Sequence[str]
    since: dt.date
    share: int = 100
    weekly_cap: int = 6
    is_active: bool = True
    video_link: str = ""


@transaction.atomic
def add_adviser(
    email: str, skills: Skills, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Adviser:
    """A person with an account becomes an adviser, with a unit of their own that is open in
    office hours; the same key again is the same one."""
    require(by, "manage", None, CASE_RULES)
    if there := Adviser.objects.filter(key=key).first():
        return there
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise Invalid({"email": _("Nobody with this address has an account here.")})
    unit = bookings.make_unit(UNIT, key=uuid.uuid5(key, "unit"), by=by, now=now)
    for weekday in range(5):
        bookings.open_weekly(unit.pk, Open(weekday, *OFFICE), by=by, now=now)
    adviser = Adviser(person=person, unit=unit, key=key)
    _write(adviser, skills)
    try:
        with transaction.atomic():
            adviser.save(force_insert=True)
    except IntegrityError:
        raise Invalid({"email": _("This person is an adviser already.")}) from None
    _say_where(adviser)
    record(by, "adviser.added", adviser, now=now)
    return adviser


@transaction.atomic
def edit_adviser(
    adviser_id: int, skills: Skills, *, seen: int, by: Actor, now: dt.datetime
) -> Adviser:
    """Sessions that are booked stay, also above a cap that is lower now."""
    require(by, "manage", None, CASE_RULES)
    adviser = find(Adviser.objects.select_for_update(no_key=True), pk=adviser_id)
    require_version(adviser, seen)
    _write(adviser, skills)
    adviser.version += 1
    adviser.save()
    _say_where(adviser)
    record(by, "adviser.edited", adviser, now=now, version=adviser.version)
    return adviser


def _write(adviser: Adviser, told: Skills) -> None:
    choices = {"topics": Topic.values, "stages": Stage.values}
    choices["languages"] = list(dict(settings.LANGUAGES))
    wrong = {}
    for name, known in choices.items():
        chosen = list(getattr(told, name))
        if not chosen or not set(chosen) <= set(known):
            wrong[name] = _("Choose at least one.")
    if not 10 <= told.share <= 100:
        wrong["share"] = _("Write between 10 and 100.")
    if not 1 <= told.weekly_cap <= MOST_A_WEEK:
        wrong["weekly_cap"] = _("Write between 1 and %(most)s.") % {"most": MOST_A_WEEK}
    if told.video_link and not told.video_link.startswith("https://"):
        wrong["video_link"] = _("Write an address that begins with https.")
    if wrong:
        raise Invalid(wrong)
    for name in Skills.__dataclass_fields__:
        value = getattr(told, name)
        setattr(adviser, name, list(value) if name in choices else value)


def _say_where(adviser: Adviser) -> None:
    """The place of the unit is the link, so that it stands in letters and calendars."""
    words = adviser.video_link
    Unit.objects.filter(pk=adviser.unit_id).update(place=Text(fi=words, sv=words, en=words))


@transaction.atomic
def set_calendar(address: str, *, by: Actor, now: dt.datetime) -> Adviser:
    """Whose taken times count too; "" for none. It is read in the next quarter of an hour."""
    rows = Adviser.objects.select_for_update(no_key=True)
    adviser = find(rows, person=by.user_id or 0)
    address = address.strip()
    if address.startswith("webcal://"):
        address = f"https://{address.removeprefix('webcal://')}"
    if address and not address.startswith("https://"):
        raise Invalid({"address": _("Write an address that begins with https.")})
    adviser.calendar_address = address
    adviser.calendar_read_at, adviser.calendar_trouble = None, ""
    adviser.save(update_fields=["calendar_address", "calendar_read_at", "calendar_trouble"])
    if not address:
        Busy.objects.filter(adviser=adviser).delete()
    record(by, "adviser.calendar", adviser, now=now, is_set=bool(address))
    return adviser


def read_calendars(*, now: dt.datetime) -> int:
    """Read every adviser's own calendar anew; how many could be read.

    What cannot be read leaves what was read before: better too busy than booked twice.
    """
    rows = Adviser.objects.at_work().exclude(calendar_address="").order_by("pk")
    return sum(read_calendar(adviser, now=now) for adviser in rows)


def read_calendar(adviser: Adviser, *, now: dt.datetime) -> bool:
    """Outside of any transaction: another machine may be slow."""
    try:
        spans = busy_at(adviser.calendar_address, now, now + AHEAD)
    except net.Forbidden:
        return _note(adviser, Trouble.FORBIDDEN)
    except net.NoAnswer:
        return _note(adviser, Trouble.NO_ANSWER)
    except NoCalendar:
        return _note(adviser, Trouble.NO_CALENDAR)
    with transaction.atomic():
        still = Adviser.objects.select_for_update(no_key=True).filter(
            pk=adviser.pk, calendar_address=adviser.calendar_address
        )
        if not still.update(calendar_read_at=now, calendar_trouble=""):
            return False  # another address, or none, by now
        Busy.objects.filter(adviser=adviser).delete()
        Busy.objects.bulk_create(
            Busy(adviser=adviser, during=DateTimeTZRange(begins, ends)) for begins, ends in spans
        )
    return True


def _note(adviser: Adviser, trouble: Trouble) -> bool:
    rows = Adviser.objects.filter(pk=adviser.pk, calendar_address=adviser.calendar_address)
    rows.update(calendar_trouble=trouble)
    return False


@transaction.atomic
def put_aside_the_gone(*, now: dt.datetime) -> int:
    """Advisers whose account was erased: nobody can book them already; their unit goes too."""
    gone = Adviser.objects.select_for_update(no_key=True).filter(person=None, is_active=True)
    for adviser in gone:
        adviser.is_active = False
        adviser.video_link = adviser.calendar_address = ""
        adviser.save(update_fields=["is_active", "video_link", "calendar_address"])
        Unit.objects.filter(pk=adviser.unit_id).update(state=UnitState.CLOSED, place=Text())
        Busy.objects.filter(adviser=adviser).delete()
        record(machine("advice"), "adviser.put_aside", adviser, now=now)
    return len(gone)
