"""How often the intervals of scores and ranks hold a truth that is known, and who is sure.

BENCH_ROUNDS says how many rounds are played for each jury (300: Monte Carlo error of about half
a percentage point). Worth and chance have SD 1, severity 0.7. Means are given the interval that
they would have if nobody were severe, with the true SD of chance.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks._jury import played
from benchmarks.harness import Study
from eduhub.engines.scoring import Ranking, Standing, cut_at, rank
from eduhub.engines.scoring.ranking import ranks_of

type Floats = NDArray[np.float64]

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "300"))
JURIES = ((20, 5, 3), (30, 6, 3), (60, 8, 4), (200, 20, 3))
DRAWS = 1000
LOWEST, HIGHEST, MOST_WRONG = 0.92, 0.97, 0.05
LINE = "{:>22} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10}"


@dataclass
class Tally:
    """Shares are means of these, one value for each application or sure standing."""

    means: list[bool] = field(default_factory=list)
    scores: list[bool] = field(default_factory=list)
    ranks: list[bool] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    tied: list[bool] = field(default_factory=list)
    errors: list[tuple[float, float]] = field(default_factory=list)

    def add(self, ranking: Ranking, truth: Floats) -> None:
        """One round; the line is after a quarter of the applications."""
        places = len(truth) // 4
        true_ranks = ranks_of(truth)
        at_of = {name: at for at, name in enumerate(ranking.sheets.applications)}
        standings = cut_at(ranking, places).rows
        for one, place in zip(ranking.rows, standings, strict=True):
            at = at_of[one.application]
            true = float(truth[at])
            self.means.append(abs(one.mean - true) <= 1.96 / one.sheets**0.5)
            self.scores.append(one.low <= true <= one.high)
            self.ranks.append(one.rank_low <= true_ranks[at] <= one.rank_high)
            self.errors.append(((one.mean - true) ** 2, (one.score - true) ** 2))
            self.tied.append(place.standing is Standing.TIED)
            if place.standing is not Standing.TIED:
                is_in = bool(true_ranks[at] <= places)
                self.wrong.append(is_in != (place.standing is Standing.ABOVE))


def table() -> Iterator[tuple[str, bool]]:
    """A row a jury, and whether its intervals keep their promise."""
    heads = ("means hold", "ours hold", "ranks hold", "sure, wrong", "tied", "error less")
    yield LINE.format("applications x jurors", *heads), True
    for applications, jurors, each in JURIES:
        tally = Tally()
        for number in range(ROUNDS):
            source = np.random.default_rng([applications, number])
            sheets, truth = played(source, applications=applications, jurors=jurors, each=each)
            tally.add(rank(sheets, seed=str(number), draws=DRAWS), truth)
        plain, ours = np.mean(tally.errors, axis=0)
        shares = [
            float(np.mean(some))
            for some in (tally.means, tally.scores, tally.ranks, tally.wrong, tally.tied)
        ]
        cells = [f"{100 * share:.1f} %" for share in (*shares, 1 - float(ours / plain))]
        name = f"{applications} x {jurors}, {each} each"
        holds = LOWEST <= shares[1] <= HIGHEST and shares[2] >= LOWEST and shares[3] <= MOST_WRONG
        yield LINE.format(name, *cells), holds


STUDY = Study(
    name="jury_truth",
    question=f"How often do 95 % intervals hold the truth, in {ROUNDS:,} rounds?",
    lines=table,
)
