"""Who may do what with an application, and until when."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS, STAFF
from eduhub.programmes.models import Application, Call, Grace, Inquiry, Step
from eduhub.programmes.states import ApplicationState, CallState


def deadline_of(call: Call, step: Step, graces: Iterable[Grace]) -> dt.datetime:
    """Until when this step may be handed in: its own moment, or the latest that was given.

    At that very moment it is over; the second before, it is not.
    """
    usual = step.due_at or call.closes_at
    return max([usual, *(one.until for one in graces if one.step_id == step.pk)])


@dataclass(frozen=True, slots=True)
class At:
    """An application, looked at at a moment.

    Attributes:
        deadline: of the step that it has reached.
        has_joined: whoever looks was invited to write it and has come.
    """

    application: Application
    now: dt.datetime
    deadline: dt.datetime
    has_joined: bool = False


def is_staff(actor: Actor) -> bool:
    return bool(actor.roles & STAFF)


def _leads(actor: Actor, at: At) -> bool:
    """Leads the organisation, or began it there."""
    here = actor.organisation_id == at.application.organisation_id
    began = at.application.started_by_id == actor.user_id
    return here and (bool(actor.roles & LEADS) or (actor.is_signed_in and began))


def writes(actor: Actor, at: At) -> bool:
    """The organisation's lead, whoever began it, and those whom they invited."""
    return _leads(actor, at) or (actor.is_signed_in and at.has_joined)


def _when(holds: Callable[[At], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, at: holds(at), reason, NotNow)


WRITERS = Rule(
    writes,
    _("Only whoever began it, the lead of the organisation and those they invited write it."),
)
LEAD = Rule(_leads, _("Only whoever began it or the lead of the organisation can do this."))
HUB_STAFF = Rule(lambda actor, thing: is_staff(actor), _("Only the hub's own people do this."))
IN_TIME = _when(lambda at: at.now < at.deadline, _("The time for this step is over."))
UNDECIDED = _when(
    lambda at: at.application.call.state != CallState.DECIDED, _("This call is decided.")
)
OWN_CALL = _when(
    lambda at: not at.application.call.is_lent,
    _("What came in to a call of another room is read and asked about there."),
)
STANDS = _when(
    lambda at: at.application.state != ApplicationState.WITHDRAWN,
    _("This application is withdrawn."),
)
IS_DRAFT = _when(
    lambda at: at.application.is_draft, _("It is finalised. Reopen it to change anything.")
)
IS_FINALISED = _when(
    lambda at: at.application.state == ApplicationState.FINALISED, _("It is not finalised.")
)

APPLICATION_RULES: Rules = {
    "write": (SIGNED_IN, WRITERS, STANDS, IS_DRAFT, UNDECIDED, IN_TIME),
    "finalise": (SIGNED_IN, WRITERS, STANDS, IS_DRAFT, UNDECIDED, IN_TIME),
    "reopen": (SIGNED_IN, WRITERS, STANDS, IS_FINALISED, UNDECIDED, IN_TIME),
    "invite": (SIGNED_IN, LEAD, STANDS, UNDECIDED),
    "withdraw": (SIGNED_IN, LEAD, STANDS, UNDECIDED),
    "ask": (HUB_STAFF, OWN_CALL, STANDS, UNDECIDED),
    "let_on": (HUB_STAFF, OWN_CALL, STANDS, UNDECIDED, IS_FINALISED),
}


@dataclass(frozen=True, slots=True)
class Asked:
    inquiry: Inquiry
    at: At


INQUIRY_RULES: Rules = {
    "answer": (
        SIGNED_IN,
        Rule(lambda actor, asked: writes(actor, asked.at), WRITERS.reason),
        Rule(
            lambda actor, asked: asked.at.application.state != ApplicationState.WITHDRAWN,
            STANDS.reason,
            NotNow,
        ),
        Rule(
            lambda actor, asked: asked.at.now < asked.inquiry.due_at,
            _("The time for the answer is over."),
            NotNow,
        ),
    ),
}
