"""A round as the engine takes it: who may judge what, and what stays as it is."""

from collections.abc import Sequence

from django.db.models import Value

from eduhub.engines import scoring
from eduhub.programmes.models import Assignment, Entry, Juror, Round, no_conflict


def sitting(round_: Round) -> list[Juror]:
    """The jurors who sit, in order of their numbers. One query."""
    rows = Juror.objects.filter(call=round_.call_id, left_at=None, person__isnull=False)
    return list(rows.select_related("person").order_by("pk"))


def conflicts_in(round_: Round, jurors: Sequence[Juror]) -> frozenset[tuple[int, int]]:
    """(entry, juror) of each pair that may not meet, declared or seen by the hub.

    One query a juror: for the worker, not for a page.
    """
    entries = set(Entry.objects.filter(round=round_).values_list("pk", flat=True))
    return frozenset(
        (entry, juror.pk) for juror in jurors for entry in entries - _clear_of(round_, juror)
    )


def _clear_of(round_: Round, juror: Juror) -> set[int]:
    person, email = Value(juror.person_id), Value(juror.person.email if juror.person else "")
    apart = no_conflict("application", Value(juror.pk), person, email)
    rows = Entry.objects.filter(apart, round=round_)
    return set(rows.values_list("pk", flat=True))


def meets_in_conflict(entry: Entry, juror: Juror) -> bool:
    """Whether these two may not meet. One query."""
    return entry.pk not in _clear_of(entry.round, juror)


def jury_of(round_: Round) -> scoring.Jury:
    """The problem of a round: its entries, its jurors, conflicts, and the pairs that are locked.

    A locked pair that is in conflict by now, or whose juror has left, is not held.
    """
    jurors = sitting(round_)
    conflicts = conflicts_in(round_, jurors)
    locked = Assignment.objects.filter(
        entry__round=round_, is_locked=True, juror__in=[one.pk for one in jurors]
    )
    held = frozenset(locked.values_list("entry", "juror")) - conflicts
    return scoring.Jury(
        applications=tuple(
            str(pk)
            for pk in Entry.objects.filter(round=round_)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        jurors=tuple(scoring.Juror(str(one.pk), one.most) for one in jurors),
        sheets=round_.sheets,
        seed=round_.seed,
        conflicts=frozenset((str(entry), str(juror)) for entry, juror in conflicts),
        held=frozenset((str(entry), str(juror)) for entry, juror in held),
    )
