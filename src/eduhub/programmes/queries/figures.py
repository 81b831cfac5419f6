"""Key figures as those see them who ask, and those who are asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import FETCH_RAISE, Count, Q, QuerySet, Sum

from eduhub.catalogue.models import Company
from eduhub.kit.access import Actor, find
from eduhub.kit.tokens import digest_of
from eduhub.programmes.models import (
    Ask,
    AskedFigure,
    AskLink,
    CompanyEvent,
    FigureAnswer,
    FigurePlan,
    FigureRound,
    KeyFigure,
    Programme,
    Stay,
)
from eduhub.programmes.states.figures import Fixed, Said, Span
from eduhub.programmes.states.records import MONEY

OF_AN_ASK = ("round__programme", "stay__organisation", "stay__programme")


def rounds_of(programme: Programme) -> list[FigureRound]:
    """The last period first, with how many were asked and have answered. One query."""
    rows = FigureRound.objects.filter(programme=programme).annotate(
        asked=Count("asks", distinct=True),
        answered=Count("asks", filter=Q(asks__answers__isnull=False), distinct=True),
    )
    return list(rows.order_by("-last", "-first", "pk"))


def figures_of(programme: Programme) -> list[KeyFigure]:
    """The programme's own; those no longer asked come last. One query."""
    return list(KeyFigure.objects.filter(programme=programme).order_by("-is_asked", "pk"))


def plan_of(programme: Programme) -> FigurePlan:
    """As it is kept, or as it is where nobody has decided yet. One query."""
    found = FigurePlan.objects.filter(programme=programme).first()
    return found or FigurePlan(programme=programme, version=0)


def find_key_figure(pk: int) -> KeyFigure:
    return find(KeyFigure.objects.select_related("programme"), pk=pk)


def find_figure_round(pk: int) -> FigureRound:
    return find(FigureRound.objects.select_related("programme"), pk=pk)


def stays_of(programme: Programme) -> QuerySet[Stay]:
    """Who is or was in it, the last taken in first. One query."""
    rows = Stay.objects.filter(programme=programme).select_related("organisation")
    return rows.order_by("-since", "pk").fetch_mode(FETCH_RAISE)


def find_stay(pk: int, actor: Actor) -> Stay:
    return find(Stay.objects.visible_to(actor).select_related("organisation", "programme"), pk=pk)


def find_ask(pk: int, actor: Actor) -> Ask:
    return find(Ask.objects.visible_to(actor).select_related(*OF_AN_ASK), pk=pk)


def asks_open(actor: Actor, now: dt.datetime) -> list[Ask]:
    """What this person's company is asked and has not answered. One query."""
    if actor.organisation_id is None:
        return []
    rows = Ask.objects.unanswered().filter(stay__organisation=actor.organisation_id)
    rows = rows.filter(round__due_at__gt=now).select_related(*OF_AN_ASK)
    return list(rows.order_by("round__due_at", "pk").fetch_mode(FETCH_RAISE))


def standing_link(now: dt.datetime, *, token: str = "", pk: int = 0) -> AskLink:
    """A link that opens still, by its token or its key. One query."""
    rows = AskLink.objects.filter(revoked_at=None, until__gt=now)
    rows = rows.select_related(*(f"ask__{path}" for path in OF_AN_ASK))
    return find(rows, **({"token_digest": digest_of(token)} if token else {"pk": pk}))


def latest(rows: Iterable[FigureAnswer]) -> dict[int, FigureAnswer]:
    """Of each figure the answer that counts, by the figure's key."""
    return {one.figure_id: one for one in sorted(rows, key=lambda one: one.number)}


@dataclass(frozen=True, slots=True)
class Known:
    """What the hub knows of a figure before it is answered.

    Attributes:
        value: may stand in the form as it is; None when only a hint is known.
        before: what was told last, of which period; None when nothing was.
        events: the sum of what the company's record tells of the period, in euros.
        people: the band of people working there, as the directory shows it.
    """

    value: Decimal | None = None
    before: FigureAnswer | None = None
    events: Decimal | None = None
    people: str = ""


def known_of(ask: Ask, figures: Iterable[AskedFigure]) -> dict[int, Known]:
    """What is known of each figure, by its key. Three queries.

    The same figure of the same period, told to another programme, is the answer itself; so is
    the sum of what the company's record tells of new funding. What was true of the last day of
    an earlier period may still be true, and stands in the form to be changed; what a whole
    earlier period made says nothing of this one, and is only shown.
    """
    asked, organisation = list(figures), ask.stay.organisation_id
    rows = FigureAnswer.objects.filter(
        ask__stay__organisation=organisation,
        figure__code__in=[one.code for one in asked],
        said=Said.KNOWN,
        figure__round__last__lte=ask.round.last,
    ).exclude(ask=ask)
    told = rows.select_related("figure__round").order_by("figure__round__last", "number", "pk")
    before = {one.figure.code: one for one in told}
    events = CompanyEvent.objects.standing().filter(organisation=organisation, kind__in=MONEY)
    span = events.filter(on__gte=ask.round.first, on__lte=ask.round.last)
    money = span.aggregate(sum=Sum("euros"))["sum"]
    company = Company.objects.filter(organisation=organisation).first()
    return {one.pk: _known(one, before.get(one.code), money, company) for one in asked}


def _known(
    figure: AskedFigure,
    before: FigureAnswer | None,
    money: Decimal | None,
    company: Company | None,
) -> Known:
    same = before is not None and before.figure.round.first == figure.round.first
    same = same and before is not None and before.figure.round.last == figure.round.last
    holds = before is not None and (same or figure.span == Span.AT_END)
    value = before.value if before is not None and holds else None
    is_funding = figure.code == Fixed.FUNDING
    return Known(
        value=money if is_funding and value is None else value,
        before=before,
        events=money if is_funding else None,
        people=company.people_working if company and figure.code == Fixed.JOBS else "",
    )


def figures_asked(ask: Ask) -> list[AskedFigure]:
    """In the order of the form, each with its round. One query."""
    rows = AskedFigure.objects.filter(round=ask.round_id).select_related("round")
    return list(rows.order_by("place"))


def answers_to(ask: Ask) -> list[FigureAnswer]:
    """Every answer, corrections after what they correct. One query."""
    rows = FigureAnswer.objects.filter(ask=ask).select_related("figure", "said_by")
    return list(rows.order_by("figure__place", "number"))
