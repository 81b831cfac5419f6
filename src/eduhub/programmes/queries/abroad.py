"""How ready solutions are for markets: the matrix, and one list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, QuerySet, Sum

from eduhub.catalogue.models import MarketFacts, Solution
from eduhub.catalogue.queries.markets import markets
from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.states import STAFF
from eduhub.programmes.models import Readiness, ReadyItem, Seat
from eduhub.programmes.states.abroad import GAPS, Heading

GAP = Q(items__state__in=GAPS)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one solution stands for one market.

    Attributes:
        gaps: what is neither done nor unneeded; None where nobody has begun.
        cost: of the gaps, in whole units of the currency, as far as told.
        untold: gaps whose cost nobody has told: the cost is at least that much.
    """

    solution: Solution
    facts: MarketFacts
    gaps: int | None = None
    cost: int = 0
    untold: int = 0
    currency: str = ""

    @property
    def is_ready(self) -> bool:
        return self.gaps == 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Solutions down, markets across; sums by currency, which are never added up."""

    columns: Sequence[MarketFacts]
    rows: Sequence[tuple[Solution, Sequence[Cell]]]

    @property
    def sums(self) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        for _solution, cells in self.rows:
            for cell in cells:
                if cell.cost:
                    found[cell.currency] += cell.cost
        return sorted(found.items())


def solutions_abroad(actor: Actor) -> QuerySet[Solution]:
    """Of a company its own, whatever their state but withdrawn; for the hub those begun with."""
    rows = Solution.objects.exclude(state=SolutionState.WITHDRAWN)
    if actor.roles & STAFF:
        rows = rows.filter(Exists(Readiness.objects.filter(solution=OuterRef("pk"))))
    else:
        rows = rows.filter(company=actor.organisation_id or 0)
    rows = rows.select_related("company").defer("words", "description")
    order = (in_reading_order("company__name"), in_reading_order("name"), "pk")
    return rows.order_by(*order).fetch_mode(FETCH_RAISE)


def matrix_of(actor: Actor, solutions: Iterable[Solution]) -> Matrix:
    """Each of the solutions against each market that this person sees. Two queries."""
    rows, columns = list(solutions), list(markets(actor))
    counted = (
        Readiness.objects.visible_to(actor)
        .filter(solution__in=[one.pk for one in rows])
        .annotate(
            gaps=Count("items", filter=GAP),
            cost=Sum("items__cost", filter=GAP, default=0),
            untold=Count("items", filter=GAP & Q(items__cost=None)),
        )
    )
    begun = {(one.solution_id, one.market_id): one for one in counted}
    told = []
    for solution in rows:
        cells = [_cell(solution, facts, begun) for facts in columns]
        told.append((solution, cells))
    return Matrix(columns, told)


def _cell(solution: Solution, facts: MarketFacts, begun: dict[tuple[int, int], Readiness]) -> Cell:
    found = begun.get((solution.pk, facts.market_id))
    if found is None:
        return Cell(solution, facts)
    told = found.__dict__
    return Cell(
        solution, facts, told["gaps"], told["cost"], told["untold"], currency=found.currency
    )


def solution_abroad(actor: Actor, pk: int) -> Solution:
    """One's own; for the hub any, for a mentor those with a list that is shown. One query."""
    rows = Solution.objects.select_related("company").defer("words", "description")
    if not actor.roles & STAFF:
        lists = Readiness.objects.visible_to(actor).values("solution")
        rows = rows.filter(Q(company=actor.organisation_id or 0) | Q(pk__in=lists))
    return find(rows, pk=pk)


def seat_shown(actor: Actor, solution_id: int) -> Seat | None:
    """Where one is the mentor to whom the solution's company shows its lists. One query."""
    if not actor.is_signed_in:
        return None
    company = Solution.objects.filter(pk=solution_id).values("company")
    return Seat.objects.shown_to_mentor(actor).filter(organisation__in=company).first()


def lists_shown(seat: Seat, actor: Actor) -> list[Readiness]:
    """The company's lists that this person reads, with how many gaps each has. One query."""
    rows = Readiness.objects.visible_to(actor).filter(solution__company=seat.organisation_id)
    rows = rows.annotate(gaps=Count("items", filter=GAP)).select_related("solution", "market")
    return list(rows.defer("solution__words").order_by("solution", "market", "pk"))


def readiness_of(actor: Actor, solution: Solution, facts: MarketFacts) -> Readiness | None:
    rows = Readiness.objects.visible_to(actor)
    return rows.filter(solution=solution, market=facts.market_id).first()


def items_of(readiness: Readiness) -> list[tuple[str, list[ReadyItem]]]:
    """By heading, in the template's order, one's own behind it. One query."""
    rows = readiness.items.select_related("owner", "file").order_by("pk").fetch_mode(FETCH_RAISE)
    found: dict[str, list[ReadyItem]] = {heading: [] for heading in Heading.values}
    for item in rows:
        found[item.heading].append(item)
    return [(str(Heading(code).label), items) for code, items in found.items() if items]


def item_to_show(actor: Actor, pk: int) -> ReadyItem:
    """One item of a list that this person sees. One query."""
    visible = Readiness.objects.visible_to(actor).values("pk")
    rows = ReadyItem.objects.filter(readiness__in=visible)
    named = ("readiness__solution__company", "readiness__market", "owner", "file")
    return find(rows.select_related(*named).defer("readiness__solution__words"), pk=pk)


def readiness_to_show(actor: Actor, pk: int) -> Readiness:
    rows = Readiness.objects.visible_to(actor).select_related("solution__company", "market")
    return find(rows.defer("solution__words"), pk=pk)
