"""Milestones of a company: given, planned, reached; and who hears when one is late."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code
from eduhub.kit.lang import Text
from eduhub.kit.ledger import line, record
from eduhub.programmes.models import Escalation, Milestone, MilestoneTemplate, Seat
from eduhub.programmes.queries.cohorts import people_of
from eduhub.programmes.rules.cohorts import MILESTONE_RULES, MilestoneAt
from eduhub.programmes.services.cohort_letters import tell_of_late
from eduhub.programmes.services.texts import kept
from eduhub.programmes.states.cohorts import LATE_AFTER

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class MilestoneFields:
    title: Text
    words: Text
    due: dt.date
    owner_id: int | None


def give_from_templates(seat: Seat, templates: Iterable[MilestoneTemplate]) -> int:
    """One of each that the company does not have, due on the Friday of its week; how many."""
    there = set(seat.milestones.values_list("template", flat=True))
    made = Milestone.objects.bulk_create(
        Milestone(
            seat=seat,
            template=one,
            title=one.title,
            words=one.words,
            due=seat.cohort.friday_of(one.week),
            key=uuid.uuid5(one.key, f"seat {seat.pk}"),
        )
        for one in templates
        if one.pk not in there
    )
    return len(made)


def _check_owner(seat: Seat, owner_id: int | None, today: dt.date) -> None:
    if owner_id is not None and owner_id not in dict(people_of(seat, today)):
        raise Invalid({"owner": _("Choose somebody of this company.")})


@transaction.atomic
def add_milestone(
    seat_id: int,
    fields: MilestoneFields,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
    today: dt.date,
) -> Milestone:
    """One of this company's own; the same key again is the same one."""
    rows = Seat.objects.visible_to(by).select_related("cohort")
    seat = find(rows, pk=seat_id)
    require(by, "plan", seat, MILESTONE_RULES)
    if there := Milestone.objects.filter(key=key).first():
        return there
    _check_owner(seat, fields.owner_id, today)
    made = Milestone.objects.create(
        seat=seat, key=key, **{name: getattr(fields, name) for name in fields.__slots__}
    )
    record(by, "milestone.added", made, now=now)
    return made


def hold_milestone(pk: int, action: str, by: Actor, today: dt.date) -> Milestone:
    seats = Seat.objects.visible_to(by).values("pk")
    rows = Milestone.objects.filter(seat__in=seats).select_for_update(of=("self",))
    milestone = find(rows.select_related("seat__cohort"), pk=pk)
    require(by, action, MilestoneAt(milestone, today), MILESTONE_RULES)
    return milestone


@transaction.atomic
def change_milestone(
    pk: int,
    fields: MilestoneFields,
    *,
    seen: int,
    by: Actor,
    now: dt.datetime,
    today: dt.date,
) -> Milestone:
    """The hub plans it anew; with another day the letters about lateness begin anew, too."""
    milestone = hold_milestone(pk, "plan", by, today)
    require_version(milestone, seen)
    if fields.owner_id != milestone.owner_id:
        _check_owner(milestone.seat, fields.owner_id, today)
    was = milestone.due
    for name in fields.__slots__:
        setattr(milestone, name, getattr(fields, name))
    milestone.version += 1
    milestone.save()
    record(
        by, "milestone.changed", milestone, now=now,
        was=was.isoformat(), due=milestone.due.isoformat(),
    )  # fmt: skip
    return milestone


@transaction.atomic
def give_owner(
    pk: int, owner_id: int | None, *, by: Actor, now: dt.datetime, today: dt.date
) -> Milestone:
    """Somebody of the company sees to it; nobody: whoever leads the company."""
    milestone = hold_milestone(pk, "own", by, today)
    if owner_id != milestone.owner_id:
        _check_owner(milestone.seat, owner_id, today)
        milestone.owner_id = owner_id
        milestone.version += 1
        milestone.save(update_fields=["owner", "version"])
        record(by, "milestone.owned", milestone, now=now)
    return milestone


@transaction.atomic
def finish(
    pk: int, note: str, evidence: str, *, by: Actor, now: dt.datetime, today: dt.date
) -> Milestone:
    """Reached, with a short note and perhaps the address of something that shows it."""
    milestone = hold_milestone(pk, "finish", by, today)
    said = kept("note", note, LONGEST_NOTE)
    shown = evidence.strip()
    if shown and not shown.startswith("https://"):
        raise Invalid({"evidence": _("Write an address that begins with https.")})
    if holds_code(shown):
        raise Invalid({"evidence": _("Leave out the personal identity code.")})
    milestone.note, milestone.evidence = said, shown
    milestone.done_at, milestone.done_by_id = now, by.user_id
    milestone.version += 1
    milestone.save(update_fields=["note", "evidence", "done_at", "done_by", "version"])
    record(by, "milestone.reached", milestone, now=now, late=(today - milestone.due).days > 0)
    return milestone


@transaction.atomic
def reopen(pk: int, *, by: Actor, now: dt.datetime, today: dt.date) -> Milestone:
    """It was not reached after all. The note goes; that there was one stays in the ledger."""
    milestone = hold_milestone(pk, "reopen", by, today)
    milestone.note, milestone.evidence = "", ""
    milestone.done_at, milestone.done_by_id = None, None
    milestone.version += 1
    milestone.save(update_fields=["note", "evidence", "done_at", "done_by", "version"])
    record(by, "milestone.reopened", milestone, now=now)
    return milestone


def escalate(*, now: dt.datetime) -> int:
    """Tell of what is late: owner, then mentor, then manager, each once a due day; letters sent.

    Each milestone in a transaction of its own, so that one which fails holds up no other.
    """
    today = timezone.localdate(now)
    told = 0
    for level, days in LATE_AFTER.items():
        late = Milestone.objects.late_on(today, days).untold(level)
        going_on = late.filter(seat__cohort__ends__gte=today)
        for pk in list(going_on.order_by("pk").values_list("pk", flat=True)):
            told += _told(pk, level, days, now)
    return told


@transaction.atomic
def _told(pk: int, level: str, days: int, now: dt.datetime) -> int:
    """Looked at again under lock: it may have been reached, or told of, in the meantime."""
    today = timezone.localdate(now)
    rows = Milestone.objects.filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("seat__cohort__manager", "seat__organisation", "owner").first()
    if found is None or found.is_done or (today - found.due).days < days:
        return 0
    step, is_new = Escalation.objects.get_or_create(
        milestone=found, due=found.due, level=level, defaults={"told_at": now, "letters": 0}
    )
    if not is_new:
        return 0
    step.letters = tell_of_late(found, level, now=now)
    step.save(update_fields=["letters"])
    line(
        machine("programmes"), "milestone.escalated", found, now=now, level=level, to=step.letters
    ).save(force_insert=True)
    return step.letters
