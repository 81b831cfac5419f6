"""What has happened in a pilot, from the ledger: what and when, by which side, by no name."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.models import LedgerEntry
from eduhub.people.states import STAFF
from eduhub.pilots.models import Group, Standing
from eduhub.pilots.states import STAGE_OF, PilotState
from eduhub.pilots.states.agreements import SignedBy, SignedHow
from eduhub.pilots.states.lanes import GateBy

MOST = 50  # lines
FOR_ALL = ("pilot.posted", "pilot.moved", "pilot.lane_decided")


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    what: str
    who: str


def timeline(standing: Standing, actor: Actor, *, most: int = MOST) -> list[Event]:
    """The latest first. Those without a part in it see only the pilot's own steps. Two queries."""
    pilot = standing.pilot
    schools = set(Group.objects.filter(pilot=pilot).values_list("school_id", flat=True))
    lines = LedgerEntry.objects.filter(thing=f"{pilot._meta.label}:{pilot.pk}")
    inside = actor.organisation_id in schools | {standing.company_id} | standing.provider_ids
    if not (inside or actor.roles & STAFF):
        lines = lines.filter(verb__in=FOR_ALL)
    latest = lines.order_by("-at", "-pk")[:most]
    told = ((line, _what(line.verb, line.facts)) for line in latest)
    return [
        Event(line.at, what, _who(line, standing, schools, actor)) for line, what in told if what
    ]


def _what(verb: str, facts: dict[str, Any]) -> str:
    if verb == "pilot.moved":
        return _state_words(facts)
    version = facts.get("version", "")
    words = {
        "pilot.posted": _("The pilot was offered"),
        "pilot.edited": _("The offer was changed"),
        "pilot.screened": _("The offer was looked through"),
        "pilot.invited": _("A round of matching found a group"),
        "pilot.joined": _("A group joined"),
        "pilot.group_accepted": _("A group was accepted"),
        "pilot.group_declined": _("A group was declined"),
        "pilot.left": _("A group left"),
        "pilot.statement_written": _("Version %(version)s of the success statement was proposed")
        % {"version": version},
        "pilot.statement_agreed": _("Version %(version)s of the success statement was agreed to")
        % {"version": version},
        "pilot.lane_answered": _(
            "The questions on the lane were answered; lane %(lane)s is recommended"
        )
        % {"lane": facts.get("recommended", "")},
        "pilot.lane_decided": _("Lane %(lane)s was decided on") % {"lane": facts.get("lane", "")},
        "pilot.privacy_cleared": _("The privacy questions were cleared"),
        "pilot.privacy_not_cleared": _("The privacy questions were not cleared"),
        "pilot.permit_noted": _("A research permit was noted"),
        "pilot.permit_revoked": _("The research permit was revoked"),
        "pilot.permit_expired": _("The research permit expired"),
        "pilot.information_given": _("The guardians and pupils of a group were informed"),
        "pilot.agreement_made": _("An agreement was made ready for signing"),
        "pilot.agreement_signed": _signed_words(facts),
        "pilot.cover_asked": _("Money for substitute teachers was asked for"),
        "pilot.cover_granted": _("Money for substitute teachers was granted"),
        "pilot.suggested": _("A teacher suggested a change"),
        "pilot.suggestion_answered": _("The company answered a suggestion"),
        "pilot.suggestion_taken_back": _("A suggestion was taken back"),
        "pilot.feedback_opened": _("A group was asked for feedback"),
        "pilot.feedback_closed": _("A code for feedback was closed"),
        "pilot.group_out": _("A group left while the pilot ran"),
        "pilot.closing_decided": _("It was decided how the pilot ends for one place"),
        "pilot.closing_answered": _("The company answered a decision"),
        "pilot.left_out": _("The public register leaves the pilot out"),
        "pilot.put_back": _("The public register shows the pilot again"),
        "pilot.minutes_alarm": _("A group's teacher has used far more time than promised"),
    }
    return words.get(verb, "")


def _signed_words(facts: dict[str, Any]) -> str:
    by_company = facts.get("party") == SignedBy.COMPANY
    if facts.get("how") == SignedHow.UPLOADED:
        return (
            _("A signed agreement was sent in, for the company")
            if by_company
            else _("A signed agreement was sent in, for the school")
        )
    return _("The company signed an agreement") if by_company else _("A school signed")


def _state_words(facts: dict[str, Any]) -> str:
    reopened = {
        "new_group": _("Open again: a new group has not agreed yet"),
        "new_statement": _("Open again: the success statement was changed"),
        "group_left": _("Open again: no group is left"),
        "new_answers": _("Open again: what is said of data and contract has changed"),
        "privacy": _("Open again: the privacy questions are not cleared"),
        "permit_revoked": _("Open again: the research permit was revoked"),
        "permit_expired": _("Open again: the research permit has expired"),
    }
    to, before = PilotState(facts["to"]), PilotState(facts.get("before", PilotState.POSTED))
    if to in STAGE_OF and before in STAGE_OF and STAGE_OF[to] < STAGE_OF[before]:
        return reopened.get(str(facts.get("why")), _("Open again"))
    went_on = to == PilotState.RUNNING and before == PilotState.PAUSED
    words = {
        PilotState.LANE_DECIDED: _("The lane is fixed"),
        PilotState.PRIVACY_CLEARED: _("Privacy is in order"),
        PilotState.PERMIT_GRANTED: _("The research permit is there"),
        PilotState.PERMIT_NOT_NEEDED: _("No research permit is needed"),
        PilotState.AGREED: _("The company and all schools have agreed and signed"),
        PilotState.INFORMED: _("Guardians and pupils are informed"),
        PilotState.PREREGISTERED: _("The plan was frozen"),
        PilotState.RUNNING: _("The trial goes on") if went_on else _("The trial began"),
        PilotState.PAUSED: _("The trial was paused"),
        PilotState.DATA_CLOSED: _("The data were closed"),
        PilotState.ANALYSED: _("The data were analysed"),
        PilotState.REVIEWED: _("The result was reviewed"),
        PilotState.DECIDED: _("It was decided whether to buy, continue or stop"),
        PilotState.REPORTED: _("The report was given"),
        PilotState.PUBLISHED: _("The result was published"),
        PilotState.EMBARGOED: _("The result is published later"),
        PilotState.ARCHIVED: _("The data were deleted"),
        PilotState.WITHDRAWN: _("The offer was withdrawn"),
        PilotState.DECLINED: _("The offer was declined"),
        PilotState.ABORTED: _("The pilot was stopped"),
    }
    return words.get(to, "")


def _who(line: LedgerEntry, standing: Standing, schools: set[int], actor: Actor) -> str:
    if line.organisation_id == standing.company_id:
        return _("By the company")
    if line.organisation_id in schools:
        own = line.organisation_id == actor.organisation_id
        return _("By your school") if own else _("By a school")
    by_official = line.facts.get("office") == GateBy.OFFICIAL
    if by_official or line.organisation_id in standing.provider_ids:
        return _("By the education provider")
    return _("By the hub")
