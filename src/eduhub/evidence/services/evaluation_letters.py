"""Who is told what of an evaluation; each letter once, however often the job runs."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.states import EvaluationState
from eduhub.kit import mail
from eduhub.kit.jobs import once
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import Role

type Reader = tuple[str, str]  # e-mail address and language


def ask(sheet_id: int, *, now: dt.datetime) -> None:
    """The teacher: a solution waits for their own scores."""
    with once(f"evidence.evaluator:{sheet_id}") as first:
        rows = Sheet.objects.waiting().select_related("evaluator", "evaluation__solution")
        sheet = rows.filter(pk=sheet_id).first()
        if first and sheet is not None and sheet.evaluator and sheet.evaluator.is_active:
            reader = (sheet.evaluator.email, sheet.evaluator.language)
            _write(reader, "evaluator", sheet.evaluation, "evaluations:sheet", now=now)


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
        sheets = found.sheets.select_related("evaluator").order_by("seat")
        for sheet in sheets:
            if sheet.evaluator is not None and sheet.evaluator.is_active:
                own = (sheet.evaluator.email, sheet.evaluator.language)
                _write(own, "evaluated", found, "evaluations:evaluation", now=now)


def _evaluation(evaluation_id: int) -> Evaluation | None:
    rows = Evaluation.objects.select_related("solution").defer("solution__words")
    return rows.filter(pk=evaluation_id).first()


def _write(
    reader: Reader, kind: str, evaluation: Evaluation, address: str, *, now: dt.datetime
) -> None:
    to, language = reader
    with override(language):
        url = reverse(address, args=[evaluation.pk])
    context = {"solution": evaluation.solution, "url": url}
    mail.write(to, f"evidence/{kind}", context, language=language, now=now)
