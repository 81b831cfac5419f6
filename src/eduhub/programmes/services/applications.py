"""An application from its first draft to its last copy."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.files import PDF, keep_bytes, read_pdf
from eduhub.kit.formats import reader
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.programmes.models import Answer, Application, Call, Question, Step, Submission
from eduhub.programmes.notices import ApplicationFinalised
from eduhub.programmes.queries import (
    Written,
    application_at,
    grace_stands,
    numbers_in,
    own_application,
    questions_in,
    written,
)
from eduhub.programmes.rules import (
    APPLICATION_RULES,
    CALL_RULES,
    At,
    Begun,
    fingerprint,
    free_number,
    outsiders,
    problem_with,
)
from eduhub.programmes.services.interviews import release
from eduhub.programmes.states import ApplicationState

MOST_A_DAY = 30  # applications begun by one person


@transaction.atomic
def begin(
    call_id: int, said: Mapping[int, Any], *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Application:
    """A draft for those who may apply; one's organisation has one, which a second try finds.

    Args:
        said: answers to the questions of eligibility, by their keys.

    Raises:
        NotNow: "not_eligible", with each reason why one may not apply.
    """
    call = find(Call.objects.visible_to(by).select_for_update(of=("self",)), pk=call_id)
    has_grace = grace_stands(call, by.organisation_id, now)
    require(by, "apply", Begun(call, now, has_grace), CALL_RULES)
    if there := own_application(call, by):
        return there
    asked = [one for one in questions_in(call) if one.is_eligibility]
    missing = {f"q{one.pk}": _("Answer this question.") for one in asked if one.pk not in said}
    if missing:
        raise Invalid(missing)
    if out := outsiders(asked, said):
        reasons = [str(one.refusal) for one in out]
        raise NotNow("not_eligible", " ".join(reasons), reasons=reasons)
    allow("programmes.begin", str(by.user_id), most=MOST_A_DAY, seconds=24 * 3600)
    key = uuid.uuid5(key, by.name)
    application = Application.objects.create(
        call=call,
        organisation_id=int(by.organisation_id or 0),
        number=free_number(key, numbers_in(call)),
        language=reader(),
        started_at=now,
        started_by_id=by.user_id,
        key=key,
    )
    _keep(application, {one: said[one.pk] for one in asked}, by=by, now=now)
    record(by, "application.begun", application, now=now)
    return application


def _keep(
    application: Application, values: Mapping[Question, Any], *, by: Actor, now: dt.datetime
) -> None:
    """Write what differs from what stands there; a new file stands beside no value."""
    standing = {one.question_id: one for one in Answer.objects.filter(application=application)}
    for question, value in values.items():
        answer = standing.get(question.pk) or Answer(application=application, question=question)
        if isinstance(value, UploadedFile):
            content = _read(question, value)
            answer.file = keep_bytes(content, value.name or "file.pdf", PDF, by=by, now=now)
        elif answer.pk is not None and answer.value == value and answer.file_id is None:
            continue
        else:
            answer.value, answer.file = value, None
        answer.changed_at, answer.changed_by_id = now, by.user_id
        answer.save()


def _read(question: Question, upload: "UploadedFile[Any]") -> bytes:
    try:
        return read_pdf(upload)
    except Invalid as refusal:
        raise Invalid({f"q{question.pk}": str(refusal.message)}) from refusal


def hold(application_id: int, action: str, *, by: Actor, now: dt.datetime) -> At:
    """Locked until the end of the transaction; NotFound, NotAllowed or NotNow as the rules say."""
    rows = Application.objects.visible_to(by).select_related("call__programme", "organisation")
    application = find(rows.select_for_update(of=("self",)), pk=application_id)
    at = application_at(application, by, now)
    require(by, action, at, APPLICATION_RULES)
    return at


@transaction.atomic
def save(
    application_id: int, said: Mapping[int, Any], *, seen: int, by: Actor, now: dt.datetime
) -> Application:
    """Keep what was typed, whole or not, for all who write; nobody's words are overwritten unseen.

    Args:
        said: values by the question's key, of the step that is reached; an uploaded file for a
            file; what is left out stays as it is.
    """
    application = hold(application_id, "write", by=by, now=now).application
    require_version(application, seen)
    here = {one.pk: one for one in written(application).to_ask(application.step_reached)}
    _keep(
        application,
        {here[key]: value for key, value in said.items() if key in here},
        by=by,
        now=now,
    )
    application.version += 1
    application.save(update_fields=["version"])
    record(by, "application.saved", application, now=now, questions=len(said))
    return application


@transaction.atomic
def finalise(application_id: int, *, seen: int, by: Actor, now: dt.datetime) -> Submission:
    """Hand in the step that is reached: a copy is kept, and those who write get a receipt.

    Raises:
        Invalid: with what is wrong at each question, all at once.
    """
    application = hold(application_id, "finalise", by=by, now=now).application
    require_version(application, seen)
    found = written(application)
    wrong = {
        f"q{one.pk}": problem
        for one in found.to_ask(application.step_reached)
        if (problem := problem_with(one, found.said.get(one.pk)))
    }
    if wrong:
        raise Invalid(wrong)
    content = content_of(application, found)
    number = Submission.objects.filter(application=application).count() + 1
    copy = Submission.objects.create(
        application=application,
        step=Step.objects.get(call=application.call_id, place=application.step_reached),
        number=number,
        content=content,
        sha256=fingerprint(content),
        finalised_at=now,
        finalised_by_id=by.user_id,
    )
    application.state, application.finalised_at = ApplicationState.FINALISED, now
    application.ended_at = None
    _saved(application, "state", "finalised_at", "ended_at")
    record(by, "application.finalised", application, now=now, copy=number, sha256=copy.sha256)
    post(ApplicationFinalised(submission_id=copy.pk))
    return copy


def content_of(application: Application, found: Written) -> dict[str, Any]:
    """What a copy holds: the words of questions and answers as they stand, files by digest."""
    rows = []
    for row in found.rows:
        one, file = row.question, row.answer.file if row.answer else None
        rows.append(
            {
                "question": one.pk,
                "step": one.step.place,
                "words": str(one.words),
                "openness": one.openness,
                "tells_who": one.tells_who,
                "answer": row.words,
                "value": None if row.known or row.answer is None else row.answer.value,
                "sha256": file.sha256 if file else "",
            }
        )
    return {
        "application": application.code,
        "call": str(application.call.title),
        "organisation": str(application.organisation.name),
        "step": application.step_reached,
        "answers": rows,
    }


def _saved(application: Application, *names: str) -> None:
    application.version += 1
    application.save(update_fields=["version", *names])


@transaction.atomic
def reopen(application_id: int, *, by: Actor, now: dt.datetime) -> Application:
    """To write on before the deadline; the last copy counts until there is another."""
    application = hold(application_id, "reopen", by=by, now=now).application
    application.state = ApplicationState.DRAFT
    _saved(application, "state")
    record(by, "application.reopened", application, now=now)
    return application


@transaction.atomic
def withdraw(application_id: int, *, by: Actor, now: dt.datetime) -> Application:
    """Out of the call for good; another may be begun while the call is open."""
    application = hold(application_id, "withdraw", by=by, now=now).application
    application.state = ApplicationState.WITHDRAWN
    application.withdrawn_at = application.ended_at = now
    _saved(application, "state", "withdrawn_at", "ended_at")
    record(by, "application.withdrawn", application, now=now)
    release(application, by=by, now=now)
    return application
