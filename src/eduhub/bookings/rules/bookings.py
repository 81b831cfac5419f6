"""Who may do what with units and bookings, and until when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.bookings.models import Booking, Wait
from eduhub.bookings.rules.times import is_for
from eduhub.bookings.states import BOOKING_MOVES, LED, BookingState, UnitState, WaitState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS, STAFF

EARLY = dt.timedelta(minutes=30)  # that one may check in before the time


@dataclass(frozen=True, slots=True)
class At:
    """A booking, looked at at a moment."""

    booking: Booking
    now: dt.datetime


def is_staff(actor: Actor, thing: object = None) -> bool:
    return bool(actor.roles & STAFF)


def _own(actor: Actor, booking: Booking | Wait) -> bool:
    """The booker's, or that of the organisation which the actor leads."""
    person = booking.booker_id if isinstance(booking, Booking) else booking.person_id
    if actor.user_id is not None and person == actor.user_id:
        return True
    leads = bool(actor.roles & LEADS)
    return leads and booking.organisation_id is not None and _home(actor, booking)


def _home(actor: Actor, booking: Booking | Wait) -> bool:
    return actor.organisation_id == booking.organisation_id


def _goes_to(at: At, *states: str) -> bool:
    return bool(BOOKING_MOVES[at.booking.state] & set(states))


def _in_time(actor: Actor, at: At) -> bool:
    hours = at.booking.unit.cancel_hours
    return is_staff(actor) or at.now <= at.booking.begins - hours * dt.timedelta(hours=1)


HUB_STAFF = Rule(is_staff, _("Only the hub's own people do this."))
FOR_AN_ORGANISATION = Rule(
    lambda actor, thing: actor.organisation_id is not None,
    _("Choose first for which organisation you act."),
)
LED_ELSEWHERE = _("An adviser's time is booked and moved where your request for advice is.")
NOT_LED = Rule(lambda actor, unit: unit.kind not in LED, LED_ELSEWHERE)
CAN_BE_BOOKED = Rule(
    lambda actor, unit: unit.state == UnitState.SHOWN, _("It cannot be booked now."), NotNow
)
FOR_THEIR_KIND = Rule(
    lambda actor, unit: is_for(unit, actor), _("It is not for your kind of organisation.")
)
BOOKERS = Rule(
    lambda actor, at: _own(actor, at.booking) or is_staff(actor),
    _("Only whoever booked it, the lead of their organisation or the hub can do this."),
)
NOT_OVER = Rule(lambda actor, at: at.booking.ends > at.now, _("Its time is over."), NotNow)
NOT_BEGUN = Rule(
    lambda actor, at: at.booking.begins > at.now or is_staff(actor),
    _("Its time has begun. The hub can still change it."),
    NotNow,
)

UNIT_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "book": (SIGNED_IN, NOT_LED, FOR_AN_ORGANISATION, FOR_THEIR_KIND, CAN_BE_BOOKED),
    "book_led": (SIGNED_IN, CAN_BE_BOOKED),
}
MOVABLE = Rule(
    lambda actor, at: at.booking.state in (BookingState.ASKED, BookingState.BOOKED),
    _("It is not booked any more."),
    NotNow,
)
BOOKING_RULES: Rules = {
    "change": (
        SIGNED_IN,
        BOOKERS,
        Rule(lambda actor, at: at.booking.unit.kind not in LED, LED_ELSEWHERE),
        MOVABLE,
        NOT_BEGUN,
    ),
    "change_led": (SIGNED_IN, MOVABLE, NOT_BEGUN),
    "cancel_led": (SIGNED_IN, MOVABLE, NOT_OVER),
    "cancel": (
        SIGNED_IN,
        BOOKERS,
        Rule(
            lambda actor, at: _goes_to(at, BookingState.CANCELLED),
            _("It is not booked any more."),
            NotNow,
        ),
        NOT_OVER,
        Rule(
            _in_time,
            _("It is too late to cancel it here. Tell the hub, which still can."),
            NotNow,
        ),
    ),
    "decide": (
        HUB_STAFF,
        Rule(
            lambda actor, at: at.booking.state == BookingState.ASKED,
            _("It does not wait for an answer."),
            NotNow,
        ),
    ),
    "take": (
        SIGNED_IN,
        BOOKERS,
        Rule(
            lambda actor, at: (
                at.booking.state == BookingState.OFFERED
                and at.booking.answer_by is not None
                and at.now < at.booking.answer_by
            ),
            _("The offer has lapsed. You can join the waiting list again."),
            NotNow,
        ),
    ),
    "check_in": (
        SIGNED_IN,
        Rule(
            lambda actor, at: (
                _own(actor, at.booking)
                or is_staff(actor)
                or (at.booking.organisation_id is not None and _home(actor, at.booking))
            ),
            _("Only those who booked it check in."),
        ),
        Rule(
            lambda actor, at: _goes_to(at, BookingState.CAME),
            _("There is nothing to check in to: it is done already, or not booked."),
            NotNow,
        ),
        Rule(
            lambda actor, at: (
                at.booking.begins - EARLY <= at.now < at.booking.ends or is_staff(actor)
            ),
            _("One checks in from half an hour before until the end."),
            NotNow,
        ),
    ),
    "miss": (
        HUB_STAFF,
        Rule(
            lambda actor, at: _goes_to(at, BookingState.MISSED) and at.now >= at.booking.begins,
            _("Only what is booked and has begun can be missed."),
            NotNow,
        ),
    ),
}
WAIT_RULES: Rules = {
    "leave": (
        SIGNED_IN,
        Rule(
            lambda actor, wait: _own(actor, wait) or is_staff(actor),
            _("Only whoever waits can leave the list."),
        ),
        Rule(
            lambda actor, wait: wait.state == WaitState.WAITING,
            _("You do not wait any more."),
            NotNow,
        ),
    ),
}
