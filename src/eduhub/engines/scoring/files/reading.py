"""A jury, or the scores of a round, from text; what is malformed is refused with its place."""

import json
from collections.abc import Callable
from typing import NoReturn

from eduhub.engines.scoring.files.shape import Node
from eduhub.engines.scoring.jury.problem import Juror, Jury
from eduhub.engines.scoring.ranking import CONFIDENCE
from eduhub.engines.scoring.report import Question
from eduhub.engines.scoring.sheets import Sheet, Sheets

MOST_DIGITS = 4_000  # Python converts no more at once
JURY_FORMAT, SCORES_FORMAT = "eduhub-jury/1", "eduhub-scores/1"


def jury_or_scores_from_text(text: str) -> Jury | Question:
    """What a JSON text describes; docs/reference/scoring.md has both formats.

    Raises:
        ValueError: in one line what is wrong, where, and what was expected.
    """
    try:
        content = json.loads(
            text,
            object_pairs_hook=_no_key_twice,
            parse_constant=_no_constant,
            parse_int=_whole_number,
        )
    except json.JSONDecodeError as trouble:
        place = f"line {trouble.lineno}, column {trouble.colno}"
        raise ValueError(f"not JSON: {trouble.msg} at {place}") from trouble
    except RecursionError as trouble:
        raise ValueError("neither a jury nor scores: nested too deeply") from trouble
    node = Node(content, "")
    readers: dict[str, Callable[[Node], Jury | Question]] = {
        JURY_FORMAT: _jury,
        SCORES_FORMAT: _question,
    }
    reader = readers.get(node.text("format"))
    if reader is None:
        raise ValueError(f"format: expected {JURY_FORMAT!r} or {SCORES_FORMAT!r}")
    return reader(node)


def _question(node: Node) -> Question:
    found = Question(
        seed=node.text("seed"),
        sheets=Sheets.of(Sheet(*one) for one in node.numbers_of("scores")),
        places=node.optional_whole("places"),
        other_places=node.wholes("other_places"),
        confidence=node.number("confidence", CONFIDENCE),
        draws=node.optional_whole("draws"),
        spread=node.truth("spread"),
    )
    node.done()
    return found


def _jury(node: Node) -> Jury:
    jurors, conflicts, held = [], set(), set()
    for one in node.needed_nodes("jurors"):
        juror = Juror(one.text("id"), one.whole("most"))
        jurors.append(juror)
        conflicts |= {(application, juror.id) for application in one.texts("conflicts")}
        held |= {(application, juror.id) for application in one.texts("held")}
        one.done()
    found = Jury(
        seed=node.text("seed"),
        sheets=node.whole("sheets"),
        applications=node.needed_texts("applications"),
        jurors=tuple(jurors),
        conflicts=frozenset(conflicts),
        held=frozenset(held),
    )
    node.done()
    return found


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise ValueError(f"the key {twice!r} comes twice in one object")
    return content


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits is no score")
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"not JSON: {name} is no number")
