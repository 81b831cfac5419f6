"""Who keeps partners and missions, who asks to come along, who reads and writes the agenda."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF, Role
from eduhub.programmes.models import Meeting, Mission, Traveller
from eduhub.programmes.rules.calls import HUB_STAFF
from eduhub.programmes.states.abroad import SEAT_MOVES, MissionState, Seat


@dataclass(frozen=True, slots=True)
class Asking:
    """A mission, looked at at a moment by whoever would come along.

    Attributes:
        own: what one's own company has asked, if it has.
    """

    mission: Mission
    now: dt.datetime
    own: Traveller | None = None

    @property
    def goes(self) -> bool:
        return self.own is not None and self.own.seat == Seat.GOING


def _leads_a_company(actor: Actor, thing: object) -> bool:
    return actor.holds(Role.COMPANY_LEAD)


def _is_open_to(asking: Asking) -> bool:
    return asking.own is None or asking.own.seat == Seat.WITHDRAWN


def _sees(actor: Actor, asking: Asking) -> bool:
    return asking.goes or bool(actor.roles & STAFF)


def _wrote(actor: Actor, meeting: Meeting) -> bool:
    if meeting.organisation_id is None:
        return bool(actor.roles & STAFF)
    return actor.organisation_id == meeting.organisation_id


LEADS_A_COMPANY = Rule(
    _leads_a_company, _("Only the one who leads a company asks for it to come along.")
)
IS_OPEN = Rule(
    lambda actor, asking: asking.mission.is_open(asking.now),
    _("One can no longer ask to come along."),
    NotNow,
)
NOT_ASKED_YET = Rule(
    lambda actor, asking: _is_open_to(asking), _("Your company has asked already."), NotNow
)
HAS_ASKED = Rule(
    lambda actor, asking: asking.own is not None and asking.own.seat != Seat.WITHDRAWN,
    _("Your company has not asked to come along."),
    NotNow,
)
SEES_AGENDA = Rule(_sees, _("Only those who go see the agenda."))
NOT_CANCELLED = Rule(
    lambda actor, asking: asking.mission.state != MissionState.CANCELLED,
    _("The mission is cancelled."),
    NotNow,
)
NOT_WITHDRAWN = Rule(
    lambda actor, asking: asking.own is not None and asking.own.seat != Seat.WITHDRAWN,
    _("The company has withdrawn."),
    NotNow,
)
WROTE_IT = Rule(_wrote, _("Only those whose meeting it is change it."))

MISSION_RULES: Rules = {
    "keep": (HUB_STAFF,),
    "ask": (SIGNED_IN, LEADS_A_COMPANY, IS_OPEN, NOT_ASKED_YET),
    "withdraw": (SIGNED_IN, LEADS_A_COMPANY, HAS_ASKED),
    "decide": (HUB_STAFF, NOT_CANCELLED, NOT_WITHDRAWN),
    "see_agenda": (SIGNED_IN, SEES_AGENDA),
    "add_meeting": (SIGNED_IN, SEES_AGENDA, NOT_CANCELLED),
}
MEETING_RULES: Rules = {"write": (SIGNED_IN, WROTE_IT)}


def may_become(traveller: Traveller, seat: str) -> bool:
    return seat == traveller.seat or seat in SEAT_MOVES[traveller.seat]
