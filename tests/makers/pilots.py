"""A pilot with the people around it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.pilots import services
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.states import GroupState
from tests.makers import (
    NOW,
    TODAY,
    make_company,
    make_group,
    make_organisation,
    make_person,
    make_pilot,
    make_solution,
)


def make_terms(**fields: Any) -> services.Terms:
    """What a company offers; from October to December."""
    fields.setdefault("purpose", Text(fi="Auttaako se?", en="Does it help?"))
    fields.setdefault("wanted", Text())
    fields.setdefault("minutes_a_week", 40)
    fields.setdefault("starts", dt.date(2026, 10, 5))
    fields.setdefault("ends", dt.date(2026, 12, 4))
    fields.setdefault("places", 12)
    return services.Terms(**fields)


def make_definition(**fields: Any) -> services.Definition:
    fields.setdefault("success", Text(en="Pupils solve two tasks more."))
    fields.setdefault("measure", Text(en="Fractions test, 0 to 40 points"))
    fields.setdefault("unit", Text(en="points"))
    fields.setdefault("smallest_that_matters", Decimal("2.0"))
    fields.setdefault("higher_is_better", True)
    fields.setdefault("stop_rule", Text(en="Two weeks without use."))
    return services.Definition(**fields)


@dataclass
class Cast:
    """A pilot with its company, one school with an accepted group, and who acts for them."""

    pilot: Pilot
    group: Group
    company: Organisation
    school: Organisation
    users: dict[str, User]

    def actor(self, who: str) -> Actor:
        return actor_for(self.users[who], TODAY)


PEOPLE = {  # who, in which role; those named "other_…" belong to other organisations
    "lead": Role.COMPANY_LEAD,
    "member": Role.COMPANY_MEMBER,
    "teacher": Role.TEACHER,
    "colleague": Role.TEACHER,
    "principal": Role.PRINCIPAL,
    "staff": Role.HUB_STAFF,
    "other_lead": Role.COMPANY_LEAD,
    "other_teacher": Role.TEACHER,
    "other_principal": Role.PRINCIPAL,
}


def make_cast(group_state: str = GroupState.ACCEPTED, **fields: Any) -> Cast:
    """A pilot that looks for groups, with one group; nobody has written a statement yet."""
    company, school = make_company(), make_organisation(Kind.SCHOOL)
    pilot = fields.pop("pilot", None) or make_pilot(make_solution(company), **fields)
    home = {"lead": company, "member": company}
    home |= dict.fromkeys(("teacher", "colleague", "principal"), school)
    users = {who: make_person(role, home.get(who)) for who, role in PEOPLE.items()}
    group = make_group(
        pilot, school=school, label="5B", teacher=users["teacher"], state=group_state
    )
    return Cast(pilot, group, company, school, users)


def make_agreed(**fields: Any) -> Cast:
    """A pilot on whose success statement everybody agrees."""
    cast = make_cast(**fields)
    services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("lead"), now=NOW
    )
    services.agree_to_statement(cast.pilot.pk, version=1, by=cast.actor("teacher"), now=NOW)
    cast.pilot.refresh_from_db()
    return cast


def make_pilot_in(state: str, group_state: str = GroupState.ACCEPTED) -> Cast:
    """A pilot in any state, with everybody agreed where that must have been so."""
    cast = make_agreed()
    Pilot.objects.filter(pk=cast.pilot.pk).update(state=state)
    Group.objects.filter(pk=cast.group.pk).update(state=group_state)
    cast.pilot.refresh_from_db()
    cast.group.refresh_from_db()
    return cast
