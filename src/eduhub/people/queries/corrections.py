"""What organisations ask the hub to change, and what forbids another kind."""

import datetime as dt

from django.db.models import FETCH_RAISE, ManyToOneRel, OneToOneRel, Q, QuerySet

from eduhub.kit.access import Actor
from eduhub.people.models import Correction, Invitation, Membership, Organisation
from eduhub.people.states import LEADS, CorrectionState

OWN = frozenset({Membership, Invitation, Correction})


def corrections_waiting(actor: Actor) -> QuerySet[Correction]:
    """What the hub has to decide, the oldest first, with the organisation as it stands."""
    return (
        Correction.objects.inside(actor)
        .waiting()
        .select_related("organisation")
        .order_by("asked_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def corrections(actor: Actor) -> QuerySet[Correction]:
    """With organisation and persons, decided or not."""
    rows = Correction.objects.inside(actor)
    return rows.select_related("organisation", "asked_by", "decided_by")


def latest_correction(organisation: Organisation) -> Correction | None:
    """The one that waits, or else the last one, whose grounds its lead reads. One query."""
    return organisation.corrections.order_by("decided_at", "asked_at").last()


def waiting_correction(organisation: Organisation) -> Correction | None:
    """One query."""
    return organisation.corrections.filter(state=CorrectionState.WAITING).first()


def has_others_than_leads(organisation: Organisation, today: dt.date) -> bool:
    """Whether somebody holds, or is offered, a role that only this kind of organisation has."""
    held = organisation.memberships.filter(Q(until=None) | Q(until__gte=today))
    offered = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return held.exclude(role__in=LEADS).exists() or offered.exists()


def is_referred_to(organisation: Organisation) -> bool:
    """Whether anything in any room stands under the organisation. A query for each kind of row.

    A profile that an approval opens (one to one) says nothing yet.
    """
    relations = [
        field
        for field in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(field, ManyToOneRel) and not isinstance(field, OneToOneRel)
    ]
    return any(
        one.related_model._base_manager.filter(**{one.field.name: organisation}).exists()
        for one in relations
        if one.related_model not in OWN
    )
