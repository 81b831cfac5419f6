"""What one room lends to another room's juries: its calls with what came in, and the choice.

Pilots and programmes stand side by side and do not know each other. Whoever has calls of its own
lends them here; whoever has juries asks here, and knows no more.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that came in to a call: whose it is, what it offers, what it says.

    Attributes:
        key: of its row; stays the same as long as it stands.
        reader: the language in which its applicant is told things.
    """

    key: int
    organisation_id: int
    solution_id: int | None
    words: Text
    sent_at: dt.datetime
    reader: str


@dataclass(frozen=True, slots=True)
class Lent:
    """A call that a jury can judge now, with everything that stands in it."""

    title: Text
    words: Text
    opens_at: dt.datetime
    closes_at: dt.datetime
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands on its own page, for the panel "judged.call".

    Attributes:
        may_judge: whether whoever looks may bring it before a jury now.
    """

    kind: str
    key: int
    may_judge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """The rules of one kind of call; keys are those of its rows.

    Attributes:
        kind: a word for the database, such as "pilots.call".
        lent: the call with what came in; NotFound or a refusal where this actor may not have
            it judged, or not yet.
        address: the path of the call's own page, in the active language.
        note: (case, whether it is chosen, why): the choice is written down where the call is.
            Whoever sent it is told there, by that room's own people.
        told: what each case of a call is called whose applicant is this actor's organisation,
            once the choice is told there.
        longest: characters of the reason.
    """

    kind: str
    lent: Callable[[int, Actor, dt.datetime], Lent]
    address: Callable[[int], str]
    note: Callable[[int, bool, str, Actor, dt.datetime], object]
    told: Callable[[int, Actor], Mapping[int, str]]
    longest: int


_lenders: dict[str, Lender] = {}


def lend_calls(lender: Lender) -> None:
    """Called once by the room whose calls they are, when its services are read."""
    _lenders[lender.kind] = lender


def lenders() -> Mapping[str, Lender]:
    return _lenders
