"""What was handed in, as values, so that one place decides what a jury gets of it.

It is the last copy that counts, never what its writers have begun to change since.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from eduhub.programmes.models import Answer, Application, Question, Submission
from eduhub.programmes.queries.applications import words_of
from eduhub.programmes.rules import may_read
from eduhub.programmes.states import Openness, QuestionKind, Reader

TELLING = (QuestionKind.FILE, QuestionKind.SOLUTION)  # kinds whose answers tell who it is
IN_ANY_LANGUAGE = (
    QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.YES_NO, QuestionKind.BUDGET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer as text, a paragraph each.

    Attributes:
        answer: where its file is to be had, if it is the file that was handed in.
        is_left_out: not in this copy; `texts` is empty then.
    """

    question: Question
    texts: Sequence[str]
    answer: Answer | None = None
    is_left_out: bool = False

    @property
    def for_jury(self) -> bool:
        """Secret answers are never shown to a jury."""
        return may_read(Reader.JURY, self.question.openness)

    @property
    def tells_who(self) -> bool:
        """A file, a solution, a known fact of the organisation, or what the call says tells it."""
        question = self.question
        return question.tells_who or question.kind in TELLING or bool(question.fact)

    @property
    def is_public(self) -> bool:
        return self.question.openness == Openness.PUBLIC

    @property
    def ground(self) -> str:
        return str(self.question.get_ground_display())

    def with_texts(self, texts: Sequence[str]) -> Self:
        return replace(self, texts=tuple(texts))

    def left_out(self) -> Self:
        return replace(self, texts=(), answer=None, is_left_out=True)


def answers_of(application: Application) -> list[Answered]:
    """In the order of the form. Three queries at most."""
    copy = Submission.objects.filter(application=application).order_by("-number").first()
    rows = [row for row in copy.content["answers"] if row["answer"]] if copy else []
    keys = [row["question"] for row in rows]
    questions = {one.pk: one for one in Question.objects.filter(pk__in=keys)}
    with_files = Answer.objects.filter(application=application, file__isnull=False)
    files = {one.question_id: one for one in with_files.select_related("file")}
    return [
        Answered(question, _texts(question, row), _file(row, files))
        for row in rows
        if (question := questions.get(row["question"]))
    ]


def _texts(question: Question, row: dict[str, Any]) -> tuple[str, ...]:
    """Choices and sums in the reader's language, whatever the applicant's was; words as written."""
    chosen = question.kind in IN_ANY_LANGUAGE and row.get("value") is not None
    return tuple((words_of(question, row["value"], {}) if chosen else row["answer"]).splitlines())


def _file(row: dict[str, Any], files: dict[int, Answer]) -> Answer | None:
    found = files.get(row["question"])
    if found is None or found.file is None or found.file.sha256 != row["sha256"]:
        return None  # none, or another than was handed in
    return found
