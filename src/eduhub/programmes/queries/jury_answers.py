"""The answers of an application as values, so that one place decides what a jury gets of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

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
    """In the order of the form. One query."""
    rows = Answer.objects.filter(application=application).select_related("question__step", "file")
    ordered = rows.order_by("question__step__place", "question__place", "question")
    return [Answered(one.question, _texts(one)) for one in ordered]


def _texts(answer: Answer) -> tuple[str, ...]:
    return (str(answer.value),)
