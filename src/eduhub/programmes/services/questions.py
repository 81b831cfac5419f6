"""What a call asks: built while it is a draft, and put into better words afterwards."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.programmes.models import Call, Question, Rewording, Step
from eduhub.programmes.services.calls import hold_call
from eduhub.programmes.services.texts import kept
from eduhub.programmes.states import CHOOSING, Openness, QuestionKind

MOST_QUESTIONS = 80
NONE = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFields:
    """One question; a condition is the key of a question and one of its answers."""

    step: int = 1
    kind: str
    words: Text
    help: Text = NONE
    choices: Text = NONE
    is_required: bool = True
    least: int | None = None
    most: int | None = None
    if_question: int | None = None
    if_answer: str = ""
    openness: str = Openness.CONFIDENTIAL
    ground: str = ""
    fact: str = ""
    tells_who: bool = False
    is_eligibility: bool = False
    accepted: str = ""
    refusal: Text = NONE


@transaction.atomic
def add_question(call_id: int, fields: QuestionFields, *, by: Actor, now: dt.datetime) -> Question:
    """At the end of its step."""
    call = hold_call(call_id, "build", by)
    there = Question.objects.filter(call=call)
    if there.count() >= MOST_QUESTIONS:
        raise Invalid(
            {"": _("A call asks at most %(most)s questions.") % {"most": MOST_QUESTIONS}}
        )
    question = Question(call=call, place=there.count() + 1)
    _write(question, call, fields)
    question.save()
    record(by, "call.question_added", call, now=now, question=question.pk)
    return question


def _write(question: Question, call: Call, fields: QuestionFields) -> None:
    _require_sense(fields)
    question.step = find(Step.objects.filter(call=call), place=fields.step)
    for name in fields.__slots__:
        if name not in ("step", "if_question"):
            setattr(question, name, getattr(fields, name))
    question.if_question = None
    if fields.if_question is not None:
        question.if_question = find(Question.objects.filter(call=call), pk=fields.if_question)
        if question.if_question.pk == question.pk:
            raise Invalid({"if_question": _("A question cannot hang on itself.")})
    if fields.openness == Openness.PUBLIC:
        question.ground = ""


def _require_sense(fields: QuestionFields) -> None:
    wrong = {}
    if fields.openness != Openness.PUBLIC and not fields.ground:
        wrong["ground"] = _("Say why the answer is not public.")
    if fields.kind in CHOOSING and not fields.choices.spoken:
        wrong["choices"] = _("Write the choices, one a line.")
    low, high = fields.least, fields.most
    if low is not None and high is not None and low > high:
        wrong["most"] = _("The most is less than the least.")
    if (fields.if_question is None) != (not fields.if_answer):
        wrong["if_answer"] = _("A condition is a question and one of its answers.")
    evaluated = (QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.NUMBER)
    if fields.is_eligibility and fields.kind not in evaluated:
        wrong["kind"] = _("Only yes or no, one choice or a number can be evaluated.")
    if fields.is_eligibility and fields.step != 1:
        wrong["step"] = _("Who may apply is asked at the first step.")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def edit_question(
    question_id: int, fields: QuestionFields, *, by: Actor, now: dt.datetime
) -> Question:
    question = _held(question_id, "build", by)
    _write(question, question.call, fields)
    question.save()
    record(by, "call.question_changed", question.call, now=now, question=question.pk)
    return question


def _held(question_id: int, action: str, by: Actor) -> Question:
    """With its call locked."""
    question = find(Question.objects.all(), pk=question_id)
    question.call = hold_call(question.call_id, action, by)
    return question


@transaction.atomic
def remove_question(question_id: int, *, by: Actor, now: dt.datetime) -> Call:
    """Out of the draft, unless another hangs on it."""
    question = _held(question_id, "build", by)
    if question.then_asked.exists():
        raise Invalid({"": _("Another question hangs on this one. Change that one first.")})
    record(by, "call.question_removed", question.call, now=now, question=question.pk)
    call = question.call
    question.delete()
    return call


@transaction.atomic
def move_question(question_id: int, *, up: bool, by: Actor, now: dt.datetime) -> Call:
    """One place up or down within its step."""
    question = _held(question_id, "build", by)
    of_step = Question.objects.filter(
        step=question.step_id, is_eligibility=question.is_eligibility
    )
    rows = list(of_step.order_by("place", "pk"))
    at = next(n for n, row in enumerate(rows) if row.pk == question.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for place, row in enumerate(rows, start=1):
            row.place = place
        Question.objects.bulk_update(rows, ["place"])
        record(by, "call.question_moved", question.call, now=now, question=question.pk)
    return question.call


@transaction.atomic
def reword(
    question_id: int, words: Text, help_words: Text, reason: str, *, by: Actor, now: dt.datetime
) -> Question:
    """Better words for a question that is published; what stood before stays to be read."""
    question = _held(question_id, "reword", by)
    if words.missing:
        raise Invalid({"words": _("A published call stays in all three languages.")})
    reason = kept("reason", reason, 300)
    if (words, help_words) == (question.words, question.help):
        raise Invalid({"words": _("These are the words that stand there.")})
    Rewording.objects.create(
        question=question,
        was_words=question.words,
        was_help=question.help,
        reason=reason,
        at=now,
        by_id=by.user_id,
    )
    question.words, question.help = words, help_words
    question.save(update_fields=["words", "help"])
    record(by, "call.question_reworded", question.call, now=now, question=question.pk)
    return question
