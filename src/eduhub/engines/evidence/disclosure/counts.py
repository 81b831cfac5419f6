"""Numbers of pupils: which are withheld, over all tables and versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eduhub.engines.evidence.disclosure.ledger import Ledger
from eduhub.engines.evidence.disclosure.protection import Figure, protect
from eduhub.engines.evidence.disclosure.rules import (
    FEWEST,
    Code,
    Known,
    if_opened,
    known_count,
    near_earlier,
)
from eduhub.engines.evidence.disclosure.shown import Version
from eduhub.engines.evidence.disclosure.tables import Entry, Key, Place, Table
from eduhub.engines.evidence.disclosure.versions import moved_between, still_standing

LAST_RESORT = 1000.0  # the price of hiding even that a number is small or 0, in pupils


@dataclass(frozen=True, slots=True)
class Withheld[Name]:
    """The code of each figure, and those that nothing can protect any more."""

    codes: Mapping[Name, Code]
    exposed: frozenset[Name]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of pupils, and all who answered if it is one answer's."""

    place: Place
    key: Key
    table: Table

    @property
    def entry(self) -> Entry:
        return self.table.entries[self.key]

    @property
    def base(self) -> Entry | None:
        base = self.table.base(self.key)
        return None if base == self.key else self.table.entries[base]


def withheld_counts(tables: Sequence[Table], earlier: Sequence[Version]) -> Withheld[Place]:
    """Codes of all numbers of pupils, such that none can be worked out by sums.

    Raises:
        ValueError: two tables have different numbers of the same pupils.
    """
    ledger: Ledger[Place] = Ledger()
    for number, version in enumerate(earlier):
        reasons = _reasons(version.tables, earlier[:number])
        for cell in cells_of(version.tables):
            _note_earlier(ledger, cell, code_in(version, cell), reasons[cell.place])
    reasons = _reasons(tables, earlier)
    for cell in cells_of(tables):
        _note(ledger, cell, reasons[cell.place])

    every = [*(table for version in earlier for table in version.tables), *tables]
    found = protect(ledger.figures, _sums(ledger, every), ledger.reachable_needs(), whole=True)
    codes = {}
    for cell in cells_of(tables):
        own, at = reasons[cell.place], ledger.place_of[cell.place, float(cell.entry.pupils)]
        codes[cell.place] = Code.SHOWN if own is None else own.code
        if at in found.opened:
            codes[cell.place] = Code.SECONDARY
    names = ledger.names()
    return Withheld(codes, frozenset(names[at] for at in found.exposed | ledger.told_too_much()))


def cells_of(tables: Sequence[Table]) -> list[Cell]:
    """Every cell once; of those that several tables hold, as one that tells of answers."""
    found: dict[Place, Cell] = {}
    for table in sorted(tables, key=lambda each: each.answers is None):
        for key in table.entries:
            cell = Cell(table.place(key), key, table)
            other = found.setdefault(cell.place, cell)
            if other.entry.pupils != cell.entry.pupils:
                raise ValueError(
                    f"{table.name} and {other.table.name} have different numbers of the same"
                    f" pupils: {cell.entry.pupils} and {other.entry.pupils} at {key}"
                )
    return list(found.values())


def code_in(version: Version, cell: Cell) -> Code:
    """What the earlier version showed of one of its own cells."""
    return version.release.table(cell.table.name).cells[cell.key].pupils_code


def _sums(ledger: Ledger[Place], tables: Sequence[Table]) -> list[tuple[int, list[int]]]:
    def at(table: Table, key: Key) -> int:
        return ledger.place_of[table.place(key), float(table.entries[key].pupils)]

    return [
        (at(table, total), [at(table, part) for part in parts])
        for table in tables
        for total, parts in table.sums()
    ]


def _reasons(tables: Sequence[Table], earlier: Sequence[Version]) -> dict[Place, Known | None]:
    """Why each number is withheld for its own sake: few, or near to what was shown before."""
    shown: dict[Place, list[int]] = {}
    for version in earlier:
        for cell in cells_of(version.tables):
            if code_in(version, cell) is Code.SHOWN:
                shown.setdefault(cell.place, []).append(cell.entry.pupils)
    still = still_standing(
        (_stands(table, earlier), map(table.place, table.entries)) for table in tables
    )
    reasons = {}
    for cell in cells_of(tables):
        reason, before = known_count(cell.entry, base=cell.base), shown.get(cell.place, [])
        near = [was for was in before if 0 < abs(was - cell.entry.pupils) < FEWEST]
        if reason is None and (near or cell.place in still):
            reason = near_earlier(cell.entry.pupils, [None, *before, *near][-1])
        reasons[cell.place] = reason
    return reasons


def _stands(table: Table, earlier: Sequence[Version]) -> bool:
    """Fewer than five pupils came, left or moved since it was told."""
    return any(
        0 < (moved_between(table, old) or 0) < FEWEST and _was_told(old, version)
        for version in earlier
        for old in version.tables
    )


def _was_told(table: Table, version: Version) -> bool:
    cells = version.release.table(table.name).cells.values()
    return any(cell.pupils_code is not Code.SMALL_CHANGE for cell in cells)


def _note(ledger: Ledger[Place], cell: Cell, known: Known | None) -> None:
    value = float(cell.entry.pupils)
    guessed, certain = if_opened(cell.entry, base=cell.base, known=known)
    cost = value or LAST_RESORT
    figure = Figure(value, value, value, guessed, certain, cost=cost)
    if known is None:
        ledger.note(cell.place, figure, None)
        return
    figure = replace(figure, low=known.low, high=known.high, cost=LAST_RESORT + cost)
    ledger.note(cell.place, figure, known.need)


def _note_earlier(ledger: Ledger[Place], cell: Cell, code: Code, known: Known | None) -> None:
    """What was told cannot be taken back, so nothing can be opened."""
    value = float(cell.entry.pupils)
    if code is Code.SHOWN:
        told = value, value
    elif code is Code.SECONDARY or known is None:
        _, told = if_opened(cell.entry, base=cell.base, known=known)
    else:
        told = known.low, known.high
    need = None if known is None else known.need
    ledger.note(cell.place, Figure(value, *told, told, told, cost=value), need)
