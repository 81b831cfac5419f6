"""The shared codes, all of them at once: there are some seventy."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    FETCH_RAISE,
    BooleanField,
    Case,
    ExpressionWrapper,
    IntegerField,
    Q,
    Value,
    When,
)

from eduhub.catalogue.models import Topic
from eduhub.catalogue.states import TopicKind
from eduhub.kit.search import query_for

_KINDS = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(TopicKind)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Topics:
    """Every topic by its code, in the order of kinds and places, and which words name them.

    Attributes:
        named: for each word that was asked for, the codes whose name holds it.
    """

    by_code: dict[str, Topic]
    named: tuple[tuple[str, ...], ...] = ()

    def of_kind(self, kind: str) -> list[Topic]:
        return [topic for topic in self.by_code.values() if topic.kind == kind]

    def names(self, codes: Sequence[str], kind: str) -> list[str]:
        """The names of those codes that are of the kind, in the topics' order."""
        chosen = set(codes)
        return [
            str(topic.name)
            for code, topic in self.by_code.items()
            if topic.kind == kind and code in chosen
        ]


def topics(words: Sequence[str] = ()) -> Topics:
    """All topics and, for each word, the codes that it names in any language. One query."""
    hits = {
        f"hit{n}": ExpressionWrapper(Q(words=query_for(word, [])), output_field=BooleanField())
        for n, word in enumerate(words)
    }
    found = (
        Topic.objects.annotate(**hits)
        .defer("words")
        .order_by(_KINDS, "place", "code")
        .fetch_mode(FETCH_RAISE)
    )
    by_code = {topic.code: topic for topic in found}
    named = tuple(
        tuple(code for code, topic in by_code.items() if getattr(topic, hit)) for hit in hits
    )
    return Topics(by_code, named)
