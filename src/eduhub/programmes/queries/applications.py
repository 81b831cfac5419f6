"""Applications, what stands in them, and who writes them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find
from eduhub.kit.formats import number
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Organisation
from eduhub.programmes.models import Answer, Application, Call, Grace, Question, Step, Writer
from eduhub.programmes.queries.calls import questions_in
from eduhub.programmes.queries.facts import known_facts, solutions_of
from eduhub.programmes.rules import At, asked_of, deadline_of
from eduhub.programmes.states import (
    CallState,
    Openness,
    QuestionKind,
    Selection,
)

LISTED = ("call__programme", "organisation")


def find_application(pk: int, actor: Actor) -> Application:
    """One that this person may see. One query."""
    return find(Application.objects.visible_to(actor).select_related(*LISTED), pk=pk)


def has_joined(application: Application, actor: Actor) -> bool:
    """Was invited to write it and has come. One query."""
    rows = Writer.objects.filter(application=application, person=actor.user_id or 0)
    return rows.filter(removed_at=None).exists()


def application_at(application: Application, actor: Actor, now: dt.datetime) -> At:
    """With the deadline of the step that it has reached. Three queries."""
    step = Step.objects.get(call=application.call_id, place=application.step_reached)
    graces = Grace.objects.filter(step=step, organisation=application.organisation_id)
    deadline = deadline_of(application.call, step, graces)
    return At(application, now, deadline, has_joined(application, actor))


def look_at(pk: int, actor: Actor, now: dt.datetime) -> At:
    return application_at(find_application(pk, actor), actor, now)


def grace_stands(call: Call, organisation_id: int | None, now: dt.datetime) -> bool:
    """Whether the hub gave this organisation more time for the first step. One query."""
    rows = Grace.objects.filter(call=call, organisation=organisation_id or 0, until__gt=now)
    return rows.filter(step__place=1).exists()


def own_application(call: Call, actor: Actor) -> Application | None:
    rows = Application.objects.standing().filter(call=call)
    return rows.filter(organisation=actor.organisation_id or 0).first()


def numbers_in(call: Call) -> set[int]:
    """Of a call's applications. One query."""
    return set(Application.objects.filter(call=call).values_list("number", flat=True))


def find_writer(token: str) -> Writer:
    """The invitation of a letter's link, while it stands. One query."""
    return find(Writer.objects.filter(token_digest=digest_of(token), removed_at=None))


def joined(application: Application) -> list[Writer]:
    """Who was invited, and who of them has come. One query."""
    rows = Writer.objects.filter(application=application, removed_at=None)
    return list(rows.select_related("person").order_by("invited_at", "pk"))


def applications_of(actor: Actor) -> QuerySet[Application]:
    """One's organisation's and those one was invited to, the latest first. One query."""
    mine = Q(organisation=actor.organisation_id or 0)
    invited = Q(writers__person=actor.user_id or 0, writers__removed_at=None)
    keys = Application.objects.filter(mine | invited, call__lent_kind="").values("pk")
    rows = Application.objects.filter(pk__in=keys).select_related(*LISTED)
    return rows.order_by("-started_at", "-pk").fetch_mode(FETCH_RAISE)


def applications_to_list(call: Call) -> QuerySet[Application]:
    """For the desk: all of a call, the first begun first, with how many questions of the hub wait.

    One query.
    """
    waits = Count("inquiries", filter=Q(inquiries__answered_at=None))
    rows = Application.objects.filter(call=call).select_related(*LISTED).annotate(waits=waits)
    return rows.order_by("pk").fetch_mode(FETCH_RAISE)


def chosen_in(call: Call) -> list[tuple[Application, list[tuple[Question, str]]]]:
    """Whom a decided call has taken in, with what everybody may read. Three queries at most."""
    if call.state != CallState.DECIDED:
        return []
    public = Answer.objects.filter(
        question__openness=Openness.PUBLIC, question__is_eligibility=False, file=None
    )
    answers = public.select_related("question").order_by(
        "question__step__place", "question__place"
    )
    rows = Application.objects.standing().filter(call=call, selection=Selection.CHOSEN)
    rows = rows.select_related("organisation").order_by("number")
    found = list(rows.prefetch_related(Prefetch("answers", answers)))
    theirs = Solution.objects.published().filter(
        company__in=[one.organisation_id for one in found]
    )
    names = {str(one.pk): str(one.name) for one in theirs}
    return [(one, _public_words(list(one.answers.all()), names)) for one in found]


def _public_words(
    answers: list[Answer], solutions: Mapping[str, str]
) -> list[tuple[Question, str]]:
    told = ((one.question, words_of(one.question, one.value, solutions)) for one in answers)
    return [(question, words) for question, words in told if words]


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with what stands at it, in words.

    known: the hub knew the answer, so that it was not asked.
    """

    question: Question
    words: str
    answer: Answer | None
    known: bool


@dataclass(frozen=True, slots=True)
class Written:
    """An application as far as it has been asked.

    Attributes:
        questions: those that are asked, in order, the known ones included.
        said: value by the question's key, files by their names.
        facts: what the hub knows, by its code.
        solutions: names by key.
    """

    questions: tuple[Question, ...]
    said: Mapping[int, Any]
    answers: Mapping[int, Answer]
    facts: Mapping[str, str]
    solutions: Mapping[str, str]

    def knows(self, question: Question) -> bool:
        """Whether the record answers it; a choice of one's solutions is still made."""
        return question.kind != QuestionKind.SOLUTION and question.fact in self.facts

    def to_ask(self, place: int) -> list[Question]:
        """Of one step, what a form asks; eligibility was answered before."""
        return [
            one
            for one in self.questions
            if one.step.place == place and not one.is_eligibility and not self.knows(one)
        ]

    def words_of(self, question: Question) -> str:
        """The answer as a person reads it; "" where there is none."""
        if self.knows(question):
            return self.facts[question.fact]
        return words_of(question, self.said.get(question.pk), self.solutions)

    @property
    def rows(self) -> list[Shown]:
        return [
            Shown(one, self.words_of(one), self.answers.get(one.pk), self.knows(one))
            for one in self.questions
        ]


def words_of(question: Question, value: Any, solutions: Mapping[str, str]) -> str:
    if value is None:
        return ""
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.YES_NO:
            return question.said(value)
        case QuestionKind.SEVERAL:
            return ", ".join(question.said(code) for code in value)
        case QuestionKind.BUDGET:
            lines = [f"{what}: {number(euros)} €" for what, euros in value]
            total = sum(euros for _what, euros in value)
            return "\n".join([*lines, f"= {number(total)} €"])
        case QuestionKind.SOLUTION:
            return solutions.get(str(value), "")
        case _:
            return str(value)


def written(application: Application, *, upto: int | None = None) -> Written:
    """What stands in it. Five queries, however much is asked."""
    organisation: Organisation = application.organisation
    answers = {
        one.question_id: one
        for one in Answer.objects.filter(application=application).select_related("file")
    }
    said = {key: one.file.name if one.file else one.value for key, one in answers.items()}
    facts = known_facts(organisation)
    questions = questions_in(application.call, upto=upto or application.step_reached)
    return Written(
        questions=tuple(asked_of(questions, said)),
        said=said,
        answers=answers,
        facts=facts,
        solutions={str(one.pk): str(one.name) for one in solutions_of(organisation)},
    )
