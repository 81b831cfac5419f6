"""What an upper room lends to bookings that are tied to its things, such as a pilot or a cohort."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from eduhub.kit.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """The rules of one kind of thing; keys are those of its rows.

    Attributes:
        kind: a word for the database, such as "pilot".
        choices: what this actor may tie a booking to now, by key, in the active language.
        names: what each of these things is called for whoever reads it.
        address: the path of the thing's own page, in the active language.
    """

    kind: str
    choices: Callable[[Actor], Mapping[int, str]]
    names: Callable[[Collection[int]], Mapping[int, str]]
    address: Callable[[int], str]


_lent: dict[str, Lent] = {}


def lend(rules: Lent) -> None:
    """Called once by the upper room, when its views are read: so by pages and worker alike."""
    _lent[rules.kind] = rules


def lent() -> Mapping[str, Lent]:
    return _lent


_products: list[Lent] = []


def lend_products(rules: Lent) -> None:
    """The solutions that visits show and workshops are logged for; called as lend() is."""
    _products[:] = [rules]


def products() -> Lent | None:
    """None where no room above knows of solutions."""
    return _products[0] if _products else None
