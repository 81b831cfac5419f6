"""Who may publish visits, enrol a group, change it, count who came, and until when."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.models import SchoolGroup, Visit, VisitTime
from eduhub.bookings.rules.bookings import EARLY, HUB_STAFF, is_staff
from eduhub.bookings.states import GROUP_MOVES, GroupState, VisitState
from eduhub.kit.access import Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role

HOST_ROLES = frozenset({Role.COMPANY_LEAD, Role.COMPANY_MEMBER})
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeAt:
    """A visit's time (with its visit), looked at at a moment."""

    time: VisitTime
    now: dt.datetime

    @property
    def last_day(self) -> dt.date:
        """The last day on which groups enrol."""
        begins = timezone.localdate(self.time.begins)
        return begins - self.time.visit.closes_days * DAY


@dataclass(frozen=True, slots=True)
class GroupAt:
    """A school group (with its time and visit), looked at at a moment."""

    group: SchoolGroup
    now: dt.datetime


def is_host(actor: Actor, visit: Visit) -> bool:
    """Of the company that holds it; or of the hub."""
    own = visit.host_id is not None and visit.host_id == actor.organisation_id
    return is_staff(actor) or (own and bool(actor.roles & HOST_ROLES))


def _in_time(at: GroupAt) -> bool:
    return at.group.answer_by is None or at.now < at.group.answer_by


def _goes_to(at: GroupAt, state: str) -> bool:
    return state in GROUP_MOVES[at.group.state]


HOSTS = Rule(
    lambda actor, at: is_host(actor, at.time.visit),
    _("Only whoever holds the visit, or the hub, does this."),
)
HOSTS_OF_GROUP = Rule(
    lambda actor, at: is_host(actor, at.group.time.visit),
    _("Only whoever holds the visit, or the hub, does this."),
)
HAS_BEGUN = Rule(
    lambda actor, at: at.now >= at.time.begins, _("It has not been held yet."), NotNow
)
IS_ON = Rule(
    lambda actor, at: at.time.cancelled_at is None, _("This time was called off."), NotNow
)
STILL_TO_COME = Rule(
    lambda actor, at: at.now < at.group.time.begins,
    _("Its time has begun, so it cannot be changed here any more."),
    NotNow,
)

VISIT_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "enrol": (
        Rule(
            lambda actor, at: at.time.visit.state == VisitState.SHOWN,
            _("Groups cannot enrol in this visit now."),
            NotNow,
        ),
        IS_ON,
        Rule(
            lambda actor, at: (
                at.time.visit.opens_on is None
                or timezone.localdate(at.now) >= at.time.visit.opens_on
            ),
            _("Enrolment has not begun yet."),
            NotNow,
        ),
        Rule(
            lambda actor, at: (
                timezone.localdate(at.now) <= at.last_day and at.now < at.time.begins
            ),
            _("Enrolment for this time has ended."),
            NotNow,
        ),
    ),
    "receive": (HOSTS,),
    "log": (HOSTS, IS_ON, HAS_BEGUN),
    "call_off": (
        HUB_STAFF,
        IS_ON,
        Rule(lambda actor, at: at.now < at.time.ends, _("Its time is over."), NotNow),
    ),
}
GROUP_RULES: Rules = {  # whoever has the letter's link does the first ones, whoever they are
    "confirm": (
        Rule(
            lambda actor, at: (
                at.group.state in (GroupState.HELD, GroupState.WAITING)
                and at.group.confirmed_at is None
            ),
            _("There is nothing to confirm."),
            NotNow,
        ),
        Rule(
            lambda actor, at: _in_time(at),
            _("The time to confirm is over. Enrol the group again."),
            NotNow,
        ),
    ),
    "take": (
        Rule(
            lambda actor, at: at.group.state == GroupState.OFFERED and _in_time(at),
            _("The offer has lapsed."),
            NotNow,
        ),
    ),
    "change": (
        Rule(
            lambda actor, at: (
                at.group.confirmed_at is not None
                and at.group.state in (GroupState.BOOKED, GroupState.WAITING, GroupState.OFFERED)
            ),
            _("The group is not enrolled any more, or has not confirmed yet."),
            NotNow,
        ),
        STILL_TO_COME,
    ),
    "cancel": (
        Rule(
            lambda actor, at: _goes_to(at, GroupState.CANCELLED),
            _("The group is not enrolled any more."),
            NotNow,
        ),
        STILL_TO_COME,
    ),
    "forget": (
        Rule(
            lambda actor, at: (
                not _goes_to(at, GroupState.CANCELLED) or at.now >= at.group.time.ends
            ),
            _("Cancel first: until then the hub must be able to write to you."),
            NotNow,
        ),
    ),
    "call_off": (
        HUB_STAFF,
        Rule(
            lambda actor, at: _goes_to(at, GroupState.CANCELLED),
            _("The group is not enrolled any more."),
            NotNow,
        ),
    ),
    "came": (
        HOSTS_OF_GROUP,
        Rule(
            lambda actor, at: _goes_to(at, GroupState.CAME),
            _("Only an enrolled group can be checked in."),
            NotNow,
        ),
        Rule(
            lambda actor, at: at.now >= at.group.time.begins - EARLY,
            _("One checks in from half an hour before."),
            NotNow,
        ),
    ),
    "missed": (
        HOSTS_OF_GROUP,
        Rule(
            lambda actor, at: _goes_to(at, GroupState.MISSED) and at.now >= at.group.time.begins,
            _("Only what is enrolled and has begun can be missed."),
            NotNow,
        ),
    ),
}
