"""Means and SDs: which are withheld, over all tables and versions.

A mean is as good as a sum once the number of pupils is known, and sums add up as numbers of
pupils do; so a withheld mean could be worked out like a withheld number. All numbers of
pupils are taken for known here. An SD is shown where its mean is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.disclosure.counts import Withheld
from eduhub.engines.evidence.disclosure.ledger import Ledger
from eduhub.engines.evidence.disclosure.protection import Figure, Need, protect
from eduhub.engines.evidence.disclosure.rules import Code, why_no_mean
from eduhub.engines.evidence.disclosure.shown import Version
from eduhub.engines.evidence.disclosure.tables import TOTAL, Entry, Key, Place, Table, sum_of
from eduhub.engines.evidence.disclosure.versions import moved_between, still_standing
from eduhub.engines.evidence.thresholds import SMALLEST_GROUP_FOR_A_MEAN
from eduhub.engines.evidence.thresholds.disclosure import LEAST_DOUBT_OF_A_MEAN

DIGITS = 6  # of a sum, by which two versions' are told apart

type Measured = tuple[Place, str]
"""A cell and the measure whose mean it has."""

type Sum = tuple[Measured, int]
"""The same of so many pupils: one more who scored 0 leaves no sum as it was."""

type Reason = tuple[Code, float]
"""Why a mean is withheld, and by how much its sum must be able to be another."""


@dataclass(frozen=True, slots=True)
class Mean:
    """One mean of a table."""

    name: Measured
    key: Key
    table: Table

    @property
    def entry(self) -> Entry:
        return self.table.entries[self.key]

    @property
    def sum(self) -> Sum:
        return self.name, self.entry.pupils

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that the sum can be on the scale."""
        low, high = self.table.scale or (0.0, 0.0)
        return low * self.entry.pupils, high * self.entry.pupils


def withheld_means(
    tables: Sequence[Table], earlier: Sequence[Version], *, arm: str
) -> Withheld[Measured]:
    """Codes of all means, such that none can be worked out by sums.

    Args:
        arm: the dimension whose categories are the arms.

    Raises:
        ValueError: two tables have different means of the same pupils.
    """
    ledger: Ledger[Sum] = Ledger()
    for number, version in enumerate(earlier):
        reasons = _reasons(version.tables, earlier[:number], arm)
        for mean in means_of(version.tables):
            told = code_in(version, mean) is Code.SHOWN
            _note(ledger, mean, shown=told, reason=reasons[mean.name], final=True)
    reasons = _reasons(tables, earlier, arm)
    for mean in means_of(tables):
        reason = reasons[mean.name]
        _note(ledger, mean, shown=reason is None, reason=reason, final=False)

    every = [*(table for version in earlier for table in version.tables), *tables]
    found = protect(ledger.figures, _sums(ledger, every), ledger.reachable_needs(), whole=False)
    codes = {}
    for mean in means_of(tables):
        opened = ledger.place_of[mean.sum, _value(mean.entry)] in found.opened
        own = reasons[mean.name]
        codes[mean.name] = (Code.SECONDARY if opened else Code.SHOWN) if own is None else own[0]
    names = ledger.names()
    exposed = found.exposed | ledger.told_too_much()
    return Withheld(codes, frozenset(names[at][0] for at in exposed))


def means_of(tables: Sequence[Table]) -> list[Mean]:
    """Every mean once."""
    found: dict[Measured, Mean] = {}
    for table in tables:
        if table.measure is None:
            continue
        for key, entry in table.entries.items():
            mean = Mean((table.place(key), table.measure), key, table)
            other = found.setdefault(mean.name, mean)
            if _value(other.entry) != _value(entry) or other.table.scale != table.scale:
                raise ValueError(
                    f"{table.name} and {other.table.name} have different means of {table.measure}"
                    f" of the same pupils, at {key}"
                )
    return list(found.values())


def code_in(version: Version, mean: Mean) -> Code | None:
    """What the earlier version showed of one of its own means."""
    return version.release.table(mean.table.name).cells[mean.key].mean_code


def _reasons(
    tables: Sequence[Table], earlier: Sequence[Version], arm: str
) -> dict[Measured, Reason | None]:
    """Why each mean is withheld for its own sake."""
    shown: dict[Measured, list[Entry]] = {}
    for version in earlier:
        for was in means_of(version.tables):
            if code_in(version, was) is Code.SHOWN:
                shown.setdefault(was.name, []).append(was.entry)
    still = still_standing(
        (_stands(table, earlier), [(table.place(key), table.measure) for key in table.entries])
        for table in tables
        if table.measure is not None
    )
    reasons = {}
    for mean in means_of(tables):
        code = why_no_mean(mean.entry)
        if code is None and not all(map(_is_enough, _other_arms(mean, arm))):
            code = Code.OTHER_ARM
        near = any(_changed_little(mean.entry, was) for was in shown.get(mean.name, []))
        if code is None and (near or mean.name in still):
            code = Code.SMALL_CHANGE
        doubt = _doubt(mean, code) if code is not Code.SMALL_CHANGE or near else 0.0
        reasons[mean.name] = None if code is None else (code, doubt)
    return reasons


def _stands(table: Table, earlier: Sequence[Version]) -> bool:
    """The scores of fewer than ten pupils make the difference to what was told."""
    for version in earlier:
        for old in version.tables:
            cells = version.release.table(old.name).cells.values()
            told = any(cell.mean_code is not Code.SMALL_CHANGE for cell in cells)
            moved = moved_between(table, old) if old.measure == table.measure and told else None
            if moved is not None and moved < SMALLEST_GROUP_FOR_A_MEAN.value:
                before = {old.place(key): _value(each) for key, each in old.entries.items()}
                after = {table.place(key): _value(each) for key, each in table.entries.items()}
                if moved or before != after:
                    return True
    return False


def _is_enough(entry: Entry) -> bool:
    return why_no_mean(entry) in (None, Code.NOBODY)


def _changed_little(now: Entry, was: Entry) -> bool:
    apart = abs(was.pupils - now.pupils)
    differs = apart > 0 or _value(was) != _value(now)
    return differs and apart < SMALLEST_GROUP_FOR_A_MEAN.value


def _other_arms(mean: Mean, arm: str) -> list[Entry]:
    """The same group in the other arms."""
    if arm not in mean.table.dimensions:
        return []
    at = mean.table.dimensions.index(arm)
    if mean.key[at] == TOTAL:
        return []
    keys = [
        (*mean.key[:at], each, *mean.key[at + 1 :])
        for each in mean.table.categories(at)
        if each != TOTAL
    ]
    return [mean.table.entries[key] for key in keys if key != mean.key]


def _doubt(mean: Mean, code: Code | None) -> float:
    """How far the sum must be able to lie from what it is, to either side."""
    low, high = mean.ends
    doubt = LEAST_DOUBT_OF_A_MEAN.value * (high - low)
    if code is Code.SMALL_CHANGE and mean.entry.pupils:  # of the few who make the change
        doubt *= min(1.0, SMALLEST_GROUP_FOR_A_MEAN.value / mean.entry.pupils)
    return doubt


def _note(
    ledger: Ledger[Sum], mean: Mean, *, shown: bool, reason: Reason | None, final: bool
) -> None:
    """One version's mean as a sum; `final` if it is too late to withhold it."""
    value, (low, high) = _value(mean.entry), mean.ends
    low, high = min(low, value), max(high, value)
    known = (value, value) if shown else (low, high)
    opened = known if final else (low, high)
    need = None
    if reason is not None and reason[1]:
        need = Need(max(low, value - reason[1]), min(high, value + reason[1]))
    cost = float(mean.entry.pupils)
    ledger.note(mean.sum, Figure(value, *known, opened, opened, cost=cost), need)


def _sums(ledger: Ledger[Sum], tables: Sequence[Table]) -> list[tuple[int, list[int]]]:
    def at(table: Table, measure: str, key: Key) -> int:
        entry = table.entries[key]
        return ledger.place_of[((table.place(key), measure), entry.pupils), _value(entry)]

    return [
        (at(table, table.measure, total), [at(table, table.measure, part) for part in parts])
        for table in tables
        if table.measure is not None
        for total, parts in table.sums()
    ]


def _value(entry: Entry) -> float:
    return round(sum_of(entry), DIGITS)
