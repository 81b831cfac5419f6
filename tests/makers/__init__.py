"""Functions that make rows for tests: each makes one thing and what it cannot be without."""

import datetime as dt
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from eduhub.catalogue.models import Company, Solution
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, OrganisationState, Role
from eduhub.pilots.models import Group, Pilot, SuccessStatement
from eduhub.pilots.states import DECIDED_GROUPS, GroupState

NOW = dt.datetime(2026, 9, 1, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 9, 1)
_numbers = count(1)


def make_organisation(kind: str = Kind.SCHOOL, **fields: Any) -> Organisation:
    """An approved organisation; its name is its kind and a number unless given."""
    number = next(_numbers)
    fields.setdefault("name", Text(fi=f"{kind} {number} fi", sv=f"{kind} {number} sv"))
    fields.setdefault("state", OrganisationState.APPROVED)
    if fields["state"] != OrganisationState.CLAIMED:
        fields.setdefault("decided_at", NOW)
    return Organisation.objects.create(kind=kind, founded_at=NOW, **fields)


def make_person(
    role: str | None = None, organisation: Organisation | None = None, **fields: Any
) -> User:
    """A person with a verified address and, where asked, one role."""
    fields.setdefault("email", f"person{next(_numbers)}@example.org")
    fields.setdefault("joined_at", NOW)
    user = User.objects.create_user(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if role:
        make_membership(user, role, organisation)
    return user


KIND_OF = {
    Role.COMPANY_LEAD: Kind.COMPANY,
    Role.COMPANY_MEMBER: Kind.COMPANY,
    Role.PRINCIPAL: Kind.SCHOOL,
    Role.TEACHER: Kind.SCHOOL,
    Role.PROVIDER_OFFICIAL: Kind.EDUCATION_PROVIDER,
    Role.RESEARCHER: Kind.UNIVERSITY,
    Role.INVESTOR: Kind.INVESTOR,
    Role.PARTNER: Kind.PARTNER,
    Role.HUB_LEAD: Kind.HUB,
    Role.HUB_STAFF: Kind.HUB,
}


def make_membership(
    user: User, role: str, organisation: Organisation | None = None, **fields: Any
) -> Membership:
    fields.setdefault("since", dt.date(2020, 1, 1))
    home = organisation or make_organisation(KIND_OF[Role(role)])
    return Membership.objects.create(user=user, role=role, organisation=home, **fields)


def make_actor(role: str | None = None, organisation: Organisation | None = None) -> Actor:
    """The actor behind a new person with this role."""
    return actor_for(make_person(role, organisation), TODAY)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def make_company(**fields: Any) -> Organisation:
    organisation = make_organisation(Kind.COMPANY, **fields)
    Company.objects.create(organisation=organisation)
    return organisation


def make_solution(company: Organisation | None = None, **fields: Any) -> Solution:
    """A published solution; its name is a number unless given."""
    fields.setdefault("name", Text(fi=f"Ratkaisu {next(_numbers)}"))
    fields.setdefault("state", "published")
    if fields["state"] == "published":
        fields.setdefault("published_at", NOW)
    return Solution.objects.create(
        company=company or make_company(), created_at=NOW, changed_at=NOW, **fields
    )


def make_pilot(solution: Solution | None = None, **fields: Any) -> Pilot:
    """A pilot that looks for groups."""
    fields.setdefault("purpose", Text(fi="Auttaako se?", en="Does it help?"))
    fields.setdefault("minutes_a_week", 40)
    fields.setdefault("starts", dt.date(2026, 10, 5))
    fields.setdefault("ends", dt.date(2026, 12, 4))
    fields.setdefault("places", 12)
    return Pilot.objects.create(
        solution=solution or make_solution(), posted_at=NOW, state_since=NOW, **fields
    )


def make_group(pilot: Pilot | None = None, **fields: Any) -> Group:
    """A group that has joined and waits for its principal."""
    fields.setdefault("label", f"{next(_numbers)}B")
    fields.setdefault("grade", 5)
    fields.setdefault("pupils", 20)
    fields.setdefault("state", GroupState.JOINED)
    if fields["state"] in DECIDED_GROUPS:
        fields.setdefault("decided_at", NOW)
    school = fields.pop("school", None) or make_organisation(Kind.SCHOOL)
    return Group.objects.create(
        pilot=pilot or make_pilot(), school=school, joined_at=NOW, **fields
    )


def make_statement(pilot: Pilot | None = None, **fields: Any) -> SuccessStatement:
    fields.setdefault("version", 1)
    fields.setdefault("success", Text(en="Pupils solve two tasks more."))
    fields.setdefault("measure", Text(en="Fractions test, 0 to 40 points"))
    fields.setdefault("unit", Text(en="points"))
    fields.setdefault("smallest_that_matters", "2.0")
    fields.setdefault("stop_rule", Text(en="Two weeks without use."))
    return SuccessStatement.objects.create(pilot=pilot or make_pilot(), written_at=NOW, **fields)
