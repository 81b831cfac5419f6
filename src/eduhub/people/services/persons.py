"""Persons: their own details, what they are there for, and the hub's first lead."""

import datetime as dt
from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import Duty, Membership, Organisation, Sighting, User
from eduhub.people.rules import ORGANISATION_RULES, PERSON_RULES
from eduhub.people.states import Kind, OrganisationState, Role

SEEN_ONCE = dt.timedelta(hours=1)  # looking again within it is the same look


@transaction.atomic
def change_details(
    user_id: int, *, name: str, language: str, wants_news: bool, by: Actor, now: dt.datetime
) -> User:
    """Name, language of letters and pages, and whether news may come by mail."""
    require(by, "change", user_id, PERSON_RULES)
    person = find(User.objects.select_for_update(), pk=user_id)
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": _("Choose Finnish, Swedish or English")})

    person.name, person.language, person.wants_news = name.strip(), language, wants_news
    person.save(update_fields=["name", "language", "wants_news"])
    record(by, "person.changed", person, now=now)
    return person


@transaction.atomic
def give_duty(
    membership_id: int,
    *,
    topic: str,
    languages: Collection[str],
    address: str,
    by: Actor,
    now: dt.datetime,
    phone: str = "",
) -> Duty:
    """Others may turn to this member with this topic; given again, it is replaced."""
    membership = find(
        Membership.objects.inside(by).select_related("organisation"), pk=membership_id
    )
    require(by, "give_duties", membership.organisation, ORGANISATION_RULES)
    if not languages:
        raise Invalid({"languages": _("Choose at least one language")})

    duty, _is_new = Duty.objects.update_or_create(
        membership=membership,
        topic=topic,
        defaults={"languages": sorted(languages), "address": address.strip(), "phone": phone},
    )
    record(by, "duty.given", duty, now=now, topic=topic)
    return duty


@transaction.atomic
def take_duty(duty_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Nobody turns to this member with this topic any more; the membership's id."""
    mine = Membership.objects.inside(by)
    duty = find(
        Duty.objects.filter(membership__in=mine).select_related("membership__organisation"),
        pk=duty_id,
    )
    require(by, "give_duties", duty.membership.organisation, ORGANISATION_RULES)

    record(by, "duty.taken", duty, now=now, topic=duty.topic)
    duty.delete()
    return duty.membership_id


@transaction.atomic
def note_sightings(persons: Collection[int], what: str, *, by: Actor, now: dt.datetime) -> int:
    """Somebody looks at the data of others: a line for each, none for oneself. How many."""
    others = set(persons) - {by.user_id}
    if by.user_id is None or not others:
        return 0
    lately = Sighting.objects.filter(
        person__in=others, viewer_id=by.user_id, what=what, seen_at__gt=now - SEEN_ONCE
    )
    others -= set(lately.values_list("person_id", flat=True))
    role = min(by.roles) if by.roles else ""
    Sighting.objects.bulk_create(
        Sighting(person_id=person, viewer_id=by.user_id, viewer_role=role, seen_at=now, what=what)
        for person in sorted(others)
    )
    return len(others)


@transaction.atomic
def make_hub_lead(
    email: str, *, hub_name: str, by: Actor, now: dt.datetime, today: dt.date
) -> Membership:
    """The way in when nobody is in yet, or nobody can get in any more; twice is as once."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        message = _("Enter an e-mail address, like name@example.org")
        raise Invalid({"email": message}) from wrong
    require(by, "give_duties", None, ORGANISATION_RULES)
    hub = Organisation.objects.filter(kind=Kind.HUB, state=OrganisationState.APPROVED).first()
    if hub is None:
        hub = Organisation.objects.create(
            kind=Kind.HUB,
            name=Text(fi=hub_name, sv=hub_name, en=hub_name),
            state=OrganisationState.APPROVED,
            founded_at=now,
            decided_at=now,
        )
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, joined_at=now)
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": True, "primary": True}
    )
    membership, _is_new = Membership.objects.update_or_create(
        user=person,
        organisation=hub,
        role=Role.HUB_LEAD,
        defaults={"until": None},
        create_defaults={"since": today},
    )
    record(by, "hub_lead.made", membership, now=now)
    return membership
