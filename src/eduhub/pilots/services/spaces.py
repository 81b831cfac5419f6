"""What this room lends to bookings: its pilots, for which spaces and kits are booked, and the
solutions, which visits of school groups show and the workshop log names."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.urls import reverse

from eduhub.bookings.models import Booking, Lent, lend, lend_products
from eduhub.bookings.queries import bookings_for
from eduhub.catalogue.models import Solution
from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor
from eduhub.kit.lang import in_reading_order
from eduhub.people.states import STAFF
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.workspace import KIND, may_write, names, seen_by
from eduhub.pilots.states import OVER

MOST, FEW, MOST_SOLUTIONS = 100, 10, 500


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


def solution_choices(actor: Actor) -> Mapping[int, str]:
    """Published ones: for a company its own, for the hub all. One query."""
    rows = Solution.objects.filter(state=SolutionState.PUBLISHED)
    if not (actor.roles & STAFF or actor.holds("machine")):
        rows = rows.filter(company=actor.organisation_id, company__isnull=False)
    named = rows.order_by(in_reading_order("name"), "pk").values_list("pk", "name")
    return {pk: str(name) for pk, name in named[:MOST_SOLUTIONS]}


def solution_names(keys: Collection[int]) -> Mapping[int, str]:
    """Also of one that is published no more: the log keeps what was done. One query."""
    found = Solution.objects.filter(pk__in=keys).values_list("pk", "name")
    return {pk: str(name) for pk, name in found}


lend_products(
    Lent(
        kind="solution",
        choices=solution_choices,
        names=solution_names,
        address=lambda solution_id: reverse("catalogue:solution", args=[solution_id]),
    )
)
lend(
    Lent(
        kind=KIND,
        choices=choices,
        names=names,
        address=lambda pilot_id: reverse("pilots:pilot", args=[pilot_id]),
    )
)
