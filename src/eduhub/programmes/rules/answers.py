"""What an answer is worth: whether its question is asked at all, and what is wrong with it.

Values by kind: text, long text and the code of a choice or a solution are strings; several is a
list of codes; a number is an int; a budget is a list of [what, euros]; a file stands apart.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from eduhub.kit.formats import number
from eduhub.kit.identifiers import holds_code
from eduhub.programmes.models import LONGEST_LINE, LONGEST_TEXT, Question
from eduhub.programmes.states import WRITTEN, QuestionKind

MOST_LINES, MOST_EUROS = 12, 10**9


def seems_empty(value: Any) -> bool:
    """Nothing was said; nought and no are answers."""
    return value is None or value in ("", [])


def asked_of(questions: Iterable[Question], said: Mapping[int, Any]) -> list[Question]:
    """Those of the questions, in their order, whose condition holds.

    A question whose condition hangs on one that is not asked itself is not asked either.

    Args:
        questions: in the order of steps and places, each condition's question before its own.
        said: value by the question's key.
    """
    asked: list[Question] = []
    known: set[int] = set()
    for question in questions:
        if question.if_question_id is not None:
            value = said.get(question.if_question_id)
            codes = value if isinstance(value, list) else [value]
            if question.if_question_id not in known or question.if_answer not in codes:
                continue
        known.add(question.pk)
        asked.append(question)
    return asked


def problem_with(question: Question, value: Any) -> str:
    """What is wrong with a value that was given, and how to mend it; "" if nothing is."""
    if seems_empty(value):
        return _("Answer this question.") if question.is_required else ""
    if question.kind in WRITTEN:
        return _with_words(question, str(value))
    if question.kind == QuestionKind.NUMBER:
        return _with_number(question, int(value), _("Write a number from %(least)s on."))
    if question.kind == QuestionKind.BUDGET:
        return _with_budget(question, value)
    if question.kind == QuestionKind.SEVERAL:
        return _with_choices(question, value)
    known = {code for code, _words in question.options}
    if known and value not in known:
        return _("Choose one of these.")
    return ""


def _with_words(question: Question, value: str) -> str:
    whole = LONGEST_LINE if question.kind == QuestionKind.TEXT else LONGEST_TEXT
    most = question.most or whole
    if len(value) > most:
        over = {"most": most, "long": len(value)}
        return _("At most %(most)s characters; this has %(long)s.") % over
    if question.least and len(value) < question.least:
        short = {"least": question.least, "long": len(value)}
        return _("At least %(least)s characters; this has %(long)s.") % short
    if holds_code(value):
        return _("Leave out the personal identity code.")
    return ""


def _with_number(question: Question, value: int, too_small: str) -> str:
    if question.least is not None and value < question.least:
        return too_small % {"least": question.least}
    if question.most is not None and value > question.most:
        return _("Write a number up to %(most)s.") % {"most": question.most}
    return ""


def _with_budget(question: Question, lines: list[tuple[str, int]]) -> str:
    total = sum(euros for _what, euros in lines)
    if question.least is not None and total < question.least:
        return _("The sum must be at least %(least)s €.") % {"least": number(question.least)}
    if question.most is not None and total > question.most:
        over = {"most": number(question.most), "sum": number(total)}
        return _("The sum may be at most %(most)s €; it is %(sum)s €.") % over
    if any(holds_code(what) for what, _euros in lines):
        return _("Leave out the personal identity code.")
    return ""


def _with_choices(question: Question, codes: list[str]) -> str:
    if not set(codes) <= {code for code, _words in question.options}:
        return _("Choose of these.")
    if question.least and len(codes) < question.least:
        return _("Choose at least %(least)s.") % {"least": question.least}
    if question.most is not None and len(codes) > question.most:
        return _("Choose at most %(most)s.") % {"most": question.most}
    return ""


def outsiders(questions: Iterable[Question], said: Mapping[int, Any]) -> list[Question]:
    """The questions of eligibility by which whoever says this may not apply."""
    return [q for q in questions if q.is_eligibility and not _accepts(q, said.get(q.pk))]


def _accepts(question: Question, value: Any) -> bool:
    if seems_empty(value):
        return False
    if question.kind == QuestionKind.NUMBER:
        low = question.least is None or value >= question.least
        return low and (question.most is None or value <= question.most)
    return bool(value == question.accepted)
