"""Who may do what with requests for advice and what hangs on them, and until when."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.advice.models import Case, Referral, Session, Step
from eduhub.advice.states import Owner, ReferralState, Route
from eduhub.bookings.states import BookingState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS, STAFF

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class At:
    """A session, looked at at a moment."""

    session: Session
    now: dt.datetime


def is_staff(actor: Actor, thing: object = None) -> bool:
    return bool(actor.roles & STAFF)


def asks(actor: Actor, case: Case) -> bool:
    """Asked for it, or leads the organisation that it is for."""
    if actor.user_id is not None and case.person_id == actor.user_id:
        return True
    leads = bool(actor.roles & LEADS) and case.organisation_id is not None
    return leads and case.organisation_id == actor.organisation_id


def advises(actor: Actor, case: Case) -> bool:
    adviser = case.adviser
    return (
        adviser is not None
        and adviser.person_id is not None
        and adviser.person_id == actor.user_id
    )


def _when(holds: Callable[[Any], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, thing: holds(thing), reason, NotNow)


def _in_it(actor: Actor, case: Case) -> bool:
    return asks(actor, case) or advises(actor, case) or is_staff(actor)


def _in_time(actor: Actor, at: At) -> bool:
    if is_staff(actor) or advises(actor, at.session.case):
        return True
    booking = at.session.booking
    return at.now <= booking.begins - booking.unit.cancel_hours * HOUR


def _stands(at: At) -> bool:
    return at.session.booking.state == BookingState.BOOKED


HUB_STAFF = Rule(is_staff, _("Only the hub's own people do this."))
FOR_AN_ORGANISATION = Rule(
    lambda actor, thing: actor.organisation_id is not None,
    _("Choose first for which organisation you act."),
)
ASKERS = Rule(asks, _("Only whoever asked, or the lead of their organisation, can do this."))
IN_IT = Rule(
    _in_it,
    _("Only whoever asked, the lead of their organisation, the adviser or the hub do this."),
)
ADVISER = Rule(advises, _("Only the adviser of this request can do this."))
ADVISER_OR_HUB = Rule(
    lambda actor, case: advises(actor, case) or is_staff(actor),
    _("Only the adviser of this request or the hub can do this."),
)
OPEN = _when(lambda case: case.is_open, _("This request is closed."))
SESSIONS = Rule(
    lambda actor, at: _in_it(actor, at.session.case),
    _("Only whoever asked, the lead of their organisation, the adviser or the hub do this."),
)
STANDS = _when(_stands, _("This session is over or cancelled."))

CASE_RULES: Rules = {
    "ask": (SIGNED_IN, FOR_AN_ORGANISATION),
    "book": (
        SIGNED_IN,
        Rule(
            lambda actor, case: asks(actor, case) or is_staff(actor),
            _("Only whoever asked, the lead of their organisation or the hub books a time."),
        ),
        OPEN,
        _when(
            lambda case: case.route == Route.ADVISER,
            _("This request was led elsewhere. The hub can lead it to an adviser."),
        ),
    ),
    "reroute": (HUB_STAFF, OPEN),
    "close": (SIGNED_IN, IN_IT, OPEN),
    "refer": (SIGNED_IN, ADVISER_OR_HUB, OPEN),
    "write_note": (SIGNED_IN, ADVISER),
    "name_reader": (SIGNED_IN, ADVISER),
    "manage": (HUB_STAFF,),
}
SESSION_RULES: Rules = {
    "move": (
        SIGNED_IN,
        SESSIONS,
        STANDS,
        _when(lambda at: at.session.booking.begins > at.now, _("Its time has begun.")),
        Rule(
            _in_time, _("It is too late to move it here. Tell the hub, which still can."), NotNow
        ),
    ),
    "cancel": (
        SIGNED_IN,
        SESSIONS,
        STANDS,
        _when(lambda at: at.session.booking.begins > at.now, _("Its time has begun.")),
        Rule(
            _in_time, _("It is too late to cancel it here. Tell the hub, which still can."), NotNow
        ),
    ),
    "write_memo": (
        SIGNED_IN,
        Rule(
            lambda actor, at: (
                at.session.adviser.person_id is not None
                and at.session.adviser.person_id == actor.user_id
            ),
            _("Only the adviser of this session writes its memo."),
        ),
        _when(
            lambda at: (
                at.session.booking.state in (BookingState.BOOKED, BookingState.CAME)
                and at.session.booking.begins <= at.now
            ),
            _("A memo is written once the session has begun."),
        ),
    ),
    "link": (
        SIGNED_IN,
        Rule(
            lambda actor, at: is_staff(actor) or advises(actor, at.session.case),
            _("Only the adviser of this request or the hub can do this."),
        ),
        STANDS,
    ),
}


def _owns(actor: Actor, step: Step) -> bool:
    case = step.memo.session.case
    if is_staff(actor):
        return True
    return asks(actor, case) if step.owner == Owner.ASKER else advises(actor, case)


STEP_RULES: Rules = {
    "tick": (SIGNED_IN, Rule(_owns, _("Only whoever takes the step ticks it off."))),
}


def _waits(referral: Referral) -> bool:
    return referral.state == ReferralState.PROPOSED


REFERRAL_RULES: Rules = {
    "answer": (
        SIGNED_IN,
        Rule(
            lambda actor, referral: asks(actor, referral.case),
            _("Only whoever asked, or the lead of their organisation, can do this."),
        ),
        _when(_waits, _("This is answered already.")),
    ),
}
