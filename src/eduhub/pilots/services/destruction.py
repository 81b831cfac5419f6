"""What the hub holds of pupils is gone by the day that the papers name; then a pilot is archived."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.ledger import record
from eduhub.pilots.models import Pilot, Seat
from eduhub.pilots.queries.consents import permits_lasting
from eduhub.pilots.services.moves import step
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.privacy import KEPT_WITHOUT_PERMIT


def destroy_what_is_due(*, by: Actor, now: dt.datetime) -> int:
    """Each night: destroy the seats of pilots whose day has passed; of how many."""
    with_seats = Pilot.objects.filter(seats__isnull=False)
    over = _past_their_day(with_seats, timezone.localdate(now))
    archived = with_seats.filter(state=PilotState.ARCHIVED)
    keys = set(over.values_list("pk", flat=True)) | set(archived.values_list("pk", flat=True))
    return sum(destroy_seats(key, by=by, now=now) for key in sorted(keys))


def archive_what_is_over(*, by: Actor, now: dt.datetime) -> int:
    """Each night, after the seats: archive the published pilots whose day has passed; how many."""
    today = timezone.localdate(now)
    published = Pilot.objects.filter(state=PilotState.PUBLISHED, seats=None)
    keys = set(_past_their_day(published, today).values_list("pk", flat=True))
    return sum(_archive(key, by=by, now=now) for key in sorted(keys))


def _past_their_day(pilots: QuerySet[Pilot], today: dt.date) -> QuerySet[Pilot]:
    """Those of which a permit, or without one the hub's own rule, keeps nothing any longer.

    `rules.privacy.destroyed_by` says the same of one pilot, for its papers.
    """
    permitted = Q(permits__destroy_by__lt=today) & ~Q(permits__in=permits_lasting(today))
    by_rule = Q(permits=None, ends__lt=today - KEPT_WITHOUT_PERMIT)
    return pilots.filter(permitted | by_rule)


@transaction.atomic
def destroy_seats(pilot_id: int, *, by: Actor, now: dt.datetime) -> bool:
    """All seats, links and answers of a pilot are gone for good; the ledger keeps the number."""
    pilot = Pilot.objects.select_for_update().get(pk=pilot_id)
    count = pilot.seats.count()
    if not count:
        return False
    delete_seats(pilot.seats.all())
    record(by, "pilot.seats_destroyed", pilot, now=now, count=count)
    return True


@transaction.atomic
def _archive(pilot_id: int, *, by: Actor, now: dt.datetime) -> bool:
    pilot = Pilot.objects.select_for_update().get(pk=pilot_id)
    if pilot.state != PilotState.PUBLISHED or pilot.seats.exists():
        return False
    step(pilot, PilotState.ARCHIVED, by=by, now=now, why="data_destroyed")
    return True


def delete_seats(seats: QuerySet[Seat]) -> None:
    """What the database otherwise keeps as it was written, it lets go in here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL eduhub.destroys = 'on'")
        seats.delete()
        cursor.execute("SET LOCAL eduhub.destroys = 'off'")
