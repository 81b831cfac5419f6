"""Pupils who never existed, and the tables of their trial."""

from itertools import product

import numpy as np

from eduhub.engines.evidence.disclosure import TOTAL, Entry, Table

SCALE = (0.0, 20.0)
CATEGORIES = {
    "arm": ("0", "1"),
    "language": ("fi", "sv", "so"),
    "support": ("no", "yes"),
    "liked": ("1", "2", "3", "4"),
}


def pupils_of(seed, *, classes=8, most=14):
    """Rows of class, arm, language, support, answer and score; some languages are rare."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(classes):
        for _ in range(random.integers(3, most)):
            rows.append(
                {
                    "class": number,
                    "arm": str(number % 2),
                    "language": random.choice(CATEGORIES["language"], p=[0.75, 0.15, 0.10]),
                    "support": random.choice(CATEGORIES["support"], p=[0.85, 0.15]),
                    "liked": random.choice(CATEGORIES["liked"], p=[0.05, 0.15, 0.5, 0.3]),
                    "score": float(random.integers(0, 21)),
                }
            )
    return rows


def entry_of(rows, *, scored):
    sizes = np.unique([row["class"] for row in rows], return_counts=True)[1]
    scores = [row["score"] for row in rows]
    return Entry(
        pupils=len(rows),
        classes=len(sizes),
        largest_class=int(max(sizes, default=0)),
        mean=float(np.mean(scores)) if scored and rows else None,
        sd=float(np.std(scores, ddof=1)) if scored and len(rows) > 1 else None,
    )


def table_of(rows, *dimensions, answers=None, scored=False):
    categories = [(*CATEGORIES[name], TOTAL) for name in dimensions]
    entries = {}
    for key in product(*categories):
        told = dict(zip(dimensions, key, strict=True))
        here = [row for row in rows if all(v in (TOTAL, row[n]) for n, v in told.items())]
        entries[key] = entry_of(here, scored=scored)
    return Table(
        name=" by ".join(dimensions),
        dimensions=dimensions,
        entries=entries,
        answers=answers,
        measure="score" if scored else None,
        scale=SCALE if scored else None,
    )


def tables_of(rows):
    """A report: three cross-tables that share their margins, and a distribution."""
    return [
        table_of(rows, "arm", "language", scored=True),
        table_of(rows, "arm", "support", scored=True),
        table_of(rows, "language", "support"),
        table_of(rows, "arm", "liked", answers="liked"),
    ]


def plain(name, counts, dimension="group"):
    """A table of one dimension; each group's pupils are spread over six classes or fewer."""
    entries = {(label,): spread(count) for label, count in counts.items()}
    entries[TOTAL,] = spread(sum(counts.values()))
    return Table(name=name, dimensions=(dimension,), entries=entries)


def spread(count, **told):
    classes = min(count, 6)
    return Entry(count, classes, -(-count // classes) if count else 0, **told)


def square(cells):
    """Two arms by two groups, four numbers row by row, with all totals."""
    inner = dict(zip(product("01", "ab"), cells, strict=True))
    entries = {}
    for key in product(("0", "1", TOTAL), ("a", "b", TOTAL)):
        held = [
            n
            for at, n in inner.items()
            if all(k in (TOTAL, a) for k, a in zip(key, at, strict=True))
        ]
        entries[key] = spread(sum(held))
    return Table(name="square", dimensions=("arm", "group"), entries=entries)
