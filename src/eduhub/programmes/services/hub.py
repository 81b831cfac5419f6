"""What the hub does with applications before a jury: more time, more questions, the next step."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.programmes.models import Application, Grace, Inquiry, Step
from eduhub.programmes.notices import ApplicationLetOn, GraceGiven, MoreAnswered, MoreAsked
from eduhub.programmes.queries import look_at
from eduhub.programmes.rules import INQUIRY_RULES, Asked
from eduhub.programmes.services.applications import hold
from eduhub.programmes.services.calls import hold_call
from eduhub.programmes.services.texts import kept
from eduhub.programmes.states import ApplicationState, Selection


@transaction.atomic
def give_grace(
    call_id: int,
    organisation_id: int,
    until: dt.datetime,
    reason: str,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Grace:
    """More time for one organisation, at the step that it has reached; the reason is kept."""
    call = hold_call(call_id, "give_grace", by)
    if there := Grace.objects.filter(key=key).first():
        return there
    organisation = find(Organisation.objects.approved(), pk=organisation_id)
    own = Application.objects.standing().filter(call=call, organisation=organisation).first()
    step = Step.objects.get(call=call, place=own.step_reached if own else 1)
    if until <= max(now, step.due_at or call.closes_at):
        raise Invalid({"until": _("More time ends later than the deadline, and still to come.")})
    grace = Grace.objects.create(
        call=call,
        organisation=organisation,
        step=step,
        until=until,
        reason=kept("reason", reason, 300),
        given_at=now,
        given_by_id=by.user_id,
        key=key,
    )
    record(by, "call.grace_given", grace, now=now, until=until.isoformat())
    post(GraceGiven(grace_id=grace.pk))
    return grace


@transaction.atomic
def ask_more(
    application_id: int,
    words: str,
    due_at: dt.datetime,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Inquiry:
    """One more question to this applicant, until a moment; those who write get a letter."""
    application = hold(application_id, "ask", by=by, now=now).application
    if there := Inquiry.objects.filter(key=key).first():
        return there
    if due_at <= now:
        raise Invalid({"due_at": _("Choose a moment that is still to come.")})
    inquiry = Inquiry.objects.create(
        application=application,
        words=kept("words", words, 2_000),
        due_at=due_at,
        asked_at=now,
        asked_by_id=by.user_id,
        key=key,
    )
    record(by, "application.more_asked", application, now=now, inquiry=inquiry.pk)
    post(MoreAsked(inquiry_id=inquiry.pk))
    return inquiry


@transaction.atomic
def answer_inquiry(inquiry_id: int, words: str, *, by: Actor, now: dt.datetime) -> Inquiry:
    """Until its deadline the answer can be put right."""
    seen = Application.objects.visible_to(by).values("pk")
    rows = Inquiry.objects.filter(application__in=seen).select_for_update(of=("self",))
    inquiry = find(rows, pk=inquiry_id)
    at = look_at(inquiry.application_id, by, now)
    require(by, "answer", Asked(inquiry, at), INQUIRY_RULES)
    is_first = inquiry.answered_at is None
    inquiry.answer = kept("words", words, 4_000)
    inquiry.answered_at, inquiry.answered_by_id = now, by.user_id
    inquiry.save(update_fields=["answer", "answered_at", "answered_by"])
    record(by, "application.more_answered", at.application, now=now, inquiry=inquiry.pk)
    if is_first:
        post(MoreAnswered(inquiry_id=inquiry.pk))
    return inquiry


@transaction.atomic
def let_on(application_id: int, *, by: Actor, now: dt.datetime) -> Application:
    """The application goes on to the next step, whose questions its writers see from now on."""
    application = hold(application_id, "let_on", by=by, now=now).application
    place = application.step_reached + 1
    if not Step.objects.filter(call=application.call_id, place=place).exists():
        raise Invalid({"": _("This call has no further step.")})
    application.step_reached = place
    application.selection = Selection.SHORTLISTED
    application.state, application.finalised_at = ApplicationState.DRAFT, None
    application.version += 1
    application.save()
    record(by, "application.let_on", application, now=now, step=place)
    post(ApplicationLetOn(application_id=application.pk, step=place))
    return application
