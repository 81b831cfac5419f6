"""Organisations, their people, and whom to write to."""

import datetime as dt
from dataclasses import astuple

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, QuerySet

from eduhub.kit.access import Actor
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Invitation, Membership, Organisation
from eduhub.people.states import Kind, OrganisationState, Role


def members_of(organisation: Organisation, today: dt.date) -> QuerySet[Membership]:
    """Who holds a role there today, with the person and their duties. Two queries."""
    return (
        Membership.objects.held_on(today)
        .filter(organisation=organisation)
        .select_related("user")
        .prefetch_related("duties")
        .order_by("role", "user__name", "user__email")
        .fetch_mode(FETCH_RAISE)
    )


def has_another_lead(membership: Membership, today: dt.date) -> bool:
    """Whether somebody else would still lead the organisation."""
    return (
        Membership.objects.held_on(today)
        .leading()
        .filter(organisation_id=membership.organisation_id, user__is_active=True)
        .exclude(user_id=membership.user_id)
        .exists()
    )


def to_tell(organisation_id: int, roles: frozenset[str], today: dt.date) -> list[tuple[str, str]]:
    """E-mail address and language of those who hold one of the roles there. One query."""
    held = Membership.objects.held_on(today).filter(
        organisation_id=organisation_id, role__in=roles, user__is_active=True
    )
    return sorted(set(held.values_list("user__email", "user__language")))


def staff_to_tell(today: dt.date) -> list[tuple[str, str]]:
    """E-mail address and language of the hub's own people. One query."""
    held = Membership.objects.held_on(today).filter(
        role__in=(Role.HUB_LEAD, Role.HUB_STAFF), user__is_active=True
    )
    return sorted(set(held.values_list("user__email", "user__language")))


def open_invitations(organisation: Organisation, now: dt.datetime) -> QuerySet[Invitation]:
    """What has been offered there and not yet taken up. One query."""
    return (
        Invitation.objects.open(now)
        .filter(organisation=organisation)
        .order_by("invited_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def claims_waiting(actor: Actor) -> QuerySet[Organisation]:
    """Claims that the hub has not decided, the oldest first, with who made them."""
    return (
        Organisation.objects.visible_to(actor)
        .filter(state=OrganisationState.CLAIMED)
        .select_related("claimed_by")
        .order_by("founded_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def providers() -> QuerySet[Organisation]:
    """Education providers to which a school may belong, in reading order. One query."""
    rows = Organisation.objects.approved().filter(kind=Kind.EDUCATION_PROVIDER)
    return rows.order_by(in_reading_order("name"), "pk")


def schools(actor: Actor) -> QuerySet[Organisation]:
    """Those of which this actor may note where they belong, approved or not."""
    return Organisation.objects.inside(actor).filter(kind=Kind.SCHOOL)


def schools_to_place(actor: Actor) -> QuerySet[Organisation]:
    """Approved schools of which the hub has noted no education provider or no district."""
    approved = schools(actor).filter(state=OrganisationState.APPROVED)
    nowhere = approved.filter(Q(provider=None) | Q(district=""))
    return nowhere.order_by(in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)


def claims(actor: Actor) -> QuerySet[Organisation]:
    """Organisations with who claimed and who decided, decided or not."""
    return Organisation.objects.inside(actor).select_related("claimed_by", "decided_by")


def claims_of(user_id: int) -> QuerySet[Organisation]:
    """What a person has claimed and does not yet have, the newest first."""
    return (
        Organisation.objects.filter(claimed_by_id=user_id)
        .exclude(state=OrganisationState.APPROVED)
        .order_by("-founded_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def of_same_name(organisation: Organisation) -> QuerySet[Organisation]:
    """Other organisations that bear one of its names, whatever the letters' size."""
    same = Q()
    for name in filter(None, astuple(organisation.name)):
        for language in ("fi", "sv", "en"):
            same |= Q(**{f"name__{language}__iexact": name})
    if not same:
        return Organisation.objects.none()
    return (
        Organisation.objects.filter(same)
        .exclude(pk=organisation.pk)
        .order_by("founded_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def organisations_to_list(
    actor: Actor, today: dt.date, *, words: str = "", kind: str = ""
) -> QuerySet[Organisation]:
    """The desk's list: names in all languages searched, how many people, whether one leads."""
    held = Membership.objects.held_on(today)
    found = Organisation.objects.visible_to(actor)
    if kind:
        found = found.filter(kind=kind)
    for word in words.split()[:8]:
        found = found.filter(
            Q(name__fi__icontains=word)
            | Q(name__sv__icontains=word)
            | Q(name__en__icontains=word)
            | Q(business_id=word)
            | Q(school_number=word)
        )
    return (
        found.annotate(
            people=Count("memberships", filter=Q(memberships__in=held), distinct=True),
            has_lead=Exists(held.leading().filter(organisation=OuterRef("pk"))),
        )
        .order_by(in_reading_order("name"), "pk")
        .fetch_mode(FETCH_RAISE)
    )
