"""Booking a session with whomever of those who fit has carried least, and moving it."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.advice.models import Adviser, Case, Session
from eduhub.advice.queries import (
    advisers_for,
    find_session,
    is_busy,
    taken_by_week,
    turns,
    week_of,
)
from eduhub.advice.rules import SESSION_RULES, At
from eduhub.advice.services.cases import hold_case
from eduhub.advice.services.texts import kept
from eduhub.bookings import services as bookings
from eduhub.bookings.models import Booking
from eduhub.bookings.services import Asked
from eduhub.bookings.services.booking import own_key
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import HOLDING
from eduhub.engines.rota import in_turn
from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record

KIND = "advice"  # of what bookings are tied to
MINUTE = dt.timedelta(minutes=1)


@patiently
def book_session(
    case_id: int, begins: dt.datetime, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Session:
    """With the adviser of the request, or with whoever of those who fit is next in turn.

    The rows of all who fit are held until the end of the transaction, so that two who book at
    once are counted one after the other: nobody gets more sessions a week than their cap.

    Raises:
        NotNow: a session is to come already; nobody fits; all have as many sessions that week as
            they take; nobody is free then.
    """
    case = hold_case(case_id, "book", by)
    rows = Session.objects.select_related("adviser", "booking")
    if there := rows.filter(booking__key=own_key(key, by)).first():
        return there
    _require_none_to_come(case, now)
    for adviser in _in_turn(case, begins, now):
        if (booking := _booked(case, adviser, begins, key=key, by=by, now=now)) is None:
            continue
        session = Session.objects.create(
            case=case, adviser=adviser, booking=booking, booked_at=now
        )
        case.adviser = adviser
        case.save(update_fields=["adviser"])
        record(by, "advice.booked", case, now=now, session=session.pk, adviser=adviser.pk)
        return session
    raise NotNow("nobody_free", _("Nobody is free at that time any more. Choose another."))


def _require_none_to_come(case: Case, now: dt.datetime) -> None:
    coming = Session.objects.filter(
        case=case, booking__state__in=HOLDING, booking__during__endswith__gt=now
    )
    if coming.exists():
        raise NotNow("one_at_a_time", _("A session is booked already. Move it if you need to."))


def _in_turn(case: Case, begins: dt.datetime, now: dt.datetime) -> Iterator[Adviser]:
    team = hold_team(case)
    if not team:
        raise NotNow("nobody_fits", _("No adviser fits this yet. The hub looks for one."))
    by_key = {one.pk: one for one in team}
    order = in_turn(turns(team, week_of(begins), now))
    if not order:
        raise NotNow(
            "cap",
            _("Those who fit have as many sessions that week as they take. Choose another week."),
        )
    return (by_key[key] for key in order)


def hold_team(case: Case) -> list[Adviser]:
    """Those who fit, held in one order for all."""
    rows = advisers_for(case).select_related("unit")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _booked(
    case: Case,
    adviser: Adviser,
    begins: dt.datetime,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Booking | None:
    """The booking of this adviser's unit; None where they are taken or closed then."""
    asked = _asked(case, adviser, begins)
    if begins <= now or is_busy(adviser, asked.begins, asked.ends):
        return None
    try:
        return bookings.book_led(adviser.unit_id, asked, key=key, by=by, now=now)
    except NotNow:
        return None


def _asked(case: Case, adviser: Adviser, begins: dt.datetime) -> Asked:
    """As long as the adviser's unit says; in the language of the session."""
    with override(case.language):
        title = _("Advice: %(field)s") % {"field": case.field_words}
    return Asked(
        begins=begins,
        ends=begins + adviser.unit.least_minutes * MINUTE,
        title=title,
        subject=(KIND, case.pk),
    )


@patiently
def move_session(
    session_id: int, begins: dt.datetime, *, seen: int, by: Actor, now: dt.datetime
) -> Session:
    """Another time with the same adviser, within their cap of that week too."""
    session = find_session(session_id, by)
    require(by, "move", At(session, now), SESSION_RULES)
    rows = Adviser.objects.select_related("unit").select_for_update(of=("self",), no_key=True)
    adviser, booking = rows.get(pk=session.adviser_id), session.booking
    require_version(booking, seen)
    monday = week_of(begins)
    counted = taken_by_week([adviser.pk], monday, without=booking.pk)
    if counted[adviser.pk, monday] >= adviser.weekly_cap:
        full = _("The adviser has as many sessions that week as they take. Choose another week.")
        raise NotNow("cap", full)
    asked = _asked(session.case, adviser, begins)
    if begins <= now or is_busy(adviser, asked.begins, asked.ends):
        raise NotNow("busy", _("The adviser is not free at that time. Choose another."))
    session.booking = bookings.move_led(booking.pk, asked, seen=seen, by=by, now=now)
    record(by, "advice.moved", session.case, now=now, session=session.pk)
    return session


@patiently
def cancel_session(session_id: int, grounds: str, *, by: Actor, now: dt.datetime) -> Session:
    """The time is free again, and the other side is told by mail."""
    session = find_session(session_id, by)
    require(by, "cancel", At(session, now), SESSION_RULES)
    session.booking = bookings.cancel_led(session.booking_id, grounds=grounds, by=by, now=now)
    record(by, "advice.cancelled", session.case, now=now, session=session.pk)
    return session


@patiently
def set_link(session_id: int, link: str, *, by: Actor, now: dt.datetime) -> Session:
    """Where this meeting is held, in place of the adviser's own link; "" for that one again."""
    session = find_session(session_id, by)
    require(by, "link", At(session, now), SESSION_RULES)
    link = kept("video_link", link, 200, needed=False)
    if link and not link.startswith("https://"):
        raise Invalid({"video_link": _("Write an address that begins with https.")})
    session.video_link = link
    session.save(update_fields=["video_link"])
    record(by, "advice.link", session.case, now=now, session=session.pk)
    return session
