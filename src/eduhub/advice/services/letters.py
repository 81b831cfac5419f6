"""Letters that advice gives reason for. Whoever booked hears of the time from bookings' own."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from eduhub.advice.models import Case, Correction, Memo, Referral, Session, Step
from eduhub.advice.queries import steps_to_remind
from eduhub.advice.states import Owner
from eduhub.bookings.queries import calendars
from eduhub.bookings.services.letters import invitation_of
from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import User
from eduhub.people.queries import staff_to_tell

BEFORE = dt.timedelta(days=3)
TOLD = ("made", "moved", "cancelled")  # of which an adviser hears


def tell_the_adviser(booking_id: int, change: str, sequence: int, *, now: dt.datetime) -> None:
    """Of each change of a session once, with what their calendar program makes of it."""
    rows = Session.objects.select_related(
        "booking__unit", "booking__series", "adviser__person", "case__organisation"
    )
    session = rows.filter(booking=booking_id, booking__sequence=sequence).first()
    if session is None or change not in TOLD:
        return
    person = session.adviser.person
    if person is None or not person.is_active:
        return
    with once(f"advice.{change}:{booking_id}:{sequence}") as first:
        if not first:
            return
        with override(person.language):
            entry = calendars.entry_of(session.booking)
            invitation = invitation_of([entry], change, person.email)
        told = {"session": session, "case": session.case, "change": change}
        write(
            person.email,
            "advice/session",
            told,
            language=person.language,
            now=now,
            invitation=invitation,
        )


def tell_the_hub(case_id: int, *, now: dt.datetime) -> None:
    """A request came in for which nobody fits."""
    case = Case.objects.select_related("organisation").filter(pk=case_id).first()
    if case is None:
        return
    with once(f"advice.nobody_fits:{case_id}") as first:
        if first:
            for address, language in staff_to_tell(timezone.localdate(now)):
                write(address, "advice/nobody_fits", {"case": case}, language=language, now=now)


def tell_that_it_is_led_anew(correction_id: int, *, now: dt.datetime) -> None:
    rows = Correction.objects.select_related("case__person", "signpost")
    correction = rows.filter(pk=correction_id).first()
    if correction is None:
        return
    told: dict[str, Any] = {"correction": correction, "case": correction.case}
    _tell(correction.case.person, "led_anew", f"{correction_id}", told, now)


def tell_of_memo(memo_id: int, version: int, *, now: dt.datetime) -> None:
    """Of a version that has been written over by now the next letter tells."""
    rows = Memo.objects.select_related("session__case__person", "session__booking")
    memo = rows.filter(pk=memo_id, version=version).first()
    if memo is None:
        return
    case = memo.session.case
    told = {"memo": memo, "case": case, "steps": list(memo.steps.order_by("due", "pk"))}
    _tell(case.person, "memo", f"{memo_id}:{version}", told, now)


def tell_of_referral(referral_id: int, *, now: dt.datetime) -> None:
    """Whoever asked is asked whether they agree."""
    rows = Referral.objects.select_related("case__person", "agency")
    referral = rows.filter(pk=referral_id).first()
    if referral is not None:
        told: dict[str, Any] = {"referral": referral, "case": referral.case}
        _tell(referral.case.person, "referral", f"{referral_id}", told, now)


def tell_the_agency(referral_id: int, *, now: dt.datetime) -> None:
    """What whoever asked has agreed to be told, and how they are reached; nothing else."""
    rows = Referral.objects.select_related("case__person", "case__organisation", "agency")
    referral = rows.filter(pk=referral_id).first()
    if referral is None or not referral.agency.address or referral.case.person is None:
        return
    with once(f"advice.agency:{referral_id}") as first:
        if first:
            told = {"referral": referral, "case": referral.case, "person": referral.case.person}
            language = referral.case.language
            write(referral.agency.address, "advice/agency", told, language=language, now=now)


def remind_of_steps(*, now: dt.datetime) -> int:
    """Three days before a step is due, whoever takes it is reminded, once; how many letters."""
    due = list(steps_to_remind(timezone.localdate(now), BEFORE).values_list("pk", flat=True))
    return sum(_reminded(pk, now) for pk in due)


@transaction.atomic
def _reminded(step_id: int, now: dt.datetime) -> bool:
    rows = Step.objects.filter(pk=step_id, done_at=None, reminded_at=None)
    rows = rows.select_related("memo__session__case__person", "memo__session__adviser__person")
    step = rows.select_for_update(of=("self",), skip_locked=True).first()
    if step is None:
        return False
    step.reminded_at = now
    step.save(update_fields=["reminded_at"])
    session = step.memo.session
    person = session.case.person if step.owner == Owner.ASKER else session.adviser.person
    if person is None or not person.is_active:
        return False
    told = {"step": step, "case": session.case}
    write(person.email, "advice/step", told, language=person.language, now=now)
    return True


def _tell(
    person: User | None, kind: str, name: str, told: dict[str, Any], now: dt.datetime
) -> None:
    if person is None or not person.is_active:
        return
    with once(f"advice.{kind}:{name}") as first:
        if first:
            write(person.email, f"advice/{kind}", told, language=person.language, now=now)
