"""The one record of a company: everything that all rooms know of its way, each thing once."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find
from eduhub.kit.chronicle import Line, lines_at, tells
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.models import (
    Application,
    CompanyEvent,
    FigureAnswer,
    FigureRound,
    Pitch,
    Stay,
    Verdict,
)
from eduhub.programmes.queries.figures import latest

PLACE = "programmes.record"
EVENT = "event:"  # how the kinds of lines begin that tell what happened to the company


def homes_with_record() -> QuerySet[Organisation]:
    """Whoever has applied or been taken in."""
    applied = Application.objects.filter(organisation=OuterRef("pk"), call__lent_kind="")
    stayed = Stay.objects.filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Q(Exists(applied)) | Q(Exists(stayed)))


def find_home(pk: int, actor: Actor) -> Organisation:
    """The company, for its own people and the hub's. One query."""
    rows = homes_with_record()
    if not (actor.roles & STAFF or actor.holds("machine")):
        rows = rows.filter(pk=actor.organisation_id or 0)
    return find(rows, pk=pk)


def has_record(actor: Actor) -> bool:
    """Whether this person's company has one. One query."""
    here = actor.organisation_id is not None and not actor.roles & STAFF
    return here and homes_with_record().filter(pk=actor.organisation_id or 0).exists()


def lines_of(home: Organisation, actor: Actor) -> list[Line]:
    """The newest first; as many queries as rooms and kinds of things tell."""
    return lines_at(PLACE, home.pk, actor)


def stays_in(home: Organisation) -> list[Stay]:
    rows = Stay.objects.filter(organisation=home).select_related("programme", "organisation")
    return list(rows.order_by("-since", "pk"))


def events_of(home: Organisation) -> list[CompanyEvent]:
    """Those that stand, the newest first. One query."""
    return list(CompanyEvent.objects.standing().filter(organisation=home).order_by("-on", "-pk"))


def timeline_of(home: Organisation, actor: Actor) -> list[tuple[Line, CompanyEvent | None]]:
    """All lines, the newest first, each with the event of this room that it tells, if it is one."""
    others = [(one, None) for one in lines_of(home, actor) if not one.kind.startswith(EVENT)]
    told = [*others, *((_event_line(one), one) for one in events_of(home))]
    return sorted(told, key=lambda one: (one[0].on, one[0].kind, one[0].words), reverse=True)


@dataclass(frozen=True, slots=True)
class History:
    """One figure over the years: a cell for each round, None where nothing was said."""

    name: str
    unit: str
    cells: list[FigureAnswer | None]


def histories_of(home: Organisation) -> tuple[list[FigureRound], list[History]]:
    """The rounds in which the company was asked, oldest first, and each figure in them. Two queries."""
    asked = FigureRound.objects.filter(asks__stay__organisation=home).select_related("programme")
    rounds = list(asked.order_by("last", "first", "pk"))
    rows = FigureAnswer.objects.filter(ask__stay__organisation=home).select_related("figure")
    told = latest(rows.order_by("figure__place", "figure", "number"))
    by_code: dict[str, dict[int, FigureAnswer]] = {}
    for answer in told.values():
        by_code.setdefault(answer.figure.code, {})[answer.figure.round_id] = answer
    return rounds, [_history(rounds, cells) for cells in by_code.values()]


def _history(rounds: list[FigureRound], cells: dict[int, FigureAnswer]) -> History:
    figure = next(iter(cells.values())).figure
    return History(
        str(figure.name), figure.get_unit_display(), [cells.get(one.pk) for one in rounds]
    )


# What this room and those below it tell


@tells(PLACE)
def _applications(key: int, actor: Actor) -> Iterator[Line]:
    own = Application.objects.filter(call__lent_kind="")  # a lent call is told of by its own room
    rows = own.filter(organisation=key).select_related("call")
    for one in rows.order_by("pk"):
        when = timezone.localdate(one.finalised_at or one.started_at)
        words = _("Application to %(call)s: %(state)s") % {
            "call": str(one.call.title),
            "state": one.get_state_display(),
        }
        url = reverse("programmes:application", args=[one.pk])
        yield Line(when, "application", words, _("Calls"), url)


@tells(PLACE)
def _decisions(key: int, actor: Actor) -> Iterator[Line]:
    rows = Verdict.objects.filter(application__organisation=key, published_at__isnull=False)
    for one in rows.select_related("application__call").order_by("pk"):
        assert one.published_at is not None
        words = _("Decision on %(call)s: %(outcome)s") % {
            "call": str(one.application.call.title),
            "outcome": one.get_outcome_display(),
        }
        url = reverse("programmes:verdict", args=[one.application_id])
        yield Line(timezone.localdate(one.published_at), "decision", words, _("Calls"), url)


@tells(PLACE)
def _stays(key: int, actor: Actor) -> Iterator[Line]:
    today = timezone.localdate()
    for one in Stay.objects.filter(organisation=key).select_related("programme"):
        told = {"programme": str(one.programme.name)}
        source = _("Programmes")
        yield Line(one.since, "taken_in", _("Taken in to %(programme)s") % told, source)
        if one.until < today:
            words = _("Left %(programme)s; alumni since then") % told
            yield Line(one.until, "alumni", words, source)


@tells(PLACE)
def _figures(key: int, actor: Actor) -> Iterator[Line]:
    rows = FigureAnswer.objects.filter(ask__stay__organisation=key)
    rows = rows.select_related("ask__round__programme").order_by("ask", "said_at")
    for one in rows.distinct("ask"):
        url = reverse("programmes:figure_ask", args=[one.ask_id])
        words = _("Key figures told: %(programme)s") % {
            "programme": str(one.ask.round.programme.name)
        }
        yield Line(timezone.localdate(one.said_at), "figures", words, _("Key figures"), url)


@tells(PLACE)
def _events(key: int, actor: Actor) -> Iterator[Line]:
    for one in CompanyEvent.objects.standing().filter(organisation=key):
        yield _event_line(one)


def _event_line(event: CompanyEvent) -> Line:
    source = _("The hub") if event.told_by_hub else _("The company")
    return Line(event.on, f"{EVENT}{event.kind}", event_words(event), source)


def event_words(event: CompanyEvent) -> str:
    """The kind, then the country and the company's own words, as far as there are any."""
    rest = " · ".join(part for part in (event.country, event.words) if part)
    return f"{event.get_kind_display()}: {rest}" if rest else str(event.get_kind_display())


@tells(PLACE)
def _pitches(key: int, actor: Actor) -> Iterator[Line]:
    rows = Pitch.objects.agreed().filter(organisation=key, demo_day__published_at__isnull=False)
    for one in rows.select_related("demo_day").order_by("pk"):
        url = reverse("programmes:demo_day", args=[one.demo_day_id])
        words = _("Pitch at %(day)s") % {"day": str(one.demo_day.title)}
        on = timezone.localdate(one.demo_day.starts_at)
        yield Line(on, "pitch", words, _("Demo days"), url)


@tells(PLACE)
def _solutions(key: int, actor: Actor) -> Iterator[Line]:
    rows = Solution.objects.filter(company=key, published_at__isnull=False).defer("words")
    for one in rows.order_by("pk"):
        assert one.published_at is not None
        url = reverse("catalogue:solution", args=[one.pk])
        words = _("In the directory: %(solution)s") % {"solution": str(one.name)}
        yield Line(timezone.localdate(one.published_at), "solution", words, _("Directory"), url)
