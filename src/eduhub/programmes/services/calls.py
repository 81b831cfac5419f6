"""Programmes and their calls: drafted, published, prolonged, copied."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.programmes.models import Application, Call, Programme, Question, Step
from eduhub.programmes.queries import questions_in, steps_of
from eduhub.programmes.rules import CALL_RULES, lacks
from eduhub.programmes.states import ApplicationState, CallState

FIRST = Text(fi="Hakemus", sv="Ansökan", en="Application")


@dataclass(frozen=True, slots=True)
class ProgrammeFields:
    kind: str
    name: Text
    words: Text
    weeks: int | None
    place: Text
    costs: Text
    is_shown: bool
    asked_by_id: int | None = None  # a partner whose challenge it is


@dataclass(frozen=True, slots=True)
class CallFields:
    """What the hub writes of a call; the moments are aware."""

    programme_id: int
    title: Text
    words: Text
    opens_at: dt.datetime
    closes_at: dt.datetime
    places: int | None


@transaction.atomic
def keep_programme(
    fields: ProgrammeFields, pk: int | None, *, key: uuid.UUID, seen: int, by: Actor,
    now: dt.datetime,
) -> Programme:  # fmt: skip
    """A new programme (the same key again is the same one), or another version of one."""
    require(by, "manage", None, CALL_RULES)
    if pk is None:
        if there := Programme.objects.filter(key=key).first():
            return there
        made = Programme.objects.create(**_plain(fields), key=key)
        record(by, "programme.added", made, now=now)
        return made
    programme = find(Programme.objects.select_for_update(), pk=pk)
    require_version(programme, seen)
    for name, value in _plain(fields).items():
        setattr(programme, name, value)
    programme.version += 1
    programme.save()
    record(by, "programme.changed", programme, now=now)
    return programme


def _plain(fields: ProgrammeFields | CallFields) -> dict[str, object]:
    return {name: getattr(fields, name) for name in fields.__slots__}


@transaction.atomic
def draft_call(fields: CallFields, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Call:
    """A draft with its first step; the same key again is the same draft."""
    require(by, "manage", None, CALL_RULES)
    if there := Call.objects.filter(key=key).first():
        return there
    _in_order(fields)
    call = Call.objects.create(**_plain(fields), key=key)
    Step.objects.create(call=call, place=1, name=FIRST)
    record(by, "call.drafted", call, now=now)
    return call


def _in_order(fields: CallFields) -> None:
    if fields.closes_at <= fields.opens_at:
        raise Invalid({"closes_at": _("The call must close after it opens.")})


def hold_call(pk: int, action: str, by: Actor) -> Call:
    """Locked until the end of the transaction."""
    call = find(Call.objects.visible_to(by).select_for_update(of=("self",)), pk=pk)
    require(by, action, call, CALL_RULES)
    return call


@transaction.atomic
def edit_call(pk: int, fields: CallFields, *, seen: int, by: Actor, now: dt.datetime) -> Call:
    """A draft changes freely; what is published is only put in better words or prolonged."""
    call = hold_call(pk, "edit", by)
    require_version(call, seen)
    _in_order(fields)
    if not call.is_draft:
        _only_longer(call, fields, now)
    if Step.objects.filter(call=call, due_at__lte=fields.closes_at).exists():
        raise Invalid({"closes_at": _("A later step closes before that.")})
    was = call.closes_at
    for name, value in _plain(fields).items():
        setattr(call, name, value)
    if call.state == CallState.CLOSED and call.closes_at > now:
        call.state = CallState.OPEN
    call.version += 1
    call.save()
    record(
        by, "call.changed", call, now=now, was=was.isoformat(), closes=call.closes_at.isoformat()
    )
    return call


def _only_longer(call: Call, fields: CallFields, now: dt.datetime) -> None:
    wrong = {}
    if fields.programme_id != call.programme_id:
        wrong["programme"] = _("A published call stays with its programme.")
    if fields.opens_at != call.opens_at and call.opens_at <= now:
        wrong["opens_at"] = _("It has opened already.")
    if fields.closes_at < call.closes_at:
        wrong["closes_at"] = _("A published call may only close later: people count on it.")
    if fields.title.missing or fields.words.missing:
        wrong["title"] = _("A published call stays in all three languages.")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def add_step(
    call_id: int, name: Text, due_at: dt.datetime, *, by: Actor, now: dt.datetime
) -> Step:
    """One more step, for those who are let through; its deadline is later than all before."""
    call = hold_call(call_id, "build", by)
    steps = steps_of(call)
    before = steps[-1].due_at or call.closes_at
    if due_at <= before:
        raise Invalid({"due_at": _("This step must close after the one before it.")})
    if any(step.name == name for step in steps):  # the same form sent twice
        return next(step for step in steps if step.name == name)
    step = Step.objects.create(call=call, place=len(steps) + 1, name=name, due_at=due_at)
    record(by, "call.step_added", call, now=now, place=step.place)
    return step


@transaction.atomic
def publish(call_id: int, *, by: Actor, now: dt.datetime) -> Call:
    """Everybody may read it; from now on its questions stay, and words are mended with a note."""
    call = hold_call(call_id, "build", by)
    if missing := lacks(call, questions_in(call), now):
        raise Invalid({"": " ".join(missing)})
    call.state, call.published_at = CallState.OPEN, now
    call.version += 1
    call.save(update_fields=["state", "published_at", "version"])
    record(by, "call.published", call, now=now)
    return call


@transaction.atomic
def copy_call(
    call_id: int, fields: CallFields, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Call:
    """A new draft with the questions of a former call; later steps keep their distance in time."""
    former = find(Call.objects.visible_to(by), pk=call_id)
    call = draft_call(fields, key=key, by=by, now=now)
    if call.copied_from_id is not None or call.pk == former.pk:
        return call
    call.copied_from = former
    call.save(update_fields=["copied_from"])
    steps = {1: Step.objects.get(call=call, place=1)}
    for step in steps_of(former):
        if step.due_at is not None:
            later = call.closes_at + (step.due_at - former.closes_at)
            steps[step.place] = Step.objects.create(
                call=call, place=step.place, name=step.name, due_at=later
            )
    _copy_questions(former, call, steps)
    record(by, "call.copied", call, now=now, former=former.pk)
    return call


def _copy_questions(former: Call, call: Call, steps: dict[int, Step]) -> None:
    anew: dict[int, Question] = {}
    for question in questions_in(former):
        was, condition = question.pk, question.if_question_id
        question.pk, question.call, question.step = None, call, steps[question.step.place]
        question.if_question = anew[condition] if condition else None
        question._state.adding = True
        question.save(force_insert=True)
        anew[was] = question


@transaction.atomic
def close_over(*, now: dt.datetime) -> int:
    """Calls whose time is over are closed; how many. The time of drafts never handed in runs."""
    over = Call.objects.select_for_update().filter(state=CallState.OPEN, closes_at__lte=now)
    keys = list(over.values_list("pk", flat=True))
    left = Application.objects.filter(call__in=keys, state=ApplicationState.DRAFT)
    left.filter(submissions=None, ended_at=None).update(ended_at=now)
    return Call.objects.filter(pk__in=keys).update(state=CallState.CLOSED)
