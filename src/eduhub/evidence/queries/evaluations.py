"""Evaluations by teachers: who may evaluate, what waits, what is shown to whom."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Evaluation, Sheet, Training
from eduhub.evidence.states.rubric import CRITERIA, HIGHEST
from eduhub.kit import formats
from eduhub.kit.access import Actor, find
from eduhub.people.models import Membership, User
from eduhub.people.states import Role
from eduhub.pilots.models import Group

CONFLICT = dt.timedelta(days=365)  # own choice: so long a pilot with the company counts


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One criterion: its score in words and numbers, and what each teacher gave."""

    name: str
    score: str
    means: str
    given: str


@dataclass(frozen=True, slots=True)
class EvaluationShown:
    """A published evaluation as its page and the passport tell it."""

    criteria: tuple[CriterionShown, ...]
    grounds: tuple[str, ...]
    agreement: str
    teachers: int


def published() -> QuerySet[Evaluation]:
    """All published ones, the latest first. One query."""
    return (
        Evaluation.objects.published()
        .select_related("solution__company")
        .defer("solution__words")
        .order_by("-published_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def open_ones() -> QuerySet[Evaluation]:
    """Those that wait for a teacher or for the hub, the oldest first."""
    return (
        Evaluation.objects.exclude(pk__in=Evaluation.objects.published().values("pk"))
        .select_related("solution")
        .defer("solution__words")
        .order_by("asked_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def evaluation_to_show(evaluation_id: int, actor: Actor) -> Evaluation:
    """With all its sheets; the page shows none of them before it is published. Two queries."""
    rows = Evaluation.objects.visible_to(actor).select_related("solution__company")
    sheets = Prefetch("sheets", Sheet.objects.standing().order_by("seat"))
    return find(rows.defer("solution__words").prefetch_related(sheets), pk=evaluation_id)


def latest_of_solution(solution_id: int) -> Evaluation | None:
    """The newest published one, whichever version it is of. One query."""
    return published().filter(solution=solution_id).first()


def published_of_release(solution_id: int, release: str) -> list[Evaluation]:
    """Those of a version, the oldest first, with their sheets. Two queries."""
    found = published().filter(solution=solution_id, release=release)
    sheets = Prefetch("sheets", Sheet.objects.standing().order_by("seat"))
    return list(found.order_by("published_at", "pk").prefetch_related(sheets))


def marks_of(solutions: Iterable[int]) -> dict[int, str]:
    """When each solution was evaluated last, in words. One query for all."""
    rows = Evaluation.objects.published().filter(solution__in=list(solutions))
    newest = rows.order_by("solution", "-published_at").distinct("solution")
    return {
        pk: _("Evaluated by teachers %(year)s") % {"year": when.year}
        for pk, when in newest.values_list("solution", "published_at")
        if when is not None
    }


def sheets_waiting(actor: Actor) -> list[Sheet]:
    """The actor's own that are not given yet. One query."""
    if actor.user_id is None:
        return []
    rows = Sheet.objects.waiting().filter(evaluator=actor.user_id)
    return list(rows.select_related("evaluation__solution").order_by("asked_at"))


def thirds_needed() -> list[Evaluation]:
    return list(open_ones().filter(state="third"))


def trained(today: dt.date) -> list[Training]:
    """All who were ever trained, the latest first. One query."""
    return list(Training.objects.select_related("person").order_by("-trained_on", "pk"))


def may_evaluate(solution: Solution, today: dt.date) -> QuerySet[User]:
    """Trained teachers without a part in the company or in a pilot of it within twelve months."""
    held = Membership.objects.held_on(today).filter(user=OuterRef("pk"))
    tried = Group.objects.filter(
        teacher=OuterRef("pk"),
        pilot__solution__company=solution.company_id,
        pilot__ends__gte=today - CONFLICT,
    )
    return User.objects.filter(
        Exists(held.filter(role=Role.TEACHER)),
        ~Exists(held.filter(organisation=solution.company_id)),
        ~Exists(tried),
        is_active=True,
        pk__in=Training.objects.valid_on(today).values("person"),
    ).order_by("name", "pk")


def may_still_evaluate(evaluation: Evaluation, today: dt.date) -> list[User]:
    """Of those who may, who were not asked yet for this evaluation. One query."""
    had = Sheet.objects.filter(evaluation=evaluation, evaluator__isnull=False)
    free = may_evaluate(evaluation.solution, today)
    return list(free.exclude(pk__in=had.values("evaluator")))


def seats_waited_for(evaluation: Evaluation) -> list[Sheet]:
    """For the hub: whose scores are missing, and since when. One query."""
    rows = Sheet.objects.waiting().filter(evaluation=evaluation).select_related("evaluator")
    return list(rows.order_by("seat"))


def shown(evaluation: Evaluation) -> EvaluationShown:
    """A published evaluation in the reader's language; its sheets are fetched."""
    sheets = list(evaluation.sheets.all())
    scores = evaluation.facts["scores"]
    return EvaluationShown(
        criteria=tuple(
            CriterionShown(
                name=str(one.name),
                score=_of_four(float(scores[one.code])),
                means=str(one.anchors[round(float(scores[one.code]) - 0.01) - 1]),
                given=", ".join(str(sheet.scores[one.code]) for sheet in sheets),
            )
            for one in CRITERIA
        ),
        grounds=tuple(sheet.grounds for sheet in sheets),
        agreement=agreement_of(evaluation),
        teachers=len(sheets),
    )


def agreement_of(evaluation: Evaluation) -> str:
    """How far the first two agreed, without promising more than two persons can show."""
    facts = evaluation.facts
    words = _(
        "The first two teachers gave the same score to %(same)s of %(all)s criteria, and scores"
        " at most one apart to %(near)s."
    )
    return words % {"same": facts["same"], "near": facts["near"], "all": len(facts["scores"])}


def _of_four(score: float) -> str:
    return _("%(score)s of %(most)s") % {
        "score": formats.number(score, 0 if score.is_integer() else 1),
        "most": HIGHEST,
    }
