"""Applications in order of what they are worth, with how sure that order is."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.model.fit import Fit, fitted
from eduhub.engines.scoring.model.posterior import Draws, draw
from eduhub.engines.scoring.model.products import products_of
from eduhub.engines.scoring.model.spread import Spread, fitted_with_spread
from eduhub.engines.scoring.sheets import Sheets

type Floats = NDArray[np.float64]
type Places = NDArray[np.int64]

CONFIDENCE = 0.95
FEWEST_DRAWS, MOST_DRAWS = 100, 100_000
USUAL_NUMBERS, USUAL_FEWEST, USUAL_MOST = 2_000_000, 1_000, 10_000
SPREADS = 50  # different sets of spreads among the draws
TIE = 1e-9  # of the scores' range, below which two are equal


@dataclass(frozen=True, slots=True)
class Ranked:
    """One application. The intervals are posterior ones, equal tails.

    Attributes:
        sheets: how many jurors judged it.
        mean: of its scores as they are.
        score: adjusted for the severity of those who judged it and drawn towards the mean
            where sheets are few: what it would expect from the whole jury.
        rank: 1 is best; equal scores share the best rank of theirs.
        part: which part of the round it is in, see `Sheets.parts`.
    """

    application: str
    sheets: int
    mean: float
    score: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    part: int


@dataclass(frozen=True, slots=True)
class RankedJuror:
    """One juror.

    Attributes:
        severity: points less than the jury's mean for the same application; below 0 is mild.
        spread: how wide the scale is used; 1 is usual, and what it is without being asked for.
    """

    juror: str
    sheets: int
    severity: float
    severity_low: float
    severity_high: float
    spread: float
    spread_low: float
    spread_high: float


@dataclass(frozen=True, slots=True)
class Deviations:
    """Standard deviations in points: of worth, of severity, and of chance. By REML."""

    worth: float
    severity: float
    chance: float


@dataclass(frozen=True, eq=False)
class Ranking:
    """A round's answer.

    Attributes:
        rows: best first; equal scores by id.
        jurors: by id.
        level: the score that the whole jury gives an average application.
        deviance: minus twice the restricted log-likelihood.
        confidence: of every interval.
        parts: how many parts that share no juror; 1 if everything is comparable.
        prior_spread: standard deviation of the logarithms of spreads; 0 if not asked for.
        settled: False if the search for the spreads was broken off.
        fit, drawn: what it rests on, for the other calls of this engine.
    """

    rows: tuple[Ranked, ...]
    jurors: tuple[RankedJuror, ...]
    deviations: Deviations
    level: float
    deviance: float
    confidence: float
    seed: str
    draws: int
    parts: int
    prior_spread: float = 0.0
    settled: bool = True
    fit: Fit = field(repr=False, kw_only=True)
    drawn: Draws = field(repr=False, kw_only=True)

    @property
    def sheets(self) -> Sheets:
        return self.fit.at.products.sheets

    @property
    def with_spread(self) -> bool:
        return self.prior_spread > 0


def rank(
    sheets: Sheets, *, seed: str, confidence: float = CONFIDENCE, draws: int | None = None
) -> Ranking:
    """The order of the applications when jurors differ in severity.

    A score is the sum of a mean, the application's worth, the juror's leniency and chance.
    Variances by REML, scores as best linear predictions; intervals of scores and ranks from
    draws that also have the variances unknown. The same sheets and seed give the same
    answer, whatever the order of the sheets.

    Args:
        draws: how many; if missing, 10,000, and fewer from 200 applications on, but not below
            1,000. Of a chance near one half, 10,000 leave half a percentage point open.

    Raises:
        CannotRank: see `Obstacle`.
        ValueError: confidence is not between 0 and 1, or too few or too many draws.
    """
    check_asked(confidence, draws)
    sheets.refuse_unrankable()
    fit = fitted(products_of(sheets))
    drawn = draw(fit, draws=draws or usual_draws(sheets), source=_source(seed))
    return _ranking(fit, drawn, seed=seed, confidence=confidence)


def rank_with_spread(
    sheets: Sheets, *, seed: str, confidence: float = CONFIDENCE, draws: int | None = None
) -> Ranking:
    """The same when jurors also differ in how wide they use the scale.

    Worth and chance are multiplied by the juror's spread. Ask for it where jurors have a
    dozen sheets or more; with fewer, spreads are hardly told from chance and are drawn
    towards 1.

    Raises:
        CannotRank, ValueError: as `rank`.
    """
    check_asked(confidence, draws)
    sheets.refuse_unrankable()
    found = fitted_with_spread(products_of(sheets))
    draws, source = draws or usual_draws(sheets), _source(seed)
    drawn = draw(found.fit, draws=draws, source=source, spreads=_spreads(found, draws, source))
    return _ranking(found.fit, drawn, seed=seed, confidence=confidence, spread=found)


def ranks_of(scores: Floats) -> Places:
    """(…, applications) the rank of each in the last axis, 1 for the highest; all different."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    ranks = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(
        ranks, order, np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape), axis=-1
    )
    return ranks


def shared_ranks(scores: Floats) -> tuple[Places, Places]:
    """(applications,) best and worst rank of those with an equal score, itself among them."""
    tie = TIE * max(float(np.ptp(scores)), TIE * float(np.abs(scores).max()))
    ordered = np.sort(scores)
    best = len(scores) - np.searchsorted(ordered, scores + tie, side="right") + 1
    worst = len(scores) - np.searchsorted(ordered, scores - tie, side="left")
    return best, worst


def usual_draws(sheets: Sheets) -> int:
    """As many as a round of this size has time for."""
    time_for = USUAL_NUMBERS // max(len(sheets.applications), 1)
    return min(max(time_for, USUAL_FEWEST), USUAL_MOST)


def check_asked(confidence: float, draws: int | None) -> None:
    """Refuse what no interval can be made of.

    Raises:
        ValueError: confidence is not between 0 and 1, or too few or too many draws.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: expected a number between 0 and 1, got {confidence}")
    if draws is not None and not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise ValueError(f"draws: expected {FEWEST_DRAWS} to {MOST_DRAWS:,}, got {draws}")


def _source(seed: str) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed}|draws".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def _spreads(found: Spread, draws: int, source: np.random.Generator) -> Floats:
    values, vectors = np.linalg.eigh(found.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    several = min(SPREADS, draws)
    logs = found.logs + source.standard_normal((several, len(found.logs))) @ root.T
    centred: Floats = logs - logs.mean(axis=1, keepdims=True)
    return centred


def _ranking(
    fit: Fit, drawn: Draws, *, seed: str, confidence: float, spread: Spread | None = None
) -> Ranking:
    tails = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
    mean = float(fit.lenience.mean())
    return Ranking(
        rows=_rows(fit, drawn, tails, fit.level + mean + fit.worths),
        jurors=_jurors(fit, drawn, tails),
        deviations=Deviations(
            worth=fit.worth_variance**0.5,
            severity=fit.severity_variance**0.5,
            chance=fit.residual**0.5,
        ),
        level=fit.level + mean,
        deviance=fit.deviance,
        confidence=confidence,
        seed=seed,
        draws=len(drawn.worths),
        parts=int(fit.at.products.sheets.parts.max()) + 1,
        prior_spread=spread.prior if spread else 0.0,
        settled=spread.settled if spread else True,
        fit=fit,
        drawn=drawn,
    )


def _rows(fit: Fit, drawn: Draws, tails: Floats, scores: Floats) -> tuple[Ranked, ...]:
    sheets = fit.at.products.sheets
    means = np.bincount(sheets.application, weights=sheets.score) / sheets.of_application
    low, high = np.quantile(drawn.worths, tails, axis=0)
    ranks = ranks_of(drawn.worths)
    rank_low, rank_high = np.quantile(ranks, tails, axis=0, method="inverted_cdf").astype(int)
    best, _ = shared_ranks(scores)
    order = np.lexsort((np.arange(len(scores)), best))  # ids are in order
    return tuple(
        Ranked(
            application=sheets.applications[at],
            sheets=int(sheets.of_application[at]),
            mean=float(means[at]),
            score=float(scores[at]),
            low=float(low[at]),
            high=float(high[at]),
            rank=int(best[at]),
            rank_low=int(rank_low[at]),
            rank_high=int(rank_high[at]),
            part=int(sheets.parts[at]),
        )
        for at in order
    )


def _jurors(fit: Fit, drawn: Draws, tails: Floats) -> tuple[RankedJuror, ...]:
    sheets = fit.at.products.sheets
    severity = fit.lenience.mean() - fit.lenience
    high, low = -np.quantile(drawn.lenience, tails, axis=0)
    spread_low, spread_high = np.quantile(drawn.spread, tails, axis=0)
    return tuple(
        RankedJuror(
            juror=name,
            sheets=int(sheets.of_juror[at]),
            severity=float(severity[at]),
            severity_low=float(low[at]),
            severity_high=float(high[at]),
            spread=float(1 / fit.at.steep[at]),
            spread_low=float(spread_low[at]),
            spread_high=float(spread_high[at]),
        )
        for at, name in enumerate(sheets.jurors)
    )
