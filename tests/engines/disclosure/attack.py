"""Somebody who has the reports, and a linear programme that wrings every figure out of them.

It knows of each withheld number what its code says (of one withheld for another's sake: five
or more if it is so), all sums, that pupils are whole, where nothing changed between two
versions, and, about means, every number of pupils.
"""

import numpy as np
from scipy.optimize import linprog

from eduhub.engines.evidence.disclosure import Code


def fringe(base):
    return max(4, base // 20)


def is_answer(table, key):
    return table.base(key) != key


def told_count(table, key, code):
    """Between which numbers the code alone puts the true one; None if it is not that code's."""
    value, base = table.entries[key].pupils, table.entries[table.base(key)].pupils
    few = fringe(base)
    return {
        Code.SHOWN: (value, value),
        Code.FEW: (1, 4),
        Code.DOMINATED: (5, np.inf),
        Code.AT_MOST: (0, few),
        Code.AT_LEAST: (base - few, base),
        Code.FEW_PUPILS: (0, base),
        Code.FEW_CLASSES: (0, base),
        Code.SMALL_CHANGE: (0, np.inf),
        Code.SECONDARY: (0, base) if is_answer(table, key) else (min(value, 5), np.inf),
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
                    told = (name[1], name[1])
                before = known.get(name, (-np.inf, np.inf))
                known[name] = (max(told[0], before[0]), min(told[1], before[1]))
            for total, parts in table.sums():
                sums.append([name_of_sum(table, key) for key in (total, *parts)])
    return known, sums


def name_of_sum(table, key):
    entry = table.entries[key]
    return table.place(key), round(entry.pupils * (entry.mean or 0.0), 6)


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
                if base.pupils >= 10 and entry.pupils <= few:
                    yield name, (0, few)
                elif base.pupils >= 10 and entry.pupils >= base.pupils - few:
                    yield name, (base.pupils - few, base.pupils)
            elif 1 <= entry.pupils <= 4:
                yield name, (1, 4)


def sensitive_sums(tables):
    """Sums of groups of fewer than ten pupils or three classes, or with one large class."""
    for table in (each for each in tables if each.measure):
        low, high = table.scale
        for key, e in table.entries.items():
            if e.pupils and (e.pupils < 10 or e.classes < 3 or e.largest_class > 0.8 * e.pupils):
                name, doubt = name_of_sum(table, key), 0.1 * (high - low) * e.pupils
                least, most = low * e.pupils, high * e.pupils
                yield name, (max(least, name[1] - doubt), min(most, name[1] + doubt))


def broken(versions):
    """Every sensitive figure of any version that the reports together narrow down too far."""
    found = []
    for known_of, sensitive_of, whole in (
        (counts_known, sensitive_counts, True),
        (sums_known, sensitive_sums, False),
    ):
        known, sums = known_of(versions)
        for name, must in {
            n: m for tables, _ in versions for n, m in sensitive_of(tables)
        }.items():
            low, high = interval(known, sums, name, whole=whole)
            if low > must[0] + 1e-4 or high < must[1] - 1e-4:
                found.append((name, must, (low, high)))
    return found
