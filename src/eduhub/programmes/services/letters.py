"""Letters that calls and applications give reason for; each is written once."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import User
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import LEADS
from eduhub.programmes.models import Application, Grace, Inquiry, Step, Submission, Writer
from eduhub.programmes.queries import to_remind

OF_IT = ("call__programme", "organisation", "started_by")


def writers_of(application: Application) -> list[tuple[str, str]]:
    """Address and language of whoever began it and of those who have joined. One query."""
    joined = Writer.objects.filter(application=application, removed_at=None)
    began = Q(pk=application.started_by_id or 0)
    people = User.objects.filter(began | Q(pk__in=joined.values("person")), is_active=True)
    return sorted(people.values_list("email", "language"))


def _tell(application: Application, kind: str, deed: str, told: dict[str, Any],
          now: dt.datetime) -> None:  # fmt: skip
    with once(f"programmes.{kind}:{deed}") as first:
        if first:
            told = told | {"application": application, "call": application.call}
            for address, language in writers_of(application):
                write(address, f"programmes/{kind}", told, language=language, now=now)


def send_receipt(submission_id: int, *, now: dt.datetime) -> None:
    """The copy's number, moment and fingerprint, its public and confidential words within."""
    rows = Submission.objects.select_related(*(f"application__{name}" for name in OF_IT), "step")
    copy = rows.filter(pk=submission_id).first()
    if copy is not None:
        _tell(copy.application, "receipt", f"{submission_id}", {"copy": copy}, now)


def tell_let_on(application_id: int, step: int, *, now: dt.datetime) -> None:
    application = Application.objects.select_related(*OF_IT).filter(pk=application_id).first()
    if application is not None:
        reached = Step.objects.get(call=application.call_id, place=step)
        _tell(application, "let_on", f"{application_id}:{step}", {"step": reached}, now)


def tell_of_grace(grace_id: int, *, now: dt.datetime) -> None:
    """The leads of the organisation, since it may not have begun yet."""
    grace = Grace.objects.select_related("call__programme").filter(pk=grace_id).first()
    if grace is None:
        return
    with once(f"programmes.grace:{grace_id}") as first:
        if first:
            today = timezone.localdate(now)
            for address, language in to_tell(grace.organisation_id, LEADS, today):
                told = {"grace": grace, "call": grace.call}
                write(address, "programmes/grace", told, language=language, now=now)


def tell_of_inquiry(inquiry_id: int, *, now: dt.datetime) -> None:
    rows = Inquiry.objects.select_related(*(f"application__{name}" for name in OF_IT))
    inquiry = rows.filter(pk=inquiry_id).first()
    if inquiry is not None:
        _tell(inquiry.application, "inquiry", f"{inquiry_id}", {"inquiry": inquiry}, now)


def tell_of_answer(inquiry_id: int, *, now: dt.datetime) -> None:
    """Whoever asked; the hub's people where they are gone."""
    rows = Inquiry.objects.select_related("application__call", "asked_by")
    inquiry = rows.filter(pk=inquiry_id).first()
    if inquiry is None:
        return
    person = inquiry.asked_by
    known = person is not None and person.is_active
    to = (
        [(person.email, person.language)]
        if person and known
        else staff_to_tell(timezone.localdate(now))
    )
    with once(f"programmes.answered:{inquiry_id}") as first:
        if first:
            told = {"inquiry": inquiry, "application": inquiry.application}
            for address, language in to:
                write(address, "programmes/answered", told, language=language, now=now)


def remind(*, now: dt.datetime) -> int:
    """Three days before a call closes, those who write a draft, once; how many drafts."""
    return sum(_reminded(pk, now) for pk in list(to_remind(now).values_list("pk", flat=True)))


@transaction.atomic
def _reminded(pk: int, now: dt.datetime) -> bool:
    rows = to_remind(now).filter(pk=pk).select_related(*OF_IT)
    application = rows.select_for_update(of=("self",), skip_locked=True).first()
    if application is None:
        return False
    application.reminded_at = now
    application.save(update_fields=["reminded_at"])
    for address, language in writers_of(application):
        told = {"application": application, "call": application.call}
        write(address, "programmes/closing", told, language=language, now=now)
    return True
