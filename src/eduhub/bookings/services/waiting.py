"""The waiting list: first come, first offered, in the moment in which a time comes free."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.translation import gettext as _

from eduhub.bookings.models import Booking, Unit, Wait
from eduhub.bookings.notices import BookingChanged, TimeOffered
from eduhub.bookings.queries import inside, taken_between, times_of
from eduhub.bookings.rules import UNIT_RULES, WAIT_RULES, why_closed, why_not
from eduhub.bookings.services.asking import Asked, refuse, tidied
from eduhub.bookings.services.holding import count, let_go, parts_stand_still, take, widened
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import BookingState, UnitState, WaitState
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.errors import NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post

TIME_TO_ANSWER = dt.timedelta(hours=24)
LEAST_TO_ANSWER = dt.timedelta(minutes=15)
HUB = machine("bookings")


@patiently
def wait_for(unit_id: int, asked: Asked, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Wait:
    """Stand in the queue for a time that somebody else has, if it could be booked otherwise.

    Raises:
        NotNow: the time is free and can be booked at once, or could not be booked by anybody.
    """
    unit = find(Unit.objects.visible_to(by), pk=unit_id)
    require(by, "book", unit, UNIT_RULES)
    own = uuid.uuid5(key, by.name)
    if there := Wait.objects.filter(key=own).first():
        return there
    asked = tidied(unit, asked, by)
    times = times_of([unit])[unit.pk]
    refuse(why_not(times, (asked.begins, asked.ends), asked.people, by=by, now=now))
    begins, ends = widened(unit, asked.begins, asked.ends)
    if not taken_between([unit], begins, ends)[unit.pk]:
        raise NotNow("free", _("The time is free: you can book it now."))
    during = DateTimeTZRange(asked.begins, asked.ends)
    again = Wait.objects.filter(
        unit=unit, during=during, person=by.user_id, state=WaitState.WAITING
    )
    if there := again.first():
        return there
    wait = Wait.objects.create(
        unit=unit,
        during=during,
        organisation_id=by.organisation_id,
        person_id=by.user_id or 0,
        title=asked.title,
        people=asked.people,
        accepted_terms=asked.accepts_terms,
        queued_at=now,
        key=own,
    )
    record(by, "wait.queued", wait, now=now, unit=unit.pk)
    return wait


@transaction.atomic
def leave(wait_id: int, *, by: Actor, now: dt.datetime) -> Wait:
    rows = Wait.objects.visible_to(by).select_for_update(of=("self",))
    wait = find(rows, pk=wait_id)
    require(by, "leave", wait, WAIT_RULES)
    _end(wait, WaitState.LEFT, now)
    record(by, "wait.left", wait, now=now)
    return wait


def offer_next(unit: Unit, *, now: dt.datetime) -> list[Booking]:
    """Offer what has come free, to those who wait for it or for a part or whole of it.

    In the caller's transaction: from the old booking to the offer nobody else gets between.
    An offer holds the time, and counts, as a booking does.
    """
    waits = Wait.objects.filter(
        state=WaitState.WAITING, during__startswith__gt=now + LEAST_TO_ANSWER
    )
    near = _related(unit)
    queue = waits.filter(unit__in=near).select_related("unit").order_by("queued_at", "pk")
    return [
        offered
        for wait in queue.select_for_update(of=("self",), skip_locked=True)
        if (offered := _offer(wait, now))
    ]


def _related(unit: Unit) -> set[int]:
    """Units whose claims may meet those of this one."""
    reach = inside(Unit.objects.values_list("pk", flat=True))
    return {key for key, found in reach.items() if found & reach[unit.pk]}


def _offer(wait: Wait, now: dt.datetime) -> Booking | None:
    begins, ends = widened(wait.unit, wait.during.lower, wait.during.upper)
    if taken_between([wait.unit], begins, ends)[wait.unit_id] or not _is_open(wait):
        return None
    offer = Booking(
        unit=wait.unit,
        during=wait.during,
        state=BookingState.OFFERED,
        organisation_id=wait.organisation_id,
        booker_id=wait.person_id,
        title=wait.title,
        people=wait.people,
        accepted_terms=wait.accepted_terms,
        booked_at=now,
        changed_at=now,
        answer_by=min(now + TIME_TO_ANSWER, wait.during.lower),
        key=uuid.uuid5(wait.key, "offer"),
        reference=uuid.uuid5(wait.key, "calendars"),
    )
    offer.save(force_insert=True)
    if not take(wait.unit, [offer]):
        offer.delete()
        return None
    if count(offer) is not None:  # over quota now: the next in the queue; this one keeps waiting
        let_go([offer])
        offer.delete()
        return None
    wait.state, wait.booking = WaitState.OFFERED, offer
    wait.save(update_fields=["state", "booking"])
    record(HUB, "wait.offered", wait, now=now, booking=offer.pk)
    post(TimeOffered(wait_id=wait.pk))
    return offer


def _is_open(wait: Wait) -> bool:
    """The unit may be out of use, closed or elsewhere by now."""
    unit, place = wait.unit, wait.organisation_id
    who = Actor(name="waits", user_id=wait.person_id, organisation_id=place)
    span = (wait.during.lower, wait.during.upper)
    return (
        unit.state == UnitState.SHOWN
        and wait.people <= unit.size
        and why_closed(times_of([unit])[unit.pk], span, by=who) is None
    )


@patiently
def lapse_offers(*, now: dt.datetime) -> int:
    """End the offers that nobody took in time, and what the hub has not answered before its time
    came; offer the time to the next; how many ended."""
    parts_stand_still()
    late = Booking.objects.filter(
        Q(state=BookingState.OFFERED, answer_by__lte=now)
        | Q(state=BookingState.ASKED, during__startswith__lte=now)
    )
    over = list(
        late.select_related("unit")
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    for offer in over:
        let_go([offer])
        offer.state, offer.answer_by = BookingState.LAPSED, None
        offer.changed_at = now
        offer.sequence += 1
        offer.save()
        note_over(offer, now)
        record(HUB, "booking.lapsed", offer, now=now, unit=offer.unit_id)
        change = "lapsed" if offer.decided_at is None else "cancelled"  # as it is in calendars
        post(BookingChanged(booking_id=offer.pk, change=change, sequence=offer.sequence))
    for unit in {offer.unit_id: offer.unit for offer in over}.values():
        offer_next(unit, now=now)
    return len(over)


@transaction.atomic
def end_old_waits(*, now: dt.datetime) -> int:
    """Who waits for a time that has come waits for nothing."""
    old = Wait.objects.filter(state=WaitState.WAITING, during__startswith__lte=now)
    return old.update(state=WaitState.LAPSED, ended_at=now)


def note_taken(booking: Booking, now: dt.datetime) -> None:
    Wait.objects.filter(booking=booking).update(state=WaitState.TAKEN, ended_at=now)


def note_over(booking: Booking, now: dt.datetime) -> None:
    """The offer was declined or has lapsed."""
    Wait.objects.filter(booking=booking).update(state=WaitState.LAPSED, ended_at=now)


def _end(wait: Wait, state: WaitState, now: dt.datetime) -> None:
    wait.state, wait.ended_at = state, now
    wait.save(update_fields=["state", "ended_at"])
