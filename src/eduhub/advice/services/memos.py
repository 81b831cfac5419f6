"""What was agreed in a session, for both sides; private notes, for the adviser and a named few."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.advice.models import LONGEST, Case, Memo, Note, NoteReader, Session, Step
from eduhub.advice.notices import MemoWritten
from eduhub.advice.queries import find_session, may_read_notes, notes_on, staff_to_name
from eduhub.advice.rules import SESSION_RULES, STEP_RULES, At
from eduhub.advice.services.cases import hold_case
from eduhub.advice.services.texts import kept
from eduhub.advice.states import Owner
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.ledger import record
from eduhub.kit.post import post

MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Agreed:
    """A step: what, who takes it, until when."""

    what: str
    owner: str
    due: dt.date


@transaction.atomic
def write_memo(
    session_id: int,
    words: str,
    steps: Sequence[Agreed],
    *,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> Memo:
    """The whole memo anew; a step whose words stay as they were keeps its tick.

    Args:
        seen: the version that was read; 0 where there was none.
    """
    session = find_session(session_id, by)
    require(by, "write_memo", At(session, now), SESSION_RULES)
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)  # one memo at a time
    words = kept("words", words, LONGEST)
    steps = [_tidied(number, step) for number, step in enumerate(steps)]
    memo = Memo.objects.filter(session=session).first()
    if memo is None:
        memo = Memo.objects.create(session=session, words=words, written_at=now)
    else:
        require_version(memo, seen)
        memo.words, memo.written_at, memo.version = words, now, memo.version + 1
        memo.save()
    _replace_steps(memo, steps)
    record(by, "advice.memo", session.case, now=now, session=session.pk, version=memo.version)
    post(MemoWritten(memo_id=memo.pk, version=memo.version))
    return memo


def _tidied(number: int, step: Agreed) -> Agreed:
    if step.owner not in Owner.values:
        raise Invalid({f"owner_{number}": _("Choose who takes the step.")})
    return Agreed(kept(f"what_{number}", step.what, 200), step.owner, step.due)


def _replace_steps(memo: Memo, steps: Sequence[Agreed]) -> None:
    there = {(one.what, one.owner): one for one in memo.steps.all()}
    memo.steps.all().delete()
    for step in steps:
        old = there.get((step.what, step.owner))
        new = Step(memo=memo, what=step.what, owner=step.owner, due=step.due)
        if old is not None:
            new.done_at, new.done_by_id = old.done_at, old.done_by_id
            new.reminded_at = old.reminded_at if old.due == step.due else None
        new.save()


@transaction.atomic
def tick(step_id: int, is_done: bool, *, by: Actor, now: dt.datetime) -> Step:
    """Done, or not done after all. A second time is the first."""
    seen = Case.objects.visible_to(by)
    rows = Step.objects.filter(memo__session__case__in=seen.values("pk"))
    step = find(
        rows.select_related("memo__session__case__adviser").select_for_update(of=("self",)),
        pk=step_id,
    )
    require(by, "tick", step, STEP_RULES)
    if (step.done_at is not None) == is_done:
        return step
    step.done_at = now if is_done else None
    step.done_by_id = by.user_id if is_done else None
    step.save(update_fields=["done_at", "done_by"])
    record(by, "advice.step", step.memo.session.case, now=now, step=step.pk, done=is_done)
    return step


# Private notes


@transaction.atomic
def write_note(case_id: int, words: str, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Note:
    case = hold_case(case_id, "write_note", by)
    own = uuid.uuid5(key, by.name)
    if there := Note.objects.filter(key=own).first():
        return there
    words = kept("words", words, LONGEST)
    note = Note.objects.create(
        case=case, words=words, author_id=by.user_id, written_at=now, key=own
    )
    record(by, "advice.note", case, now=now, note=note.pk)
    return note


@transaction.atomic
def read_notes(case: Case, *, by: Actor, now: dt.datetime) -> list[Note]:
    """The notes, with one line in the audit trail for each that is read.

    Raises:
        NotFound: for everybody else; that there are notes is no business of theirs.
    """
    if not may_read_notes(by, case):
        raise NotFound("not_found", _("There is no such thing here."))
    notes = notes_on(case)
    for note in notes:
        record(by, "advice.note_read", note, now=now)
    return notes


@transaction.atomic
def name_reader(case_id: int, person_id: int, *, by: Actor, now: dt.datetime) -> NoteReader:
    """The adviser lets one of the hub's own people read the notes of a request."""
    case = hold_case(case_id, "name_reader", by)
    there = NoteReader.objects.filter(case=case, person=person_id).first()
    if there:
        return there
    if person_id not in {one.pk for one in staff_to_name(case, now.date())}:
        raise Invalid({"person": _("Choose one of the hub's own people.")})
    reader = NoteReader.objects.create(case=case, person_id=person_id, named_at=now)
    record(by, "advice.reader_named", case, now=now, reader=person_id)
    return reader


@transaction.atomic
def stop_reader(case_id: int, reader_id: int, *, by: Actor, now: dt.datetime) -> None:
    """From now on they read the notes no more. Gone already: nothing."""
    case = hold_case(case_id, "name_reader", by)
    gone, _rows = NoteReader.objects.filter(case=case, pk=reader_id).delete()
    if gone:
        record(by, "advice.reader_stopped", case, now=now, reader=reader_id)
