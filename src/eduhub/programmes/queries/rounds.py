"""What the hub's people see of juries, rounds, sheets and verdicts."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet

from eduhub.kit.access import Actor, find
from eduhub.programmes.models import (
    Appeal,
    Application,
    Assignment,
    Call,
    Conflict,
    Criterion,
    Entry,
    Juror,
    Question,
    Remark,
    Round,
    Sheet,
    Verdict,
)
from eduhub.programmes.queries.jury_answers import Answered, answers_of
from eduhub.programmes.states import SheetState

GIVEN = Q(sheet__state=SheetState.GIVEN)


def may_take_part(call_id: int) -> QuerySet[Application]:
    """The applications of a call that a jury can judge: those that are handed in."""
    return Application.objects.handed_in().filter(call=call_id)


def to_choose_from(call: Call) -> list[Application]:
    """The same, by the applicant's number. One query."""
    return list(may_take_part(call.pk).select_related("organisation").order_by("pk"))


def find_call(pk: int) -> Call:
    return find(Call.objects.select_related("programme"), pk=pk)


def jurors_of(call: Call) -> list[Juror]:
    """Who sits and who has left, with how many they have. Two queries."""
    declared = Conflict.objects.select_related("application__organisation", "organisation")
    rows = (
        Juror.objects.filter(call=call)
        .select_related("person")
        .prefetch_related(Prefetch("conflicts", declared.order_by("declared_at", "pk")))
    )
    return list(rows.order_by("left_at", "joined_at", "pk"))


def rounds_of(call: Call) -> QuerySet[Round]:
    """With how many take part, sheets and given ones. One query."""
    given = Q(entries__assignments__sheet__state=SheetState.GIVEN)
    return (
        Round.objects.filter(call=call)
        .annotate(
            n_entries=Count("entries", distinct=True),
            n_sheets=Count("entries__assignments", distinct=True),
            n_given=Count("entries__assignments", filter=given, distinct=True),
        )
        .order_by("number")
        .fetch_mode(FETCH_RAISE)
    )


def find_round(pk: int) -> Round:
    return find(Round.objects.select_related("call__programme"), pk=pk)


@dataclass(frozen=True, slots=True)
class Pair:
    """A juror who judges an entry; in conflict: the sheet is hidden from them and not counted."""

    assignment: Assignment
    in_conflict: bool

    @property
    def state(self) -> str:
        sheet = getattr(self.assignment, "sheet", None)
        if sheet is None:
            return ""
        return SheetState(sheet.state).value


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with those who judge it, and how many are missing."""

    entry: Entry
    pairs: tuple[Pair, ...]
    missing: int


def judged_in(round_: Round) -> list[Judged]:
    """Every entry of a round, by the applicant's number. Three queries."""
    pairs = Assignment.objects.select_related("juror__person", "sheet").order_by("juror", "pk")
    rows = (
        Entry.objects.filter(round=round_)
        .select_related("application__organisation")
        .prefetch_related(Prefetch("assignments", pairs))
        .order_by("application__pk")
    )
    clear = set(
        Assignment.objects.clear().filter(entry__round=round_).values_list("pk", flat=True)
    )
    found = []
    for entry in rows:
        told = tuple(Pair(one, one.pk not in clear) for one in entry.assignments.all())
        counted = sum(not one.in_conflict for one in told)
        found.append(Judged(entry, told, max(round_.sheets - counted, 0)))
    return found


def loads_in(round_: Round) -> list[tuple[Juror, int, int]]:
    """(juror, sheets, given in) of each who sits or has sheets. One query."""
    rows = Juror.objects.filter(call=round_.call_id).select_related("person")
    mine = Q(assignments__entry__round=round_)
    given = mine & Q(assignments__sheet__state=SheetState.GIVEN)
    counted = rows.annotate(
        n_sheets=Count("assignments", filter=mine, distinct=True),
        n_given=Count("assignments", filter=given, distinct=True),
    ).order_by("pk")
    return [
        (one, one.n_sheets, one.n_given) for one in counted if one.left_at is None or one.n_sheets
    ]


def sheets_on(entry: Entry) -> list[Sheet]:
    """Given-in sheets that count, with their marks. Two queries."""
    clear = Assignment.objects.clear().filter(GIVEN, entry=entry)
    rows = Sheet.objects.filter(assignment__in=clear.values("pk"))
    return list(
        rows.select_related("assignment__juror__person")
        .prefetch_related("marks__criterion")
        .order_by("given_at", "pk")
    )


# Verdicts


def verdicts_of(call: Call) -> list[tuple[Application, Verdict | None]]:
    """Every application that was handed in, with what is decided of it. One query."""
    rows = may_take_part(call.pk).select_related("organisation", "verdict__appeal")
    return [(one, getattr(one, "verdict", None)) for one in rows.order_by("pk")]


def find_application(pk: int) -> Application:
    rows = Application.objects.select_related("organisation", "call__programme", "verdict__appeal")
    return find(rows, pk=pk)


def verdict_for(application_id: int, actor: Actor) -> Verdict:
    """A published one, for those who may see the application. One query."""
    mine = Application.objects.visible_to(actor)
    rows = Verdict.objects.filter(
        application__in=mine.values("pk"), published_at__isnull=False
    ).select_related("application__organisation", "application__call__programme", "appeal")
    return find(rows, application=application_id)


def verdicts_to_read(actor: Actor, now: dt.datetime) -> QuerySet[Verdict]:
    """Told to this person's organisation and still to be appealed. One query."""
    mine = Application.objects.filter(organisation=actor.organisation_id or 0)
    rows = Verdict.objects.filter(application__in=mine.values("pk"), appeal_until__gt=now)
    return rows.select_related("application__call").order_by("-published_at", "pk")


def appeals_to_answer() -> QuerySet[Appeal]:
    """One query."""
    rows = Appeal.objects.filter(answered_at=None)
    return rows.select_related("verdict__application__organisation").order_by("made_at", "pk")


def comments_for(application_id: int) -> list[str]:
    """What the jurors say to the applicant, without who said it; in an order that tells nobody.

    Of sheets that count alone. One query.
    """
    clear = Assignment.objects.clear().filter(GIVEN, entry__application=application_id)
    words = Sheet.objects.filter(assignment__in=clear.values("pk")).exclude(to_applicant="")
    return sorted(words.values_list("to_applicant", flat=True))


def rounds_to_rank(now: dt.datetime) -> list[int]:
    """Closed ones that nobody has worked out yet. One query."""
    rows = Round.objects.filter(closes_at__lte=now, published_at__isnull=False, rankings=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def jurors_to_remind(now: dt.datetime, before: dt.timedelta) -> QuerySet[Round]:
    """Rounds that close soon, of which nobody has been reminded. One query."""
    soon = Round.objects.filter(
        closes_at__gt=now, closes_at__lte=now + before, opens_at__lte=now,
        published_at__isnull=False, reminded_at=None,
    )  # fmt: skip
    return soon.order_by("pk")


def verdict_on(application: Application) -> Verdict | None:
    return getattr(application, "verdict", None)


def find_appeal(application_id: int) -> Appeal:
    rows = Appeal.objects.select_related("verdict__application__organisation")
    return find(rows, verdict__application=application_id)


def find_juror(pk: int) -> Juror:
    return find(Juror.objects.select_related("call__programme", "person"), pk=pk)


def find_entry(round_: Round, pk: int) -> Entry:
    return find(
        Entry.objects.filter(round=round_).select_related("application__organisation"), pk=pk
    )


def find_criterion(round_: Round, pk: int) -> Criterion:
    return find(Criterion.objects.filter(round=round_).prefetch_related("anchors"), pk=pk)


def questions_of(call: Call) -> list[Question]:
    """Those whose answers a jury may see, in the order of the form. One query."""
    return list(call.questions.all())


def remarks_in(entry: Entry) -> QuerySet[Remark]:
    rows = Remark.objects.filter(assignment__entry=entry)
    return (
        rows.select_related("assignment__juror__person")
        .order_by("written_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Limits that cannot all hold: these applications need more than these jurors take on."""

    applications: tuple[Entry, ...]
    jurors: tuple[Juror, ...]
    needed: int
    offered: int


def contradiction_in(round_: Round) -> Contradiction | None:
    """Two queries where there is one, else none."""
    told = round_.assigned
    if told.get("connection") != "contradiction":
        return None
    entries = Entry.objects.filter(pk__in=told["applications"])
    jurors = Juror.objects.filter(pk__in=told["jurors"]).select_related("person")
    return Contradiction(
        tuple(entries.select_related("application__organisation").order_by("pk")),
        tuple(jurors.order_by("pk")),
        told["needed"],
        told["offered"],
    )


def redacted(application: Application) -> list[Answered]:
    """What a document request gets: public answers as they are, of the others their ground."""
    return [one if one.is_public else one.left_out() for one in answers_of(application)]
