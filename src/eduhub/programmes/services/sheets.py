"""What jurors say: sheets as they write them and give them in, and words on each other's."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.drafts import drop_draft
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.programmes.models import (
    HIGHEST,
    LONGEST_COMMENT,
    LOWEST,
    Assignment,
    Criterion,
    Mark,
    Remark,
    Sheet,
)
from eduhub.programmes.queries.reviews import SHEET_FORM, find_assignment
from eduhub.programmes.rules.juries import JURY_RULES, SHEET_RULES, SheetAt
from eduhub.programmes.services.texts import kept
from eduhub.programmes.states import SheetState


@dataclass(frozen=True, slots=True)
class Said:
    """A sheet as a juror writes it: scores by criterion, words to the applicant and to the hub."""

    scores: Mapping[int, int] = field(default_factory=dict)
    to_applicant: str = ""
    to_staff: str = ""


@transaction.atomic
def save_sheet(
    round_id: int,
    code: str,
    said: Said,
    *,
    is_given: bool,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> Sheet:
    """Keep it, half-written or not; or give it in, once each criterion has its score.

    Args:
        seen: the version that was read; 0 where there was none.
    """
    assignment = find_assignment(round_id, code, by, now)
    Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    sheet = Sheet.objects.filter(assignment=assignment).first()
    one = assignment.entry.round
    require(by, "save", SheetAt(sheet, one, now), SHEET_RULES)
    scores = _scores(said, one.criteria.all(), is_given)
    told = (
        _comment("to_applicant", said.to_applicant, is_needed=is_given),
        _comment("to_staff", said.to_staff, is_needed=False),
    )
    if sheet is None:
        sheet = Sheet(assignment=assignment)
    else:
        require_version(sheet, seen)
        sheet.version += 1
    sheet.to_applicant, sheet.to_staff, sheet.saved_at = *told, now
    if is_given:
        sheet.state, sheet.given_at = SheetState.GIVEN, now
    sheet.save()
    sheet.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion_id=criterion, score=score)
        for criterion, score in sorted(scores.items())
    )
    drop_draft(by, SHEET_FORM, f"{round_id}/{code}")
    record(by, "sheet.given" if is_given else "sheet.saved", sheet, now=now)
    return sheet


def _comment(field: str, words: str, *, is_needed: bool) -> str:
    return kept(field, words, LONGEST_COMMENT) if is_needed or words.strip() else ""


def _scores(said: Said, criteria: Iterable[Criterion], is_given: bool) -> dict[int, int]:
    """Of this round's criteria alone; Invalid where one is missing that is given in."""
    asked = {one.pk for one in criteria}
    missing = [pk for pk in asked if pk not in said.scores]
    if is_given and missing:
        raise Invalid({f"criterion_{pk}": _("Choose a score.") for pk in sorted(missing)})
    wrong = [pk for pk, score in said.scores.items() if not LOWEST <= score <= HIGHEST]
    if wrong:
        raise Invalid({f"criterion_{pk}": _("Choose a score.") for pk in wrong})
    return {pk: score for pk, score in said.scores.items() if pk in asked}


@transaction.atomic
def reopen_sheet(assignment_id: int, *, by: Actor, now: dt.datetime) -> Sheet:
    """The hub lets a juror change what was given in; others' scores are hidden from them again."""
    require(by, "manage", None, JURY_RULES)
    rows = Sheet.objects.select_related("assignment__entry__round").select_for_update(of=("self",))
    sheet = find(rows, assignment=assignment_id)
    require(by, "reopen", SheetAt(sheet, sheet.assignment.entry.round, now), SHEET_RULES)
    sheet.state, sheet.given_at, sheet.version = SheetState.DRAFT, None, sheet.version + 1
    sheet.save(update_fields=["state", "given_at", "version"])
    record(by, "sheet.reopened", sheet, now=now)
    return sheet


@transaction.atomic
def remark(
    round_id: int, code: str, words: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Remark:
    """A word in the discussion of an entry; the same key again is the same word."""
    assignment = find_assignment(round_id, code, by, now)
    sheet = Sheet.objects.filter(assignment=assignment).first()
    require(by, "discuss", SheetAt(sheet, assignment.entry.round, now), SHEET_RULES)
    own = uuid.uuid5(key, by.name)
    if there := Remark.objects.filter(key=own).first():
        return there
    words = kept("words", words, LONGEST_COMMENT)
    made = Remark.objects.create(assignment=assignment, words=words, written_at=now, key=own)
    record(by, "sheet.discussed", made, now=now)
    return made
