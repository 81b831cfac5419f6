"""A round's sheets as files for the hub's people: to keep, and to rank again without the hub."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from eduhub.engines import scoring
from eduhub.programmes.models import Assignment, Criterion, Round, Sheet
from eduhub.programmes.queries.rankings import question_of, scores_of
from eduhub.programmes.queries.rounds import GIVEN


def sheet_columns(criteria: list[Criterion]) -> list[str]:
    return [
        _("Code"),
        _("Applicant"),
        _("Juror"),
        *(f"{one.name} (×{one.weight})" for one in criteria),
        _("To the applicant"),
        _("To the hub only"),
        _("Given in"),
    ]


def sheet_rows(round_: Round, criteria: list[Criterion]) -> Iterator[list[Any]]:
    """Of sheets that count, by code and juror. Two queries."""
    counted = Assignment.objects.clear().filter(GIVEN, entry__round=round_)
    rows = (
        Sheet.objects.filter(assignment__in=counted.values("pk"))
        .select_related(
            "assignment__entry__application__organisation", "assignment__juror__person"
        )
        .prefetch_related("marks")
        .order_by("assignment__entry__code", "assignment__juror")
    )
    for sheet in rows:
        marks = {mark.criterion_id: mark.score for mark in sheet.marks.all()}
        pair = sheet.assignment
        yield [
            pair.entry.code,
            str(pair.entry.application.organisation.name),
            pair.juror.person.at_desk if pair.juror.person else "",
            *(marks.get(one.pk, "") for one in criteria),
            sheet.to_applicant,
            sheet.to_staff,
            sheet.given_at,
        ]


def scores_file(round_: Round) -> dict[str, Any]:
    """What `eduhub score` takes: the same sheets, seed and lines give the same ranking.

    Applications and jurors go by the numbers that the hub's own ranking has. One query.
    """
    scores = scores_of(round_)
    asked = question_of(round_, scores)
    told: dict[str, dict[str, float]] = {}
    for (entry, juror), score in scores.items():
        told.setdefault(str(entry), {})[str(juror)] = score
    file: dict[str, Any] = {"format": scoring.SCORES_FORMAT, "seed": asked.seed, "scores": told}
    if asked.places is not None:
        file |= {"places": asked.places, "other_places": list(asked.other_places)}
    return file
