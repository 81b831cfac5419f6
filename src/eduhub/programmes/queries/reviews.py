"""What a juror sees: their applications, each as far as the round lets it be known.

Every read begins at `Assignment.objects.open_to`, which leaves out what the juror has a
conflict of interest with: it is not found, not listed and not counted.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find
from eduhub.kit.errors import NotFound
from eduhub.kit.lang import Text
from eduhub.kit.models import StoredFile
from eduhub.people.models import Membership, Organisation
from eduhub.programmes.models import (
    Anchor,
    Application,
    Assignment,
    Conflict,
    Criterion,
    Juror,
    Mark,
    Remark,
    Round,
    Sheet,
    Writer,
)
from eduhub.programmes.queries.jury_answers import Answered, answers_of
from eduhub.programmes.rules.blinding import names_of_person, names_to_hide, without_names
from eduhub.programmes.states import SheetState

SHEET_FORM = "programmes.sheet"  # the name of its drafts
GIVEN = Q(sheet__state=SheetState.GIVEN)


@dataclass(frozen=True, slots=True)
class Seen:
    """An application as a juror may see it.

    Attributes:
        title: the applicant's name, or in a blind round the code.
        left_out: how many answers a blind round does not show.
    """

    code: str
    title: str
    organisation: Organisation | None
    answers: Sequence[Answered]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """A round of a juror's: how many sheets, how many given in."""

    round: Round
    sheets: int
    given: int

    def is_open(self, now: dt.datetime) -> bool:
        return self.given < self.sheets and not self.round.is_closed(now)


def seats_of(actor: Actor) -> list[Juror]:
    """The juries on which this person sits. One query."""
    rows = Juror.objects.filter(person=actor.user_id or 0, left_at=None)
    return list(rows.select_related("call").order_by("-joined_at", "-pk"))


def loads_of(actor: Actor, now: dt.datetime) -> list[Load]:
    """The rounds in which something is to be judged, or was, the one that ends first first."""
    rows = Assignment.objects.open_to(actor.user_id, now)
    counted = {
        round_id: (sheets, given)
        for round_id, sheets, given in rows.values("entry__round")
        .annotate(sheets=Count("pk"), given=Count("pk", filter=GIVEN))
        .values_list("entry__round", "sheets", "given")
    }
    rounds = Round.objects.filter(pk__in=counted).select_related("call")
    return [Load(one, *counted[one.pk]) for one in rounds.order_by("-closes_at", "pk")]


def find_round(round_id: int, actor: Actor, now: dt.datetime) -> Round:
    """One in which this person has something to judge. One query."""
    mine = Assignment.objects.open_to(actor.user_id, now).values("entry__round")
    return find(Round.objects.filter(pk__in=mine).select_related("call"), pk=round_id)


def assignments_in(round_: Round, actor: Actor, now: dt.datetime) -> QuerySet[Assignment]:
    """The juror's own, by code. One query."""
    rows = Assignment.objects.open_to(actor.user_id, now).filter(entry__round=round_)
    return (
        rows.select_related("entry__application__organisation", "sheet")
        .order_by("entry__code")
        .fetch_mode(FETCH_RAISE)
    )


def find_assignment(round_id: int, code: str, actor: Actor, now: dt.datetime) -> Assignment:
    """The juror's own for this code. One query."""
    rows = Assignment.objects.open_to(actor.user_id, now).select_related(
        "entry__round__call", "entry__application__organisation", "juror", "sheet"
    )
    return find(rows, entry__round=round_id, entry__code=code)


def criteria_of(round_: Round) -> list[Criterion]:
    """With their anchors. Two queries."""
    anchors = Prefetch("anchors", Anchor.objects.order_by("score"))
    return list(round_.criteria.prefetch_related(anchors).order_by("place", "pk"))


def title_of(assignment: Assignment) -> str:
    entry = assignment.entry
    if entry.round.is_blind:
        return entry.code
    return str(entry.application.organisation.name)


def seen_by_jury(assignment: Assignment) -> Seen:
    """The application in a juror's hands. Secret answers are never shown to a jury."""
    entry, round_ = assignment.entry, assignment.entry.round
    answers = [one for one in answers_of(entry.application) if one.for_jury]
    if not round_.is_blind:
        home = entry.application.organisation
        return Seen(entry.code, str(home.name), home, answers)
    hidden = set(round_.hidden)
    kept = [one for one in answers if one.question.pk not in hidden and not one.tells_who]
    names = names_in(entry.application)
    blind = [one.with_texts([without_names(text, names) for text in one.texts]) for one in kept]
    return Seen(entry.code, entry.code, None, blind, left_out=len(answers) - len(kept))


def file_for(assignment: Assignment, answer_id: int) -> StoredFile:
    """A file of an answer that this juror may read; in a blind round none is."""
    seen = seen_by_jury(assignment)
    found = next((a for one in seen.answers if (a := one.answer) and a.pk == answer_id), None)
    if assignment.entry.round.is_blind or found is None or found.file is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return found.file


def names_in(application: Application) -> tuple[str, ...]:
    """All names by which an applicant may be known. Four queries."""
    home = application.organisation
    told: list[str] = [*_each(home.name)]
    told += [home.business_id or "", home.website.split("//")[-1].strip("/")]
    for solution in Solution.objects.filter(company=home):
        told += _each(solution.name)
    people = list(
        Membership.objects.filter(organisation=home).values_list("user__name", flat=True)
    )
    people += Writer.objects.filter(application=application, person__isnull=False).values_list(
        "person__name", flat=True
    )
    for name in people:
        told += names_of_person(name)
    return names_to_hide(told)


def _each(text: Text) -> tuple[str, str, str]:
    return text.fi, text.sv, text.en


@dataclass(frozen=True, slots=True)
class Other:
    """What another juror has given in: the scores in the order of the criteria."""

    juror: Juror
    scores: tuple[int, ...]
    to_applicant: str


def others_on(assignment: Assignment, criteria: Sequence[Criterion]) -> list[Other]:
    """Given-in sheets of the others without a conflict, in order of their giving.

    In a blind round names are taken out here too: another juror may know who it is.
    """
    rows = (
        Assignment.objects.clear()
        .filter(GIVEN, entry=assignment.entry_id)
        .exclude(pk=assignment.pk)
        .select_related("juror__person", "sheet")
        .prefetch_related(Prefetch("sheet__marks", Mark.objects.all()))
        .order_by("sheet__given_at", "pk")
    )
    names = _names_taken_out(assignment)
    return [
        Other(
            one.juror,
            _in_order(one.sheet, criteria),
            without_names(one.sheet.to_applicant, names) if names else one.sheet.to_applicant,
        )
        for one in rows
    ]


def _names_taken_out(assignment: Assignment) -> tuple[str, ...]:
    """Of a blind round's applicant; none where the round is open."""
    entry = assignment.entry
    return names_in(entry.application) if entry.round.is_blind else ()


def _in_order(sheet: Sheet, criteria: Sequence[Criterion]) -> tuple[int, ...]:
    scores = {mark.criterion_id: mark.score for mark in sheet.marks.all()}
    return tuple(scores.get(one.pk, 0) for one in criteria)


def remarks_on(assignment: Assignment) -> list[Remark]:
    """The discussion of the entry, in order of time; in a blind round without names."""
    clear = Assignment.objects.clear().filter(entry=assignment.entry_id)
    rows = Remark.objects.filter(assignment__in=clear.values("pk"))
    found = list(rows.select_related("assignment__juror__person").order_by("written_at", "pk"))
    if names := _names_taken_out(assignment):
        for one in found:
            one.words = without_names(one.words, names)
    return found


def marks_of(assignment: Assignment) -> dict[int, int]:
    rows = Mark.objects.filter(sheet__assignment=assignment)
    return dict(rows.values_list("criterion", "score"))


def apart_from(actor: Actor) -> QuerySet[Conflict]:
    """The organisations that this person has declared against. One query.

    Conflicts with single applications are not listed: a list of them would tell who applied.
    """
    rows = Conflict.objects.filter(
        juror__person=actor.user_id or 0, by_juror=True, organisation__isnull=False
    )
    return rows.select_related("organisation", "juror__call").order_by("declared_at", "pk")


def organisations_to_name() -> list[Organisation]:
    """All that the hub has approved, whether they apply or not. One query."""
    rows = Organisation.objects.approved().exclude(kind="hub")
    return sorted(rows, key=lambda one: str(one.name).casefold())
