"""A short written paper as data: shown as a page, printed as a PDF, known by its fingerprint.

One source for both forms: whoever writes a leaflet writes it in the reader's language, and what
somebody has agreed to is told apart by the fingerprint of exactly those words.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from eduhub.kit.papers import make_pdf

TEMPLATE = Path(__file__).parent / "templates" / "ui" / "leaflet.typ"


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with what stands under it, in this order.

    Attributes:
        facts: pairs of a name and its words.
        points: a list.
        blanks: what somebody fills in by hand, such as "Name" or "Day".
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A paper in one language.

    Attributes:
        number: of what it belongs to; stands at the head of each page.
    """

    language: str
    number: str
    title: str
    lead: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From what as_data() made, once it has been through JSON."""
        parts = tuple(
            Part(
                heading=part["heading"],
                paragraphs=tuple(part["paragraphs"]),
                facts=tuple((name, words) for name, words in part["facts"]),
                points=tuple(part["points"]),
                blanks=tuple(part["blanks"]),
            )
            for part in data["parts"]
        )
        return cls(data["language"], data["number"], data["title"], data["lead"], parts)

    @property
    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sha256(self) -> str:
        """Of the words in their order; the same words are the same paper."""
        written = json.dumps(self.as_data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


def pdf_of(leaflet: Leaflet) -> bytes:
    """The leaflet as a tagged PDF; the same bytes for the same words."""
    return make_pdf(TEMPLATE, leaflet.as_data)
