"""Spaces and kits that are booked for a pilot: which pilots, by whom, and what is to come."""

import datetime as dt
from collections.abc import Mapping

from django.urls import reverse

from eduhub.bookings.models import Booking, Lent, lend
from eduhub.bookings.queries import bookings_for
from eduhub.kit.access import Actor
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.workspace import KIND, OVER, may_write, names, seen_by

MOST, FEW = 100, 10


def choices(actor: Actor) -> Mapping[int, str]:
    """The pilots that these people take part in and that are not over, the newest first."""
    own = Pilot.objects.filter(pk__in=seen_by(actor)).exclude(state__in=OVER)
    newest = list(own.order_by("-pk").values_list("pk", flat=True)[:MOST])
    named = names(newest)
    return {pilot: named[pilot] for pilot in newest}


def booked_for(pilot: Pilot, actor: Actor, now: dt.datetime) -> list[Booking]:
    """What is to come, for the people of the pilot alone; nothing for others. Two queries."""
    if not actor.is_signed_in or not may_write(actor, pilot.pk):
        return []
    return list(bookings_for(KIND, pilot.pk, now)[:FEW])


lend(
    Lent(
        kind=KIND,
        choices=choices,
        names=names,
        address=lambda pilot_id: reverse("pilots:pilot", args=[pilot_id]),
    )
)
