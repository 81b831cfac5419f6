"""What belongs to one person: addresses, memberships, invitations, who looked."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import FETCH_RAISE, QuerySet

from eduhub.kit.tokens import digest_of
from eduhub.people.models import Invitation, Membership, Sighting, User
from eduhub.people.states import Role


def verified_addresses(user_id: int | None) -> frozenset[str]:
    """The addresses at which the person has shown that letters reach them. One query."""
    if user_id is None:
        return frozenset()
    known = EmailAddress.objects.filter(user_id=user_id, verified=True)
    return frozenset(address.lower() for address in known.values_list("email", flat=True))


def memberships_of(user_id: int, today: dt.date) -> QuerySet[Membership]:
    """What the person is where today. One query."""
    return (
        Membership.objects.held_on(today)
        .filter(user_id=user_id)
        .select_related("organisation")
        .order_by("since", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def invitations_for(user_id: int, now: dt.datetime) -> QuerySet[Invitation]:
    """Offers that wait for one of the person's addresses. Two queries."""
    return (
        Invitation.objects.open(now)
        .filter(email__in=verified_addresses(user_id))
        .select_related("organisation")
        .order_by("invited_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def invitation_by(token: str) -> QuerySet[Invitation]:
    """The invitation with this token, as a query of one row or none."""
    digest = digest_of(token)
    return Invitation.objects.filter(token_digest=digest).select_related("organisation")


def sightings_of(user_id: int) -> QuerySet[Sighting]:
    """Who looked at the person's data, the latest first."""
    return (
        Sighting.objects.filter(person_id=user_id)
        .order_by("-seen_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def told_apart(people: Iterable[User], *, by_address: bool) -> dict[int, str]:
    """Id and words of people among whom somebody chooses: no two read the same. No query.

    Args:
        by_address: the reader may know how to reach them, as the hub's people and the leads of
            their organisation may. Others get numbers, in the order of the accounts.
    """
    rows = sorted({one.pk: one for one in people}.values(), key=lambda one: one.pk)
    words = {one.pk: one.at_desk if by_address else str(one) for one in rows}
    same = Counter(words.values())
    seen: Counter[str] = Counter()
    for one in rows:
        label = words[one.pk]
        if same[label] > 1:
            seen[label] += 1
            words[one.pk] = f"{label} ({one.email if by_address else seen[label]})"
    return dict(sorted(words.items(), key=lambda told: told[1]))


def is_last_hub_lead(user_id: int, today: dt.date) -> bool:
    """Whether this person leads the hub and nobody else does."""
    lead = Membership.objects.held_on(today).filter(role=Role.HUB_LEAD, user__is_active=True)
    holders = set(lead.values_list("user_id", flat=True))
    return holders == {user_id}
