"""Organisations: claimed by a person, approved or declined by the hub's own people."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.people.models import Membership, Organisation
from eduhub.people.notices import OrganisationApproved, OrganisationClaimed
from eduhub.people.queries import staff_to_tell
from eduhub.people.rules import ORGANISATION_RULES
from eduhub.people.services.identifiers import identifiers_for, require_unclaimed
from eduhub.people.states import CLAIMABLE, ROLES_OF, OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a person says of the organisation that they represent."""

    kind: str
    name: Text
    business_id: str = ""
    school_number: str = ""
    municipality: str = ""
    website: str = ""


@transaction.atomic
def claim(told: Claim, *, by: Actor, now: dt.datetime) -> Organisation:
    """A person says whom they represent; the hub's people are told and decide."""
    require(by, "claim", None, ORGANISATION_RULES)
    if told.kind not in CLAIMABLE:
        raise Invalid({"kind": _("Choose what kind of organisation it is")})
    allow("claim", str(by.user_id), most=10, seconds=24 * 3600)
    identifiers = identifiers_for(told.kind, told.business_id, told.school_number)
    organisation = require_unclaimed(identifiers) or Organisation()

    organisation.kind = told.kind
    organisation.name = told.name
    organisation.state = OrganisationState.CLAIMED
    organisation.business_id = identifiers["business_id"]
    organisation.school_number = identifiers["school_number"]
    organisation.municipality = told.municipality
    organisation.website = told.website
    organisation.founded_at = now
    organisation.claimed_by_id = by.user_id
    organisation.decided_at, organisation.decided_by, organisation.grounds = None, None, ""
    organisation.save()
    record(by, "organisation.claimed", organisation, now=now, kind=told.kind)
    for address, language in staff_to_tell(localdate(now)):
        mail.write(
            address,
            "people/claim_waits",
            {"organisation": organisation},
            language=language,
            now=now,
        )
    post(OrganisationClaimed(organisation_id=organisation.pk))
    return organisation


@transaction.atomic
def approve(organisation_id: int, *, by: Actor, now: dt.datetime, today: dt.date) -> Organisation:
    """The claim is right: its maker leads the organisation from today on."""
    organisation = _decided(organisation_id, "approve", by)

    organisation.state = OrganisationState.APPROVED
    organisation.decided_at, organisation.decided_by_id = now, by.user_id
    organisation.grounds = ""
    organisation.save(update_fields=["state", "decided_at", "decided_by", "grounds"])
    Membership.objects.get_or_create(
        user=organisation.claimed_by,
        organisation=organisation,
        role=ROLES_OF[organisation.kind][0],
        defaults={"since": today},
    )
    record(by, "organisation.approved", organisation, now=now)
    _tell_claimant(organisation, "claim_approved", now)
    post(OrganisationApproved(organisation_id=organisation.pk))
    return organisation


@transaction.atomic
def decline(organisation_id: int, *, grounds: str, by: Actor, now: dt.datetime) -> Organisation:
    """The claim is not right; its maker is told why."""
    organisation = _decided(organisation_id, "decline", by)
    if not grounds.strip():
        raise Invalid({"grounds": _("Write why, so that the person can mend it")})

    organisation.state = OrganisationState.DECLINED
    organisation.decided_at, organisation.decided_by_id = now, by.user_id
    organisation.grounds = grounds.strip()
    organisation.save(update_fields=["state", "decided_at", "decided_by", "grounds"])
    record(by, "organisation.declined", organisation, now=now)
    _tell_claimant(organisation, "claim_declined", now)
    return organisation


def _decided(organisation_id: int, action: str, by: Actor) -> Organisation:
    """The organisation, locked, once this decision about it is permitted."""
    found = Organisation.objects.inside(by).select_for_update(of=("self",))
    organisation = find(found, pk=organisation_id)
    require(by, action, organisation, ORGANISATION_RULES)
    return organisation


def _tell_claimant(organisation: Organisation, kind: str, now: dt.datetime) -> None:
    claimant = organisation.claimed_by
    if claimant is not None and claimant.is_active:
        mail.write(
            claimant.email,
            f"people/{kind}",
            {"organisation": organisation},
            language=claimant.language,
            now=now,
        )
