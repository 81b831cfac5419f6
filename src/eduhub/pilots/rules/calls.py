"""Who may do what with the ways into the testbed."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF
from eduhub.pilots.models import Call, Tender, Workshop
from eduhub.pilots.rules.needs import BY_STAFF
from eduhub.pilots.rules.pilots import COMPANY_ROLES, when
from eduhub.pilots.states.calls import (
    TENDER_MOVES,
    WORKSHOP_MOVES,
    CallKind,
    CallState,
    TenderState,
    Window,
    WorkshopState,
)


@dataclass(frozen=True, slots=True)
class CallNow:
    """A call at one moment, as the rules judge it."""

    call: Call
    window: Window
    company_id: int | None = None  # of the solution in question, if one is
    solution_state: str = SolutionState.PUBLISHED


@dataclass(frozen=True, slots=True)
class TenderNow:
    """A tender with its call at one moment."""

    tender: Tender
    window: Window

    @property
    def call(self) -> Call:
        return self.tender.call


def _works_at_a_company(actor: Actor, thing: object) -> bool:
    return any(actor.holds(role) for role in COMPANY_ROLES)


def _works_there(actor: Actor, company_id: int) -> bool:
    return any(actor.holds_at(role, company_id) for role in COMPANY_ROLES)


PUBLISHED = when(
    lambda now: now.call.state == CallState.PUBLISHED,
    _("The call is not published, or it has been decided or cancelled."),
)
OPEN = when(
    lambda now: now.window == Window.OPEN,
    _("The call is not open now. Its first and last moment stand on its page."),
)
OVER = when(
    lambda now: now.window == Window.OVER,
    _("The call is still open. Choices are made when it has closed, for all alike."),
)
OF_COMPANIES = Rule(_works_at_a_company, _("Only companies answer this call."))
OWN_SOLUTION = Rule(
    lambda actor, now: now.company_id is None or _works_there(actor, now.company_id),
    _("Choose a solution of your own company."),
)
SOLUTION_IS_PUBLISHED = when(
    lambda now: now.solution_state == SolutionState.PUBLISHED,
    _("Publish the solution first. Teachers must be able to read about it."),
)
IS_CHALLENGE = when(
    lambda now: now.call.kind == CallKind.CHALLENGE,
    _("Only a challenge call takes tenders."),
)

CALL_RULES: Rules = {
    "make": (SIGNED_IN, BY_STAFF),
    "edit": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda now: now.call.state in (CallState.DRAFT, CallState.PUBLISHED),
            _("The call has been decided or cancelled."),
        ),
    ),
    "publish": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda now: now.call.state == CallState.DRAFT,
            _("The call has been published already."),
        ),
        when(
            lambda now: not (now.call.title.missing or now.call.words.missing),
            _("Write title and words in all three languages first."),
        ),
    ),
    "cancel": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda now: now.call.kind != CallKind.CONTINUOUS,
            _("The continuous call is always open."),
        ),
        when(
            lambda now: now.call.state in (CallState.DRAFT, CallState.PUBLISHED),
            _("The call has been decided or cancelled."),
        ),
    ),
    "tender": (
        SIGNED_IN,
        OF_COMPANIES,
        IS_CHALLENGE,
        PUBLISHED,
        OPEN,
        OWN_SOLUTION,
        SOLUTION_IS_PUBLISHED,
    ),
    "decide": (SIGNED_IN, BY_STAFF, IS_CHALLENGE, PUBLISHED, OVER),
    "invite": (
        SIGNED_IN,
        BY_STAFF,
        IS_CHALLENGE,
        when(
            lambda now: now.call.state in (CallState.PUBLISHED, CallState.DECIDED),
            _("Publish the call first."),
        ),
        when(
            lambda now: now.call.day_at is not None,
            _("Set the time and the place of the company day first."),
        ),
    ),
    "add_slot": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda now: now.call.kind == CallKind.MOBILE,
            _("Only the mobile testbed has slots."),
        ),
        PUBLISHED,
    ),
    "ask_workshop": (
        SIGNED_IN,
        OF_COMPANIES,
        PUBLISHED,
        OPEN,
        OWN_SOLUTION,
        SOLUTION_IS_PUBLISHED,
    ),
}
TENDER_RULES: Rules = {
    "edit": (
        SIGNED_IN,
        Rule(
            lambda actor, now: _works_there(actor, now.tender.solution.company_id),
            _("Only the company that sent the tender can do this."),
        ),
        PUBLISHED,
        OPEN,
    ),
    "withdraw": (
        SIGNED_IN,
        Rule(
            lambda actor, now: _works_there(actor, now.tender.solution.company_id),
            _("Only the company that sent the tender can do this."),
        ),
        when(
            lambda now: TenderState.WITHDRAWN in TENDER_MOVES[now.tender.state],
            _("The tender is withdrawn, or the choice has been made."),
        ),
    ),
    "mark": (
        SIGNED_IN,
        BY_STAFF,
        PUBLISHED,
        OVER,
        when(
            lambda now: now.tender.state == TenderState.SENT,
            _("The tender is withdrawn, or the choice has been told."),
        ),
    ),
}


def _may_count(actor: Actor, workshop: Workshop) -> bool:
    return _works_there(actor, workshop.solution.company_id) or bool(actor.roles & STAFF)


WORKSHOP_RULES: Rules = {
    "decide": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda workshop: workshop.state == WorkshopState.ASKED,
            _("This workshop has been decided on already."),
        ),
    ),
    "count": (
        SIGNED_IN,
        Rule(_may_count, _("Only the company that holds the workshop, or the hub, counts.")),
        when(
            lambda workshop: WorkshopState.HELD in WORKSHOP_MOVES[workshop.state],
            _("Only a planned workshop can be counted."),
        ),
    ),
    "cancel": (
        SIGNED_IN,
        Rule(_may_count, _("Only the company that holds the workshop, or the hub, cancels it.")),
        when(
            lambda workshop: WorkshopState.CANCELLED in WORKSHOP_MOVES[workshop.state],
            _("The workshop has been held, declined or cancelled."),
        ),
    ),
}
