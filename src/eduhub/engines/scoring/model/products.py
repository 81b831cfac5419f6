"""What a round's sheets boil down to: sums over pairs of jurors, by sheets an application has.

An application's own effect is taken out of its sheets by a weight that hangs only on how many
sheets it has. So the sums of all applications with as many sheets are kept together, and a
likelihood at any variances costs nothing but matrices of jurors by jurors.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.sheets import Sheets

type Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Products:
    """Sums over the sheets, of scores less their mean.

    Attributes:
        centre: the mean of all scores.
        counts: (kinds,) the different numbers of sheets an application has.
        times: (kinds,) how many applications have so many.
        met: (kinds, jurors, jurors) applications that both judged.
        score: (kinds, jurors, jurors) sum of the scores the second juror gave to them.
        square: (kinds, jurors, jurors) sum of the products of both jurors' scores.
    """

    sheets: Sheets
    centre: float
    counts: Floats
    times: Floats
    met: Floats
    score: Floats
    square: Floats

    @property
    def size(self) -> int:
        return len(self.sheets.score)

    @cached_property
    def own_met(self) -> Floats:
        """(jurors,) sheets of each."""
        return self.sheets.of_juror.astype(np.float64)

    @cached_property
    def own_score(self) -> Floats:
        """(jurors,) the sum of each one's scores."""
        return self._by_juror(self.sheets.score - self.centre)

    @cached_property
    def own_square(self) -> Floats:
        """(jurors,) the sum of each one's squared scores."""
        return self._by_juror((self.sheets.score - self.centre) ** 2)

    def _by_juror(self, values: Floats) -> Floats:
        return np.bincount(self.sheets.juror, weights=values, minlength=len(self.own_met))


def products_of(sheets: Sheets) -> Products:
    """The sums of a round."""
    centre = float(sheets.score.mean())
    has, values = sheets.matrix(np.ones(len(sheets.score))), sheets.matrix(sheets.score - centre)
    counts, times = np.unique(sheets.of_application, return_counts=True)
    kinds, jurors = len(counts), len(sheets.jurors)
    met, score, square = (np.empty((kinds, jurors, jurors)) for _ in range(3))
    for at, count in enumerate(counts):
        rows = np.flatnonzero(sheets.of_application == count)
        there, given = has[rows], values[rows]
        met[at] = (there.T @ there).toarray()
        score[at] = (there.T @ given).toarray()
        square[at] = (given.T @ given).toarray()
    return Products(
        sheets=sheets,
        centre=centre,
        counts=counts.astype(np.float64),
        times=times.astype(np.float64),
        met=met,
        score=score,
        square=square,
    )
