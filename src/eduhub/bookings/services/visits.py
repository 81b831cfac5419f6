"""The hub publishes visits for school groups, at times for which a booking keeps the unit."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.bookings.models import MOST_PUPILS, Booking, Unit, Visit, VisitTime
from eduhub.bookings.queries import hosts, product_choices
from eduhub.bookings.rules import VISIT_RULES, TimeAt
from eduhub.bookings.services import booking as bookings
from eduhub.bookings.services import groups
from eduhub.bookings.services.asking import Asked, plain
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import HOLDING, BookingState, Grade, VisitState
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import why_refused
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record

HUB = machine("bookings")
LANGUAGES = ("fi", "sv", "en")
NO_WORDS = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWords:
    """What staff say of a visit; the fields are those of the model."""

    unit_id: int
    state: str
    title: Text
    grades: Sequence[str]
    languages: Sequence[str]
    most_pupils: int
    about: Text = NO_WORDS
    host_id: int | None = None
    least_pupils: int = 1
    adults: int = 1
    groups_at_once: int = 1
    opens_on: dt.date | None = None
    closes_days: int = 3
    product: int | None = None


@transaction.atomic
def make_visit(told: VisitWords, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Visit:
    """A new visit; the same key again is the same one."""
    require(by, "manage", None, VISIT_RULES)
    if there := Visit.objects.filter(key=key).first():
        return there
    visit = Visit(key=key)
    _write(visit, told, by)
    visit.save(force_insert=True)
    record(by, "visit.made", visit, now=now, unit=visit.unit_id)
    return visit


@transaction.atomic
def edit_visit(
    visit_id: int, told: VisitWords, *, seen: int, by: Actor, now: dt.datetime
) -> Visit:
    """Groups that are enrolled keep their place; times keep the limits that they were given."""
    visit = find(Visit.objects.visible_to(by).select_for_update(), pk=visit_id)
    require(by, "manage", visit, VISIT_RULES)
    require_version(visit, seen)
    if told.unit_id != visit.unit_id and visit.times.exists():
        raise Invalid({"unit": _("It has times in another space. Make a new visit instead.")})
    _write(visit, told, by)
    visit.version += 1
    visit.save()
    record(by, "visit.edited", visit, now=now, version=visit.version)
    return visit


def _write(visit: Visit, told: VisitWords, by: Actor) -> None:
    if wrong := _wrong(visit, told, by):
        raise Invalid(wrong)
    for name in VisitWords.__slots__:
        value: Any = getattr(told, name)
        setattr(visit, name, list(value) if name in ("grades", "languages") else value)


def _wrong(visit: Visit, told: VisitWords, by: Actor) -> dict[str, str]:
    """Field by field, what cannot be taken and how to mend it."""
    choose = _("Choose one of these.")
    is_new = told.product is not None and told.product != visit.product
    faults = {
        "state": told.state not in VisitState.values,
        "unit": not Unit.objects.visible_to(by).filter(pk=told.unit_id).exists(),
        "host": told.host_id is not None and not hosts().filter(pk=told.host_id).exists(),
        "product": is_new and told.product not in dict(product_choices(by)),
    }
    wrong = {name: choose for name, is_wrong in faults.items() if is_wrong}
    for name, known in (("grades", Grade.values), ("languages", LANGUAGES)):
        chosen = set(getattr(told, name))
        if not chosen or not chosen <= set(known):
            wrong[name] = _("Choose at least one.")
    if not 0 < told.least_pupils <= told.most_pupils <= MOST_PUPILS:
        said = _("At most must not be less than at least, nor more than %(n)s.")
        wrong["most_pupils"] = said % {"n": MOST_PUPILS}
    if told.groups_at_once < 1:
        wrong["groups_at_once"] = _("Write 1 or more.")
    return wrong | _wrong_words(told)


def _wrong_words(told: VisitWords) -> dict[str, str]:
    wrong = {} if told.title.spoken else {"title": _("Write this in at least one language")}
    for name, text in (("title", told.title), ("about", told.about)):
        if refused := next(filter(None, map(why_refused, (text.fi, text.sv, text.en))), ""):
            wrong[name] = refused
    return wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked:
    """When a visit is held, and for how many pupils; places None: for as many as its groups."""

    begins: dt.datetime
    ends: dt.datetime
    places: int | None = None


@patiently
def add_time(
    visit_id: int, asked: TimeAsked, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> VisitTime:
    """Book the unit for it; the same key again is the same time.

    Raises:
        NotNow: the unit is taken or closed then, or too small; code and words as for a booking.
    """
    visit = find(Visit.objects.visible_to(by).select_related("unit"), pk=visit_id)
    require(by, "manage", visit, VISIT_RULES)
    if there := VisitTime.objects.filter(key=key).first():
        return there
    places = asked.places or visit.most_pupils * visit.groups_at_once
    if places < visit.least_pupils:
        raise Invalid({"places": _("It must have room for the smallest group.")})
    if asked.begins <= now:
        raise Invalid({"begins": _("Choose a time that is still to come.")})
    what = Asked(
        begins=asked.begins,
        ends=asked.ends,
        title=str(visit.title)[:120],
        people=places,
        accepts_terms=True,
    )
    booking = bookings.book(visit.unit_id, what, key=uuid.uuid5(key, "unit"), by=by, now=now)
    time = VisitTime.objects.create(
        visit=visit,
        during=booking.during,
        booking=booking,
        most_groups=visit.groups_at_once,
        places=places,
        key=key,
    )
    record(by, "visit.time_added", time, now=now, visit=visit.pk)
    return time


@patiently
def call_off(time_id: int, grounds: str, *, by: Actor, now: dt.datetime) -> VisitTime:
    """Tell every group why, and give the unit back."""
    time = groups.hold_time(time_id)
    require(by, "manage", None, VISIT_RULES)
    if time.cancelled_at is not None:
        return time
    require(by, "call_off", TimeAt(time, now), VISIT_RULES)
    said = plain(grounds)
    if not said:
        raise Invalid({"grounds": _("Say why: the groups read it.")})
    _call_off(time, said, by=by, now=now)
    if time.booking is not None and time.booking.state in HOLDING:
        bookings.cancel(time.booking.pk, by=by, now=now, grounds=said)
    return time


def _call_off(time: VisitTime, said: str, *, by: Actor, now: dt.datetime) -> None:
    time.cancelled_at, time.grounds = now, said
    time.save(update_fields=["cancelled_at", "grounds"])
    groups.cancel_all(time, said, by=by, now=now)
    record(by, "visit.called_off", time, now=now, visit=time.visit_id)


@patiently
def follow_booking(booking_id: int, *, now: dt.datetime) -> None:
    """What became of a visit's booking at the booking desk becomes of the visit's time too.

    Moved there, the groups are told the new time; ended there, they are told that it is off.
    """
    found = VisitTime.objects.filter(booking=booking_id, cancelled_at=None).first()
    if found is None:
        return
    time = groups.hold_time(found.pk)
    booking = Booking.objects.get(pk=booking_id)
    if time.cancelled_at is not None:
        return
    if booking.state in (BookingState.CANCELLED, BookingState.DECLINED, BookingState.LAPSED):
        _call_off(time, booking.grounds, by=HUB, now=now)
    elif booking.during != time.during:
        time.during = booking.during
        time.save(update_fields=["during"])
        groups.tell_moved(time, now=now)
        record(HUB, "visit.time_moved", time, now=now, visit=time.visit_id)
