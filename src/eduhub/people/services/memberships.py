"""Memberships: offered by letter, taken up by whoever holds the address, ended at once."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Invitation, Membership, Organisation, User
from eduhub.people.queries import has_another_lead, invitation_by, verified_addresses
from eduhub.people.rules import (
    INVITATION_RULES,
    MEMBERSHIP_RULES,
    ORGANISATION_RULES,
    Ending,
    Offer,
)
from eduhub.people.states import ROLES_OF

INVITATION_LASTS = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A role for whoever holds an e-mail address.

    Attributes:
        until: the last day of the role; None: without end.
        language: of the letter.
    """

    email: str
    role: str
    language: str = "fi"
    until: dt.date | None = None


@transaction.atomic
def invite(organisation_id: int, offered: Offered, *, by: Actor, now: dt.datetime) -> Invitation:
    """Offer a role by letter; an earlier open offer of the same is withdrawn."""
    organisation = find(
        Organisation.objects.inside(by).select_for_update(of=("self",)), pk=organisation_id
    )
    require(by, "invite", organisation, ORGANISATION_RULES)
    email = _checked(offered, organisation, localdate(now))
    if by.user_id is not None:
        allow("invite", str(by.user_id), most=60, seconds=3600)
    allow("invited", hashlib.sha256(email.encode()).hexdigest(), most=5, seconds=24 * 3600)

    Invitation.objects.filter(
        email=email,
        organisation=organisation,
        role=offered.role,
        accepted_at=None,
        withdrawn_at=None,
    ).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        organisation=organisation,
        role=offered.role,
        until=offered.until,
        language=offered.language,
        token_digest=digest_of(token),
        invited_at=now,
        invited_by_id=by.user_id,
        expires_at=now + INVITATION_LASTS,
    )
    record(by, "member.invited", invitation, now=now, role=offered.role)
    mail.write(
        email,
        "people/invitation",
        {"invitation": invitation, "organisation": organisation, "token": token},
        language=offered.language,
        now=now,
    )
    return invitation


def _checked(offered: Offered, organisation: Organisation, today: dt.date) -> str:
    """The address in small letters, once address, role and last day make sense."""
    email = offered.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        message = _("Enter an e-mail address, like name@example.org")
        raise Invalid({"email": message}) from wrong
    if offered.role not in ROLES_OF[organisation.kind]:
        raise Invalid({"role": _("Choose a role that this organisation has")})
    if offered.until is not None and offered.until < today:
        raise Invalid({"until": _("Choose a day that is still to come, or leave it empty")})
    member = Membership.objects.held_on(today).filter(
        organisation=organisation, role=offered.role, user__email=email
    )
    if member.exists():
        raise Invalid({"email": _("This person has the role already.")})
    return email


@transaction.atomic
def accept(token: str, *, by: Actor, now: dt.datetime, today: dt.date) -> Membership:
    """Take up the role; only somebody who has shown that the address is theirs can."""
    invitation = find(invitation_by(token).select_for_update(of=("self",)))
    own = verified_addresses(by.user_id)
    require(by, "accept", Offer(invitation, own, _is_open(invitation, now)), INVITATION_RULES)

    membership, is_new = Membership.objects.select_for_update().get_or_create(
        user=User.objects.get(pk=int(by.user_id or 0)),
        organisation=invitation.organisation,
        role=invitation.role,
        defaults={"since": today, "until": invitation.until},
    )
    if not is_new:  # held before, and lapsed or about to
        membership.until = invitation.until
        membership.save(update_fields=["until"])
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record(by, "member.joined", membership, now=now, role=membership.role)
    return membership


def _is_open(invitation: Invitation, now: dt.datetime) -> bool:
    decided = invitation.accepted_at or invitation.withdrawn_at
    return decided is None and invitation.expires_at > now


@transaction.atomic
def withdraw(invitation_id: int, *, by: Actor, now: dt.datetime) -> Invitation:
    """Take an offer back; its link opens nothing any more. Twice is as good as once."""
    invitation = find(
        Invitation.objects.inside(by)
        .select_for_update(of=("self",))
        .select_related("organisation"),
        pk=invitation_id,
    )
    require(by, "withdraw", invitation, INVITATION_RULES)
    if invitation.withdrawn_at is not None:
        return invitation

    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record(by, "member.invitation_withdrawn", invitation, now=now)
    return invitation


@transaction.atomic
def end_membership(
    membership_id: int, *, by: Actor, now: dt.datetime, today: dt.date
) -> Membership:
    """End a membership at once; who is sent away by somebody else is told by letter."""
    membership = find(
        Membership.objects.held_on(today).inside(by).select_related("organisation", "user"),
        pk=membership_id,
    )
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    ending = Ending(membership, has_another_lead(membership, today))
    require(by, "end", ending, MEMBERSHIP_RULES)

    record(by, "member.ended", membership, now=now, role=membership.role)
    if membership.since >= today:
        membership.delete()
    else:
        membership.until = today - dt.timedelta(days=1)
        membership.save(update_fields=["until"])
    if membership.user_id != by.user_id:
        _tell_ended(membership, membership.user, now)
    return membership


def _tell_ended(membership: Membership, person: User, now: dt.datetime) -> None:
    mail.write(
        person.email,
        "people/membership_ended",
        {"membership": membership, "organisation": membership.organisation},
        language=person.language,
        now=now,
    )
