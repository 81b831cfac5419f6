"""Somebody who has the reports, and a linear programme that wrings every figure out of them.

It knows of each withheld number what its code says, all sums, that pupils are whole, where
nothing changed between two versions, and, about means, every number of pupils.
"""

from itertools import product

import numpy as np
from scipy.optimize import linprog

from eduhub.engines.evidence.disclosure import TOTAL, Code

ANOTHER = None  # any other number than the true one


def fringe(base):
    return max(4, base // 20)


def is_answer(table, key):
    return table.base(key) != key


def is_too_small(entry):
    """For a mean or a distribution."""
    dominated = entry.largest_class > 0.8 * entry.pupils
    return entry.pupils < 10 or entry.classes < 3 or dominated


def told_count(table, key, code):
    """Between which numbers the code alone puts the true one; None if it is not that code's."""
    value, base = table.entries[key].pupils, table.entries[table.base(key)].pupils
    few = fringe(base)
    return {
        Code.SHOWN: (value, value),
        Code.FEW: (1, 4),
        Code.DOMINATED: (0, base) if is_answer(table, key) else (5, np.inf),
        Code.AT_MOST: (0, few),
        Code.AT_LEAST: (base - few, base),
        Code.FEW_PUPILS: (0, base),
        Code.FEW_CLASSES: (0, base),
        Code.SMALL_CHANGE: (0, np.inf),
        Code.SECONDARY: (0, base if is_answer(table, key) else np.inf),
    }[code]


def counts_known(versions):
    """Per figure (a cell and its number), what all versions tell; and all sums."""
    known, sums = {}, []
    for tables, release in versions:
        for table in tables:
            cells = release.table(table.name).cells
            for key, cell in cells.items():
                low, high = told_count(table, key, cell.pupils_code)
                name = (table.place(key), table.entries[key].pupils)
                before = known.get(name, (-np.inf, np.inf))
                known[name] = (max(low, before[0]), min(high, before[1]))
            for total, parts in table.sums():
                sums.append([(table.place(k), table.entries[k].pupils) for k in (total, *parts)])
    return known, sums


def sums_known(versions):
    """The same of sums of scores."""
    known, sums = {}, []
    for tables, release in versions:
        for table in (each for each in tables if each.measure):
            low, high = table.scale
            for key, cell in release.table(table.name).cells.items():
                name, entry = name_of_sum(table, key), table.entries[key]
                told = (low * entry.pupils, high * entry.pupils)
                if cell.mean_code == Code.SHOWN:
                    told = (name[-1], name[-1])
                before = known.get(name, (-np.inf, np.inf))
                known[name] = (max(told[0], before[0]), min(told[1], before[1]))
            for total, parts in table.sums():
                sums.append([name_of_sum(table, key) for key in (total, *parts)])
    return known, sums


def name_of_sum(table, key):
    entry = table.entries[key]
    return table.place(key), entry.pupils, round(entry.pupils * (entry.mean or 0.0), 6)


def interval(known, sums, name, *, whole):
    """The least and the most that the figure can be, given everything."""
    names = list(known)
    rows = []
    for total, *parts in sums:
        row = np.zeros(len(names))
        for part in parts:
            row[names.index(part)] += 1
        row[names.index(total)] -= 1
        rows.append(row)
    ends = []
    for sign in (1, -1):
        aim = np.zeros(len(names))
        aim[names.index(name)] = sign
        found = linprog(
            aim,
            A_eq=np.array(rows),
            b_eq=np.zeros(len(rows)),
            bounds=[(low, high) for low, high in known.values()],
            integrality=np.full(len(names), int(whole)),
        )
        ends.append(sign * found.fun if found.status == 0 else -sign * np.inf)
    return tuple(ends)


def sensitive_counts(tables):
    """Figures that must stay open, with the range that must."""
    for table in tables:
        for key, entry in table.entries.items():
            name = (table.place(key), entry.pupils)
            if is_answer(table, key):
                base = table.entries[table.base(key)]
                few = fringe(base.pupils)
                if is_too_small(base) and base.pupils:
                    yield name, ANOTHER
                elif entry.pupils <= few:
                    yield name, (0, max(entry.pupils, 4))
                elif entry.pupils >= base.pupils - few:
                    yield name, (min(entry.pupils, base.pupils - 4), base.pupils)
            elif 1 <= entry.pupils <= 4:
                yield name, (1, 4)
            elif entry.largest_class > 0.8 * entry.pupils:
                yield name, ANOTHER


def sensitive_sums(tables):
    """Sums of groups of fewer than ten pupils or three classes, or with one large class."""
    for table in (each for each in tables if each.measure):
        low, high = table.scale
        for key, e in table.entries.items():
            if e.pupils and is_too_small(e):
                name, doubt = name_of_sum(table, key), 0.1 * (high - low) * e.pupils
                least, most = low * e.pupils, high * e.pupils
                yield name, (max(least, name[-1] - doubt), min(most, name[-1] + doubt))


def changed_counts(first, second):
    """Numbers that were shown before and now differ by few."""
    shown = {
        table.place(key): table.entries[key].pupils
        for table in first[0]
        for key, cell in first[1].table(table.name).cells.items()
        if cell.pupils_code == Code.SHOWN
    }
    for table in second[0]:
        for key, entry in table.entries.items():
            was = shown.get(table.place(key), entry.pupils)
            if 0 < abs(was - entry.pupils) <= 4:
                yield (table.place(key), entry.pupils), ANOTHER


def changed_sums(first, second):
    """Sums that were shown before and now differ by the scores of few."""
    shown = {
        table.place(key): name_of_sum(table, key)[1:]
        for table in first[0]
        if table.measure
        for key, cell in first[1].table(table.name).cells.items()
        if cell.mean_code == Code.SHOWN
    }
    for table in (each for each in second[0] if each.measure):
        low, high = table.scale
        for key, entry in table.entries.items():
            now = name_of_sum(table, key)[1:]
            was = shown.get(table.place(key), now)
            if was != now and abs(was[0] - now[0]) < 10:
                ends, one = (low * entry.pupils, high * entry.pupils), high - low
                must = (max(ends[0], now[1] - one), min(ends[1], now[1] + one))
                yield name_of_sum(table, key), must


def broken(versions):
    """Every sensitive figure of any version that the reports together narrow down too far."""
    found = []
    for known_of, sensitive_of, changed_of, whole in (
        (counts_known, sensitive_counts, changed_counts, True),
        (sums_known, sensitive_sums, changed_sums, False),
    ):
        known, sums = known_of(versions)
        must_be_open = dict(changed_of(*versions)) if len(versions) == 2 else {}
        must_be_open |= {
            name: must for tables, _ in versions for name, must in sensitive_of(tables)
        }
        for name, must in must_be_open.items():
            low, high = interval(known, sums, name, whole=whole)
            if must is ANOTHER:
                must = (low, low + 1)
            if low > must[0] + 1e-4 or high < must[1] - 1e-4:
                found.append((name, must, (low, high)))
    return found


def narrowed_by_counting(table, found):
    """Small numbers of a two by two table of which counting excludes one from 1 to 4.

    All tables with up to 24 pupils in a cell that read the same are counted one by one.
    """
    inner = np.array(np.meshgrid(*[np.arange(25)] * 4)).reshape(4, -1)
    places = list(product("01", "ab"))
    cells = found.tables[0].cells
    numbers = {
        key: sum(inner[at] for at, place in enumerate(places) if belongs(place, key))
        for key in cells
    }
    reads_the_same = np.ones(inner.shape[1], bool)
    for key, cell in cells.items():
        low, high = told_count(table, key, cell.pupils_code)
        reads_the_same &= (numbers[key] >= low) & (numbers[key] <= high)
    return [
        key
        for key, entry in table.entries.items()
        if 1 <= entry.pupils <= 4
        and not {1, 2, 3, 4} <= set(numbers[key][reads_the_same].tolist())
    ]


def belongs(place, key):
    return all(part in (TOTAL, category) for part, category in zip(key, place, strict=True))
