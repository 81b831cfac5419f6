"""Advisers who are open on weekdays, requests that lead to them, sessions."""

import datetime as dt
import uuid
from typing import Any

from eduhub.advice import services
from eduhub.advice.models import Adviser, Case, Session, Signpost
from eduhub.advice.services import Need, Sign, Skills
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_person
from tests.makers.bookings import MONDAY, at

LONG_AGO = dt.date(2025, 1, 1)


def make_adviser(person: User | None = None, **told: Any) -> Adviser:
    """For funding and sales of all stages in Finnish and English, at full load, for long."""
    told.setdefault("topics", ["funding", "sales"])
    told.setdefault("stages", ["idea", "tried", "sold", "growing", "school"])
    told.setdefault("languages", ["fi", "en"])
    told.setdefault("since", LONG_AGO)
    person = person or make_person(Role.HUB_STAFF)
    by, now = make_actor(Role.HUB_STAFF), told.pop("now", NOW)
    return services.add_adviser(person.email, Skills(**told), key=uuid.uuid4(), by=by, now=now)


def actor_of(adviser: Adviser) -> Actor:
    assert adviser.person is not None
    return actor_for(adviser.person, TODAY)


def make_case(by: Actor | None = None, **told: Any) -> Case:
    """About funding, by a new company's lead unless told by whom."""
    now, key = told.pop("now", NOW), told.pop("key", None) or uuid.uuid4()
    told.setdefault("topics", ["funding"])
    told.setdefault("stage", "tried")
    told.setdefault("language", "en")
    told.setdefault("words", "How do we pay for a pilot?")
    by = by or make_actor(Role.COMPANY_LEAD)
    return services.ask(Need(**told), key=key, by=by, now=now)


def make_session(
    case: Case | None = None, hour: float = 9, *, by: Actor | None = None, **told: Any
) -> Session:
    """On the Monday, with whose turn it is."""
    by = by or make_actor(Role.COMPANY_LEAD)
    case = case or make_case(by)
    begins = told.pop("begins", None) or at(hour, told.pop("day", MONDAY))
    return services.book_session(
        case.pk, begins, key=told.pop("key", None) or uuid.uuid4(), by=by, now=told.pop("now", NOW)
    )


def make_sign(kind: str = "agency", **told: Any) -> Signpost:
    told.setdefault("name", Text(fi="Rahasto", sv="Fonden", en="The Fund"))
    told.setdefault("website", "https://fund.example/")
    told.setdefault("topics", ["abroad"])
    told.setdefault("stages", ["idea", "tried", "sold", "growing", "school"])
    if kind == "agency":
        told.setdefault("address", "desk@fund.example")
    by = make_actor(Role.HUB_STAFF)
    return services.put_up(Sign(kind=kind, **told), key=uuid.uuid4(), by=by, now=NOW)
