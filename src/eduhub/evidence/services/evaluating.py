"""Teachers evaluate a solution: trained, asked in twos, each alone, a third where two differ."""

import datetime as dt
from collections.abc import Mapping, Sequence
from statistics import median

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import LARGEST_GAP_OF_TWO_EVALUATORS
from eduhub.evidence.models import Evaluation, Sheet, Training
from eduhub.evidence.notices import (
    EvaluationPublished,
    EvaluatorAsked,
    EvaluatorReplaced,
    ThirdNeeded,
)
from eduhub.evidence.queries.evaluations import may_evaluate
from eduhub.evidence.rules import EVALUATION_RULES, SHEET_RULES, STAFF_RULES
from eduhub.evidence.states import EVALUATION_MOVES, EvaluationState
from eduhub.evidence.states.rubric import CODES, HIGHEST, LOWEST
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Membership, User
from eduhub.people.states import Role

AT_FIRST = 2
MOST_GROUNDS, MOST_COMMENT, MOST_WHY = 2000, 1000, 300


@transaction.atomic
def mark_trained(email: str, trained_on: dt.date, *, by: Actor, now: dt.datetime) -> Training:
    """The hub notes that a teacher was trained to use the rubric; once more after a lapse."""
    require(by, "train", None, STAFF_RULES)
    today = timezone.localdate(now)
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    held = Membership.objects.held_on(today).filter(user=person, role=Role.TEACHER)
    if person is None or not held.exists():
        raise Invalid({"email": _("No teacher with this address has an account here.")})
    if trained_on > today:
        raise Invalid({"trained_on": _("This day is still to come.")})
    training, _made = Training.objects.update_or_create(
        person=person,
        defaults={"trained_on": trained_on, "marked_at": now, "marked_by_id": by.user_id},
    )
    record(by, "evaluator.trained", training, now=now)
    return training


@transaction.atomic
def ask_evaluators(
    solution_id: int, people: Sequence[int], *, by: Actor, now: dt.datetime
) -> Evaluation:
    """Two trained teachers without a conflict are asked about the solution as it is today."""
    solution = _lock_solution(solution_id, by)
    require(by, "evaluate", None, STAFF_RULES)
    if len(set(people)) != AT_FIRST:
        raise Invalid({"people": _("Choose two teachers.")})
    _must_be_free(solution, people, now)
    standing = Evaluation.objects.filter(solution=solution, release=solution.release)
    if standing.exclude(state=EvaluationState.PUBLISHED).exists():
        raise Invalid({"": _("This version is being evaluated already.")})
    evaluation = Evaluation.objects.create(
        solution=solution, release=solution.release, asked_at=now, asked_by_id=by.user_id
    )
    for seat, person in enumerate(people, start=1):
        _ask(evaluation, person, seat, now=now)
    record(by, "evaluation.asked", evaluation, now=now)
    return evaluation


@transaction.atomic
def ask_third(evaluation_id: int, person: int, *, by: Actor, now: dt.datetime) -> Evaluation:
    """Where two differ, a third teacher scores as alone as they did."""
    evaluation = _lock(evaluation_id, by)
    require(by, "ask_third", evaluation, EVALUATION_RULES)
    if evaluation.sheets.filter(evaluator=person).exists():
        raise Invalid({"person": _("This teacher has evaluated it already.")})
    _must_be_free(evaluation.solution, [person], now, field="person")
    _move(evaluation, EvaluationState.OPEN)
    evaluation.save(update_fields=["state"])
    _ask(evaluation, person, AT_FIRST + 1, now=now)
    record(by, "evaluation.third_asked", evaluation, now=now)
    return evaluation


@transaction.atomic
def replace_evaluator(
    evaluation_id: int, seat: int, person: int, why: str, *, by: Actor, now: dt.datetime
) -> Sheet:
    """Somebody else is asked in the place of a teacher who does not answer; gives the new sheet.

    Raises:
        NotFound: nobody's answer is waited for in this seat.
        Invalid: of `person` or `why`.
    """
    evaluation = _lock(evaluation_id, by)
    require(by, "replace", evaluation, EVALUATION_RULES)
    sheet = find(Sheet.objects.waiting().filter(evaluation=evaluation), seat=seat)
    if evaluation.sheets.filter(evaluator=person).exists():
        raise Invalid({"person": _("This teacher has been asked already.")})
    _must_be_free(evaluation.solution, [person], now, field="person")
    reason = why.strip()
    if not reason or len(reason) > MOST_WHY:
        raise Invalid({"why": _("Write the reason, in 300 characters at most.")})
    sheet.replaced_at, sheet.replaced_why, sheet.replaced_by_id = now, reason, by.user_id
    sheet.save(update_fields=["replaced_at", "replaced_why", "replaced_by"])
    record(by, "evaluation.replaced", sheet, now=now, seat=seat)
    post(EvaluatorReplaced(sheet_id=sheet.pk))
    return _ask(evaluation, person, seat, now=now)


@transaction.atomic
def give_sheet(
    evaluation_id: int,
    scores: Mapping[str, int],
    grounds: str,
    *,
    has_no_interest: bool,
    by: Actor,
    now: dt.datetime,
) -> Sheet:
    """A teacher's own scores, once; the last one that was missing publishes or calls a third."""
    evaluation = _lock(evaluation_id, by)
    standing = Sheet.objects.standing().filter(evaluation=evaluation)
    sheet = find(standing, evaluator=by.user_id or 0)
    require(by, "give", sheet, SHEET_RULES)
    _must_be_whole(scores, grounds, has_no_interest=has_no_interest)
    sheet.scores = {code: scores[code] for code in CODES}
    sheet.grounds, sheet.has_no_interest, sheet.given_at = grounds.strip(), True, now
    sheet.save(update_fields=["scores", "grounds", "has_no_interest", "given_at"])
    record(by, "evaluation.sheet_given", sheet, now=now)
    if not evaluation.sheets.waiting().exists():
        _conclude(evaluation, by=by, now=now)
    return sheet


@transaction.atomic
def comment(evaluation_id: int, words: str, *, by: Actor, now: dt.datetime) -> Evaluation:
    """The company says once what it thinks of a published evaluation; everybody reads it."""
    evaluation = _lock(evaluation_id, by)
    require(by, "comment", evaluation, EVALUATION_RULES)
    told = words.strip()
    if not told or len(told) > MOST_COMMENT:
        raise Invalid({"comment": _("Write something, in 1,000 characters at most.")})
    evaluation.comment, evaluation.commented_at = told, now
    evaluation.save(update_fields=["comment", "commented_at"])
    record(by, "evaluation.commented", evaluation, now=now)
    return evaluation


def _lock_solution(solution_id: int, by: Actor) -> Solution:
    find(Solution.objects.visible_to(by), pk=solution_id)
    rows = Solution.objects.published().select_for_update(of=("self",))
    return find(rows.defer("words"), pk=solution_id)


def _lock(evaluation_id: int, by: Actor) -> Evaluation:
    find(Evaluation.objects.visible_to(by), pk=evaluation_id)
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("solution")
    return rows.defer("solution__words").get(pk=evaluation_id)


def _must_be_free(
    solution: Solution, people: Sequence[int], now: dt.datetime, *, field: str = "people"
) -> None:
    free = may_evaluate(solution, timezone.localdate(now)).filter(pk__in=people)
    if free.count() != len(set(people)):
        told = _("Somebody chosen is not trained today, or has a part in the company's pilots.")
        raise Invalid({field: told})


def _must_be_whole(scores: Mapping[str, int], grounds: str, *, has_no_interest: bool) -> None:
    missing = _("Choose a score.")
    wrong = {
        code: missing for code in CODES if not LOWEST <= scores.get(code, LOWEST - 1) <= HIGHEST
    }
    if not grounds.strip() or len(grounds) > MOST_GROUNDS:
        wrong["grounds"] = _("Say what you saw, in 2,000 characters at most.")
    if not has_no_interest:
        wrong["has_no_interest"] = _("Only who has no interest of their own may evaluate.")
    if wrong:
        raise Invalid(wrong)


def _ask(evaluation: Evaluation, person: int, seat: int, *, now: dt.datetime) -> Sheet:
    sheet = Sheet.objects.create(
        evaluation=evaluation, evaluator_id=person, seat=seat, asked_at=now
    )
    post(EvaluatorAsked(sheet_id=sheet.pk))
    return sheet


def _conclude(evaluation: Evaluation, *, by: Actor, now: dt.datetime) -> None:
    """All asked have given: publish, or call a third where the first two differ."""
    sheets = list(evaluation.sheets.standing().order_by("seat"))
    gaps = [abs(sheets[0].scores[code] - sheets[1].scores[code]) for code in CODES]
    largest = LARGEST_GAP_OF_TWO_EVALUATORS.value
    if len(sheets) == AT_FIRST and max(gaps) > largest:
        _move(evaluation, EvaluationState.THIRD)
        evaluation.save(update_fields=["state"])
        record(by, "evaluation.third_needed", evaluation, now=now)
        post(ThirdNeeded(evaluation_id=evaluation.pk))
        return
    evaluation.content = {
        "scores": {
            code: repr(float(median(sheet.scores[code] for sheet in sheets))) for code in CODES
        },
        "same": sum(gap == 0 for gap in gaps),
        "near": sum(gap <= 1 for gap in gaps),
        "teachers": len(sheets),
    }
    _move(evaluation, EvaluationState.PUBLISHED)
    evaluation.published_at = now
    evaluation.save(update_fields=["content", "state", "published_at"])
    record(by, "evaluation.published", evaluation, now=now)
    post(EvaluationPublished(evaluation_id=evaluation.pk))


def _move(evaluation: Evaluation, to: EvaluationState) -> None:
    if to not in EVALUATION_MOVES[evaluation.state]:
        raise ValueError(f"an evaluation does not go from {evaluation.state} to {to}")
    evaluation.state = to
