"""The directory of solutions: which are found, and how many each further choice would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import FETCH_RAISE, F, Q, QuerySet

from eduhub.catalogue.models import Claim, Solution
from eduhub.catalogue.queries.topics import Topics, TopicWord, topics
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.lang import in_reading_order
from eduhub.kit.search import Asked, words_in
from eduhub.people.states import OrganisationState

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
    topic: TopicWord
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
    def chosen(self) -> list[TopicWord]:
        return [c.topic for facet in self.facets for c in facet.choices if c.chosen]


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions that fit a question, before any page is cut; asked is None without words."""

    topics: Topics
    chosen: Mapping[str, Sequence[str]]
    asked: Asked | None
    solutions: QuerySet[Solution]


def solutions_found(question: Question) -> Found:
    """What holds every word asked for, in any language or by its codes, and fits every choice.

    One query for the topics, another where words were asked for.
    """
    words = words_in(question.words) if question.words.strip() else []
    known = topics(words)
    chosen = _known_choices(question.chosen, known)
    asked = Asked(words, known.named) if words else None
    found = Solution.objects.published()
    if asked:
        found = found.filter(words=asked)
    found = found.filter(*(Q(codes__overlap=codes) for codes in chosen.values()))
    if asked and question.order == Order.BEST:
        found = found.annotate(rank=SearchRank(F("words"), asked)).order_by(
            "-rank", in_reading_order("name"), "pk"
        )
    elif question.order == Order.NEWEST:
        found = found.order_by("-published_at", "-pk")
    else:
        found = found.order_by(in_reading_order("name"), "pk")
    return Found(known, chosen, asked, found)


def directory(question: Question) -> Directory:
    """What the directory shows: two queries (three with words), and the page's own."""
    found = solutions_found(question)
    counts = counted(found)
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


def counted(found: "Found") -> dict[str, int]:
    """How many solutions each code would show, "" standing for the answer itself. One query.

    A kind is counted as if nothing of its own were chosen, since its choices widen each other.
    So a solution counts for all its codes when it fits every choice, and when it misses those
    of one kind only, for its codes of that kind. Written by hand, as topics() is.
    """
    fits = {kind: "s.codes && %s::varchar[]" for kind in found.chosen}
    choices = [list(codes) for codes in found.chosen.values()]
    missed = [f" || CASE WHEN {fit} THEN '' ELSE '{kind}' END" for kind, fit in fits.items()]
    where = ""
    params: list[Any] = [*choices]
    if found.asked:
        asked, told = found.asked.as_sql()
        where, params = f" AND s.words @@ {asked}", [*params, *told]
    if len(fits) > 1:
        missing = "+".join(f"(NOT {fit})::int" for fit in fits.values())
        where, params = f"{where} AND {missing} < 2", [*params, *choices]
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(missed="".join(missed), where=where), params)
        rows = cursor.fetchall()
    counts: dict[str, int] = {}
    for miss, code, number in rows:
        known = found.topics.by_code.get(code)
        if not miss or (known and known.kind == miss):
            counts[code] = counts.get(code, 0) + number
    return counts


_COUNTS = f"""
SELECT missed, code, count(*) FROM (
    SELECT '' {{missed}} AS missed, unnest(array_prepend('', s.codes)) AS code
    FROM catalogue_solution s JOIN people_organisation o ON o.id = s.company_id
    WHERE s.state = '{SolutionState.PUBLISHED}' AND o.state = '{OrganisationState.APPROVED}'{{where}}
) AS each_code GROUP BY missed, code"""


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
