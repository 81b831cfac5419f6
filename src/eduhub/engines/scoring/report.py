"""All that a round shows and records: order, jurors, agreement, the line and what moves it."""

from dataclasses import dataclass, field

from eduhub.engines.scoring.agreement import Agreement, agreement_of
from eduhub.engines.scoring.cuts import (
    Cut,
    OtherCut,
    WithoutJuror,
    cut_at,
    other_cuts,
    without_each_juror,
)
from eduhub.engines.scoring.ranking import (
    CONFIDENCE,
    Ranking,
    check_asked,
    rank,
    rank_with_spread,
)
from eduhub.engines.scoring.sheets import Sheets


@dataclass(frozen=True, kw_only=True)
class Question:
    """The sheets of a round and what is asked of them.

    Attributes:
        places: after which the line falls; None if there is no line.
        other_places: other lines to compare with it.
        draws: as many as usual if None, see `rank`.
        spread: whether jurors may also differ in how wide they use the scale.

    Raises:
        ValueError: a number out of its range, or other places without places.
    """

    sheets: Sheets = field(repr=False)
    seed: str
    places: int | None = None
    other_places: tuple[int, ...] = ()
    confidence: float = CONFIDENCE
    draws: int | None = None
    spread: bool = False

    def __post_init__(self) -> None:
        if not self.seed.strip():
            raise ValueError("seed: expected text that is not empty")
        check_asked(self.confidence, self.draws)
        if self.other_places and self.places is None:
            raise ValueError("other_places: expected places to compare them with")
        most = len(self.sheets.applications) - 1
        for name, places in (
            ("places", self.places),
            *(("other_places", one) for one in self.other_places),
        ):
            if places is not None and most < 1:
                raise ValueError("scores: expected two applications at least")
            if places is not None and not 0 < places <= most:
                raise ValueError(f"{name}: expected 1 to {most}, got {places}")


@dataclass(frozen=True, eq=False)
class Report:
    """What there is to say of a round; `cut` and what follows only where a line is asked for."""

    ranking: Ranking
    agreement: Agreement
    cut: Cut | None = None
    others: tuple[OtherCut, ...] = ()
    without: tuple[WithoutJuror, ...] = ()


def report_of(question: Question) -> Report:
    """Everything at once.

    Raises:
        CannotRank: see `Obstacle`.
    """
    ranked = rank_with_spread if question.spread else rank
    ranking = ranked(
        question.sheets,
        seed=question.seed,
        confidence=question.confidence,
        draws=question.draws,
    )
    if question.places is None:
        return Report(ranking, agreement_of(ranking))
    return Report(
        ranking=ranking,
        agreement=agreement_of(ranking),
        cut=cut_at(ranking, question.places),
        others=other_cuts(ranking, question.places, question.other_places),
        without=without_each_juror(ranking, question.places),
    )
