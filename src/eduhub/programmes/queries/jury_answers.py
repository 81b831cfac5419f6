"""The answers of an application as values, so that one place decides what a jury gets of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from eduhub.catalogue.models import Solution
from eduhub.kit.formats import number
from eduhub.programmes.models import Answer, Application, Question
from eduhub.programmes.states import Openness, QuestionKind

TELLING = (QuestionKind.FILE, QuestionKind.SOLUTION)  # kinds whose answers tell who it is


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer as text, a paragraph each.

    Attributes:
        is_left_out: not in this copy; `texts` is empty then.
    """

    question: Question
    texts: Sequence[str]
    answer: Answer
    is_left_out: bool = False

    @property
    def for_jury(self) -> bool:
        """Secret answers are never shown to a jury."""
        return self.question.openness != Openness.SECRET

    @property
    def tells_who(self) -> bool:
        return self.question.tells_who or self.question.kind in TELLING

    @property
    def is_public(self) -> bool:
        return self.question.openness == Openness.PUBLIC

    @property
    def ground(self) -> str:
        return str(self.question.get_ground_display())

    def with_texts(self, texts: Sequence[str]) -> Self:
        return replace(self, texts=tuple(texts))

    def left_out(self) -> Self:
        return replace(self, texts=(), is_left_out=True)


def answers_of(application: Application) -> list[Answered]:
    """In the order of the form. Two queries at most."""
    rows = Answer.objects.filter(application=application).select_related("question__step", "file")
    answers = list(rows.order_by("question__step__place", "question__place", "question"))
    keys = [a.value for a in answers if a.question.kind == QuestionKind.SOLUTION and a.value]
    named = {str(one.pk): str(one.name) for one in Solution.objects.filter(pk__in=keys)}
    told = [Answered(one.question, _texts(one, named), one) for one in answers]
    return [one for one in told if one.texts]


def _texts(answer: Answer, solutions: Mapping[str, str]) -> tuple[str, ...]:
    """The answer as paragraphs; none where nothing was said."""
    value, question = answer.value, answer.question
    if question.kind == QuestionKind.FILE:
        return (answer.file.name,) if answer.file else ()
    if value is None or value in ("", []):
        return ()
    if question.kind == QuestionKind.SOLUTION:
        return (solutions.get(str(value), ""),)
    if question.kind == QuestionKind.BUDGET:
        lines = [f"{what}: {number(euros)} €" for what, euros in value]
        return (*lines, f"= {number(sum(euros for _what, euros in value))} €")
    codes = value if isinstance(value, list) else [value]
    return tuple(question.said(str(code)) for code in codes)
