"""Rounds of scores for tests: written by hand, or drawn from a known truth."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from eduhub.engines.scoring import Sheet, Sheets

SHROUT_AND_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)
"""Six targets by four judges: Psychological Bulletin 86 (1979), table 2."""


def table(rows):
    """Sheets of a table: applications a0, a1, …, jurors j0, j1, …; None is no sheet."""
    return Sheets.of(
        Sheet(f"a{i:02}", f"j{j:02}", score)
        for i, row in enumerate(rows)
        for j, score in enumerate(row)
        if score is not None
    )


@dataclass(frozen=True)
class Truth:
    """Sheets and what they were made of; `adjusted` is what the whole jury would expect."""

    sheets: Sheets
    worths: np.ndarray
    lenience: np.ndarray
    logs: np.ndarray

    @property
    def adjusted(self):
        return self.worths + self.lenience.mean()


def drawn(source, *, applications=30, jurors=6, each=3, severity=0.7, spread=0.0):
    """A round of normal worth (SD 1), severity and chance (SD 1)."""
    worths = source.normal(0, 1, applications)
    lenience = source.normal(0, severity, jurors)
    logs = source.normal(0, spread, jurors)
    logs -= logs.mean()
    sheets = []
    for application in range(applications):
        for juror in source.choice(jurors, each, replace=False):
            chance = source.normal(0, 1)
            score = lenience[juror] + np.exp(logs[juror]) * (worths[application] + chance)
            sheets.append(Sheet(f"a{application:04}", f"j{juror:03}", float(score)))
    return Truth(Sheets.of(sheets), worths, lenience, logs)


@st.composite
def rounds(draw):
    """Small uneven rounds that can be ranked."""
    applications, jurors = draw(st.integers(3, 7)), draw(st.integers(2, 4))
    source = np.random.default_rng(draw(st.integers(0, 2**32)))
    rows = source.normal(5, 2, (applications, jurors)).round(draw(st.integers(0, 3)))
    there = source.random((applications, jurors)) < draw(st.sampled_from([0.6, 1.0]))
    there[:2, :2] = True
    rows[0, 0] += 1.5  # so that not all are the same
    return table(
        [
            [v if t else None for v, t in zip(*row, strict=True)]
            for row in zip(rows, there, strict=True)
        ]
    )
