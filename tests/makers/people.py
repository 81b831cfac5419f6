"""Claims, invitations and letters for the tests of people."""

import re
from typing import Any

from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.models import Correction, District, Invitation, Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.services import memberships, organisations
from tests.makers import NOW, TODAY, make_person


def make_claim(person: User | None = None, **told: Any) -> Organisation:
    """A claim of a company that waits for the hub."""
    told.setdefault("kind", "company")
    told.setdefault("name", Text(fi="Kirjain Oy"))
    if told["kind"] == "company":
        told.setdefault("business_id", "0000041-4")
    by = actor_for(person or make_person(), TODAY)
    return organisations.claim(organisations.Claim(**told), by=by, now=NOW)


def make_correction(organisation: Organisation, **asked: Any) -> Correction:
    """Another name that waits for the hub."""
    asked.setdefault("name", Text(fi="Kirjain Oy", en="Letter Ltd"))
    asked.setdefault("reason", "A letter was wrong.")
    return Correction.objects.create(
        organisation=organisation, kind=organisation.kind, asked_at=NOW, **asked
    )


def make_district(key: str, name: Text) -> District:
    """A district of the hub's list."""
    return District.objects.create(key=key, name=name)


def make_invitation(
    organisation: Organisation, by: User, email: str, role: str, **rest: Any
) -> tuple[Invitation, str]:
    """An open invitation, with the token that only its letter knows."""
    now = rest.pop("now", NOW)
    offered = memberships.Offered(email=email, role=role, **rest)
    made = memberships.invite(
        organisation.pk, offered, by=actor_for(by, TODAY, organisation.pk), now=now
    )
    found = re.search(r"/invitation/([\w-]+)/", letter_to(email.lower()).text)
    assert found
    return made, found[1]


def letter_to(email: str) -> Letter:
    """The latest letter to this address."""
    return Letter.objects.filter(to=email).latest("pk")


def kinds_to(email: str) -> list[str]:
    return list(Letter.objects.filter(to=email).order_by("pk").values_list("kind", flat=True))
