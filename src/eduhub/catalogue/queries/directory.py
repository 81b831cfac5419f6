"""The directory of solutions: which are found, and how many each further choice would leave."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from eduhub.kit.panels import Facet as Hanging
from eduhub.kit.panels import facets_at
from eduhub.kit.search import Asked, words_in
from eduhub.people.states import OrganisationState

OPEN_FACETS = {TopicKind.SUBJECT, TopicKind.AGE, TopicKind.LANGUAGE}
PLACE = "catalogue.solutions"  # where upper rooms hang facets of their own
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
class Hung:
    """A facet of an upper room, with the codes that it gives to solutions."""

    facet: Hanging
    codes: Mapping[int, Collection[str]]

    def fits(self, chosen: Sequence[str]) -> Q:
        found = Q(pk__in=[pk for pk, codes in self.codes.items() if set(codes) & set(chosen)])
        return found | ~Q(pk__in=list(self.codes)) if self.facet.rest in chosen else found


@dataclass(frozen=True, slots=True)
class HungWord:
    """A choice of an upper room's facet, as a topic is shown."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    topic: TopicWord | HungWord
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of topic or what an upper room hung, with how many each choice would show."""

    kind: str
    label: str
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
    def chosen(self) -> list[TopicWord | HungWord]:
        return [c.topic for facet in self.facets for c in facet.choices if c.chosen]


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions that fit a question, before any page is cut; asked is None without words."""

    topics: Topics
    chosen: Mapping[str, Sequence[str]]
    asked: Asked | None
    solutions: QuerySet[Solution]
    hung: tuple[Hung, ...] = ()


def codes_hung() -> frozenset[str]:
    """The codes of all that upper rooms hung here."""
    return frozenset(code for facet in facets_at(PLACE) for code, _words in facet.choices)


def solutions_found(question: Question, *, with_facets: bool = False) -> Found:
    """What holds every word asked for, in any language or by its codes, and fits every choice.

    One query for the topics, another where words were asked for, and those of each facet of an
    upper room that was chosen from; of all of them if they are to be counted (`with_facets`).
    """
    words = words_in(question.words) if question.words.strip() else []
    known = topics(words)
    chosen = _known_choices(question.chosen, known)
    hung = tuple(
        Hung(facet, facet.codes())
        for facet in facets_at(PLACE)
        if with_facets or facet.name in chosen
    )
    apart = {one.facet.name: one for one in hung}
    asked = Asked(words, known.named) if words else None
    found = Solution.objects.published()
    if asked:
        found = found.filter(words=asked)
    found = found.filter(
        *(
            apart[kind].fits(codes) if kind in apart else Q(codes__overlap=codes)
            for kind, codes in chosen.items()
        )
    )
    if asked and question.order == Order.BEST:
        found = found.annotate(rank=SearchRank(F("words"), asked)).order_by(
            "-rank", in_reading_order("name"), "pk"
        )
    elif question.order == Order.NEWEST:
        found = found.order_by("-published_at", "-pk")
    else:
        found = found.order_by(in_reading_order("name"), "pk")
    return Found(known, chosen, asked, found, hung)


def directory(question: Question) -> Directory:
    """What the directory shows: two queries (three with words), the page's own, and those of
    what upper rooms hung."""
    found = solutions_found(question, with_facets=True)
    counts = counted(found)
    return Directory(
        total=counts.get("", 0),
        solutions=for_cards(found.solutions),
        facets=tuple(_facets(found, counts)),
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
    rests = [one.facet.rest for one in found.hung]
    told_above = [values for one in found.hung for values in _pairs(one)]
    params: list[Any] = [*choices, *rests, *told_above]
    if found.asked:
        asked, told = found.asked.as_sql()
        where, params = f" AND s.words @@ {asked}", [*params, *told]
    if len(fits) > 1:
        missing = "+".join(f"(NOT {fit})::int" for fit in fits.values())
        where, params = f"{where} AND {missing} < 2", [*params, *choices]
    with connection.cursor() as cursor:
        places = range(len(found.hung))
        query = _COUNTS.format(
            missed="".join(missed),
            codes="".join(_CODES_HUNG.format(n=n) for n in places),
            joins="".join(_JOIN.format(n=n) for n in places),
            where=where,
        )
        cursor.execute(query, params)
        rows = cursor.fetchall()
    kinds = {code: topic.kind for code, topic in found.topics.by_code.items()}
    kinds |= {code: one.facet.name for one in found.hung for code, _words in one.facet.choices}
    counts: dict[str, int] = {}
    for miss, code, number in rows:
        if not miss or kinds.get(code) == miss:
            counts[code] = counts.get(code, 0) + number
    return counts


_COUNTS = f"""
SELECT missed, code, count(*) FROM (
    SELECT '' {{missed}} AS missed, unnest(array_prepend('', s.codes)) AS code
    FROM (
        SELECT s.words, s.codes{{codes}} AS codes
        FROM catalogue_solution s JOIN people_organisation o ON o.id = s.company_id{{joins}}
        WHERE s.state = '{SolutionState.PUBLISHED}' AND o.state = '{OrganisationState.APPROVED}'
    ) AS s WHERE true{{where}}
) AS each_code GROUP BY missed, code"""


_CODES_HUNG = " || COALESCE(h{n}.codes, ARRAY[%s]::varchar[])"
_JOIN = """
        LEFT JOIN (
            SELECT id, array_agg(code) AS codes
            FROM unnest(%s::bigint[], %s::varchar[]) AS told(id, code) GROUP BY id
        ) AS h{n} ON h{n}.id = s.id"""


def _pairs(one: Hung) -> tuple[list[int], list[str]]:
    """What an upper room says, as two columns: a solution's key, one of its codes."""
    pairs = [(pk, code) for pk, codes in one.codes.items() for code in codes]
    return [pk for pk, _code in pairs], [code for _pk, code in pairs]


def _known_choices(
    asked: Mapping[str, Sequence[str]], known: Topics
) -> dict[str, tuple[str, ...]]:
    kinds = {code: topic.kind for code, topic in known.by_code.items()}
    for facet in facets_at(PLACE):
        kinds |= {code: facet.name for code, _words in facet.choices}
    chosen = {
        kind: tuple(code for code in codes if kinds.get(code) == kind)
        for kind, codes in asked.items()
    }
    return {kind: codes for kind, codes in chosen.items() if codes}


def _facets(found: Found, counts: Mapping[str, int]) -> Iterable[Facet]:
    for kind in TopicKind:
        choices = _choices(found.topics.of_kind(kind), kind, found, counts)
        if choices:
            yield Facet(kind, str(kind.label), choices)
    for one in found.hung:
        name, told = one.facet.name, one.facet.choices
        words = [HungWord(code, name, str(said)) for code, said in told]
        yield Facet(name, str(one.facet.label), _choices(words, name, found, counts))


def _choices(
    words: Sequence[TopicWord | HungWord], kind: str, found: Found, counts: Mapping[str, int]
) -> tuple[Choice, ...]:
    chosen = found.chosen.get(kind, ())
    return tuple(Choice(word, counts.get(word.code, 0), word.code in chosen) for word in words)
