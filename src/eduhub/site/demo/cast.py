"""Who acts in the demo's pilots: beside the one-click people, somebody at each place involved."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from eduhub.kit.access import Actor
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.states import Kind, Role
from eduhub.site.demo.organisations import NO_PASSWORD, SINCE

SCHOOLS = 30  # take part in pilots; the last ten are daycare centres


@dataclass(frozen=True, slots=True)
class Cast:
    """One actor for each role at each place; `schools` has the one-click teacher's first."""

    places: dict[str, Organisation]
    schools: list[Organisation]
    actors: dict[tuple[str, int], Actor]

    def at(self, role: Role, organisation_id: int) -> Actor:
        return self.actors[role, organisation_id]

    def teacher(self, school: Organisation) -> Actor:
        return self.at(Role.TEACHER, school.pk)

    def principal(self, school: Organisation) -> Actor:
        return self.at(Role.PRINCIPAL, school.pk)

    @property
    def official(self) -> Actor:
        return self.at(Role.PROVIDER_OFFICIAL, self.places["provider"].pk)

    @property
    def staff(self) -> Actor:
        return self.at(Role.HUB_STAFF, self.places["hub"].pk)


def make_cast(places: dict[str, Organisation], companies: Iterable[int], now: dt.datetime) -> Cast:
    """Give every school and every company named here somebody who acts for it."""
    schools = list(Organisation.objects.filter(kind=Kind.SCHOOL).order_by("pk")[:SCHOOLS])
    there = {(role, place) for role, place in _held().values_list("role", "organisation")}
    wanted = [
        *((f"teacher-{n:02d}", Role.TEACHER, one.pk) for n, one in enumerate(schools, 1)),
        *((f"principal-{n:02d}", Role.PRINCIPAL, one.pk) for n, one in enumerate(schools, 1)),
        *(
            (f"company-{n:02d}", Role.COMPANY_LEAD, pk)
            for n, pk in enumerate(sorted(set(companies)), 1)
        ),
    ]
    add_people([one for one in wanted if one[1:] not in there], now)
    actors: dict[tuple[str, int], Actor] = {}
    for held in _held():
        actors.setdefault((held.role, held.organisation_id), actor_of(held))
    return Cast(places, schools, actors)


def actor_of(held: Membership) -> Actor:
    """Whoever holds it, acting for that organisation in that role."""
    return Actor(
        name=f"person:{held.user_id}",
        user_id=held.user_id,
        organisation_id=held.organisation_id,
        roles=frozenset({held.role}),
    )


def _held() -> "QuerySet[Membership]":
    return Membership.objects.order_by("pk")


def add_people(wanted: list[tuple[str, Role, int]], now: dt.datetime) -> None:
    """One person for each: name in the address, role, organisation."""
    users = User.objects.bulk_create(
        User(
            email=f"{key}@demo.example",
            language=("fi", "fi", "sv")[number % 3],
            joined_at=now,
            password=NO_PASSWORD,
        )
        for number, (key, _role, _place) in enumerate(wanted)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation_id=place, role=role, since=SINCE)
        for user, (_key, role, place) in zip(users, wanted, strict=True)
    )
