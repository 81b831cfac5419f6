"""Of what a report is made: headings with words, facts, tables and figures."""

from dataclasses import dataclass

from eduhub.evidence.queries.drawings import Figure
from eduhub.kit.lang import Text

type Words = str | Text


@dataclass(frozen=True, slots=True)
class Table:
    """`codes`: the second column holds digits or fingerprints to be copied; `words`: all do words.

    `spoken`: as many columns from the left hold words, the row's name among them.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    codes: bool = False
    words: bool = False
    spoken: int = 1

    @property
    def of_words(self) -> int:
        """How many columns hold words and so stand to the left."""
        return len(self.head) if self.words else self.spoken


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
