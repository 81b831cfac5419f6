"""What an upper room lends to the workspaces of its things: this room asks, and knows no more."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from eduhub.kit.access import Actor


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A person who belongs to a workspace, in one role at one organisation."""

    organisation_id: int
    role: str
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """The rules of one kind of joint thing; keys are those of its rows.

    Attributes:
        kind: a word for the database, such as "pilot".
        names: what each thing is called, in the active language.
        address: the path of the thing's own page, in the active language.
        seen_by: the things whose workspace this actor may see.
        may_write: whether this actor, who sees it, may also write there.
        members: who belongs to it on that day; whoever may write is among them.
        why_refused: how to mend words that may not stand in it; "" when they may.
    """

    kind: str
    names: Callable[[Collection[int]], Mapping[int, str]]
    address: Callable[[int], str]
    seen_by: Callable[[Actor], "QuerySet[Any, Any] | Collection[int]"]
    may_write: Callable[[Actor, int], bool]
    members: Callable[[Collection[int], dt.date], Mapping[int, Sequence[Member]]]
    why_refused: Callable[[int, str], str]


_lent: dict[str, Lent] = {}


def lend(rules: Lent) -> None:
    """Called once by the upper room, when its tasks are read: so by pages and worker alike."""
    _lent[rules.kind] = rules


def lent() -> Mapping[str, Lent]:
    return _lent
