"""Who is told what of an evaluation; each letter once, however often the job runs."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.models.evaluations import WITHIN
from eduhub.evidence.states import EvaluationState
from eduhub.kit import mail
from eduhub.kit.jobs import once
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import Role

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
type Reader = tuple[str, str]  # e-mail address and language


def ask(sheet_id: int, *, now: dt.datetime) -> None:
    """The teacher: a solution waits for their own scores."""
    with once(f"evidence.evaluator:{sheet_id}") as first:
        rows = Sheet.objects.waiting().select_related("evaluator", "evaluation__solution")
        sheet = rows.filter(pk=sheet_id).first()
        if first and sheet is not None and sheet.evaluator and sheet.evaluator.is_active:
            reader = (sheet.evaluator.email, sheet.evaluator.language)
            _write(reader, "evaluator", sheet.evaluation, "evaluations:sheet", now=now)


def tell_replaced(sheet_id: int, *, now: dt.datetime) -> None:
    """The teacher in whose place another was asked: nothing is waited for any more."""
    with once(f"evidence.replaced:{sheet_id}") as first:
        rows = Sheet.objects.select_related("evaluator", "evaluation__solution")
        sheet = rows.filter(pk=sheet_id, replaced_at__isnull=False).first()
        if first and sheet is not None and sheet.evaluator and sheet.evaluator.is_active:
            reader = (sheet.evaluator.email, sheet.evaluator.language)
            _write(reader, "replaced", sheet.evaluation, "", now=now)


def remind(*, now: dt.datetime) -> None:
    """A week before the day and on it, the teacher; after it the hub, who may ask another."""
    rows = Sheet.objects.waiting().filter(asked_at__lte=now - WITHIN + A_WEEK)
    for sheet in rows.select_related("evaluator", "evaluation__solution").order_by("pk"):
        is_due = sheet.due_at <= now
        with once(f"evidence.remind:{sheet.pk}:{'due' if is_due else 'soon'}") as first:
            if first and sheet.evaluator and sheet.evaluator.is_active:
                reader = (sheet.evaluator.email, sheet.evaluator.language)
                _write(
                    reader, "reminder", sheet.evaluation, "evaluations:sheet", now=now, due=sheet
                )
        if sheet.due_at + A_DAY > now:
            continue
        with once(f"evidence.unanswered:{sheet.pk}") as first:
            for staff in staff_to_tell(timezone.localdate(now)) if first else ():
                _write(staff, "unanswered", sheet.evaluation, "evaluations:evaluation", now=now)


def tell_third_needed(evaluation_id: int, *, now: dt.datetime) -> None:
    """The hub's own people: two teachers differ, and a third must be asked."""
    with once(f"evidence.third:{evaluation_id}") as first:
        found = _evaluation(evaluation_id)
        if first and found is not None and found.state == EvaluationState.THIRD:
            for reader in staff_to_tell(timezone.localdate(now)):
                _write(reader, "third", found, "evaluations:third", now=now)


def tell_of_publication(evaluation_id: int, *, now: dt.datetime) -> None:
    """The company's leads, who may comment once, and the teachers who evaluated."""
    with once(f"evidence.evaluated:{evaluation_id}") as first:
        found = _evaluation(evaluation_id)
        if not first or found is None or not found.is_published:
            return
        leads = to_tell(
            found.solution.company_id, frozenset({Role.COMPANY_LEAD}), timezone.localdate(now)
        )
        for reader in leads:
            _write(reader, "evaluated", found, "evaluations:evaluation", now=now)
        sheets = found.sheets.standing().select_related("evaluator").order_by("seat")
        for sheet in sheets:
            if sheet.evaluator is not None and sheet.evaluator.is_active:
                own = (sheet.evaluator.email, sheet.evaluator.language)
                _write(own, "evaluated", found, "evaluations:evaluation", now=now)


def _evaluation(evaluation_id: int) -> Evaluation | None:
    rows = Evaluation.objects.select_related("solution").defer("solution__words")
    return rows.filter(pk=evaluation_id).first()


def _write(
    reader: Reader,
    kind: str,
    evaluation: Evaluation,
    address: str,
    *,
    now: dt.datetime,
    due: Sheet | None = None,
) -> None:
    to, language = reader
    with override(language):
        url = reverse(address, args=[evaluation.pk]) if address else ""
    context = {"solution": evaluation.solution, "url": url, "due_at": due.due_at if due else None}
    mail.write(to, f"evidence/{kind}", context, language=language, now=now)
