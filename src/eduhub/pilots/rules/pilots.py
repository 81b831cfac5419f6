"""Who may do what to a pilot, and when. The thing judged is a Standing, or a Group with its pilot;
for posting it is the solution."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules, may, require
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Group, Pilot, Standing
from eduhub.pilots.states import (
    BEFORE_THE_PLAN,
    ENDED,
    GROUP_MOVES,
    MOVES,
    GroupState,
    PilotState,
)

COMPANY_ROLES = (Role.COMPANY_LEAD, Role.COMPANY_MEMBER)


def _works_at_a_company(actor: Actor, thing: object) -> bool:
    return any(actor.holds(role) for role in COMPANY_ROLES)


def _works_at(actor: Actor, company_id: int) -> bool:
    return any(actor.holds_at(role, company_id) for role in COMPANY_ROLES)


def _has_the_solution(actor: Actor, solution: Solution) -> bool:
    return _works_at(actor, solution.company_id)


def has_the_pilot(actor: Actor, standing: Standing) -> bool:
    return _works_at(actor, standing.company_id)


def _may_withdraw(actor: Actor, standing: Standing) -> bool:
    return has_the_pilot(actor, standing) or bool(actor.roles & STAFF)


def _teaches(actor: Actor, standing: Standing) -> bool:
    return actor.holds(Role.TEACHER)


def _teaches_in_it(actor: Actor, standing: Standing) -> bool:
    return any(group.is_led_by(actor) for group in standing.accepted)


def _may_write(actor: Actor, standing: Standing) -> bool:
    return has_the_pilot(actor, standing) or _teaches_in_it(actor, standing)


def _may_agree(actor: Actor, standing: Standing) -> bool:
    leads = actor.holds_at(Role.COMPANY_LEAD, standing.company_id)
    return leads or _teaches_in_it(actor, standing)


def _may_stop(actor: Actor, standing: Standing) -> bool:
    schools = {group.school_id for group in standing.accepted}
    heads = any(actor.holds_at(Role.PRINCIPAL, school) for school in schools)
    leads = actor.holds_at(Role.COMPANY_LEAD, standing.company_id)
    return heads or leads or bool(actor.roles & STAFF)


def _heads_the_school(actor: Actor, group: Group) -> bool:
    return actor.holds_at(Role.PRINCIPAL, group.school_id)


def _may_leave(actor: Actor, group: Group) -> bool:
    return group.is_led_by(actor) or _heads_the_school(actor, group)


def when(holds: Callable[[Any], bool], reason: str | Promise) -> Rule:
    """A rule on the thing alone: its refusal says that it is not the time."""
    return Rule(lambda actor, thing: holds(thing), reason, NotNow)


def _pilot(thing: Standing | Group) -> Pilot:
    return thing.pilot


NOT_ENDED = when(
    lambda thing: _pilot(thing).state not in ENDED,
    _("This pilot has been withdrawn, declined or stopped."),
)
NOT_FROZEN = when(
    lambda thing: _pilot(thing).state in BEFORE_THE_PLAN,
    _("The plan is frozen: the success statement and the groups stay as they are."),
)
STILL_OPEN = (NOT_ENDED, NOT_FROZEN)

COMPANY = _("Only the company that offers the pilot can do this.")
PUBLISHED = when(
    lambda solution: solution.state == SolutionState.PUBLISHED,
    _("Publish the solution first. Teachers must be able to read about it."),
)
NOBODY_ACCEPTED = when(
    lambda standing: not standing.accepted,
    _(
        "A principal has already accepted a group on these terms, so they stay."
        " Withdraw the pilot and offer it anew if they must change."
    ),
)
PLACE_LEFT = when(
    lambda standing: standing.places_left > 0,
    _("No place is left. A group that leaves would free one."),
)
SAME_MARKET = when(
    lambda standing: not standing.elsewhere,
    _("This pilot is run in another country than your school's, by the rules there."),
)
WRITTEN = when(
    lambda standing: standing.statement is not None,
    _("There is no success statement yet. Write one first."),
)
ACCEPTED_BY_TEACHER = when(
    lambda group: group.state != GroupState.INVITED,
    _("The group's teacher has not accepted the invitation yet."),
)
NOT_YET_DECIDED = when(
    lambda group: GroupState.ACCEPTED in GROUP_MOVES[group.state],
    _("This group has already been decided on, or its teacher took it back."),
)
NOT_YET_GONE = when(
    lambda group: GroupState.WITHDRAWN in GROUP_MOVES[group.state],
    _("This group is no longer in the pilot."),
)
WITHDRAWABLE = when(
    lambda standing: PilotState.WITHDRAWN in MOVES[standing.pilot.state],
    _("The plan is frozen. From then on a pilot is stopped, with a reason, and not withdrawn."),
)
STARTED = when(
    lambda standing: standing.pilot.state not in BEFORE_THE_PLAN,
    _("Nothing has begun yet. The company withdraws the pilot, or a group leaves it."),
)
STOPPABLE = when(
    lambda standing: PilotState.ABORTED in MOVES[standing.pilot.state],
    _("The data are closed. The pilot is finished, whatever it shows."),
)

SOLUTION_RULES: Rules = {
    "offer": (  # any solution at all: the thing is not asked
        SIGNED_IN,
        Rule(_works_at_a_company, _("Only companies offer pilots, with their own solutions.")),
    ),
    "post": (SIGNED_IN, Rule(_has_the_solution, COMPANY), PUBLISHED),
}
PILOT_RULES: Rules = {
    "edit": (SIGNED_IN, Rule(has_the_pilot, COMPANY), *STILL_OPEN, NOBODY_ACCEPTED),
    "withdraw": (
        SIGNED_IN,
        Rule(_may_withdraw, _("Only the company that offers the pilot, or the hub, can do this.")),
        NOT_ENDED,
        WITHDRAWABLE,
    ),
    "join": (
        SIGNED_IN,
        Rule(_teaches, _("Only a teacher can bring a group into a pilot.")),
        *STILL_OPEN,
        SAME_MARKET,
        PLACE_LEFT,
    ),
    "write_statement": (
        SIGNED_IN,
        Rule(
            _may_write,
            _("Only the company and the teachers of accepted groups write the success statement."),
        ),
        *STILL_OPEN,
    ),
    "agree": (
        SIGNED_IN,
        Rule(
            _may_agree,
            _("Only the company's lead and the teachers of accepted groups can agree."),
        ),
        *STILL_OPEN,
        WRITTEN,
    ),
    "stop": (
        SIGNED_IN,
        Rule(
            _may_stop,
            _(
                "Only the company's lead, a principal whose school takes part, or the hub stops it."
            ),
        ),
        NOT_ENDED,
        STARTED,
        STOPPABLE,
    ),
}
PRINCIPAL = Rule(
    _heads_the_school, _("Only the principal of the group's own school can decide on it.")
)
GROUP_RULES: Rules = {
    "accept": (SIGNED_IN, PRINCIPAL, *STILL_OPEN, ACCEPTED_BY_TEACHER, NOT_YET_DECIDED),
    "decline": (SIGNED_IN, PRINCIPAL, *STILL_OPEN, ACCEPTED_BY_TEACHER, NOT_YET_DECIDED),
    "accept_invitation": (
        SIGNED_IN,
        Rule(
            lambda actor, group: group.is_led_by(actor),
            _("Only the group's own teacher answers the invitation."),
        ),
        *STILL_OPEN,
        when(
            lambda group: group.state == GroupState.INVITED,
            _("This invitation has been answered already."),
        ),
    ),
    "leave": (
        SIGNED_IN,
        Rule(_may_leave, _("Only the group's own teacher, or the principal, takes it out.")),
        *STILL_OPEN,
        NOT_YET_GONE,
    ),
}


def require_join(actor: Actor, standing: Standing) -> None:
    """May this teacher bring a group; a refusal because of the market names both."""
    if may(actor, "join", standing, PILOT_RULES).broken is SAME_MARKET:
        raise NotNow("join", standing.elsewhere, actor=actor.name)
    require(actor, "join", standing, PILOT_RULES)


MOVE = _("The pilot is not at the stage where this is possible.")
GATES = _(
    "Not every gate of the pilot's lane is open. Its page says what is missing; once that is"
    " done, this is possible."
)
PERMIT_DAY = _("The permit does not cover this day. Its first and last day stand on the page.")
