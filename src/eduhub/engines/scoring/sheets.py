"""Scores as they came in: one sheet for each application that a juror has judged."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from eduhub.engines.scoring.refusals import CannotRank, Obstacle

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]

MOST_SCORE = 1e6
SAME = 1e-12  # spread of scores, as a share of their size, below which they are all the same


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one juror gives one application; more is better."""

    application: str
    juror: str
    score: float


@dataclass(frozen=True, eq=False)
class Sheets:
    """All sheets of a round, ordered by application and juror.

    Attributes:
        applications, jurors: ids in order; only those with a sheet.
        application, juror: (sheets,) positions in them.
        score: (sheets,)
    """

    applications: tuple[str, ...]
    jurors: tuple[str, ...]
    application: Places
    juror: Places
    score: Floats

    @classmethod
    def of(cls, sheets: Iterable[Sheet]) -> Self:
        """The sheets of a round, in any order.

        Raises:
            ValueError: a score that is no number of usual size, or two sheets of one juror
                for one application.
        """
        rows: dict[tuple[str, str], float] = {}
        for one in sheets:
            where = f"sheet of {one.juror!r} for {one.application!r}"
            if not (math.isfinite(one.score) and abs(one.score) <= MOST_SCORE):
                raise ValueError(f"{where}: expected a score up to {MOST_SCORE:,.0f}")
            if (one.application, one.juror) in rows:
                raise ValueError(f"{where} comes twice")
            rows[one.application, one.juror] = float(one.score)
        applications = tuple(sorted({application for application, _ in rows}))
        jurors = tuple(sorted({juror for _, juror in rows}))
        row_at = {name: at for at, name in enumerate(applications)}
        column_at = {name: at for at, name in enumerate(jurors)}
        ordered = sorted(rows)
        return cls(
            applications=applications,
            jurors=jurors,
            application=np.array([row_at[one] for one, _ in ordered], dtype=np.int64),
            juror=np.array([column_at[one] for _, one in ordered], dtype=np.int64),
            score=np.array([rows[one] for one in ordered], dtype=np.float64),
        )

    @cached_property
    def of_application(self) -> Places:
        """(applications,) how many sheets each has."""
        return np.bincount(self.application, minlength=len(self.applications))

    @cached_property
    def of_juror(self) -> Places:
        """(jurors,) how many sheets each gave."""
        return np.bincount(self.juror, minlength=len(self.jurors))

    def matrix(self, values: Floats) -> sparse.csr_array:
        """(applications, jurors) with a value for each sheet, and nothing elsewhere."""
        shape = (len(self.applications), len(self.jurors))
        return sparse.csr_array((values, (self.application, self.juror)), shape=shape)

    @cached_property
    def parts(self) -> Places:
        """(applications,) which part of the round each is in, numbered from 0.

        Parts share no juror: between them, scores are only as comparable as their juries
        are alike. Comparable throughout if there is one part.
        """
        met = self.matrix(np.ones(len(self.score)))
        _, part = sparse.csgraph.connected_components(met @ met.T, directed=False)
        return np.asarray(part, dtype=np.int64)

    def kept(self, some: NDArray[np.bool_]) -> "Sheets":
        """The round with these of its sheets only."""
        applications, application = np.unique(self.application[some], return_inverse=True)
        jurors, juror = np.unique(self.juror[some], return_inverse=True)
        return Sheets(
            applications=tuple(self.applications[at] for at in applications),
            jurors=tuple(self.jurors[at] for at in jurors),
            application=application,
            juror=juror,
            score=self.score[some],
        )

    def refuse_unrankable(self) -> None:
        """Refuse what no model can tell apart.

        Raises:
            CannotRank: see `Obstacle`.
        """
        if len(self.applications) < 2 or len(self.jurors) < 2:
            raise CannotRank(
                Obstacle.TOO_FEW_SHEETS, "expected two applications and two jurors at least"
            )
        if self.of_application.max() < 2:
            raise CannotRank(Obstacle.NOBODY_TWICE, "no application has two sheets")
        if self.of_juror.max() < 2:
            raise CannotRank(Obstacle.JURORS_ONCE, "no juror has two sheets")
        if np.ptp(self.score) <= SAME * max(float(np.abs(self.score).max()), SAME):
            raise CannotRank(Obstacle.NO_VARIATION, "all scores are the same")
