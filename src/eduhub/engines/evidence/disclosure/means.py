"""Means and SDs: which are withheld, over all tables and versions.

A mean is as good as a sum once the number of pupils is known, and sums add up as numbers of
pupils do; so a withheld mean could be worked out like a withheld number. All numbers of
pupils are taken for known here. An SD is shown where its mean is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.disclosure.counts import Withheld
from eduhub.engines.evidence.disclosure.ledger import Ledger
from eduhub.engines.evidence.disclosure.protection import Figure, protect
from eduhub.engines.evidence.disclosure.rules import Code, why_no_mean
from eduhub.engines.evidence.disclosure.shown import Version
from eduhub.engines.evidence.disclosure.tables import TOTAL, Entry, Key, Place, Table, sum_of
from eduhub.engines.evidence.thresholds import SMALLEST_GROUP_FOR_A_MEAN
from eduhub.engines.evidence.thresholds.disclosure import LEAST_DOUBT_OF_A_MEAN

DIGITS = 6  # of a sum, by which two versions' are told apart

type Measured = tuple[Place, str]
"""A cell and the measure whose mean it has."""

type Sum = tuple[Measured, int]
"""The same of so many pupils: one more who scored 0 leaves no sum as it was."""


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
        for mean in means_of(version.tables):
            told = code_in(version, mean)
            own = _reason(mean, earlier[:number], arm)
            _note(ledger, mean, shown=told is Code.SHOWN, own=own, final=True)
    reasons = {mean.name: _reason(mean, earlier, arm) for mean in means_of(tables)}
    for mean in means_of(tables):
        own = reasons[mean.name]
        _note(ledger, mean, shown=own is None, own=own, final=False)

    every = [*(table for version in earlier for table in version.tables), *tables]
    found = protect(ledger.figures, _sums(ledger, every), ledger.reachable_needs(), whole=False)
    codes = {}
    for mean in means_of(tables):
        opened = ledger.place_of[mean.sum, _value(mean.entry)] in found.opened
        codes[mean.name] = reasons[mean.name] or (Code.SECONDARY if opened else Code.SHOWN)
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


def _reason(mean: Mean, earlier: Sequence[Version], arm: str) -> Code | None:
    own = why_no_mean(mean.entry)
    if own is not None:
        return own
    if any(why_no_mean(each) not in (None, Code.NOBODY) for each in _other_arms(mean, arm)):
        return Code.OTHER_ARM
    for version in earlier:
        for was in means_of(version.tables):
            if was.name == mean.name and code_in(version, was) is Code.SHOWN:
                apart = abs(was.entry.pupils - mean.entry.pupils)
                changed = _value(was.entry) != _value(mean.entry)
                if (changed or apart) and apart < SMALLEST_GROUP_FOR_A_MEAN.value:
                    return Code.SMALL_CHANGE
    return None


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


def _note(ledger: Ledger[Sum], mean: Mean, *, shown: bool, own: Code | None, final: bool) -> None:
    """One version's mean as a sum; `final` if it is too late to withhold it."""
    value, (low, high) = _value(mean.entry), mean.ends
    low, high = min(low, value), max(high, value)
    known = (value, value) if shown else (low, high)
    opened = known if final else (low, high)
    need = None
    if own is not None:
        doubt = LEAST_DOUBT_OF_A_MEAN.value * (high - low)
        if own is Code.SMALL_CHANGE and mean.entry.pupils:  # of the few who make the change
            doubt *= min(1.0, SMALLEST_GROUP_FOR_A_MEAN.value / mean.entry.pupils)
        need = (max(low, value - doubt), min(high, value + doubt))
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
