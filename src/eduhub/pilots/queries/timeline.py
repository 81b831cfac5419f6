"""What has happened in a pilot, from the ledger: what and when, by which side, by no name."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.models import LedgerEntry
from eduhub.people.states import STAFF
from eduhub.pilots.models import Group, Standing
from eduhub.pilots.states import PilotState

MOST = 50  # lines
FOR_ALL = ("pilot.posted", "pilot.moved")


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    what: str
    who: str


def timeline(standing: Standing, actor: Actor) -> list[Event]:
    """The latest first. Those without a part in it see only the pilot's own steps. Two queries."""
    pilot = standing.pilot
    schools = set(Group.objects.filter(pilot=pilot).values_list("school_id", flat=True))
    lines = LedgerEntry.objects.filter(thing=f"{pilot._meta.label}:{pilot.pk}")
    inside = actor.organisation_id in schools | {standing.company_id}
    if not (inside or actor.roles & STAFF):
        lines = lines.filter(verb__in=FOR_ALL)
    latest = lines.order_by("-at", "-pk")[:MOST]
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
        "pilot.joined": _("A group joined"),
        "pilot.group_accepted": _("A group was accepted"),
        "pilot.group_declined": _("A group was declined"),
        "pilot.left": _("A group left"),
        "pilot.statement_written": _("Version %(version)s of the success statement was proposed")
        % {"version": version},
        "pilot.statement_agreed": _("Version %(version)s of the success statement was agreed to")
        % {"version": version},
    }
    return words.get(verb, "")


def _state_words(facts: dict[str, Any]) -> str:
    reopened = {
        "new_group": _("Open again: a new group has not agreed yet"),
        "new_statement": _("Open again: the success statement was changed"),
        "group_left": _("Open again: no group is left"),
    }
    words = {
        PilotState.POSTED: reopened.get(str(facts.get("why")), _("Open again")),
        PilotState.AGREED: _("The company and all groups agree on what success is"),
        PilotState.PREREGISTERED: _("The plan was frozen"),
        PilotState.RUNNING: _("The trial began"),
        PilotState.DATA_CLOSED: _("The data were closed"),
        PilotState.ANALYSED: _("The data were analysed"),
        PilotState.PUBLISHED: _("The result was published"),
        PilotState.WITHDRAWN: _("The offer was withdrawn"),
        PilotState.ABORTED: _("The pilot was stopped"),
    }
    return words.get(PilotState(facts["to"]), "")


def _who(line: LedgerEntry, standing: Standing, schools: set[int], actor: Actor) -> str:
    if line.organisation_id == standing.company_id:
        return _("By the company")
    if line.organisation_id in schools:
        own = line.organisation_id == actor.organisation_id
        return _("By your school") if own else _("By a school")
    return _("By the hub")
