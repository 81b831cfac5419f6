"""Who is in the house today and wants others to know it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Q, QuerySet
from django.utils import timezone

from eduhub.bookings.models import Booking, Presence
from eduhub.bookings.queries.times import days_as_span
from eduhub.bookings.states import BookingState
from eduhub.kit.access import Actor

HERE = (BookingState.BOOKED, BookingState.CAME)


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """Where this person stands today: shown or not, and whether a booking lets them be shown."""

    presence: Presence | None
    has_a_booking: bool


def in_the_house(actor: Actor, now: dt.datetime) -> QuerySet[Presence]:
    """Those who opted in for today and whose booking stands; for who is signed in. One query.

    Whose booking is cancelled meanwhile is not shown any more.
    """
    today = timezone.localdate(now)
    found = Presence.objects.on(today).with_a_booking(*days_as_span(today, 1))
    if not actor.is_signed_in:
        found = found.none()
    return (
        found.filter(person__is_active=True)
        .select_related("person", "organisation")
        .order_by("shown_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def own_presence(actor: Actor, now: dt.datetime) -> OwnPresence:
    """Two queries."""
    today = timezone.localdate(now)
    mine = Presence.objects.on(today).filter(person=actor.user_id or 0).first()
    return OwnPresence(mine, has_a_booking_today(actor, now))


def has_a_booking_today(actor: Actor, now: dt.datetime) -> bool:
    """One's own, or one of the organisation that one acts for, checked in or not. One query."""
    if not actor.is_signed_in:
        return False
    begins, ends = days_as_span(timezone.localdate(now), 1)
    own = Q(booker=actor.user_id)
    if actor.organisation_id is not None:
        own |= Q(organisation=actor.organisation_id)
    rows = Booking.objects.filter(own, state__in=HERE)
    return rows.filter(during__startswith__lt=ends, during__endswith__gt=begins).exists()
