"""Which tables have changed too little since an earlier version to be told anew.

The difference of two versions is a table of those who came, left or moved in between. So a
table is told anew only when enough have; until then the earlier version stands.
"""

from collections.abc import Hashable, Iterable

from eduhub.engines.evidence.disclosure.tables import TOTAL, Place, Table


def moved_between(one: Table, other: Table) -> int | None:
    """How many pupils at least came, left or moved; None if the tables are not of one kind."""
    if one.population != other.population or set(one.dimensions) != set(other.dimensions):
        return None
    before, after = _innermost(one), _innermost(other)
    return sum(abs(before.get(at, 0) - after.get(at, 0)) for at in before.keys() | after.keys())


def still_standing[Name: Hashable](
    tables: Iterable[tuple[bool, Iterable[Name]]],
) -> frozenset[Name]:
    """Figures that only tables which stand have; another table may tell them anew.

    Args:
        tables: of each, whether it stands, and its figures.
    """
    still: set[Name] = set()
    told: set[Name] = set()
    for stands, figures in tables:
        (still if stands else told).update(figures)
    return frozenset(still - told)


def _innermost(table: Table) -> dict[Place, int]:
    return {
        table.place(key): entry.pupils for key, entry in table.entries.items() if TOTAL not in key
    }
