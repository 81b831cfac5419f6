"""What a report's sections are made of."""

from dataclasses import dataclass

from eduhub.evidence.queries.drawings import Figure
from eduhub.kit.lang import Text

type Words = str | Text


@dataclass(frozen=True, slots=True)
class Table:
    """`codes`: the second column holds digits or fingerprints to be copied."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    codes: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, in this order."""

    key: str
    heading: str
    paragraphs: tuple[Words, ...] = ()
    facts: tuple[tuple[str, Words], ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
