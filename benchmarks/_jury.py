"""A jury of 150 with 2,000 applications, four sheets each, from a recorded seed."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring import Juror, Jury, Sheet, Sheets

type Floats = NDArray[np.float64]

APPLICATIONS, JURORS, EACH, MOST = 2_000, 150, 4, 60
CONFLICTS = 0.05
SEED = 20270301
QUESTION = f"{APPLICATIONS:,} applications, {JURORS} jurors, {APPLICATIONS * EACH:,} sheets"


def jury() -> Jury:
    """Every twentieth pair may not meet."""
    source = np.random.default_rng(SEED)
    apart = np.argwhere(source.random((APPLICATIONS, JURORS)) < CONFLICTS)
    return Jury(
        applications=tuple(f"a{at:04}" for at in range(APPLICATIONS)),
        jurors=tuple(Juror(f"j{at:03}", MOST) for at in range(JURORS)),
        sheets=EACH,
        seed=str(SEED),
        conflicts=frozenset((f"a{a:04}", f"j{j:03}") for a, j in apart.tolist()),
    )


def played(
    source: np.random.Generator, *, applications: int, jurors: int, each: int
) -> tuple[Sheets, Floats]:
    """Sheets of a jury whose severity has SD 0.7, worth and chance 1; and the true scores.

    The true score is what the whole jury would give on average, by applications' ids.
    """
    worth, lenience = source.normal(0, 1, applications), source.normal(0, 0.7, jurors)
    sheets = [
        Sheet(f"a{a:04}", f"j{j:03}", float(worth[a] + lenience[j] + source.normal()))
        for a in range(applications)
        for j in source.choice(jurors, each, replace=False)
    ]
    return Sheets.of(sheets), worth + lenience.mean()


@cache
def sheets() -> Sheets:
    source = np.random.default_rng(SEED)
    return played(source, applications=APPLICATIONS, jurors=JURORS, each=EACH)[0]


def rows() -> dict[str, list[object]]:
    """The same as columns."""
    given = sheets()
    return {
        "application": [given.applications[at] for at in given.application],
        "juror": [given.jurors[at] for at in given.juror],
        "score": given.score.tolist(),
    }
