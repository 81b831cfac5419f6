"""Where the line falls: who is surely above it, who is tied, and what would move it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.model.fit import fit_at
from eduhub.engines.scoring.model.likelihood import absorbed
from eduhub.engines.scoring.model.products import products_of
from eduhub.engines.scoring.ranking import Ranked, Ranking, ranks_of, shared_ranks
from eduhub.engines.scoring.sheets import Sheets

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]


class Standing(StrEnum):
    """On which side of the line an application is, as far as the sheets can tell."""

    ABOVE = "above"
    TIED = "tied"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Place:
    """One application at a line.

    Attributes:
        chance: of being among the best, from the draws.
        standing: ABOVE and BELOW are as sure as the interval of the rank: it has nothing on
            the other side of the line.
        is_in: whether the score alone puts it in; of equal scores across the line, none.
    """

    application: str
    chance: float
    standing: Standing
    is_in: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """The line after so many places; `rows` in the ranking's order."""

    places: int
    rows: tuple[Place, ...]

    def standing_at(self, standing: Standing) -> tuple[str, ...]:
        """The applications of this standing, in the ranking's order."""
        return tuple(one.application for one in self.rows if one.standing is standing)

    @property
    def inside(self) -> frozenset[str]:
        return frozenset(one.application for one in self.rows if one.is_in)


@dataclass(frozen=True, slots=True)
class OtherCut:
    """What another number of places would change, against the line that is asked about."""

    cut: Cut
    comes_in: tuple[str, ...]
    drops_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The rank of one application with and without a juror."""

    application: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WithoutJuror:
    """What would be different if one juror had not taken part.

    Attributes:
        comes_in, drops_out: across the line, in the ranking's order.
        unjudged: applications that nobody else has judged; they take up no place.
        farthest: the application whose rank moves most, the better one of equals; None if
            none moves. Ranks are among those that are judged without the juror.
        parts: into how many parts the round then falls.
    """

    juror: str
    comes_in: tuple[str, ...]
    drops_out: tuple[str, ...]
    unjudged: tuple[str, ...]
    farthest: Move | None
    parts: int


def cut_at(ranking: Ranking, places: int) -> Cut:
    """The line after so many places.

    Raises:
        ValueError: no place at all, or one for everybody.
    """
    return _cut(ranking, places, ranks_of(ranking.drawn.worths))


def other_cuts(ranking: Ranking, places: int, others: Iterable[int]) -> tuple[OtherCut, ...]:
    """What other numbers of places would change; in the order in which they are given.

    Raises:
        ValueError: as `cut_at`.
    """
    ranks = ranks_of(ranking.drawn.worths)
    inside = _cut(ranking, places, ranks).inside
    found = []
    for other in others:
        cut = _cut(ranking, other, ranks)
        found.append(
            OtherCut(
                cut=cut,
                comes_in=_in_order(ranking, cut.inside - inside),
                drops_out=_in_order(ranking, inside - cut.inside),
            )
        )
    return tuple(found)


def without_each_juror(ranking: Ranking, places: int) -> tuple[WithoutJuror, ...]:
    """What each juror's sheets decide, in the order of their ids.

    Everybody's score is predicted again from the others' sheets. The variances, and the
    others' spreads, stay those of all sheets.

    Raises:
        ValueError: as `cut_at`.
    """
    inside = cut_at(ranking, places).inside
    return tuple(
        _without(ranking, juror, places, inside) for juror in range(len(ranking.sheets.jurors))
    )


def _cut(ranking: Ranking, places: int, ranks: Places) -> Cut:
    if not 0 < places < len(ranking.rows):
        raise ValueError(f"places: expected 1 to {len(ranking.rows) - 1}, got {places}")
    within = (ranks <= places).mean(axis=0)
    chances = dict(zip(ranking.sheets.applications, within.tolist(), strict=True))
    inside = _inside(
        [one.application for one in ranking.rows],
        np.array([one.score for one in ranking.rows]),
        places,
    )
    return Cut(
        places,
        tuple(
            Place(
                application=one.application,
                chance=chances[one.application],
                standing=_standing(one, places),
                is_in=one.application in inside,
            )
            for one in ranking.rows
        ),
    )


def _standing(one: Ranked, places: int) -> Standing:
    if one.rank_high <= places:
        return Standing.ABOVE
    return Standing.BELOW if one.rank_low > places else Standing.TIED


def _inside(names: Sequence[str], scores: Floats, places: int) -> frozenset[str]:
    _, worst = shared_ranks(scores)
    return frozenset(name for name, rank in zip(names, worst, strict=True) if rank <= places)


def _without(ranking: Ranking, juror: int, places: int, inside: frozenset[str]) -> WithoutJuror:
    fit, sheets = ranking.fit, ranking.sheets
    others = sheets.kept(sheets.juror != juror)
    steep = fit.at.steep[np.isin(sheets.jurors, others.jurors)]
    again = fit_at(absorbed(products_of(others), fit.at.worth, steep), fit.severity)
    judged = set(others.applications)
    now_inside = _inside(others.applications, again.worths, places)
    return WithoutJuror(
        juror=sheets.jurors[juror],
        comes_in=_in_order(ranking, now_inside - inside),
        drops_out=_in_order(ranking, inside - now_inside),
        unjudged=_in_order(ranking, set(sheets.applications) - judged),
        farthest=_farthest(ranking, others, again.worths),
        parts=int(others.parts.max()) + 1,
    )


def _farthest(ranking: Ranking, others: Sheets, worths: Floats) -> Move | None:
    judged = np.isin(ranking.sheets.applications, others.applications)
    before, _ = shared_ranks(ranking.fit.worths[judged])
    after, _ = shared_ranks(worths)
    moves = np.abs(after - before)
    at = min(range(len(moves)), key=lambda one: (-moves[one], before[one], one))
    if not moves[at]:
        return None
    return Move(others.applications[at], int(before[at]), int(after[at]))


def _in_order(ranking: Ranking, some: Collection[str]) -> tuple[str, ...]:
    return tuple(one.application for one in ranking.rows if one.application in some)
