"""Chronicles: an upper room adds its lines to a lower room's record of a thing, unseen by it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from eduhub.kit.access import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, told once.

    Attributes:
        kind: what it is in one word for machines, such as "pilot".
        words: what it is in the reader's language.
        source: which part of the hub knows it.
        url: where it is read as a whole and put right; "" where it is nowhere else.
    """

    on: dt.date
    kind: str
    words: str
    source: str
    url: str = ""


type Teller = Callable[[int, Actor], Iterable[Line]]

_tellers: dict[str, list[Teller]] = defaultdict(list)


def tells(place: str) -> Callable[[Teller], Teller]:
    """Add lines to the record at a place such as "programmes.record", by the thing's key."""

    def add(function: Teller) -> Teller:
        _tellers[place].append(function)
        return function

    return add


def lines_at(place: str, key: int, actor: Actor) -> list[Line]:
    """Everything that all rooms tell of the thing to this person, the newest first."""
    found = [line for tell in _tellers[place] for line in tell(key, actor)]
    return sorted(found, key=lambda line: (line.on, line.kind, line.words), reverse=True)
