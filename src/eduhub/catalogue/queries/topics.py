"""The shared codes, all of them at once: there are some seventy.

Read by hand-written SQL: every page of the directory asks this, and the framework would spend
five times more on wording the question and on making rows than the database on answering it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from eduhub.catalogue.states import TopicKind
from eduhub.kit.lang import Text
from eduhub.kit.search import Asked


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A topic as pages and the API show it."""

    code: str
    kind: str
    name: Text


@dataclass(frozen=True, slots=True)
class Topics:
    """Every topic by its code, in the order of kinds and places, and which words name them.

    Attributes:
        named: for each word that was asked for, the codes whose name holds it.
    """

    by_code: dict[str, TopicWord]
    named: tuple[tuple[str, ...], ...] = ()

    def of_kind(self, kind: str) -> list[TopicWord]:
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
    hits: list[str] = []
    params: list[Any] = []
    for word in words:
        asked, told = Asked([word]).as_sql()
        hits.append(f", words @@ {asked}")
        params += told
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, kind, name{''.join(hits)} FROM catalogue_topic"
            " ORDER BY array_position(%s::varchar[], kind), place, code",
            [*params, list(TopicKind.values)],
        )
        rows = cursor.fetchall()
    by_code = {
        code: TopicWord(code, kind, Text(**json.loads(name))) for code, kind, name, *_ in rows
    }
    named = tuple(tuple(row[0] for row in rows if row[3 + n]) for n in range(len(hits)))
    return Topics(by_code, named)
