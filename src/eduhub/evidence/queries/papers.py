"""A report on paper: tagged PDF from the very sections that the page shows."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from eduhub.evidence.models import Trial
from eduhub.evidence.queries.blocks import Section, Words
from eduhub.evidence.queries.drawings import Figure, svg
from eduhub.evidence.queries.sections import Whole, sections_of
from eduhub.kit import formats
from eduhub.kit.lang import Text
from eduhub.kit.papers import make_pdf

TEMPLATE = Path(__file__).parents[1] / "templates" / "evidence" / "report.typ"
KEPT = 7 * 24 * 3600  # seconds; it is made anew from the same numbers afterwards


@dataclass(frozen=True, slots=True)
class Paper:
    """What the template of the PDF is given; the same data are the same file.

    Attributes:
        is_public: only then the file is kept, since a withdrawal leaves nothing of a draft.
    """

    data: dict[str, Any]
    is_public: bool = True

    @property
    def sha256(self) -> str:
        written = json.dumps(self.data, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(TEMPLATE.read_bytes() + written.encode()).hexdigest()


def paper_of(whole: Whole, trial: Trial, length: str) -> Paper:
    """In the reader's language. No query."""
    pilot, result = trial.pilot, whole.report.result
    days = f"{formats.day(pilot.starts)} – {formats.day(pilot.ends)}"
    published = (
        _("published %(day)s") % {"day": formats.day(result.published_at)}
        if result.published_at
        else _("Not public yet")
    )
    title = _("What did %(name)s change?") % {"name": pilot.solution.name}
    return Paper(
        {
            "language": formats.reader(),
            "number": pilot.number,
            "title": title,
            "lead": f"{pilot.number} · {days} · {whole.report.size} · {published}",
            "length": length,
            "numbers": _("The same as numbers"),
            "sections": [_section(one) for one in sections_of(whole, trial, length)],
            "foot": _("Fingerprint of the result") + ": " + result.fingerprint,
        },
        is_public=result.published_at is not None,
    )


def pdf_of(paper: Paper) -> bytes:
    """Made once and then kept: the worker's processes and the pages' share the store."""
    key = f"report:{paper.sha256}"
    found = cache.get(key)
    if isinstance(found, bytes):
        return found
    made = make_pdf(TEMPLATE, paper.data)
    if paper.is_public:
        cache.set(key, made, KEPT)
    return made


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "paragraphs": [_said(one) for one in section.paragraphs],
        "facts": [[name, _said(value)] for name, value in section.facts],
        "points": list(section.points),
        "tables": [
            {
                "caption": table.caption,
                "head": list(table.head),
                "rows": [list(row) for row in table.rows],
                "codes": table.codes,
                "spoken": table.of_words,
            }
            for table in section.tables
        ],
        "figures": [_figure(figure) for figure in section.figures],
    }


def _said(value: Words) -> dict[str, str]:
    """Words and the language that they are in."""
    if isinstance(value, Text):
        return {"words": str(value), "language": value.spoken or formats.reader()}
    return {"words": value, "language": formats.reader()}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": figure.title,
        "says": figure.says,
        "note": figure.note,
        "svg": svg(figure),
        "head": list(figure.head),
        "rows": [list(row) for row in figure.rows],
    }
