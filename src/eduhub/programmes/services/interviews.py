"""Interviews: the hub names panels and opens their hours, shortlisted applicants choose a time."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.bookings import services as bookings
from eduhub.bookings.models import Lent, lend
from eduhub.bookings.services import Asked, Otherwise, UnitWords
from eduhub.bookings.services.booking import own_key
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import UnitKind, UnitState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import Application, Call, Interview, InterviewPanel, PanelSeat
from eduhub.programmes.notices import InterviewBooked, InterviewOffered
from eduhub.programmes.queries import application_at
from eduhub.programmes.queries.interviews import (
    Slot,
    jurors_to_choose,
    own_interview,
    panels_for,
    slots_for,
    waiting,
)
from eduhub.programmes.rules.interviews import INTERVIEW_RULES

KIND = "interview"  # of what bookings are tied to
NAME = Text(fi="Haastattelijat", sv="Intervjupanel", en="Interview panel")
MINUTE = dt.timedelta(minutes=1)


@transaction.atomic
def make_panel(
    call_id: int,
    name: Text,
    juror_ids: Collection[int],
    minutes: int,
    place: str,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> InterviewPanel:
    """Jurors who hear applicants together, so many minutes each; without hours at first."""
    require(by, "manage", None, INTERVIEW_RULES)
    call = find(Call.objects.all(), pk=call_id)
    if there := InterviewPanel.objects.filter(key=key).first():
        return there
    known = {one.pk for one in jurors_to_choose(call)}
    wrong = {}
    if not juror_ids or not {*juror_ids} <= known:
        wrong["jurors"] = _("Choose at least one.")
    if not 10 <= minutes <= 120:
        wrong["minutes"] = _("Write from %(least)s to %(most)s minutes.") % {
            "least": 10, "most": 120,
        }  # fmt: skip
    if wrong:
        raise Invalid(wrong)
    words = UnitWords(
        kind=UnitKind.ADVISER, state=UnitState.SHOWN, name=NAME, size=10,
        place=Text(fi=place, sv=place, en=place), least_minutes=minutes, most_minutes=minutes,
        step_minutes=5, lead_hours=12, ahead_days=90, cancel_hours=12,
    )  # fmt: skip
    unit = bookings.make_unit(words, key=uuid.uuid5(key, "unit"), by=by, now=now)
    panel = InterviewPanel.objects.create(call=call, name=name, unit=unit, key=key)
    PanelSeat.objects.bulk_create(
        PanelSeat(panel=panel, juror_id=pk) for pk in sorted({*juror_ids})
    )
    record(by, "interviews.panel", panel, now=now)
    return panel


@transaction.atomic
def open_hours(
    panel_id: int, day: dt.date, opens: dt.time, closes: dt.time, *, by: Actor, now: dt.datetime
) -> InterviewPanel:
    """On this day the panel hears applicants between these hours."""
    require(by, "manage", None, INTERVIEW_RULES)
    panel = find(InterviewPanel.objects.select_related("call"), pk=panel_id)
    hours = Otherwise(first=day, last=day, opens=opens, closes=closes)
    bookings.set_special(panel.unit_id, hours, by=by, now=now)
    record(by, "interviews.hours", panel, now=now, day=day.isoformat())
    return panel


@transaction.atomic
def offer_times(call_id: int, *, by: Actor, now: dt.datetime) -> int:
    """A letter to everybody who was let through and has chosen no time yet; how many."""
    require(by, "manage", None, INTERVIEW_RULES)
    call = find(Call.objects.all(), pk=call_id)
    if not InterviewPanel.objects.filter(call=call).exists():
        raise NotNow("no_panel", _("Name a panel and open its hours first."))
    found = waiting(call)
    if not found:
        raise NotNow("nobody", _("Nobody waits for an interview."))
    for application in found:
        post(InterviewOffered(application_id=application.pk))
    record(by, "interviews.offered", call, now=now, applications=len(found))
    return len(found)


def hold(application_id: int, by: Actor, now: dt.datetime) -> Application:
    """Locked, so that one applicant never gets two times."""
    rows = Application.objects.visible_to(by).select_related("call__programme", "organisation")
    application = find(rows.select_for_update(of=("self",)), pk=application_id)
    require(by, "choose", application_at(application, by, now), INTERVIEW_RULES)
    return application


@patiently
def choose_time(
    application_id: int, code: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Interview:
    """Takes the time, in place of the one before; the panel has no conflict of interest.

    Raises:
        NotNow: somebody was quicker, or the interview before has begun.
    """
    application = hold(application_id, by, now)
    if made := Interview.objects.filter(booking__key=own_key(key, by)).first():
        return made  # the same form sent twice
    there = own_interview(application)
    _require_not_begun(there, now)
    slot = _slot(application, code, now)
    panel = next(one for one in panels_for(application) if one.pk == slot.panel_id)
    if there is not None:
        bookings.cancel_led(there.booking_id, by=by, now=now)
    with override(application.language):
        title = _("Interview: %(call)s") % {"call": application.call.title}
    asked = Asked(
        begins=slot.begins,
        ends=slot.begins + panel.unit.least_minutes * MINUTE,
        title=title[:120],
        subject=(KIND, application.pk),
    )
    booking = bookings.book_led(panel.unit_id, asked, key=key, by=by, now=now)
    interview, _is_new = Interview.objects.get_or_create(
        booking=booking, defaults={"application": application, "panel": panel}
    )
    record(by, "interview.chosen", application, now=now, panel=panel.pk)
    post(InterviewBooked(interview_id=interview.pk, sequence=booking.sequence))
    return interview


def _require_not_begun(there: Interview | None, now: dt.datetime) -> None:
    if there is not None and there.booking.begins <= now:
        raise NotNow("held", _("The interview has begun or is over."))


def _slot(application: Application, code: str, now: dt.datetime) -> Slot:
    found = {one.code: one for one in slots_for(application, now)}
    if code not in found:
        raise NotNow("taken", _("This time is taken by now. Choose another."))
    return found[code]


@patiently
def cancel_interview(application_id: int, *, by: Actor, now: dt.datetime) -> Application:
    """The time is free for others; until the interview begins another can be chosen."""
    application = hold(application_id, by, now)
    there = own_interview(application)
    if there is None:
        raise NotNow("none", _("No time is chosen."))
    _require_not_begun(there, now)
    booking = bookings.cancel_led(there.booking_id, by=by, now=now)
    record(by, "interview.cancelled", application, now=now)
    post(InterviewBooked(interview_id=there.pk, sequence=booking.sequence))
    return application


def release(application: Application, *, by: Actor, now: dt.datetime) -> None:
    """The time of an application that is withdrawn is free for others, unless it has begun."""
    there = own_interview(application)
    if there is None or there.booking.begins <= now:
        return
    booking = bookings.cancel_led(there.booking_id, by=by, now=now)
    post(InterviewBooked(interview_id=there.pk, sequence=booking.sequence))


def names(keys: Collection[int]) -> Mapping[int, str]:
    """By the code alone: who reads a booking need not know whose application it is."""
    rows = Application.objects.filter(pk__in=keys).only("call_id", "number")
    return {one.pk: one.code for one in rows}


lend(
    Lent(
        kind=KIND,
        choices=lambda actor: {},
        names=names,
        address=lambda pk: reverse("programmes:choose_interview", args=[pk]),
    )
)
