"""What a changed privacy dossier does to pilots, and the letters before a permit's last day."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from eduhub.catalogue.models import Dossier
from eduhub.catalogue.queries.dossiers import latest_of
from eduhub.kit.access import Actor
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.people.queries import to_tell
from eduhub.pilots.models import Clearance, Permit, Pilot
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.rules.privacy import kept_until
from eduhub.pilots.services.gate_letters import COMPANY_LEADS, officials_of
from eduhub.pilots.services.letters import teachers_of, tell
from eduhub.pilots.services.moves import settle
from eduhub.pilots.states import BEFORE_THE_PLAN, STATES_OF, Lane, Phase
from eduhub.pilots.states.lanes import GateBy
from eduhub.pilots.states.privacy import KEPT_WITHOUT_PERMIT

AFFECTED = (*BEFORE_THE_PLAN, *STATES_OF[Phase.UNDER_WAY])
REMIND_BEFORE = (30, 7, 1)  # days


def hold_against_dossier(dossier_id: int, *, by: Actor, now: dt.datetime) -> int:
    """A new version was published: clearances that rest on an older one fall; how many.

    Before the plan the pilot moves back, while it runs it is paused, until an official has read
    the new version and clears it anew.
    """
    dossier = Dossier.objects.select_related("solution").filter(pk=dossier_id).first()
    if dossier is None or dossier != latest_of(dossier.solution_id):
        return 0
    pilots = Pilot.objects.filter(solution=dossier.solution_id, state__in=AFFECTED)
    keys = pilots.filter(lane__in=(Lane.B, Lane.C)).order_by("pk").values_list("pk", flat=True)
    return sum(_fall(key, dossier, by=by, now=now) for key in keys)


@transaction.atomic
def _fall(pilot_id: int, dossier: Dossier, *, by: Actor, now: dt.datetime) -> bool:
    pilot = Pilot.objects.select_for_update().get(pk=pilot_id)
    latest = Clearance.objects.filter(pilot=pilot).order_by("-pk").first()
    if latest is None or not latest.is_cleared or latest.decided_at >= dossier.published_at:
        return False
    Clearance.objects.create(
        pilot=pilot,
        answers_id=latest.answers_id,
        is_cleared=False,
        reason=str(dossier.version),
        office=GateBy.DOSSIER,
        organisation_id=dossier.solution.company_id,
        decided_at=now,
    )
    record(by, "pilot.clearance_fell", pilot, now=now, dossier=dossier.version)
    settle(pilot, by=by, now=now, why="dossier_changed")
    return True


def remind_of_permits(*, now: dt.datetime) -> None:
    """Each morning: letters 30, 7 and 1 days before a permit's last day and the destroy-by day."""
    today = timezone.localdate(now)
    days = [today + dt.timedelta(days=left) for left in REMIND_BEFORE]
    rows = Permit.objects.select_related("pilot__solution__company").order_by("pk")
    for permit in rows.filter(ended_at=None, valid_until__in=days, pilot__state__in=AFFECTED):
        _remind(permit.pilot, permit.valid_until, permit=permit, destroys=False, now=now)
    for permit in rows.filter(destroy_by__in=days):
        _remind(permit.pilot, permit.destroy_by, permit=permit, destroys=True, now=now)
    ended = [day - KEPT_WITHOUT_PERMIT for day in days]
    kept = Pilot.objects.filter(lane=Lane.B, permits=None, seats__isnull=False, ends__in=ended)
    for pilot in kept.select_related("solution__company").order_by("pk").distinct():
        _remind(pilot, kept_until(pilot), permit=None, destroys=True, now=now)


def _remind(
    pilot: Pilot, last: dt.date, *, permit: Permit | None, destroys: bool, now: dt.datetime
) -> None:
    """Teachers too before the destruction: they alone hold the lists of names and codes."""
    what = f"permit:{permit.pk}" if permit else f"pilot:{pilot.pk}"
    day = "destroy_by" if destroys else "valid_until"
    with once(f"pilots.{what}:{day}:{(last - timezone.localdate(now)).days}") as first:
        if first:
            standing = standing_of(pilot)
            readers = officials_of(standing, now)
            readers |= set(to_tell(standing.company_id, COMPANY_LEADS, timezone.localdate(now)))
            readers |= teachers_of(standing.accepted) if destroys else set()
            context = {"pilot": pilot, "permit": permit, "last": last, "destroys": destroys}
            tell(readers, "permit_ends", context, now=now)
