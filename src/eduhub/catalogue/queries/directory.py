"""The directory of solutions: which are found, and how many each further choice would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchRank
from django.db.models import FETCH_RAISE, Case, CharField, Count, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from eduhub.catalogue.models import Claim, Solution, Topic
from eduhub.catalogue.queries.topics import Topics, topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.lang import in_reading_order
from eduhub.kit.search import query_for, words_in

OPEN_FACETS = {TopicKind.SUBJECT, TopicKind.AGE, TopicKind.LANGUAGE}
FIRST_CHOICES = 7


class Order(StrEnum):
    BEST = "best"
    NAME = "name"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks the directory: words, choices by kind of topic, an order.

    Several choices of one kind widen the answer, choices of several kinds narrow it.
    """

    words: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True)
class Choice:
    topic: Topic
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of topic, with how many solutions each choice would show."""

    kind: TopicKind
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        return self.kind in OPEN_FACETS or any(choice.chosen for choice in self.choices)

    @property
    def first(self) -> tuple[Choice, ...]:
        """Those that stand open: what was chosen and what would show most, in the kind's order.

        Of languages the first ones, those of this country, whatever their numbers.
        """
        ranked = list(self.choices)
        if self.kind != TopicKind.LANGUAGE:
            ranked.sort(key=lambda choice: -choice.count)
        shown = ranked[:FIRST_CHOICES]
        return tuple(c for c in self.choices if c.chosen or c in shown)

    @property
    def rest(self) -> tuple[Choice, ...]:
        first = self.first
        return tuple(choice for choice in self.choices if choice not in first)


@dataclass(frozen=True, slots=True)
class Directory:
    """The answer: how many, which (a query to be cut into pages), and the facets."""

    total: int
    solutions: QuerySet[Solution]
    facets: tuple[Facet, ...]
    topics: Topics

    @property
    def chosen(self) -> list[Topic]:
        return [c.topic for facet in self.facets for c in facet.choices if c.chosen]


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions that fit a question, before any page is cut.

    Attributes:
        base: those with the words, whatever was chosen besides; what facets are counted on.
    """

    topics: Topics
    chosen: Mapping[str, Sequence[str]]
    base: QuerySet[Solution]
    solutions: QuerySet[Solution]


def solutions_found(question: Question) -> Found:
    """What holds every word asked for, in any language or by its codes, and fits every choice.

    One query for the topics, another where words were asked for.
    """
    words = words_in(question.words) if question.words.strip() else []
    known = topics(words)
    chosen = _known_choices(question.chosen, known)
    base = Solution.objects.published()
    if words:
        query = reduce(and_, map(query_for, words, map(list, known.named)))
        base = base.filter(words=query)
    found = base.filter(*(Q(codes__overlap=codes) for codes in chosen.values()))
    if words and question.order == Order.BEST:
        found = found.annotate(rank=SearchRank(F("words"), query)).order_by(
            "-rank", in_reading_order("name"), "pk"
        )
    elif question.order == Order.NEWEST:
        found = found.order_by("-published_at", "-pk")
    else:
        found = found.order_by(in_reading_order("name"), "pk")
    return Found(known, chosen, base, found)


def directory(question: Question) -> Directory:
    """What the directory shows: two queries (three with words), and the page's own."""
    found = solutions_found(question)
    counts = counted(found.base, found.chosen, found.topics)
    return Directory(
        total=counts.get("", 0),
        solutions=for_cards(found.solutions),
        facets=tuple(_facets(found.topics, found.chosen, counts)),
        topics=found.topics,
    )


def for_cards(solutions: QuerySet[Solution]) -> QuerySet[Solution]:
    """Only what a card shows, with the company's name, in one query."""
    shown = ("name", "pitch", "codes", "state", "published_at", "changed_at", "company__name")
    return solutions.select_related("company").only(*shown).fetch_mode(FETCH_RAISE)


def newest_claims(solutions: Iterable[Solution]) -> dict[int, Claim]:
    """The newest claim of each solution that has one. One query for all."""
    newest = (
        Claim.objects.filter(solution__in=[solution.pk for solution in solutions])
        .order_by("solution", "-dated", "-pk")
        .distinct("solution")
        .fetch_mode(FETCH_RAISE)
    )
    return {claim.solution_id: claim for claim in newest}


def counted(
    matching: QuerySet[Solution], chosen: Mapping[str, Sequence[str]], known: Topics
) -> dict[str, int]:
    """How many solutions each code would show, "" standing for the answer itself. One query.

    A kind is counted as if nothing of its own were chosen, since its choices widen each other.
    So a solution counts for all its codes when it fits every choice, and when it misses those
    of one kind only, for its codes of that kind.
    """
    fits = {kind: Q(codes__overlap=list(codes)) for kind, codes in chosen.items()}
    if len(fits) > 1:
        others = [[q for k, q in fits.items() if k != kind] for kind in fits]
        matching = matching.filter(reduce(or_, (reduce(and_, qs) for qs in others)))
    misses = [
        Case(When(q, then=Value("")), default=Value(kind), output_field=CharField())
        for kind, q in fits.items()
    ]
    missed = Concat(Value(""), Value(""), *misses, output_field=CharField())
    rows = (
        matching.order_by()
        .annotate(missed=missed, code=_EachCode())
        .values_list("missed", "code")
        .annotate(n=Count("*"))
    )
    counts: dict[str, int] = {}
    for miss, code, n in rows:
        if not miss or (code in known.by_code and known.by_code[code].kind == miss):
            counts[code] = counts.get(code, 0) + n
    return counts


class _EachCode(Func):
    """A row for each code of a solution, and one for the solution itself, with the code ""."""

    template = "unnest(array_prepend('', codes))"
    set_returning = True
    output_field = CharField()


def _known_choices(
    asked: Mapping[str, Sequence[str]], known: Topics
) -> dict[str, tuple[str, ...]]:
    chosen = {
        kind: tuple(c for c in codes if c in known.by_code and known.by_code[c].kind == kind)
        for kind, codes in asked.items()
    }
    return {kind: codes for kind, codes in chosen.items() if codes}


def _facets(
    known: Topics, chosen: Mapping[str, Sequence[str]], counts: Mapping[str, int]
) -> Iterable[Facet]:
    for kind in TopicKind:
        choices = tuple(
            Choice(topic, counts.get(topic.code, 0), topic.code in chosen.get(kind, ()))
            for topic in known.of_kind(kind)
        )
        if choices:
            yield Facet(kind, choices)
