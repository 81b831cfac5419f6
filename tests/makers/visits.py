"""Visits at the hub, their times, and school groups that enrol in them."""

import datetime as dt
import uuid
from typing import Any

from eduhub.bookings import services
from eduhub.bookings.models import SchoolGroup, Unit, Visit, VisitTime
from eduhub.bookings.queries import token_of
from eduhub.bookings.services import Enrolment, Size, TimeAsked, VisitWords
from eduhub.kit.access import VISITOR, Actor
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor
from tests.makers.bookings import MONDAY, at, make_unit

HOUR = dt.timedelta(hours=1)


def visit_words(unit: Unit, **told: Any) -> VisitWords:
    """Robots for grades 4 to 6 in Finnish and Swedish, groups of 5 to 20 with one adult."""
    told.setdefault("state", "shown")
    told.setdefault("title", Text("Robotit", "Robotar", "Robots"))
    told.setdefault("grades", ["4", "5", "6"])
    told.setdefault("languages", ["fi", "sv"])
    told.setdefault("least_pupils", 5)
    told.setdefault("most_pupils", 20)
    return VisitWords(unit_id=unit.pk, **told)


def make_visit(by: Actor | None = None, **told: Any) -> Visit:
    """By a new member of the hub's staff, in a new unit, unless told otherwise."""
    unit = told.pop("unit", None) or make_unit(size=60)
    now = told.pop("now", NOW)
    who = by or make_actor("hub_staff")
    return services.make_visit(visit_words(unit, **told), key=uuid.uuid4(), by=who, now=now)


def make_time(visit: Visit | None = None, begins: float = 9, **told: Any) -> VisitTime:
    """An hour on MONDAY unless told which day (day=…)."""
    start = told.pop("start", None) or at(begins, told.pop("day", MONDAY))
    by = told.pop("by", None) or make_actor("hub_staff")
    now = told.pop("now", NOW)
    asked = TimeAsked(begins=start, ends=start + HOUR, **told)
    return services.add_time((visit or make_visit()).pk, asked, key=uuid.uuid4(), by=by, now=now)


def enrolment(pupils: int = 12, **told: Any) -> Enrolment:
    told.setdefault("size", Size(pupils=pupils, adults=1))
    told.setdefault("grade", "5")
    told.setdefault("language", "sv")
    told.setdefault("name", "The teacher")
    told.setdefault("email", f"teacher.{uuid.uuid4().hex[:8]}@school.example")
    told.setdefault("reads", "en")
    told.setdefault("caller", uuid.uuid4().hex)
    told.setdefault("key", uuid.uuid4())
    if "school_id" not in told:
        told.setdefault("school_name", "The village school")
    return Enrolment(**told)


def enrol(time: VisitTime, pupils: int = 12, **told: Any) -> SchoolGroup:
    """Enrolled by a visitor, not confirmed yet."""
    now = told.pop("now", NOW)
    return services.enrol(time.pk, enrolment(pupils, **told), by=VISITOR, now=now)


def make_group(time: VisitTime, pupils: int = 12, **told: Any) -> SchoolGroup:
    """Enrolled and confirmed: with a place, or in the queue."""
    now = told.get("now", NOW)
    return services.confirm(token_of(enrol(time, pupils, **told)), now=now)
