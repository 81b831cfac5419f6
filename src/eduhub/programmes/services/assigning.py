"""Who judges what: proposed by the engine under the round's limits, changed by hand, given out."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines import scoring
from eduhub.kit.access import Actor, find
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import Assignment, Entry, Juror, Round
from eduhub.programmes.notices import AssignmentAsked, SheetsGivenOut
from eduhub.programmes.queries.assigning import jury_of, meets_in_conflict
from eduhub.programmes.services.rounds import hold_round

CONTRADICTION = "contradiction"


@transaction.atomic
def ask_assignment(round_id: int, *, by: Actor, now: dt.datetime) -> Round:
    """The worker works it out; what is locked stays. A second press waits for the same."""
    one = hold_round(round_id, "plan", by)
    if not one.entries.exists() or not one.call.jurors.filter(left_at=None).exists():
        raise NotNow("nobody", _("A jury and applications are needed first."))
    one.asked_at = now
    one.save(update_fields=["asked_at"])
    record(by, "round.assignment_asked", one, now=now)
    post(AssignmentAsked(round_id=one.pk))
    return one


@transaction.atomic
def work_out_assignment(round_id: int, *, now: dt.datetime) -> None:
    """The pairs anew but for those that are locked, or which limits contradict each other."""
    one = Round.objects.select_for_update().filter(pk=round_id, asked_at__isnull=False).first()
    if one is None or one.is_published:
        return
    jury = jury_of(one)
    try:
        found = scoring.assign(jury)
    except scoring.CannotAssign as refusal:
        one.assigned = {
            "connection": CONTRADICTION,
            "applications": [int(pk) for pk in refusal.applications],
            "jurors": [int(pk) for pk in refusal.jurors],
            "needed": refusal.needed,
            "offered": refusal.offered,
        }
    else:
        _replace(one, found)
        one.assigned = {
            "connection": str(found.connection),
            "gap": found.gap,
            "least_gap": found.least_gap,
            "parts": len(found.parts),
        }
    one.asked_at, one.assigned_at = None, now
    one.save(update_fields=["asked_at", "assigned_at", "assigned"])


def _replace(one: Round, found: scoring.Assignment) -> None:
    Assignment.objects.filter(entry__round=one, is_locked=False).delete()
    there = set(Assignment.objects.filter(entry__round=one).values_list("entry", "juror"))
    pairs = {(int(entry), int(juror)) for entry, juror in found.pairs}
    Assignment.objects.bulk_create(
        Assignment(entry_id=entry, juror_id=juror) for entry, juror in sorted(pairs - there)
    )


@transaction.atomic
def assign_by_hand(
    round_id: int, entry_id: int, juror_id: int, *, by: Actor, now: dt.datetime
) -> Assignment:
    """The hub gives an application to a juror; it stays when it is worked out anew.

    Also after the sheets are given out: somebody falls ill, and another takes over.
    """
    one = hold_round(round_id, "change", by)
    entry = find(Entry.objects.filter(round=one), pk=entry_id)
    juror = Juror.objects.filter(
        call=one.call_id, pk=juror_id, left_at=None, person__isnull=False
    ).first()
    if juror is None:
        raise Invalid({"juror": _("Choose a juror from the list.")})
    if meets_in_conflict(entry, juror):
        raise Invalid({"juror": _("This juror has a conflict of interest with it.")})
    found, made = Assignment.objects.get_or_create(
        entry=entry, juror=juror, defaults={"is_locked": True, "by_hand": True}
    )
    if made:
        record(by, "round.assigned", one, now=now, entry=entry.pk, juror=juror.pk)
        if one.is_published:
            post(SheetsGivenOut(round_id=one.pk, juror_id=juror.pk))
    return found


@transaction.atomic
def lock(assignment_id: int, is_locked: bool, *, by: Actor, now: dt.datetime) -> Assignment:
    found = _hold(assignment_id, "plan", by)
    if found.is_locked != is_locked:
        found.is_locked = is_locked
        found.save(update_fields=["is_locked"])
        record(by, "round.locked", found.entry.round, now=now, pair=found.pk, locked=is_locked)
    return found


@transaction.atomic
def take_away(assignment_id: int, *, by: Actor, now: dt.datetime) -> Round:
    """A juror need not judge it; not possible once they have given their sheet in."""
    found = _hold(assignment_id, "change", by)
    sheet = getattr(found, "sheet", None)
    if sheet is not None and sheet.is_given:
        raise NotNow("given", _("This sheet is given in already."))
    record(by, "round.taken_away", found.entry.round, now=now, pair=found.pk)
    found.delete()
    return found.entry.round


def _hold(assignment_id: int, action: str, by: Actor) -> Assignment:
    rows = Assignment.objects.select_related("entry__round__call", "sheet")
    there = rows.filter(pk=assignment_id).first()
    hold_round(there.entry.round_id if there else 0, action, by)
    return find(rows, pk=assignment_id)


@transaction.atomic
def give_out(round_id: int, *, by: Actor, now: dt.datetime) -> Round:
    """Jurors see their sheets from the round's beginning on, and each gets a letter."""
    one = hold_round(round_id, "publish", by)
    pairs = Assignment.objects.filter(entry__round=one)
    if not pairs.exists() or one.asked_at is not None:
        raise NotNow("unassigned", _("Nobody has been given an application yet."))
    if one.closes_at <= now:
        raise NotNow("over", _("The round's end is past. Choose another first."))
    one.published_at = now
    one.save(update_fields=["published_at"])
    record(by, "round.given_out", one, now=now, pairs=pairs.count())
    for juror in sorted(set(pairs.values_list("juror", flat=True))):
        post(SheetsGivenOut(round_id=one.pk, juror_id=juror))
    return one
