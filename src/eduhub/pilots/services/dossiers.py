"""What a changed privacy dossier does to pilots, and the letters before a permit's last day."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eduhub.catalogue.models import Dossier
from eduhub.catalogue.queries.dossiers import latest_of
from eduhub.kit.access import Actor
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.people.queries import to_tell
from eduhub.pilots.models import Clearance, Permit, Pilot
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.services.gate_letters import COMPANY_LEADS, officials_of
from eduhub.pilots.services.letters import tell
from eduhub.pilots.services.moves import settle
from eduhub.pilots.states import BEFORE_THE_PLAN, STATES_OF, Lane, Phase
from eduhub.pilots.states.lanes import GateBy

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
    ending = Q(ended_at=None, valid_until__in=days, pilot__state__in=AFFECTED)
    rows = Permit.objects.filter(ending | Q(destroy_by__in=days))
    for permit in rows.select_related("pilot__solution__company").order_by("pk"):
        for what in ("valid_until", "destroy_by"):
            if getattr(permit, what) in days and not (what == "valid_until" and permit.ended_at):
                _remind(permit, what, now=now)


def _remind(permit: Permit, what: str, *, now: dt.datetime) -> None:
    last = getattr(permit, what)
    with once(
        f"pilots.permit:{permit.pk}:{what}:{(last - timezone.localdate(now)).days}"
    ) as first:
        if first:
            standing = standing_of(permit.pilot)
            readers = officials_of(standing, now)
            readers |= set(to_tell(standing.company_id, COMPANY_LEADS, timezone.localdate(now)))
            context = {"pilot": permit.pilot, "permit": permit, "destroys": what == "destroy_by"}
            tell(readers, "permit_ends", context, now=now)
