"""The agreements of a pilot: for the parties and the hub, and whose signature is missing."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from eduhub.kit.access import Actor, find
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Agreement, Pilot, Standing
from eduhub.pilots.queries.gate_steps import unsigned_by
from eduhub.pilots.queries.standings import find_standing, standings_of
from eduhub.pilots.rules.agreements import AgreementNow
from eduhub.pilots.states import BEFORE_THE_PLAN, GroupState, PilotState
from eduhub.pilots.states.agreements import SignedBy, SignedHow

MOST = 20  # rows of a panel


def find_agreement(agreement_id: int, actor: Actor) -> AgreementNow:
    """An agreement that this person may read, in its pilot as it stands."""
    visible = Agreement.objects.visible_to(actor).select_related("school", "document")
    found = find(visible.prefetch_related("signatures"), pk=agreement_id)
    return AgreementNow(find_standing(found.pilot_id, actor), found)


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One party's line: signed or not yet; by whom, as the parties and the hub may see it."""

    party: str
    is_there: bool
    name: str = ""
    is_file: bool = False
    at: dt.datetime | None = None


def signatures_seen(agreement: Agreement) -> list[SignatureSeen]:
    """A line for each party, the company's first. Needs the signatures."""
    lines = []
    for party in SignedBy:
        one = agreement.signature_of(party)
        label = str(party.label)
        lines.append(
            SignatureSeen(label, False)
            if one is None
            else SignatureSeen(label, True, one.name, one.how == SignedHow.UPLOADED, one.signed_at)
        )
    return lines


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    agreement: Agreement
    school: Organisation
    signatures: list[SignatureSeen]


def agreements_seen(standing: Standing, actor: Actor) -> list[AgreementSeen]:
    """The agreements on what stands now that this person may read; no query."""
    schools = {group.school_id: group.school for group in standing.accepted}
    mine = actor.organisation_id
    sees_all = bool(actor.roles & STAFF) or mine == standing.company_id
    found = []
    for school_id, school in schools.items():
        agreement = standing.agreement_with(school_id)
        if agreement is not None and (sees_all or school_id == mine):
            found.append(AgreementSeen(agreement, school, signatures_seen(agreement)))
    return found


def agreements_to_sign(actor: Actor) -> list[tuple[Pilot, Agreement]]:
    """What waits for a principal's signature, for the home page."""
    if not actor.holds(Role.PRINCIPAL):
        return []
    open_still = Q(state__in=BEFORE_THE_PLAN) | Q(state=PilotState.PAUSED)
    own = Pilot.objects.filter(
        open_still,
        groups__school=actor.organisation_id,
        groups__state=GroupState.ACCEPTED,
        agreements__school=actor.organisation_id,
    )
    pilots = own.select_related("solution__company").order_by("pk").distinct()
    return [
        (standing.pilot, agreement)
        for standing in standings_of(list(pilots[:MOST]))
        for agreement in unsigned_by(standing, actor)
    ]
