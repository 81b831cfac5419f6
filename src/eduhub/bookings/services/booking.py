"""Booking a unit for a time, and what becomes of a booking."""

import datetime as dt
import uuid

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from eduhub.bookings.models import Booking, Unit
from eduhub.bookings.notices import BookingChanged
from eduhub.bookings.queries import times_of
from eduhub.bookings.rules import BOOKING_RULES, UNIT_RULES, At, is_staff, why_not
from eduhub.bookings.services import waiting
from eduhub.bookings.services.asking import Asked, plain, refuse, refused, tidied
from eduhub.bookings.services.holding import (
    count,
    if_taken,
    let_go,
    parts_stand_still,
    take,
    who_has,
)
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import LED, BookingState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post


@patiently
def book(unit_id: int, asked: Asked, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Booking:
    """Take the unit for that time; the same key again is the same booking.

    Raises:
        NotNow: taken, closed, too soon, over quota; code and facts say why and from when.
    """
    parts_stand_still()
    unit = find_unit(unit_id, by)
    require(by, "book", unit, UNIT_RULES)
    return _book(unit, asked, key=key, by=by, now=now)


@patiently
def book_led(
    unit_id: int, asked: Asked, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Booking:
    """A unit that a room above leads to: that room has asked who may, and ties it to its thing.

    Raises what book() raises.
    """
    parts_stand_still()
    unit = find(Unit.objects.filter(kind__in=LED), pk=unit_id)
    require(by, "book_led", unit, UNIT_RULES)
    return _book(unit, asked, key=key, by=by, now=now)


def _book(unit: Unit, asked: Asked, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Booking:
    own = own_key(key, by)
    if there := Booking.objects.filter(key=own).first():
        return there
    asked = tidied(unit, asked, by)
    refuse(
        why_not(
            times_of([unit])[unit.pk], (asked.begins, asked.ends), asked.people, by=by, now=now
        )
    )
    if taken := if_taken(unit, asked.begins, asked.ends):  # most who come second write nothing
        if there := Booking.objects.filter(key=own).first():
            return there  # a twin was acknowledged between our two looks: taken by ourselves
        raise refused(taken)

    booking = drafted(unit, asked, key=own, by=by, now=now)
    booking.save(force_insert=True)
    if not take(unit, [booking]):
        raise refused(who_has(unit, asked.begins, asked.ends))
    refuse(count(booking))
    tell(by, booking, "made" if booking.state == BookingState.BOOKED else "asked", now)
    return booking


@patiently
def move(booking_id: int, asked: Asked, *, seen: int, by: Actor, now: dt.datetime) -> Booking:
    """Another time, size or title. A unit that wants approval is asked again when the time changes."""
    parts_stand_still()
    booking = hold(booking_id, "change", by, now)
    require_version(booking, seen)
    return _move(booking, asked, by=by, now=now)


@patiently
def move_led(booking_id: int, asked: Asked, *, seen: int, by: Actor, now: dt.datetime) -> Booking:
    """Another time with the same one; who may, the room above that leads to it has asked."""
    parts_stand_still()
    booking = _hold_led(booking_id, "change_led", by, now)
    require_version(booking, seen)
    return _move(booking, asked, by=by, now=now)


def _move(booking: Booking, asked: Asked, *, by: Actor, now: dt.datetime) -> Booking:
    asked = tidied(booking.unit, asked, by, accepted=booking.accepted_terms)
    moved = (asked.begins, asked.ends) != (booking.begins, booking.ends)
    times = times_of([booking.unit])[booking.unit_id]
    if moved or asked.people > booking.people:
        refuse(why_not(times, (asked.begins, asked.ends), asked.people, by=by, now=now))
    booking.title, booking.people = asked.title, asked.people
    if moved:
        shift(booking, asked.begins, asked.ends, by=by)
    touch(booking, now)
    booking.save()
    tell(by, booking, "moved", now)
    if moved:
        waiting.offer_next(booking.unit, now=now)
    return booking


@patiently
def cancel(booking_id: int, *, by: Actor, now: dt.datetime, grounds: str = "") -> Booking:
    """Give the time back; whoever waits for it is offered it in the same moment."""
    parts_stand_still()
    booking = hold(booking_id, "cancel", by, now)
    return _cancel(booking, grounds, by=by, now=now)


def _cancel(booking: Booking, grounds: str, *, by: Actor, now: dt.datetime) -> Booking:
    booking.grounds = plain(grounds)
    end(booking, BookingState.CANCELLED, now)
    tell(by, booking, "cancelled", now)
    waiting.offer_next(booking.unit, now=now)
    return booking


@patiently
def cancel_led(booking_id: int, *, by: Actor, now: dt.datetime, grounds: str = "") -> Booking:
    """As cancel(); who may, the room above that leads to it has asked."""
    parts_stand_still()
    booking = _hold_led(booking_id, "cancel_led", by, now)
    return _cancel(booking, grounds, by=by, now=now)


@patiently
def decide(
    booking_id: int, is_approved: bool, *, by: Actor, now: dt.datetime, grounds: str = ""
) -> Booking:
    """The hub says yes or no to a booking that waits for it."""
    parts_stand_still()
    booking = hold(booking_id, "decide", by, now)
    booking.grounds = plain(grounds)
    no = said_no(booking)
    booking.decided_at, booking.decided_by_id = now, by.user_id
    if is_approved:
        booking.state = BookingState.BOOKED
        touch(booking, now)
        booking.save()
    else:
        if not booking.grounds:
            raise Invalid({"grounds": _("Say why, and what would change it.")})
        end(booking, BookingState.DECLINED, now)
    tell(by, booking, "approved" if is_approved else no, now)
    if not is_approved:
        waiting.offer_next(booking.unit, now=now)
    return booking


@patiently
def check_in(booking_id: int, *, by: Actor, now: dt.datetime) -> Booking:
    """They are here. A second time is the first."""
    booking = find_booking(booking_id, by)
    if booking.state == BookingState.CAME:
        return booking
    require(by, "check_in", At(booking, now), BOOKING_RULES)
    booking.state = BookingState.CAME
    booking.changed_at = now
    booking.save(update_fields=["state", "changed_at"])
    record(by, "booking.checked_in", booking, now=now)
    return booking


@patiently
def miss(booking_id: int, *, by: Actor, now: dt.datetime) -> Booking:
    """Nobody came: the rest of the time is free again; the minutes stay counted."""
    parts_stand_still()
    booking = hold(booking_id, "miss", by, now)
    booking.state = BookingState.MISSED
    touch(booking, now)
    booking.save()
    booking.claims.all().delete()
    tell(by, booking, "missed", now)
    waiting.offer_next(booking.unit, now=now)
    return booking


@patiently
def accept_offer(booking_id: int, *, by: Actor, now: dt.datetime) -> Booking:
    """Take what the waiting list brought; where the hub approves, it is asked now."""
    booking = hold(booking_id, "take", by, now)
    booking.state = first_state(booking.unit, by)
    booking.answer_by = None
    touch(booking, now)
    booking.save()
    waiting.note_taken(booking, now)
    tell(by, booking, "made" if booking.state == BookingState.BOOKED else "asked", now)
    return booking


# What the services share


def find_unit(unit_id: int, by: Actor) -> Unit:
    return find(Unit.objects.visible_to(by), pk=unit_id)


def find_booking(booking_id: int, by: Actor) -> Booking:
    rows = Booking.objects.visible_to(by).select_for_update(of=("self",))
    return find(rows.select_related("unit"), pk=booking_id)


def hold(booking_id: int, action: str, by: Actor, now: dt.datetime) -> Booking:
    booking = find_booking(booking_id, by)
    require(by, action, At(booking, now), BOOKING_RULES)
    return booking


def _hold_led(booking_id: int, action: str, by: Actor, now: dt.datetime) -> Booking:
    rows = Booking.objects.filter(unit__kind__in=LED).select_for_update(of=("self",))
    booking = find(rows.select_related("unit"), pk=booking_id)
    require(by, action, At(booking, now), BOOKING_RULES)
    return booking


def own_key(key: uuid.UUID, by: Actor) -> uuid.UUID:
    """Nobody finds another person's booking by guessing its form's key."""
    return uuid.uuid5(key, by.name)


def drafted(unit: Unit, asked: Asked, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Booking:
    kind, subject = asked.subject or ("", None)
    return Booking(
        unit=unit,
        during=DateTimeTZRange(asked.begins, asked.ends),
        state=first_state(unit, by),
        organisation_id=by.organisation_id,
        booker_id=by.user_id,
        title=asked.title,
        people=asked.people,
        subject_kind=kind,
        subject_key=subject,
        accepted_terms=asked.accepts_terms,
        booked_at=now,
        changed_at=now,
        key=key,
        reference=uuid.uuid5(key, "calendars"),
    )


def first_state(unit: Unit, by: Actor) -> BookingState:
    waits = unit.needs_approval and not is_staff(by)
    return BookingState.ASKED if waits else BookingState.BOOKED


def shift(booking: Booking, begins: dt.datetime, ends: dt.datetime, *, by: Actor) -> None:
    """Give the old time back and take the new one, with its minutes; refuses where it cannot."""
    let_go([booking])
    booking.during = DateTimeTZRange(begins, ends)
    if not take(booking.unit, [booking]):
        raise refused(who_has(booking.unit, begins, ends))
    refuse(count(booking))
    booking.state = first_state(booking.unit, by)


def touch(booking: Booking, now: dt.datetime) -> None:
    booking.changed_at = now
    booking.sequence += 1
    booking.version += 1


def end(booking: Booking, state: BookingState, now: dt.datetime) -> None:
    let_go([booking])
    was_offered = booking.state == BookingState.OFFERED
    booking.state = state
    booking.answer_by = None
    touch(booking, now)
    booking.save()
    if was_offered:
        waiting.note_over(booking, now)


def said_no(booking: Booking) -> str:
    """What a no is called: what the hub approved before stands in calendars, and is cancelled."""
    return "declined" if booking.decided_at is None else "cancelled"


def tell(by: Actor, booking: Booking, change: str, now: dt.datetime) -> None:
    record(by, f"booking.{change}", booking, now=now, unit=booking.unit_id, state=booking.state)
    post(BookingChanged(booking_id=booking.pk, change=change, sequence=booking.sequence))
